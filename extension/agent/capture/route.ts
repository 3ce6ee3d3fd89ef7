import type { SeenData, Way } from "../../messages.ts";
import type { Site } from "../../site.ts";

/** What an answer of the site is about, by its address. */
export type Route =
  /** Names who is signed in. */
  | { kind: "identity" }
  | { kind: "logout" }
  | { kind: "chats" }
  /** Messages of a chat, whose id is the fan's. */
  | { kind: "messages"; chat: string }
  /** Profiles: a list, an object by id, or one. */
  | { kind: "users" }
  /** A frame of the live socket. */
  | { kind: "live" };

const MESSAGES = /^\/api2\/v2\/chats\/(\d{1,20})\/messages$/;
const CHATS = /^\/api2\/v2\/(?:chats|users\/\d{1,20}\/chats)$/;
const USERS =
  /^\/api2\/v2\/(?:subscriptions\/subscribers|users\/(?:list|[\w.-]{1,128}))$/;

/**
 * What something that a page got is about; `null` where it is of no interest, or
 * not of the site.
 */
export function routeOf(
  event: Way,
  { url }: Pick<SeenData, "url">,
  site: Site,
): Route | null {
  const address = URL.parse(url);
  if (address === null) return null;
  if (event === "websocket") {
    return site.socketHosts.includes(address.hostname)
      ? { kind: "live" }
      : null;
  }
  if (!isOfSite(address, site)) return null;
  const path = address.pathname.replace(/\/+$/, "");
  switch (path) {
    case "/api2/v2/users/me":
    case "/api2/v2/init":
      return { kind: "identity" };
    case "/api2/v2/users/logout":
      return { kind: "logout" };
  }
  const chat = MESSAGES.exec(path)?.[1];
  if (chat !== undefined) return { kind: "messages", chat };
  if (CHATS.test(path)) return { kind: "chats" };
  return USERS.test(path) ? { kind: "users" } : null;
}

/** Whether an address is one of the site's pages, at whatever port. */
export function isOfSite(
  { protocol, hostname }: { protocol: string; hostname: string },
  site: Site,
): boolean {
  return site.pages.some((pattern) => {
    const page = URL.parse(pattern);
    return page?.protocol === protocol && page.hostname === hostname;
  });
}
