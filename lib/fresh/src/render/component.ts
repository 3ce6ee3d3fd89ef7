import {
  type AnyComponent,
  type FunctionComponent,
  h,
  type RenderableProps,
  type VNode,
} from "preact";
import type { Context } from "../context.ts";
import type { RouteComponent } from "../types.ts";
import type { AnyVNode } from "../vnode.ts";

/** A component that may wait, and may answer with a `Response` of its own. */
export type AsyncAnyComponent<P> = {
  (
    props: RenderableProps<P>,
    // As in Preact's own `FunctionComponent`.
    // deno-lint-ignore no-explicit-any
    context?: any,
    // deno-lint-ignore no-explicit-any
  ): Promise<VNode<any> | Response | null>;
  displayName?: string;
  defaultProps?: Partial<P> | undefined;
};

/** What pages, layouts and the app wrapper are given. */
export type PageProps<Data = unknown, T = unknown> =
  & Pick<
    Context<T>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "Component"
    | "error"
    | "route"
  >
  & { data: Data };

/** Makes the element of a page, layout or app wrapper; awaits async components. */
export async function instantiate<State>(
  component: RouteComponent<State>,
  ctx: Context<State>,
  data: unknown,
  Component: FunctionComponent,
): Promise<AnyVNode | Response | null> {
  const props: PageProps<unknown, State> = {
    config: ctx.config,
    url: ctx.url,
    req: ctx.req,
    params: ctx.params,
    info: ctx.info,
    state: ctx.state,
    isPartial: ctx.isPartial,
    error: ctx.error,
    route: ctx.route,
    data,
    Component,
  };
  if (isAsync(component)) return await component(props);
  return h(component, props);
}

function isAsync<P>(
  component: AsyncAnyComponent<P> | AnyComponent<P>,
): component is AsyncAnyComponent<P> {
  return component.constructor.name === "AsyncFunction";
}
