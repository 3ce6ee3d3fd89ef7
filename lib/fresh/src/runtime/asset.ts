import { buildId } from "../build_id.ts";
import { addProps, type AnyVNode } from "../vnode.ts";

/** Search parameter that ties the URL of a static file to a build. */
export const ASSET_PARAM = "__frsh_c";

/**
 * The URL of a static file, tied to this build, so that browsers may keep it for
 * a year. A URL of another site comes back as it was.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = new URL(path, "http://localhost");
  if (url.searchParams.has(ASSET_PARAM)) return path;
  url.searchParams.set(ASSET_PARAM, buildId());
  return url.pathname + url.search + url.hash;
}

/** Applies {@linkcode asset} to every URL of a `srcset` attribute. */
export function assetSrcSet(srcset: string): string {
  // URLs with brackets or an empty part are no simple list.
  if (srcset.includes("(")) return srcset;
  const parts = srcset.split(",");
  if (parts.some((part) => part.trim() === "")) return srcset;
  return parts.map((part) => part.replace(/\S+/, (url) => asset(url))).join(
    ",",
  );
}

/** Ties `src` and `srcset` of an image or source element to this build. */
export function withLockedAssets(vnode: AnyVNode): void {
  const { src, srcset, "data-fresh-disable-lock": free } = vnode.props;
  if (free) return;
  if (typeof src === "string") addProps(vnode, { src: asset(src) });
  if (typeof srcset === "string") {
    addProps(vnode, { srcset: assetSrcSet(srcset) });
  }
}
