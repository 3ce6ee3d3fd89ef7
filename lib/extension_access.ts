import type { Context } from "fresh";
import { define, type State } from "@/lib/define.ts";

/** What an extension's pages may ask, by path: to be paired, and to be no more. */
const METHODS = new Map([
  ["/api/v1/agents", "POST"],
  ["/api/v1/agents/current", "DELETE"],
]);

/** The origin of an installed extension, in Chromium and in Firefox. */
const EXTENSION =
  /^(chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

/** How long a browser may keep the answer to its preflight, in seconds. */
const PREFLIGHT_SECONDS = 600;

/**
 * The origin of the extension that a request comes from, as
 * `chrome-extension://…`; `null` if it comes from none.
 */
export function extensionOrigin(headers: Headers): string | null {
  const origin = headers.get("origin");
  return origin !== null && EXTENSION.test(origin) ? origin : null;
}

/**
 * Whether a page of `origin` may send a request that changes something: the
 * service's own pages may, and extensions where they have something to ask. No
 * cookie opens anything there: a code or a token does.
 */
export function mayChange(origin: string, ctx: Context<State>): boolean {
  const { req: { method }, url } = ctx;
  return origin === url.origin ||
    (METHODS.get(url.pathname) === method && EXTENSION.test(origin));
}

/**
 * Lets pages of extensions, and of nobody else, read what these few addresses
 * answer (CORS, without cookies), and answers their preflights.
 */
export const openToExtensions = define.middleware(async (ctx) => {
  const { req: { method, headers }, url } = ctx;
  const open = METHODS.get(url.pathname);
  if (open === undefined) return await ctx.next();
  const origin = extensionOrigin(headers);
  const asked = method === "OPTIONS"
    ? headers.get("access-control-request-method")
    : method;
  const isForThem = origin !== null && asked === open;
  const response = isForThem && method === "OPTIONS"
    ? preflight(open)
    : await ctx.next();
  response.headers.append("vary", "Origin");
  if (isForThem) response.headers.set("access-control-allow-origin", origin);
  return response;
});

function preflight(method: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": method,
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": String(PREFLIGHT_SECONDS),
    },
  });
}
