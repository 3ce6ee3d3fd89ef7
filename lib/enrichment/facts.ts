import type { Message } from "@/lib/models/mod.ts";

/** Which side wrote a message: inbound is from the fan, outbound from the creator. */
export type Direction = "inbound" | "outbound";

/** What enrichment reads of a message; amounts are US dollars. */
export interface MessageFacts {
  /** As captured, HTML included; "" if there is none. */
  text: string;
  /** Inbound: from the fan. */
  direction: Direction;
  /** Sent to many at once (`isFromQueue`). */
  isMass: boolean;
  /** The message is a tip. */
  isTip?: boolean;
  /** US dollars. */
  tipAmount?: number;
  /** US dollars that opening the message costs. */
  price?: number;
  /** Free although it carries media. */
  isFree?: boolean;
  /** The paid content was opened, that is bought. */
  isOpened?: boolean;
  /** The paid content can still be bought. */
  canPurchase?: boolean;
  /** Attached files, an animated picture included. */
  mediaCount?: number;
  /** It quotes an earlier message. */
  isReply?: boolean;
}

/** The facts of a captured message; missing and null fields are left out. */
export function factsOf(message: Message, direction: Direction): MessageFacts {
  const facts: MessageFacts = {
    text: message.text ?? "",
    direction,
    isMass: message.isFromQueue === true,
  };
  if (message.isTip != null) facts.isTip = message.isTip;
  if (message.tipAmount != null) facts.tipAmount = message.tipAmount;
  if (message.price != null) facts.price = message.price;
  if (message.isFree != null) facts.isFree = message.isFree;
  if (message.isOpened != null) facts.isOpened = message.isOpened;
  if (message.canPurchase != null) facts.canPurchase = message.canPurchase;
  const media = mediaCount(message);
  if (media > 0) facts.mediaCount = media;
  if (isQuote(message.replyToMessage)) facts.isReply = true;
  return facts;
}

function mediaCount(message: Message): number {
  const files = message.mediaCount ?? message.media?.length ?? 0;
  const animations = message.giphyId == null || message.giphyId === "" ? 0 : 1;
  return Math.max(0, files) + animations;
}

/** The site sends an empty object where nothing is quoted. */
function isQuote(value: unknown): boolean {
  return typeof value === "object" && value !== null &&
    Object.keys(value).length > 0;
}
