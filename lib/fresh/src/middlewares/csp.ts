import { nonceOf } from "../nonce.ts";
import { setHeaders } from "./headers.ts";
import type { Middleware } from "./mod.ts";

/** Options of {@linkcode csp}. */
export interface CSPOptions {
  /** Only report violations instead of blocking them. Default: `false`. */
  reportOnly?: boolean;
  /** URL to which browsers report violations. */
  reportTo?: string;
  /** Directives that are added, or take the place of the default of that name. */
  csp?: string[];
  /**
   * On rendered pages, allow only the inline scripts and styles that Fresh has
   * rendered, by a nonce, in place of `'unsafe-inline'`. Default: `false`.
   */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const WITH_NONCE = /^(default|script|style)-src /;

/**
 * Sets a Content-Security-Policy on every response.
 *
 * ```ts
 * app.use(csp({ useNonce: true }));
 * ```
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const directives = mergedDirectives(options);
  const policy = directives.join("; ");
  const header = options.reportOnly
    ? "Content-Security-Policy-Report-Only"
    : "Content-Security-Policy";

  return async function contentSecurityPolicy(ctx) {
    const response = await ctx.next();
    const nonce = options.useNonce ? nonceOf(response) : null;
    const value = nonce === null ? policy : noncePolicy(directives, nonce);
    return setHeaders(response, (headers) => {
      headers.set(header, value);
      if (options.reportTo !== undefined) {
        const endpoint = `csp-endpoint="${options.reportTo}"`;
        headers.set("Reporting-Endpoints", endpoint);
      }
    });
  };
}

function mergedDirectives({ csp = [], reportTo }: CSPOptions): string[] {
  const own = new Set(csp.map(directiveName));
  const merged = DEFAULTS.filter((one) => !own.has(directiveName(one)));
  merged.push(...csp);
  if (reportTo !== undefined) {
    merged.push("report-to csp-endpoint", `report-uri ${reportTo}`);
  }
  return merged;
}

function directiveName(directive: string): string {
  return directive.trim().split(/\s/, 1).join().toLowerCase();
}

function noncePolicy(directives: string[], nonce: string): string {
  return directives.map((directive) =>
    WITH_NONCE.test(directive)
      ? directive.replace("'unsafe-inline'", `'nonce-${nonce}'`)
      : directive
  ).join("; ");
}
