import { type BuildCache, EMPTY_BUILD } from "./build_cache.ts";
import {
  type FreshConfig,
  resolveConfig,
  type ResolvedFreshConfig,
} from "./config.ts";
import { Context } from "./context.ts";
import { HttpError, plainErrorResponse } from "./error.ts";
import { fileRegistrations } from "./fs_routes.ts";
import { type ListenOptions, serve } from "./listen.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import { compile, moved, type Registration } from "./registrations.ts";
import { type Match, type Method, METHODS } from "./router.ts";
import type {
  LayoutConfig,
  MaybeLazy,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";
import type {
  WebSocketHandlers,
  WebSocketUpgradeOptions,
} from "./websocket.ts";

export type { ListenOptions };

/** Gives a build to an app; called by the build's server file and by `Builder`. */
export let setBuildCache: <State>(
  app: App<State>,
  build: BuildCache,
  mode: "development" | "production",
) => void;

/** Lets the development server see the errors that lead to an error page. */
export let setErrorListener: <State>(
  app: App<State>,
  listener: (error: unknown, req: Request) => void,
) => void;

const TEST_CONNECTION: Deno.ServeHandlerInfo<Deno.NetAddr> = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/**
 * A web app: an ordered list of middlewares and routes, which `handler()` turns
 * into a function from `Request` to `Response`.
 *
 * ```ts
 * export const app = new App<State>()
 *   .use(staticFiles())
 *   .get("/healthz", () => new Response("ok"))
 *   .fsRoutes();
 * ```
 */
export class App<State> {
  /** The configuration with every default filled in. */
  config: ResolvedFreshConfig;

  #registrations: Registration<State>[] = [];
  #build: () => BuildCache | null = () => null;
  #onError: (error: unknown, req: Request) => void = () => {};

  static {
    setBuildCache = (app, build, mode) => {
      app.config.root = build.root;
      app.config.mode = mode;
      app.#build = () => build;
    };
    setErrorListener = (app, listener) => {
      app.#onError = listener;
    };
  }

  /** @param config Base path and mode. */
  constructor(config: FreshConfig = {}) {
    this.config = resolveConfig(config);
  }

  /** Adds middlewares for everything that is registered after them. */
  use(...middleware: MaybeLazyMiddleware<State>[]): this;
  /** Adds middlewares for a path and all below it. */
  use(path: string, ...middleware: MaybeLazyMiddleware<State>[]): this;
  use(
    first: string | MaybeLazyMiddleware<State> = "*",
    ...rest: MaybeLazyMiddleware<State>[]
  ): this {
    const [path, fns] = typeof first === "string"
      ? [first, rest]
      : ["*", [first, ...rest]];
    return this.#add({ kind: "middleware", path, fns });
  }

  /** Answers requests that no route takes, and every other 404. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#add({ kind: "notFound", route: asRoute(route) });
  }

  /** Answers when something at a path, or below it, throws. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    return this.#add({ kind: "error", path, route: asRoute(route) });
  }

  /** Sets the component that surrounds every page, usually with `<html>`. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ kind: "app", component });
  }

  /** Surrounds the pages at a path, and below it, with a component. */
  layout(
    path: string,
    component: RouteComponent<State>,
    config: LayoutConfig = {},
  ): this {
    return this.#add({ kind: "layout", path, layout: { component, config } });
  }

  /** Adds a route: a handler, a page, or both. */
  route(
    path: string,
    route: MaybeLazy<Route<State>>,
    config?: RouteConfig,
  ): this {
    const own = typeof route === "function" ? undefined : route.config;
    const pattern = (config ?? own)?.routeOverride ?? path;
    const methods = config?.methods;
    return this.#add({
      kind: "route",
      path,
      whole: true,
      pattern,
      route,
      methods,
    });
  }

  /** Adds handlers for `GET`, and `HEAD`, at a path or URL pattern. */
  get(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["GET"], path, fns);
  }

  /** Adds handlers for `POST` at a path or URL pattern. */
  post(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["POST"], path, fns);
  }

  /** Adds handlers for `PATCH` at a path or URL pattern. */
  patch(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["PATCH"], path, fns);
  }

  /** Adds handlers for `PUT` at a path or URL pattern. */
  put(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["PUT"], path, fns);
  }

  /** Adds handlers for `DELETE` at a path or URL pattern. */
  delete(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["DELETE"], path, fns);
  }

  /** Adds handlers for `HEAD` at a path or URL pattern. */
  head(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["HEAD"], path, fns);
  }

  /** Adds handlers for every method at a path or URL pattern. */
  all(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(METHODS, path, fns);
  }

  /** Upgrades requests at a path to WebSockets with these event handlers. */
  ws(
    path: string,
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds the routes of the `routes/` folder here, or below a path. */
  fsRoutes(pattern = "*"): this {
    const read = () => fileRegistrations<State>(this.#build()?.routes ?? []);
    return this.#add({ kind: "files", path: pattern, read });
  }

  /** Adds everything that another app has, below a path. */
  mountApp(path: string, app: App<State>): this {
    const base = app.config.basePath;
    for (const item of app.#registrations) {
      this.#add(moved(base === "" ? item : moved(item, base), path));
    }
    app.#build = () => this.#build();
    return this;
  }

  #add(item: Registration<State>): this {
    this.#registrations.push(item);
    return this;
  }

  #handle(
    methods: readonly Method[],
    path: string,
    fns: MaybeLazyMiddleware<State>[],
  ): this {
    return this.#add({ kind: "handler", path, methods, fns });
  }

  /** Makes the function that answers requests, for `Deno.serve` or a test. */
  handler(): (
    request: Request,
    info?: Deno.ServeHandlerInfo,
  ) => Promise<Response> {
    const build = this.#build() ?? EMPTY_BUILD;
    const { config } = this;
    const { router, unmatched } = compile(this.#registrations, config.basePath);

    return async (req, info = TEST_CONNECTION) => {
      const url = requestUrl(req, config.trustProxy);
      const match = router.match(req.method, url);
      const ctx = new Context<State>(
        req,
        url,
        info,
        match.pattern,
        match.params,
        config,
        match.item === null ? refusal(match, req.method) : notFound,
        build,
      );
      try {
        const response = await (match.item ?? unmatched)(ctx);
        if (!(response instanceof Response)) {
          throw new TypeError(
            `Expected a Response for ${req.method} ${url.pathname}, but got ${response}`,
          );
        }
        if (ctx.error !== null) this.#onError(ctx.error, req);
        return req.method === "HEAD" ? withoutBody(response) : response;
      } catch (error) {
        this.#onError(error, req);
        return plainErrorResponse(error);
      }
    };
  }

  /**
   * Starts a server. Without a port, takes the first free one from 8000 to 8019.
   *
   * @throws {Deno.errors.AddrInUse} When none is free.
   */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serve(this.handler(), this.config.basePath, options);
  }
}

function asRoute<State>(
  route: Route<State> | Middleware<State>,
): Route<State> {
  return typeof route === "function" ? { handler: route } : route;
}

function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  // Two slashes in front would be another host wherever the path is reused.
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  }
  if (trustProxy) {
    const protocol = req.headers.get("x-forwarded-proto")?.split(",")[0];
    const host = req.headers.get("x-forwarded-host")?.split(",")[0];
    if (protocol) url.protocol = protocol.trim();
    if (host) url.host = host.trim();
  }
  return url;
}

function notFound(): Promise<Response> {
  return Promise.reject(new HttpError(404));
}

function refusal<T>(match: Match<T>, method: string): () => Promise<Response> {
  if (match.pattern === null) return notFound;
  const allow = match.allowed.join(", ");
  if (method === "OPTIONS") {
    const init = { status: 204, headers: { Allow: allow } };
    return () => Promise.resolve(new Response(null, init));
  }
  return () => Promise.reject(new HttpError(405));
}

function withoutBody(response: Response): Response {
  if (response.body === null) return response;
  // Nobody reads it; when it cannot be cancelled, it ends by itself.
  response.body.cancel().catch(() => {});
  return new Response(null, response);
}
