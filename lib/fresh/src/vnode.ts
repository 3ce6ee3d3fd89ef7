import type { VNode } from "preact";

/**
 * Any element, whatever its props. Preact's types are invariant in the props, so
 * that only `any` says it; here once, for all.
 */
// deno-lint-ignore no-explicit-any
export type AnyVNode = VNode<any>;

/** Gives an element other props; its own object may belong to the caller. */
export function addProps(
  vnode: AnyVNode,
  props: Record<string, unknown>,
): void {
  vnode.props = { ...vnode.props, ...props };
}
