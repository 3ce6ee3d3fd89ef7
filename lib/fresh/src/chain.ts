import { type Context, INTERNAL } from "./context.ts";
import type { MaybeLazyMiddleware } from "./middlewares/mod.ts";

/** A middleware that already knows what comes after it. */
export type Step<State> = (ctx: Context<State>) => Promise<Response>;

/**
 * Links middlewares into one function. What follows each of them is fixed here,
 * once, so that a request costs one closure per middleware.
 */
export function chain<State>(
  middlewares: readonly MaybeLazyMiddleware<State>[],
): Step<State> {
  let next: Step<State> = (ctx) => ctx[INTERNAL].fallback();
  for (const middleware of middlewares.toReversed()) {
    next = link(middleware, next);
  }
  return next;
}

function link<State>(
  middleware: MaybeLazyMiddleware<State>,
  next: Step<State>,
): Step<State> {
  let call = middleware;
  return async (ctx) => {
    const proceed = () => next(ctx);
    ctx.next = proceed;
    try {
      const result = await call(ctx);
      if (typeof result !== "function") return result;
      call = result;
      ctx.next = proceed;
      return await result(ctx);
    } catch (error) {
      ctx.error = error;
      throw error;
    }
  };
}
