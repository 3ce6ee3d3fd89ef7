import {
  type InboxFilter,
  MARKS,
  NO_FILTER,
  SENTIMENTS,
  SPENDS,
} from "./filter.ts";
import { type InboxOrder, ORDERS } from "./order.ts";

/** What the Inbox's address says. */
export interface InboxAddress {
  chat: string | null;
  /** Only where there is a chat. */
  message: string | null;
  filter: InboxFilter;
  order: InboxOrder;
}

/** Reads the address's query; what is not understood is as if it were not there. */
export function readAddress(query: URLSearchParams): InboxAddress {
  const chat = query.get("chat") || null;
  const marks = (query.get("f") ?? "").split(",");
  return {
    chat,
    message: chat === null ? null : query.get("message") || null,
    filter: {
      ...NO_FILTER,
      marks: new Set(
        MARKS.map(({ mark }) => mark).filter((mark) => marks.includes(mark)),
      ),
      sentiment: SENTIMENTS.find((one) => one === query.get("sentiment")) ??
        null,
      topic: query.get("topic") || null,
      spend: SPENDS.find((one) => String(one) === query.get("spend")) ?? null,
      creator: query.get("of") || null,
    },
    order: ORDERS.find(({ order }) => order === query.get("order"))?.order ??
      "priority",
  };
}

/** The address's query beside `others`, which are of no concern here. */
export function writeAddress(
  { chat, message, filter, order }: InboxAddress,
  others: URLSearchParams = new URLSearchParams(),
): string {
  const query = new URLSearchParams(others);
  const write = (name: string, value: string | null) =>
    value === null ? query.delete(name) : query.set(name, value);
  write("chat", chat);
  write("message", chat === null ? null : message);
  const marks = MARKS.map(({ mark }) => mark)
    .filter((mark) => filter.marks.has(mark));
  write("f", marks.join(",") || null);
  write("sentiment", filter.sentiment);
  write("topic", filter.topic);
  write("spend", filter.spend === null ? null : String(filter.spend));
  write("of", filter.creator);
  write("order", order === "priority" ? null : order);
  // A comma needs no escape in a query, and reads better.
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "/inbox" : `/inbox?${text}`;
}
