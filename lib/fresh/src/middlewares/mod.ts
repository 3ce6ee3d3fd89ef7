import type { Context } from "../context.ts";

/**
 * Takes part in answering a request: answers it, or calls `ctx.next()` and may
 * change the answer.
 *
 * ```ts
 * const timing: Middleware<State> = async (ctx) => {
 *   const start = performance.now();
 *   const res = await ctx.next();
 *   res.headers.set("Server-Timing", `app;dur=${performance.now() - start}`);
 *   return res;
 * };
 * ```
 */
export type Middleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** @deprecated Use {@linkcode Middleware}. */
export type MiddlewareFn<State> = Middleware<State>;

/** A middleware, or a function that loads one when it is first called. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;
