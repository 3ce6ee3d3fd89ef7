import type { Middleware } from "./mod.ts";

/**
 * Redirects so that every path ends with a slash, or none does.
 *
 * ```ts
 * app.use(trailingSlashes("never"));
 * ```
 */
export function trailingSlashes<State>(
  mode: "always" | "never",
): Middleware<State> {
  return function redirectSlashes(ctx) {
    const { pathname, search } = ctx.url;
    const slash = pathname.endsWith("/");
    if (pathname !== "/" && slash !== (mode === "always")) {
      const path = slash ? pathname.slice(0, -1) : `${pathname}/`;
      return ctx.redirect(path + search);
    }
    return ctx.next();
  };
}
