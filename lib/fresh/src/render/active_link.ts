import { addProps, type AnyVNode } from "../vnode.ts";

/**
 * Marks a link to the current page, or to a page above it, so that style
 * sheets and screen readers can tell: `data-current` and `aria-current="page"`,
 * or `data-ancestor` and `aria-current="true"`.
 */
export function markActiveLink(vnode: AnyVNode, pathname: string): void {
  const href: unknown = vnode.props.href;
  if (typeof href !== "string" || !href.startsWith("/")) return;

  const target = withoutSlash(href.replace(/[?#].*$/, ""));
  const current = withoutSlash(pathname);
  if (target === current) {
    addProps(vnode, { "data-current": "true", "aria-current": "page" });
  } else if (target === "/" || current.startsWith(`${target}/`)) {
    addProps(vnode, { "data-ancestor": "true", "aria-current": "true" });
  }
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
