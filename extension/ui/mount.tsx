import { render } from "preact";
import type { PanelRequest } from "../messages.ts";
import { backgroundOver } from "./background.ts";
import type { Memory } from "./context.ts";
import { Panel } from "./panel.ts";
import { PanelPage } from "./PanelPage.tsx";
import { browserName } from "./words.ts";

const ADDRESS = "rapport.address";

/** Shows the panel in the document. */
export function mount(
  kind: "popup" | "page",
  send: (request: PanelRequest) => Promise<unknown>,
): void {
  const panel = new Panel({
    background: backgroundOver(send),
    now: Date.now,
    every(ms, run) {
      const timer = setInterval(() => document.hidden || run(), ms);
      return () => clearInterval(timer);
    },
  });
  const memory: Memory = {
    get address() {
      return localStorage.getItem(ADDRESS) ?? "";
    },
    keep: (address) => localStorage.setItem(ADDRESS, address),
  };
  const place = document.querySelector("main");
  if (place === null) throw new Error("There is no place for the panel");
  render(
    <PanelPage
      panel={panel}
      memory={memory}
      browserName={browserName(navigator.userAgent)}
      kind={kind}
    />,
    place,
  );
}
