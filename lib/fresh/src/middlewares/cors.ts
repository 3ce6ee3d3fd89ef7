import type { Context } from "../context.ts";
import { setHeaders } from "./headers.ts";
import type { Middleware } from "./mod.ts";

/** Options of {@linkcode cors}. */
export type CORSOptions<State> = {
  /** Origins that may read responses. Default: `"*"`, all of them. */
  origin:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => string | undefined | null);
  /** Methods of requests. Default: GET, HEAD, PUT, POST, DELETE, PATCH. */
  allowMethods?: string[];
  /** Headers of requests. Default: those that the browser asks for. */
  allowHeaders?: string[];
  /** Seconds for which a browser may keep the answer to its preflight. */
  maxAge?: number;
  /** Whether requests may carry cookies. Default: `false`. */
  credentials?: boolean;
  /** Headers of responses that scripts may read. */
  exposeHeaders?: string[];
};

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/**
 * Lets scripts of other origins read responses, and answers preflights.
 *
 * ```ts
 * app.use("/api", cors({ origin: "https://example.com" }));
 * ```
 */
export function cors<State>(options?: CORSOptions<State>): Middleware<State> {
  const settings = options ?? { origin: "*" };
  return async function crossOrigin(ctx) {
    const origin = allowedOrigin(settings, ctx);
    if (ctx.req.method === "OPTIONS") return preflight(settings, origin, ctx);
    const response = await ctx.next();
    return setHeaders(response, (headers) => {
      setCommon(headers, settings, origin);
    });
  };
}

function allowedOrigin<State>(
  { origin: allowed }: CORSOptions<State>,
  ctx: Context<State>,
): string | null {
  const origin = ctx.req.headers.get("origin") ?? "";
  if (typeof allowed === "function") return allowed(origin, ctx) ?? null;
  if (allowed === "*") return "*";
  const list = typeof allowed === "string" ? [allowed] : allowed;
  return list.includes(origin) ? origin : null;
}

function setCommon<State>(
  headers: Headers,
  { credentials, exposeHeaders = [] }: CORSOptions<State>,
  origin: string | null,
): void {
  if (origin !== null && origin !== "") {
    headers.set("Access-Control-Allow-Origin", origin);
    if (origin !== "*") addVary(headers, "Origin");
  }
  if (credentials) headers.set("Access-Control-Allow-Credentials", "true");
  if (exposeHeaders.length > 0) {
    headers.set("Access-Control-Expose-Headers", exposeHeaders.join(","));
  }
}

function preflight<State>(
  settings: CORSOptions<State>,
  origin: string | null,
  ctx: Context<State>,
): Response {
  const headers = new Headers();
  setCommon(headers, settings, origin);
  if (settings.maxAge !== undefined) {
    headers.set("Access-Control-Max-Age", String(settings.maxAge));
  }
  const methods = settings.allowMethods ?? METHODS;
  if (methods.length > 0) {
    headers.set("Access-Control-Allow-Methods", methods.join(","));
  }
  const asked = ctx.req.headers.get("Access-Control-Request-Headers");
  const own = settings.allowHeaders ?? [];
  const allowed = own.length > 0 ? own : asked?.split(/\s*,\s*/) ?? [];
  if (allowed.length > 0) {
    headers.set("Access-Control-Allow-Headers", allowed.join(","));
    addVary(headers, "Access-Control-Request-Headers");
  }
  return new Response(null, { status: 204, statusText: "No Content", headers });
}

function addVary(headers: Headers, name: string): void {
  const present = headers.get("Vary")?.split(/\s*,\s*/) ?? [];
  if (!present.includes(name)) {
    headers.set("Vary", [name, ...present].join(", "));
  }
}
