import { afterEach, expect, test, vi } from "vitest";
import { App } from "./app.ts";
import { HttpError } from "./error.ts";
import { sendTo, textOf } from "./test_app.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("middlewares run in order, around what they call", async () => {
  const app = new App<{ trace: string }>()
    .use(async (ctx) => {
      ctx.state.trace = "a";
      const response = await ctx.next();
      response.headers.set("x-trace", ctx.state.trace);
      return response;
    })
    .use((ctx) => {
      ctx.state.trace += "b";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.trace += "c"));

  const response = await sendTo(app)("/");
  expect(await response.text()).toBe("abc");
  expect(response.headers.get("x-trace")).toBe("abc");
});

test("a middleware with a path applies to that path and below", async () => {
  const app = new App<{ admin?: boolean }>()
    .use("/admin", (ctx) => {
      ctx.state.admin = true;
      return ctx.next();
    })
    .get("/admin", (ctx) => ctx.json(ctx.state))
    .get("/admin/users", (ctx) => ctx.json(ctx.state))
    .get("/public", (ctx) => ctx.json(ctx.state));
  const send = sendTo(app);

  expect(await textOf(send, "/admin")).toBe('{"admin":true}');
  expect(await textOf(send, "/admin/users")).toBe('{"admin":true}');
  expect(await textOf(send, "/public")).toBe("{}");
});

test("a middleware applies only to what is registered after it", async () => {
  const app = new App()
    .get("/before", () => new Response("before"))
    .use(() => new Response("stopped"))
    .get("/after", () => new Response("after"));
  const send = sendTo(app);

  expect(await textOf(send, "/before")).toBe("before");
  expect(await textOf(send, "/after")).toBe("stopped");
});

test("a middleware may be loaded when it is first called", async () => {
  let loads = 0;
  const app = new App().get("/", () => {
    loads++;
    return Promise.resolve(() => new Response("loaded"));
  });
  const send = sendTo(app);

  expect(await textOf(send, "/")).toBe("loaded");
  expect(await textOf(send, "/")).toBe("loaded");
  expect(loads).toBe(1);
});

test.each(["get", "post", "put", "patch", "delete"] as const)(
  ".%s() answers only its method",
  async (name) => {
    const app = new App()[name]("/", (ctx) => ctx.text(ctx.req.method));
    const send = sendTo(app);

    const method = name.toUpperCase();
    expect(await (await send("/", { method })).text()).toBe(method);
    const other = name === "post" ? "PUT" : "POST";
    expect((await send("/", { method: other })).status).toBe(405);
  },
);

test(".all() answers every method", async () => {
  const send = sendTo(new App().all("/", (ctx) => ctx.text(ctx.req.method)));
  expect(await (await send("/", { method: "OPTIONS" })).text()).toBe("OPTIONS");
});

test("HEAD is answered by GET, without a body", async () => {
  const app = new App().get(
    "/",
    () => new Response("body", { headers: { "x-kept": "yes" } }),
  );

  const response = await sendTo(app)("/", { method: "HEAD" });
  expect(response.body).toBeNull();
  expect(response.headers.get("x-kept")).toBe("yes");
});

test("OPTIONS tells the methods of a route that has no handler for it", async () => {
  const app = new App()
    .get("/", () => new Response())
    .post("/", () => new Response());

  const response = await sendTo(app)("/", { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("allow")).toBe("GET, POST");
});

test("parameters are decoded", async () => {
  const app = new App().get(
    "/users/:id",
    (ctx) => ctx.text(`${ctx.params.id} ${ctx.route}`),
  );
  expect(await textOf(sendTo(app), "/users/a%20b")).toBe("a b /users/:id");
});

test("an app can live below a base path", async () => {
  const app = new App({ basePath: "/app" })
    .get("/", () => new Response("root"))
    .get("/inbox", () => new Response("inbox"));
  const send = sendTo(app);

  expect(await textOf(send, "/app")).toBe("root");
  expect(await textOf(send, "/app/inbox")).toBe("inbox");
  expect((await send("/inbox")).status).toBe(404);
});

test("a base path that cannot match is refused", () => {
  expect(() => new App({ basePath: "app" })).toThrow("basePath");
  expect(() => new App({ basePath: "/app/" })).toThrow("basePath");
});

test("an app can be mounted in another, with its middlewares", async () => {
  const inner = new App<{ who: string }>()
    .use((ctx) => {
      ctx.state.who = "inner";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.who))
    .get("/:name", (ctx) => ctx.text(`${ctx.state.who} ${ctx.params.name}`));
  const app = new App<{ who: string }>()
    .get("/", (ctx) => ctx.text(String(ctx.state.who)))
    .mountApp("/api", inner);
  const send = sendTo(app);

  expect(await textOf(send, "/api")).toBe("inner");
  expect(await textOf(send, "/api/x")).toBe("inner x");
  expect(await textOf(send, "/")).toBe("undefined");
});

test("an HttpError becomes its status and message", async () => {
  const app = new App()
    .get("/gone", () => {
      throw new HttpError(410, "It is gone");
    })
    .get("/denied", () => {
      throw new HttpError(403);
    });
  const send = sendTo(app);

  const response = await send("/gone");
  expect(response.status).toBe(410);
  expect(await response.text()).toBe("It is gone");
  expect(await textOf(send, "/denied")).toBe("Forbidden");
});

test("any other error becomes a 500 that tells the client nothing", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const app = new App().get("/", () => {
    throw new Error("secret");
  });

  const response = await sendTo(app)("/");
  expect(response.status).toBe(500);
  expect(await response.text()).toBe("Internal server error");
  expect(log).toHaveBeenCalledOnce();
});

