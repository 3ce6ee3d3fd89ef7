import { type Context, INTERNAL } from "../context.ts";
import { HttpError } from "../error.ts";
import {
  type HandlerFn,
  isHandlerByMethod,
  type PageResponse,
  type RouteHandler,
} from "../handlers.ts";
import type { Route } from "../types.ts";
import { instantiate } from "./component.ts";

/**
 * Answers with a route: calls its handler, and renders its page unless the
 * handler has answered itself.
 *
 * @param status Status of the page when the handler sets none.
 */
export async function answerRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const { config, component } = route;
  const internal = ctx[INTERNAL];
  const outer = internal.frame;
  internal.frame = {
    app: config?.skipAppWrapper ? null : outer.app,
    layouts: config?.skipInheritedLayouts ? [] : outer.layouts,
  };
  try {
    const handler = handlerFor(route.handler, ctx.req.method, component);
    const result = await handler(ctx);
    if (result instanceof Response) return result;
    if (result === null || typeof result !== "object") {
      throw new TypeError(
        `The handler of ${ctx.url.pathname} returned ${result}, and not a Response or page()`,
      );
    }
    return await renderRoutePage(ctx, route, result, status);
  } finally {
    internal.frame = outer;
  }
}

async function renderRoutePage<State>(
  ctx: Context<State>,
  route: Route<State>,
  response: PageResponse<unknown>,
  status: number,
): Promise<Response> {
  const init = {
    status: response.status ?? status,
    headers: new Headers(response.headers),
  };
  if (route.component === undefined) return await ctx.render(null, init);
  const vnode = await instantiate(
    route.component,
    ctx,
    response.data,
    () => null,
  );
  if (vnode instanceof Response) return vnode;
  return await ctx.render(vnode, init);
}

function handlerFor<State>(
  handler: RouteHandler<unknown, State> | undefined,
  method: string,
  component: unknown,
): HandlerFn<unknown, State> {
  if (handler === undefined) {
    if (component !== undefined) return emptyPage;
    throw new HttpError(404);
  }
  if (!isHandlerByMethod(handler)) return handler;

  const byMethod = new Map(Object.entries(handler));
  const own = byMethod.get(method) ??
    (method === "HEAD" ? byMethod.get("GET") : undefined);
  if (own !== undefined) return own;
  const reads = method === "GET" || method === "HEAD";
  if (reads && component !== undefined) return emptyPage;
  throw new HttpError(405);
}

function emptyPage(): PageResponse<unknown> {
  return { data: {} };
}
