import type { PanelRequest, Relayed, RelayMessage } from "../messages.ts";
import type { Site } from "../site.ts";
import { fieldOf, isJson } from "./capture/clean.ts";
import { isOfSite } from "./capture/route.ts";

/** Who sent a message, as the browser says. */
export interface Sender {
  /** The extension that sent it, if one did. */
  id?: string;
  url?: string;
  origin?: string;
  documentId?: string;
  tab?: { id?: number };
}

/** The longest name of a page. */
const MAX_PAGE = 128;
const WAYS = new Set(["fetch", "xhr", "websocket"]);

/** Whether a message comes from a relay of this extension in a page of the site. */
export function isRelay(
  { id, url, tab }: Sender,
  { extensionId, site }: { extensionId: string; site: Site },
): boolean {
  if (id !== extensionId || typeof tab?.id !== "number") return false;
  const address = url === undefined ? null : URL.parse(url);
  return address !== null && isOfSite(address, site);
}

/** Whether a message comes from one of the extension's own pages. */
export function isOwnPage(
  { id, url }: Sender,
  { extensionId, extensionOrigin }: {
    extensionId: string;
    extensionOrigin: string;
  },
): boolean {
  return id === extensionId && url !== undefined &&
    (url === extensionOrigin || url.startsWith(`${extensionOrigin}/`));
}

/** A relay's message, without records that are none; `null` if it is not one. */
export function relayMessageOf(message: unknown): RelayMessage | null {
  const page = fieldOf(message, "page");
  const records = fieldOf(message, "records");
  if (
    fieldOf(message, "type") !== "relay" || typeof page !== "string" ||
    page === "" || page.length > MAX_PAGE || !Array.isArray(records)
  ) return null;
  const lost = fieldOf(message, "lost");
  return {
    type: "relay",
    page,
    records: records.filter(isRelayed),
    lost: isCount(lost) ? lost : 0,
  };
}

function isRelayed(record: unknown): record is Relayed {
  if (fieldOf(record, "kind") === "result") {
    return isJson(fieldOf(record, "result"));
  }
  const event = fieldOf(record, "event");
  const data = fieldOf(record, "data");
  const begins = fieldOf(data, "begins");
  return fieldOf(record, "kind") === "seen" && typeof event === "string" &&
    WAYS.has(event) && typeof fieldOf(data, "url") === "string" &&
    typeof fieldOf(data, "body") === "string" &&
    typeof fieldOf(data, "status") === "number" &&
    Number.isFinite(fieldOf(data, "at")) &&
    isCount(fieldOf(data, "epoch")) &&
    (begins === undefined || isCount(begins));
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** A request of the popup or the options page, or why it is none. */
export function panelRequestOf(
  message: unknown,
): PanelRequest | { error: string } {
  const text = (name: string) => {
    const value = fieldOf(message, name);
    return typeof value === "string" ? value : null;
  };
  const creator = text("creator");
  switch (fieldOf(message, "type")) {
    case "status":
      return { type: "status" };
    case "pair": {
      const [origin, code, name] = [text("origin"), text("code"), text("name")];
      if (origin === null || code === null || name === null) {
        return { error: "To pair, an address, a code and a name are needed." };
      }
      return { type: "pair", origin, code, name, creator };
    }
    case "connect":
      return creator === null
        ? { error: "To connect, an account has to be named." }
        : { type: "connect", creator };
    case "unpair":
      return { type: "unpair", creator };
    case "wipe":
      return { type: "wipe", creator };
    case "pause": {
      const paused = fieldOf(message, "paused");
      if (typeof paused === "boolean") return { type: "pause", paused };
    }
  }
  return { error: "The Agent does not know this request." };
}
