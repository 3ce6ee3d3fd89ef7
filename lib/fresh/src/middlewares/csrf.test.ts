import { expect, test } from "vitest";
import { App } from "../app.ts";
import { sendTo } from "../test_app.ts";
import { csrf, type CsrfOptions } from "./csrf.ts";

async function statusOf(
  headers: Record<string, string>,
  options?: CsrfOptions,
  method = "POST",
): Promise<number> {
  const app = new App().use(csrf(options)).all("/", () => new Response("ok"));
  return (await sendTo(app)("/", { method, headers })).status;
}

test("requests from the app's own pages pass", async () => {
  expect(await statusOf({ "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await statusOf({ "sec-fetch-site": "none" })).toBe(200);
  expect(await statusOf({ origin: "http://localhost" })).toBe(200);
});

test("requests from other sites are refused", async () => {
  expect(await statusOf({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await statusOf({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await statusOf({ origin: "https://evil.example" })).toBe(403);
});

test("requests that change nothing pass", async () => {
  const headers = { "sec-fetch-site": "cross-site" };
  expect(await statusOf(headers, undefined, "GET")).toBe(200);
});

test("a client that is no browser passes", async () => {
  expect(await statusOf({})).toBe(200);
});

test.each([
  "https://app.example",
  ["https://other.example", "https://app.example"],
  (origin: string) => origin.endsWith("app.example"),
])("other origins can be allowed", async (origin) => {
  const headers = {
    "sec-fetch-site": "cross-site",
    origin: "https://app.example",
  };
  expect(await statusOf(headers, { origin })).toBe(200);
  headers.origin = "https://evil.example";
  expect(await statusOf(headers, { origin })).toBe(403);
});
