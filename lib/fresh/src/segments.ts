import { type Context, type Frame, INTERNAL, type Layout } from "./context.ts";
import { HttpError } from "./error.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import { pathSegments } from "./pattern.ts";
import { answerRoute } from "./render/route.ts";
import type { Route, RouteComponent } from "./types.ts";

/**
 * A folder of the app's paths: what it holds applies to every route below it
 * that is registered later.
 */
export interface Segment<State> {
  readonly parent: Segment<State> | null;
  readonly children: Map<string, Segment<State>>;
  readonly middlewares: MaybeLazyMiddleware<State>[];
  layout: Layout<State> | null;
  errorRoute: Route<State> | null;
  /** Only at the root. */
  app: RouteComponent<State> | null;
  /** Only at the root. */
  notFound: Middleware<State> | null;
}

/** Makes an empty segment. */
export function newSegment<State>(
  parent: Segment<State> | null,
): Segment<State> {
  return {
    parent,
    children: new Map(),
    middlewares: [],
    layout: null,
    errorRoute: null,
    app: null,
    notFound: null,
  };
}

/** Finds the segment of a path below `root`, and makes it when it is new. */
export function segmentAt<State>(
  root: Segment<State>,
  path: string,
  whole: boolean,
): Segment<State> {
  let current = root;
  for (const name of pathSegments(path, whole)) {
    let child = current.children.get(name);
    if (child === undefined) {
      child = newSegment(current);
      current.children.set(name, child);
    }
    current = child;
  }
  return current;
}

/**
 * Everything a request passes on its way into `segment`, outermost first: for
 * each folder its frame and error page, then its middlewares.
 */
export function middlewaresInto<State>(
  segment: Segment<State>,
): MaybeLazyMiddleware<State>[] {
  const path: Segment<State>[] = [];
  for (
    let current: Segment<State> | null = segment;
    current !== null;
    current = current.parent
  ) {
    path.unshift(current);
  }

  const result: MaybeLazyMiddleware<State>[] = [];
  let frame: Frame<State> = { app: null, layouts: [] };
  for (const current of path) {
    frame = frameInside(frame, current);
    if (current === path[0] || changesAnything(current)) {
      result.push(enter(frame, current.errorRoute, path[0]));
    }
    result.push(...current.middlewares);
  }
  return result;
}

function changesAnything<State>(segment: Segment<State>): boolean {
  return segment.layout !== null || segment.errorRoute !== null;
}

function frameInside<State>(
  outer: Frame<State>,
  { app, layout }: Segment<State>,
): Frame<State> {
  let frame = app === null ? outer : { app, layouts: outer.layouts };
  if (layout === null) return frame;
  frame = {
    app: layout.config.skipAppWrapper ? null : frame.app,
    layouts: layout.config.skipInheritedLayouts
      ? [layout]
      : [...frame.layouts, layout],
  };
  return frame;
}

function enter<State>(
  frame: Frame<State>,
  errorRoute: Route<State> | null,
  root: Segment<State> | undefined,
): Middleware<State> {
  return async function enterSegment(ctx: Context<State>): Promise<Response> {
    const internal = ctx[INTERNAL];
    const outer = internal.frame;
    internal.frame = frame;
    try {
      return await ctx.next();
    } catch (error) {
      internal.frame = frame;
      ctx.error = error;
      const status = error instanceof HttpError ? error.status : 500;
      if (status === 404 && root !== undefined && root.notFound !== null) {
        return await root.notFound(ctx);
      }
      if (errorRoute === null) throw error;
      // The visitor sees an error page; somebody should see the error.
      if (status >= 500) console.error(error);
      return await answerRoute(ctx, errorRoute, status);
    } finally {
      internal.frame = outer;
    }
  };
}
