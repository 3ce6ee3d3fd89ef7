import { expect, test } from "vitest";
import { App, setBuildCache } from "../app.ts";
import { EMPTY_BUILD } from "../build_cache.ts";
import { buildId } from "../build_id.ts";
import { type Send, sendTo } from "../test_app.ts";
import { staticFiles } from "./static_files.ts";

const ID = buildId();
const FOREVER = "public, max-age=31536000, immutable";

function filesApp(
  mode: "development" | "production" = "production",
  basePath = "",
): Send {
  const app = new App({ basePath })
    .use(staticFiles())
    .all("/:rest*", (ctx) => ctx.text("route"));
  const names = ["/a b.txt", `/_fresh/js/${ID}/island.js`];
  setBuildCache(app, {
    ...EMPTY_BUILD,
    readFile: (name) =>
      Promise.resolve(
        names.includes(name)
          ? {
            content: new TextEncoder().encode("file"),
            size: 4,
            hash: "abc",
            contentType: "text/plain",
          }
          : null,
      ),
  }, mode);
  return sendTo(app);
}

test("serves a file, and leaves everything else to the routes", async () => {
  const send = filesApp();
  const response = await send("/a%20b.txt");
  expect(await response.text()).toBe("file");
  expect(response.headers.get("content-type")).toBe("text/plain");
  expect(response.headers.get("content-length")).toBe("4");
  expect(await (await send("/else")).text()).toBe("route");
  expect(await (await send("/%E0%A4%A")).text()).toBe("route");
});

test("HEAD has the headers alone, and other methods are refused", async () => {
  const send = filesApp();
  const head = await send("/a%20b.txt", { method: "HEAD" });
  expect(head.body).toBeNull();
  expect(head.headers.get("content-length")).toBe("4");
  expect((await send("/a%20b.txt", { method: "POST" })).status).toBe(405);
});

test.each(['W/"abc"', '"abc"', "abc", 'W/"x", W/"abc"'])(
  "If-None-Match: %s is answered with 304",
  async (tag) => {
    const headers = { "If-None-Match": tag };
    const response = await filesApp()("/a%20b.txt", { headers });
    expect(response.status).toBe(304);
    expect(response.headers.get("etag")).toBe('W/"abc"');
  },
);

test("what belongs to this build may be kept for a year", async () => {
  const send = filesApp();
  const cacheControl = async (path: string) =>
    (await send(path)).headers.get("cache-control");

  expect(await cacheControl(`/_fresh/js/${ID}/island.js`)).toBe(FOREVER);
  expect(await cacheControl(`/a%20b.txt?__frsh_c=${ID}`)).toBe(FOREVER);
  expect(await cacheControl("/a%20b.txt")).toContain("no-cache");
});

test("nothing is kept in development", async () => {
  const send = filesApp("development");
  const response = await send(`/_fresh/js/${ID}/island.js`);
  expect(response.headers.get("cache-control")).toContain("no-cache");
});

test("the URL of another build leads to the file as it is now", async () => {
  const response = await filesApp()("/a%20b.txt?__frsh_c=old&x=1");
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toBe("/a%20b.txt?x=1");
});

test("files lie below the base path", async () => {
  const send = filesApp("production", "/app");
  expect(await (await send("/app/a%20b.txt")).text()).toBe("file");
  expect((await send("/a%20b.txt")).status).toBe(404);
});

test("a missing favicon needs no page", async () => {
  const response = await filesApp()("/favicon.ico");
  expect(response.status).toBe(404);
  expect(response.body).toBeNull();
});
