import { afterEach, expect, it, vi } from "vitest";
import { browserEnvironment } from "./environment.ts";

afterEach(() => vi.unstubAllGlobals());

it("says in the address what the page has, and how much it wants", () => {
  const opened: string[] = [];
  vi.stubGlobal("location", new URL("https://rapport.example/inbox?x=1"));
  vi.stubGlobal(
    "WebSocket",
    class {
      constructor(url: URL) {
        opened.push(String(url));
      }
    },
  );
  const events = { onMessage: () => {}, onClose: () => {} };
  browserEnvironment("u/1", { sync: "list" }).connect(null, events);
  browserEnvironment("u/1", { sync: "figures" }).connect(118, events);
  browserEnvironment("u/1", { sync: "full" }).connect(118, events);
  expect(opened).toEqual([
    "wss://rapport.example/ws/frontend/u%2F1?sync=list",
    "wss://rapport.example/ws/frontend/u%2F1?sync=figures&since=118",
    "wss://rapport.example/ws/frontend/u%2F1?since=118",
  ]);
});