test("middlewares see the error that passes them in ctx.error", async () => {
  const seen: unknown[] = [];
  const error = new HttpError(400);
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (caught) {
        seen.push(caught, ctx.error);
        throw caught;
      }
    })
    .get("/", () => {
      throw error;
    });

  await sendTo(app)("/");
  expect(seen).toEqual([error, error]);
});

test(".notFound() answers unknown paths and thrown 404s", async () => {
  const app = new App()
    .notFound((ctx) => new Response(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/thrown", () => {
      throw new HttpError(404);
    });
  const send = sendTo(app);

  expect(await textOf(send, "/nothing")).toBe("no /nothing");
  expect(await textOf(send, "/thrown")).toBe("no /thrown");
});

test(".onError() answers for its path and below", async () => {
  const app = new App()
    .onError("*", () => new Response("outer"))
    .onError("/api", () => new Response("inner"))
    .get("/api/users", () => {
      throw new HttpError(400);
    })
    .get("/", () => {
      throw new HttpError(400);
    });
  const send = sendTo(app);

  expect(await textOf(send, "/api/users")).toBe("inner");
  expect(await textOf(send, "/")).toBe("outer");
});

test("layouts and the app wrapper surround pages", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <head />
        <body>
          <Component />
        </body>
      </html>
    ))
    .layout("*", ({ Component }) => <main>{<Component />}</main>)
    .layout("/inner", ({ Component }) => <article>{<Component />}</article>)
    .get("/inner/page", (ctx) => ctx.render(<p>page</p>));

  expect(await textOf(sendTo(app), "/inner/page")).toContain(
    "<body><main><article><p>page</p></article></main></body>",
  );
});

test("a route can be loaded when it is first asked for", async () => {
  const app = new App().route(
    "/",
    () => Promise.resolve({ component: () => <p>lazy</p> }),
  );
  expect(await textOf(sendTo(app), "/")).toContain("<p>lazy</p>");
});

test("a handler that returns nothing is an error", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const nothing: unknown = () => {};
  const app = new App().get("/", nothing as () => Response);
  expect((await sendTo(app)("/")).status).toBe(500);
});

test("several slashes in a path count as one", async () => {
  const app = new App().get("/evil.com", (ctx) => ctx.text(ctx.url.pathname));
  expect(await textOf(sendTo(app), "//evil.com")).toBe("/evil.com");
});

test("behind a proxy, ctx.url can be what the client asked for", async () => {
  const app = new App({ trustProxy: true }).get(
    "/",
    (ctx) => ctx.text(ctx.url.origin),
  );
  const headers = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "rapport.example",
  };
  const response = await sendTo(app)("/", { headers });
  expect(await response.text()).toBe("https://rapport.example");
});

test(".listen() serves the app", async () => {
  const { promise: address, resolve } = Promise.withResolvers<Deno.NetAddr>();
  const server = new AbortController();
  await new App().get("/", () => new Response("served")).listen({
    port: 0,
    hostname: "127.0.0.1",
    signal: server.signal,
    onListen: resolve,
  });

  const response = await fetch(`http://127.0.0.1:${(await address).port}/`);
  expect(await response.text()).toBe("served");
  server.abort();
});
