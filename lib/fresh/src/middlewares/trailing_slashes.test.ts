import { expect, test } from "vitest";
import { App } from "../app.ts";
import { sendTo } from "../test_app.ts";
import { trailingSlashes } from "./trailing_slashes.ts";

test.each(
  [
    ["always", "/a?b=1", "/a/?b=1"],
    ["never", "/a/?b=1", "/a?b=1"],
    ["always", "/", null],
    ["never", "/a", null],
  ] as const,
)("%s: %s leads to %s", async (mode, path, location) => {
  const app = new App().use(trailingSlashes(mode)).get(
    "*",
    () => new Response("ok"),
  );
  const response = await sendTo(app)(path);
  expect(response.headers.get("location")).toBe(location);
});
