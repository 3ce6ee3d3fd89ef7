import type { Context } from "./context.ts";
import type { Method } from "./router.ts";

/** Data for the page component of a route, with status and headers of the page. */
export interface PageResponse<T> {
  /** Becomes `props.data` of the page. */
  data: T;
  /** Headers of the page; `Content-Type` is set by Fresh. */
  headers?: HeadersInit;
  /** HTTP status of the page. Default: 200. */
  status?: number;
}

/**
 * Returned from a handler to render the route's page with `data`.
 *
 * ```ts
 * export const handler = define.handlers({
 *   GET: () => page({ title: "Hello" }, { status: 201 }),
 * });
 * ```
 */
export function page<T>(
  data: T,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<T>;
/** Renders the route's page without data. */
export function page(): PageResponse<undefined>;
export function page(
  data?: unknown,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<unknown> {
  return { data, headers: options?.headers, status: options?.status };
}

/** Answers a request: with a `Response`, or with data for the route's page. */
export interface HandlerFn<Data, State> {
  (
    ctx: Context<State>,
  ):
    | Response
    | PageResponse<Data>
    | Promise<Response | PageResponse<Data>>;
}

/** One handler per HTTP method. Other methods are answered with 405. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** The `handler` export of a route: one function for all methods, or one each. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The type of the data that a route's handlers give to its page. */
export type RouteData<Handler extends RouteHandler<unknown, unknown>> =
  Handler extends RouteHandler<infer Data, unknown> ? Data : never;

/** Tells handlers per method from one function. */
export function isHandlerByMethod<D, S>(
  handler: RouteHandler<D, S>,
): handler is HandlerByMethod<D, S> {
  return typeof handler === "object";
}
