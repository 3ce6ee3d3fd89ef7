import { expect, test } from "vitest";
import { App } from "./app.ts";
import type { Middleware } from "./middlewares/mod.ts";
import { sendTo } from "./test_app.ts";

async function answerOf(handler: Middleware<unknown>): Promise<Response> {
  return await sendTo(new App().get("/", handler))("/");
}

test.each([
  ["/inbox?a=//b", "/inbox?a=//b"],
  ["//evil.com/x", "/evil.com/x"],
  ["/\\evil.com", "/evil.com"],
  ["https://example.com/", "https://example.com/"],
])("redirects %s to %s", async (to, location) => {
  const response = await answerOf((ctx) => ctx.redirect(to, 303));
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(location);
});

test("answers with text, HTML and JSON", async () => {
  const text = await answerOf((ctx) => ctx.text("hi", { status: 201 }));
  expect(text.status).toBe(201);
  expect(text.headers.get("content-type")).toMatch(/^text\/plain/);

  const html = await answerOf((ctx) => ctx.html("<p>hi</p>"));
  expect(html.headers.get("content-type")).toBe("text/html; charset=utf-8");

  const json = await answerOf((ctx) => ctx.json({ a: 1 }));
  expect(await json.json()).toEqual({ a: 1 });
});

test("streams text and bytes", async () => {
  const response = await answerOf((ctx) =>
    ctx.stream(async function* () {
      yield "a";
      await Promise.resolve();
      yield new Uint8Array([98]);
    })
  );
  expect(await response.text()).toBe("ab");
});
