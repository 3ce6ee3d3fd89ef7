/**
 * What in server-rendered HTML the page's policy would not let through: inline
 * styles and handlers, and what captured text may not become. For tests.
 */
export function againstPolicy(html: string): string[] {
  return html.match(/\s(style|on[a-z]+)=|<(script|img|iframe|object)\b/g) ?? [];
}
