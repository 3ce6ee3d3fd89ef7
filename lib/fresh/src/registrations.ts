import type { Layout } from "./context.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import { joinPaths, mountPath } from "./pattern.ts";
import { answerRoute } from "./render/route.ts";
import { type Method, METHODS, Router } from "./router.ts";
import {
  middlewaresInto,
  newSegment,
  type Segment,
  segmentAt,
} from "./segments.ts";
import { chain, type Step } from "./chain.ts";
import type { Lazy, MaybeLazy, Route, RouteComponent } from "./types.ts";

/** One call on the app, such as `.use()` or `.get()`, to be carried out in order. */
export type Registration<State> =
  | {
    kind: "middleware";
    path: string;
    fns: MaybeLazyMiddleware<State>[];
  }
  | { kind: "layout"; path: string; layout: Layout<State> }
  | { kind: "error"; path: string; route: Route<State> }
  | { kind: "app"; component: RouteComponent<State> }
  | { kind: "notFound"; route: Route<State> }
  | {
    kind: "handler";
    path: string;
    methods: readonly Method[];
    fns: MaybeLazyMiddleware<State>[];
  }
  | {
    kind: "route";
    /** Decides which middlewares and layouts apply. */
    path: string;
    /** Whether the last part of `path` counts as a folder. */
    whole: boolean;
    /** Decides which URLs match. */
    pattern: string;
    route: MaybeLazy<Route<State>>;
    methods?: "ALL" | Method[];
  }
  | {
    kind: "files";
    path: string;
    read: () => Registration<State>[];
  };

/** The routes of an app, ready for requests. */
export interface Compiled<State> {
  /** Finds the chain of a request. */
  router: Router<Step<State>>;
  /** What a request passes that no route matches. */
  unmatched: Step<State>;
}

/** Carries out the registrations: builds the route table and links every chain. */
export function compile<State>(
  registrations: readonly Registration<State>[],
  basePath: string,
): Compiled<State> {
  const root = newSegment<State>(null);
  const router = new Router<Step<State>>();
  for (const item of registrations) apply(item, root, router, basePath);
  return { router, unmatched: chain(middlewaresInto(root)) };
}

function apply<State>(
  item: Registration<State>,
  root: Segment<State>,
  router: Router<Step<State>>,
  base: string,
): void {
  switch (item.kind) {
    case "middleware":
      segmentAt(root, item.path, true).middlewares.push(...item.fns);
      return;
    case "layout":
      segmentAt(root, item.path, true).layout = item.layout;
      return;
    case "error":
      segmentAt(root, item.path, true).errorRoute = item.route;
      return;
    case "app":
      root.app = item.component;
      return;
    case "notFound":
      root.notFound = (ctx) => answerRoute(ctx, item.route, 404);
      return;
    case "handler": {
      const into = middlewaresInto(segmentAt(root, item.path, true));
      const step = chain([...into, ...item.fns]);
      const pattern = joinPaths(base, item.path) || "*";
      for (const method of item.methods) router.add(method, pattern, step);
      return;
    }
    case "route": {
      const into = middlewaresInto(segmentAt(root, item.path, item.whole));
      const step = chain([...into, routeMiddleware(item.route)]);
      const pattern = joinPaths(base, item.pattern) || "*";
      for (const method of methodsOf(item.route, item.methods)) {
        router.add(method, pattern, step);
      }
      return;
    }
    case "files": {
      const below = mountPath(base, item.path);
      for (const file of item.read()) apply(file, root, router, below);
    }
  }
}

function routeMiddleware<State>(
  route: MaybeLazy<Route<State>>,
): Middleware<State> {
  if (!isLazy(route)) return (ctx) => answerRoute(ctx, route);
  let loaded: Promise<Route<State>> | undefined;
  return async (ctx) => await answerRoute(ctx, await (loaded ??= route()));
}

function methodsOf<State>(
  route: MaybeLazy<Route<State>>,
  declared: "ALL" | Method[] = "ALL",
): readonly Method[] {
  if (isLazy(route)) return declared === "ALL" ? METHODS : declared;
  const { handler, component } = route;
  if (typeof handler !== "object") return METHODS;
  return METHODS.filter((method) =>
    handler[method] !== undefined ||
    (method === "GET" && component !== undefined)
  );
}

function isLazy<T>(value: MaybeLazy<T>): value is Lazy<T> {
  return typeof value === "function";
}

/** The registration of a mounted app, moved below the path of the mount. */
export function moved<State>(
  item: Registration<State>,
  path: string,
): Registration<State> {
  switch (item.kind) {
    case "app":
    case "notFound":
      return item;
    case "route":
      return {
        ...item,
        path: mountPath(path, item.path),
        pattern: mountPath(path, item.pattern),
      };
    default:
      return { ...item, path: mountPath(path, item.path) };
  }
}
