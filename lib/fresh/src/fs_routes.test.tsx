import { afterEach, expect, test, vi } from "vitest";
import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { compareRouteFiles } from "./fs_routes.ts";
import { page } from "./handlers.ts";
import type { PageProps } from "./render/component.ts";
import { routesApp, textOf } from "./test_app.ts";

type Traced = { trace?: string };

function around(name: string) {
  return ({ Component }: PageProps) => (
    <>
      {name}(<Component />)
    </>
  );
}

function traced(name: string) {
  return (ctx: Context<Traced>) => {
    ctx.state.trace = (ctx.state.trace ?? "") + name;
    return ctx.next();
  };
}

const showTrace = (ctx: Context<Traced>) => ctx.text(ctx.state.trace ?? "");

afterEach(() => {
  vi.restoreAllMocks();
});

test("a default export is the page", async () => {
  const send = routesApp({ about: { default: () => <h1>About</h1> } });
  const response = await send("/about");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toBe(
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><h1>About</h1></body></html>',
  );
});

test("a page may be async, and may answer with a Response", async () => {
  const send = routesApp({
    // deno-lint-ignore require-await
    slow: { default: async () => <p>slow</p> },
    // deno-lint-ignore require-await
    away: { default: async () => new Response("away") },
  });
  expect(await textOf(send, "/slow")).toContain("<p>slow</p>");
  expect(await textOf(send, "/away")).toBe("away");
});

test("handlers give the page data, status and headers", async () => {
  const send = routesApp({
    "users/[id]": {
      handler: {
        GET: (ctx: Context<unknown>) =>
          page({ id: ctx.params.id }, {
            status: 201,
            headers: { "x-from": "handler" },
          }),
      },
      default: ({ data }: PageProps<{ id: string }>) => <p>{data.id}</p>,
    },
  });
  const response = await send("/users/7");
  expect(response.status).toBe(201);
  expect(response.headers.get("x-from")).toBe("handler");
  expect(await response.text()).toContain("<p>7</p>");
});

test("handlers per method leave other methods a 405", async () => {
  const send = routesApp({
    api: { handlers: { POST: () => new Response("posted") } },
  });
  expect(await (await send("/api", { method: "POST" })).text()).toBe("posted");
  expect((await send("/api")).status).toBe(405);
  const options = await send("/api", { method: "OPTIONS" });
  expect(options.headers.get("allow")).toBe("POST");
});

test("a page beside handlers is shown on GET", async () => {
  const send = routesApp({
    form: {
      handler: { POST: () => new Response("posted") },
      default: () => <form />,
    },
  });
  expect(await textOf(send, "/form")).toContain("<form></form>");
});

test("a handler function takes every method", async () => {
  const send = routesApp({
    any: { handler: (ctx: Context<unknown>) => ctx.text(ctx.req.method) },
  });
  expect(await (await send("/any", { method: "DELETE" })).text()).toBe(
    "DELETE",
  );
});

test("middlewares of all folders above apply, outermost first", async () => {
  const send = routesApp({
    _middleware: { handler: [traced("a"), traced("b")] },
    "(group)/_middleware": { handler: traced("g") },
    "blog/_middleware": { default: traced("c") },
    "blog/index": { handler: showTrace },
    "blog/[slug]": { handler: showTrace },
    blogs: { handler: showTrace },
    "(group)/in": { handler: showTrace },
  });
  expect(await textOf(send, "/blog")).toBe("abc");
  expect(await textOf(send, "/blog/x")).toBe("abc");
  expect(await textOf(send, "/blogs")).toBe("ab");
  expect(await textOf(send, "/in")).toBe("abg");
});

test("the app wrapper and layouts surround a page", async () => {
  const send = routesApp({
    _app: { default: around("app") },
    _layout: { default: around("root") },
    "blog/_layout": { default: around("blog") },
    "blog/[slug]": { default: () => "post" },
    index: { default: () => "home" },
  });
  expect(await textOf(send, "/blog/x")).toContain("app(root(blog(post)))");
  expect(await textOf(send, "/")).toContain("app(root(home))");
});

