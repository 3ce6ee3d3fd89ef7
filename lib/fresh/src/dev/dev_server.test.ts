import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../app.ts";
import { HttpError } from "../error.ts";
import { devHandler } from "./dev_server.ts";

const BROWSER = { headers: { accept: "text/html" } };

function get(
  app: App<unknown>,
  path = "/",
  init: RequestInit = BROWSER,
): Promise<Response> {
  return devHandler(app)(new Request(`http://localhost${path}`, init));
}

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("a browser is shown the error, its code and its cause", async () => {
  const app = new App().get("/", () => {
    throw new Error("Cannot <render>", { cause: new Error("No data") });
  });
  const response = await get(app);
  const html = await response.text();
  expect(response.status).toBe(500);
  expect(html).toContain("<h1>Error: Cannot &lt;render&gt;</h1>");
  expect(html).toContain("<h1>Caused by Error: No data</h1>");
});

test("other clients get what they would get in production", async () => {
  const app = new App().get("/", () => {
    throw new Error("broken");
  });
  expect(await (await get(app, "/", {})).text()).toBe("Internal server error");
});

test("the app's own error page stays below the explanation", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.html("<body>Sorry</body>", { status: 500 }))
    .get("/", () => {
      throw new Error("broken");
    });
  const handler = devHandler(app);
  const request = (path: string) =>
    handler(new Request(`http://localhost${path}`, BROWSER));

  const html = await (await request("/")).text();
  expect(html).toContain("Sorry");
  const src = /src="([^"]+)"/.exec(html)?.[1] ?? "";
  expect(await (await request(src)).text()).toContain("Error: broken");
});

test("a refusal is no error to explain", async () => {
  const app = new App().get("/", () => {
    throw new HttpError(403, "Not yours");
  });
  expect(await (await get(app)).text()).toBe("Not yours");
});

test("the address for live reload answers only sockets", async () => {
  expect((await get(new App(), "/_frsh/alive")).status).toBe(426);
});
