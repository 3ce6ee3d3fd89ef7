import { buildId } from "../build_id.ts";
import type { StaticFile } from "../build_cache.ts";
import { type Context, INTERNAL } from "../context.ts";
import { ASSET_PARAM } from "../runtime/asset.ts";
import type { Middleware } from "./mod.ts";

const FOREVER = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

/**
 * Serves the files of `static/` and the browser modules of the islands. What a
 * build has given a name of its own may be kept for a year; the rest is asked
 * for again, by ETag.
 *
 * ```ts
 * app.use(staticFiles());
 * ```
 */
export function staticFiles<T>(): Middleware<T> {
  return async function serveStaticFile(ctx) {
    const pathname = filePath(ctx.url.pathname, ctx.config.basePath);
    if (pathname === null) return await ctx.next();
    const file = await ctx[INTERNAL].build.readFile(pathname);
    if (file === null) {
      // Browsers ask for it on their own; no page need be rendered for that.
      if (pathname === "/favicon.ico") {
        return new Response(null, { status: 404 });
      }
      return await ctx.next();
    }
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405 });
    }
    return respond(ctx, file);
  };
}

function respond<T>(ctx: Context<T>, file: StaticFile): Response {
  const { req, url, config } = ctx;
  const id = buildId();
  const asked = url.searchParams.get(ASSET_PARAM);
  if (asked !== null && asked !== id) {
    const target = new URL(url);
    target.searchParams.delete(ASSET_PARAM);
    const location = target.pathname + target.search;
    return new Response(null, { status: 307, headers: { location } });
  }

  const locked = config.mode === "production" &&
    (asked === id ||
      url.pathname.startsWith(`${config.basePath}/_fresh/js/${id}/`));
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Cache-Control": locked ? FOREVER : NEVER,
    "Vary": "If-None-Match",
  });
  if (file.hash !== null) {
    headers.set("ETag", `W/"${file.hash}"`);
    if (hasTag(req.headers.get("If-None-Match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
  }
  headers.set("Content-Length", String(file.size));
  const body = req.method === "HEAD" ? null : file.content;
  return new Response(body, { headers });
}

function filePath(pathname: string, basePath: string): string | null {
  if (!pathname.startsWith(basePath)) return null;
  const path = pathname.slice(basePath.length);
  if (path === "" || path === "/") return null;
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function hasTag(header: string | null, hash: string): boolean {
  if (header === null) return false;
  return header.split(",").some((tag) =>
    tag.trim().replace(/^W\//, "").replaceAll('"', "") === hash
  );
}
