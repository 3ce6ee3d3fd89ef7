import { SESSION_MS } from "@/lib/accounts/mod.ts";

/** The cookie that holds the secret of a session. */
export const SESSION_COOKIE = "rapport_session";

/** The session's secret in a request's cookies, or `null`. */
export function readSessionCookie(headers: Headers): string | null {
  for (const pair of headers.get("cookie")?.split(";") ?? []) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}

/** The `Set-Cookie` value that signs a browser in; `null` signs it out. */
export function sessionCookie(secret: string | null, url: URL): string {
  const maxAge = secret === null ? 0 : SESSION_MS / 1000;
  const secure = url.protocol === "https:" ? "; Secure" : "";
  return `${SESSION_COOKIE}=${secret ?? ""}; Path=/; HttpOnly; SameSite=Lax; ` +
    `Max-Age=${maxAge}${secure}`;
}
