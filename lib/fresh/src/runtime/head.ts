import { type ComponentChildren, createContext, h } from "preact";
import type { AnyVNode } from "../vnode.ts";

/** Tells elements in the browser that they stand inside `<Head>`. */
export const HeadContext = createContext(false);

/** Props of {@linkcode Head}. */
export interface HeadProps {
  /** Elements for the head of the page: `title`, `meta`, `link`, … */
  children?: ComponentChildren;
}

/**
 * Puts its children into the `<head>` of the page, from anywhere in it. A later
 * element replaces an earlier one with the same `key`, a later title the title,
 * and a later `meta` the one with the same name.
 *
 * ```tsx
 * <Head>
 *   <title>Inbox</title>
 * </Head>
 * ```
 */
export function Head(props: HeadProps): AnyVNode {
  return h(HeadContext.Provider, { value: true, children: props.children });
}
