import type { Line } from "./composer.ts";

/** A message as an extension sends it, with the captured site's field names. */
export type DemoMessage = {
  id: number;
  chat_id: number;
  responseType: "message";
  /** HTML. */
  text: string;
  fromUser: { id: number };
  is_creator: boolean;
  is_inbound: boolean;
  /** Such as `2025-01-27T23:34:25+00:00`. */
  createdAt: string;
  changedAt: string;
  isTip: boolean;
  tipAmount?: number;
  /** US dollars. */
  price: number;
  isFree: boolean;
  isOpened: boolean;
  isNew: boolean;
  isLiked: boolean;
  isPinned: boolean;
  canPurchase: boolean;
  canPurchaseReason: string;
  canReport: boolean;
  canBePinned: boolean;
  canUnsendQueue: boolean;
  unsendSecondsQueue: number;
  isFromQueue: boolean;
  queueId: number;
  cancelSeconds: number;
  isMediaReady: boolean;
  isCouplePeopleMedia: boolean;
  isMarkdownDisabled: boolean;
  isReportedByMe: boolean;
  lockedText: boolean;
  giphyId: null;
  mediaCount: number;
  media: DemoMedia[];
  previews: number[];
  releaseForms: never[];
};

/** A photo of a message; without files, as the demo has none. */
export type DemoMedia = {
  id: number;
  type: "photo";
  canView: boolean;
  duration: number;
};

/** What a line needs to become a message. */
export interface Envelope {
  id: number;
  chatId: number;
  creatorId: number;
  /** Milliseconds since the epoch; sent in whole seconds. */
  at: number;
  /** Number of the mass message that it belongs to. */
  queueId?: number;
  /** Whether the other side has seen it. Default true. */
  seen?: boolean;
  /** Whether the other side has put a heart on it. Default false. */
  liked?: boolean;
}

/** A line as a message. */
export function toMessage(line: Line, envelope: Envelope): DemoMessage {
  const { id, chatId, creatorId, at, queueId = 0 } = envelope;
  const { seen = true, liked = false } = envelope;
  const isCreator = line.by === "creator";
  const createdAt = wireTime(at);
  const forSale = line.price > 0;
  return {
    id,
    chat_id: chatId,
    responseType: "message",
    text: toHtml(line.tip > 0 ? tipText(line) : line.text),
    fromUser: { id: isCreator ? creatorId : chatId },
    is_creator: isCreator,
    is_inbound: !isCreator,
    createdAt,
    changedAt: createdAt,
    isTip: line.tip > 0,
    ...(line.tip > 0 ? { tipAmount: line.tip } : {}),
    price: line.price,
    isFree: !forSale,
    isOpened: forSale ? line.bought : seen,
    isNew: !seen,
    isLiked: liked,
    isPinned: false,
    canPurchase: forSale && !line.bought,
    canPurchaseReason: forSale && !line.bought ? "" : "free",
    canReport: !isCreator,
    canBePinned: false,
    canUnsendQueue: false,
    unsendSecondsQueue: 0,
    isFromQueue: queueId > 0,
    queueId,
    cancelSeconds: 0,
    isMediaReady: true,
    isCouplePeopleMedia: false,
    isMarkdownDisabled: false,
    isReportedByMe: false,
    lockedText: false,
    giphyId: null,
    mediaCount: line.photos,
    media: Array.from({ length: line.photos }, (_, index) => ({
      id: id * 10 + index,
      type: "photo",
      canView: true,
      duration: 0,
    })),
    previews: [],
    releaseForms: [],
  };
}

/** A time in ms as the captured site writes it. */
export function wireTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");
}

function tipText({ tip, text }: Line): string {
  return `I sent you a $${tip.toFixed(2)} tip ♥${text ? `\n${text}` : ""}`;
}

function toHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll("\n", "<br />");
  return `<p>${escaped}</p>`;
}
