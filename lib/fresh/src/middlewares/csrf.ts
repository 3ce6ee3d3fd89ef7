import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "./mod.ts";

/** Options of {@linkcode csrf}. */
// The state does not matter to the check; the default is the official one.
// deno-lint-ignore no-explicit-any
export interface CsrfOptions<State = any> {
  /** Origins that may send requests, besides the app's own or in its place. */
  origin?:
    | string
    | string[]
    | ((origin: string, context: Context<State>) => boolean);
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses requests that change something and come from another site, with 403.
 * Decides by `Sec-Fetch-Site` and `Origin`; a client that sends neither is no
 * browser, and passes.
 *
 * ```ts
 * app.use(csrf());
 * ```
 */
export function csrf<State>(options?: CsrfOptions): Middleware<State> {
  return async function refuseForeignRequests(ctx) {
    const { method, headers } = ctx.req;
    if (SAFE.has(method)) return await ctx.next();

    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    const fromHere = site === "same-origin" || site === "none";
    const noBrowser = site === null && origin === null;
    if (fromHere || noBrowser || isAllowed(origin, options, ctx)) {
      return await ctx.next();
    }
    throw new HttpError(403);
  };
}

function isAllowed<State>(
  origin: string | null,
  options: CsrfOptions | undefined,
  ctx: Context<State>,
): boolean {
  if (origin === null) return false;
  const allowed = options?.origin ?? ctx.url.origin;
  if (typeof allowed === "function") return allowed(origin, ctx);
  return typeof allowed === "string"
    ? origin === allowed
    : allowed.includes(origin);
}
