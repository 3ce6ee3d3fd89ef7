import type { AnyVNode } from "../vnode.ts";

/** The elements that `<Head>` moves to the head of the page. */
export const HEAD_TAGS: ReadonlySet<string> = new Set([
  "title",
  "meta",
  "link",
  "script",
  "style",
  "base",
  "noscript",
  "template",
]);

const NO_IDENTITY = new Set(["children", "nonce", "ref", "data-key"]);

/**
 * What makes two head elements the same, so that the later one replaces the
 * earlier: the `key`; for a title, that it is one; for others all attributes,
 * except the content of a `meta`.
 */
export function headKey(tag: string, vnode: AnyVNode): string {
  if (vnode.key !== null && vnode.key !== undefined) return `key:${vnode.key}`;
  if (tag === "title") return "title";
  const attributes = Object.entries(vnode.props)
    .filter(([name]) => !NO_IDENTITY.has(name))
    .filter(([name]) => tag !== "meta" || name !== "content")
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => [name, JSON.stringify(value) ?? String(value)]);
  return JSON.stringify([tag, attributes]);
}