test("layouts can be async", async () => {
  const send = routesApp({
    _app: { default: around("app") },
    // deno-lint-ignore require-await
    _layout: { default: async (props: PageProps) => around("layout")(props) },
    index: { default: () => "home" },
  });
  expect(await textOf(send, "/")).toContain("app(layout(home))");
});

test("layouts and routes can leave out what is around them", async () => {
  const bare = { skipAppWrapper: true, skipInheritedLayouts: true };
  const send = routesApp({
    _app: { default: around("app") },
    _layout: { default: around("root") },
    "blog/_layout": { config: bare, default: around("blog") },
    "blog/index": { default: () => "posts" },
    bare: { config: bare, default: () => "bare" },
    other: { default: () => "other" },
  });
  expect(await textOf(send, "/blog")).toContain("<body>blog(posts)</body>");
  expect(await textOf(send, "/bare")).toContain("<body>bare</body>");
  expect(await textOf(send, "/other")).toContain("app(root(other))");
});

test("_error shows what was thrown, with its status", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const send = routesApp({
    _error: {
      default: ({ error }: PageProps) => (
        <p>{error instanceof HttpError ? error.status : "unexpected"}</p>
      ),
    },
    denied: {
      handler: () => {
        throw new HttpError(403);
      },
    },
    broken: {
      default: () => {
        throw new Error("broken");
      },
    },
  });
  const denied = await send("/denied");
  expect(denied.status).toBe(403);
  expect(await denied.text()).toContain("<p>403</p>");
  expect((await send("/broken")).status).toBe(500);
  expect((await send("/nothing")).status).toBe(404);
});

test("the nearest _error answers, inside its layouts", async () => {
  const send = routesApp({
    _layout: { default: around("root") },
    _error: { default: () => "outer" },
    "admin/_layout": { default: around("admin") },
    "admin/_error": { default: () => "inner" },
    "admin/users": {
      handler: () => {
        throw new HttpError(400);
      },
    },
  });
  expect(await textOf(send, "/admin/users")).toContain("root(admin(inner))");
});

test("_404 answers unknown paths before _error does", async () => {
  const send = routesApp({
    _404: { default: () => "not here" },
    _error: { default: () => "error" },
  });
  const response = await send("/nothing");
  expect(response.status).toBe(404);
  expect(await response.text()).toContain("not here");
});

test("literal files win over parameters, and those over the rest", async () => {
  const send = routesApp({
    "[...rest]": { handler: () => new Response("rest") },
    "[id]": { handler: () => new Response("id") },
    "[id].json": { handler: () => new Response("json") },
    "new": { handler: () => new Response("new") },
  });
  expect(await textOf(send, "/new")).toBe("new");
  expect(await textOf(send, "/7.json")).toBe("json");
  expect(await textOf(send, "/7")).toBe("id");
  expect(await textOf(send, "/a/b/c")).toBe("rest");
});

test("routeOverride replaces the pattern", async () => {
  const send = routesApp({
    module: {
      config: { routeOverride: "/x/:name@:version" },
      handler: (ctx: Context<unknown>) => ctx.json(ctx.params),
    },
  });
  expect(await textOf(send, "/x/a@1")).toBe('{"name":"a","version":"1"}');
});

test("routes live below the base path", async () => {
  const send = routesApp({ index: { default: () => "home" } }, [], {
    basePath: "/app",
  });
  expect(await textOf(send, "/app")).toContain("home");
});

test("files that cannot work are refused by name", () => {
  expect(() => routesApp({ empty: {} })).toThrow("routes/empty");
  expect(() => routesApp({ _middleware: { handler: { GET: () => {} } } }))
    .toThrow("routes/_middleware");
  expect(() =>
    routesApp({ two: { handler: (_a: unknown, _b: unknown) => {} } })
  )
    .toThrow("routes/two");
});

test("what surrounds comes first, whatever the order of the files", () => {
  const files = [
    "blog/[slug]",
    "[id]",
    "_app",
    "blog/_layout",
    "index",
    "blog",
  ];
  expect(files.toSorted(compareRouteFiles)).toEqual([
    "_app",
    "index",
    "blog/_layout",
    "blog",
    "blog/[slug]",
    "[id]",
  ]);
});
