import type { AnyComponent } from "preact";
import type { HandlerByMethod, HandlerFn, RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middlewares/mod.ts";
import type { PageProps } from "./render/component.ts";

/**
 * Functions that return what they are given, and give it its type: the state
 * of the app, and for a page the data of its handlers. Made by
 * {@linkcode createDefine}.
 */
export interface Define<State> {
  /**
   * Types the handlers of a route.
   *
   * ```ts
   * export const handler = define.handlers({
   *   GET: (ctx) => page({ slug: ctx.params.slug }),
   * });
   * ```
   */
  handlers<
    Data,
    Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>,
  >(handlers: Handlers): typeof handlers;

  /**
   * Types the page of a route; with `typeof handler` its `data` is typed too.
   *
   * ```tsx
   * export default define.page<typeof handler>(({ data }) => <h1>{data.slug}</h1>);
   * ```
   */
  page<
    // `any` as in official Fresh: the data is inferred from the handler below.
    // deno-lint-ignore no-explicit-any
    Handler extends RouteHandler<any, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(render: AnyComponent<PageProps<Data, State>>): typeof render;

  /** Types a `_layout.tsx` component. */
  layout(render: AnyComponent<PageProps<unknown, State>>): typeof render;

  /** Types a middleware, or a list of them. */
  middleware<M extends Middleware<State> | Middleware<State>[]>(
    middleware: M,
  ): typeof middleware;
}

/**
 * Makes the `define` helpers for an app with this `State`. Call it once, in a
 * file that every route imports.
 *
 * ```ts
 * export const define = createDefine<State>();
 * ```
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
