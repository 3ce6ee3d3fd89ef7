import type { Message } from "@/lib/models/message.ts";
import { dollars } from "./money.ts";
import { counted } from "./number.ts";

/** What a message carries beside its text, in words. */
export interface Attached {
  /** "2 photos, 1 video". */
  text: string;
  isLocked: boolean;
}

const NOUNS: Record<string, string> = {
  photo: "photo",
  video: "video",
  audio: "audio recording",
  gif: "GIF",
};

/** The files of a message by type; `null` where it has none. */
export function attachedTo(message: Message): Attached | null {
  const counts = new Map<string, number>();
  for (const { type } of message.media ?? []) {
    const noun = NOUNS[type ?? ""] ?? "file";
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  const listed = message.media?.length ?? 0;
  const others = (message.mediaCount ?? 0) - listed;
  if (others > 0) counts.set("file", (counts.get("file") ?? 0) + others);
  if (message.giphyId) counts.set("GIF", (counts.get("GIF") ?? 0) + 1);
  if (counts.size === 0) return null;
  return {
    text: [...counts].map(([noun, number]) => counted(number, noun)).join(", "),
    isLocked: message.media?.some(({ canView }) => canView === false) ?? false,
  };
}

/** What a message says of money. */
export interface MoneyMark {
  kind: "tip" | "bought" | "offered" | "priced";
  text: string;
}

/** Whether a message is a tip, or for sale; `null` where it is neither. */
export function moneyOf(message: Message): MoneyMark | null {
  const { isTip, tipAmount, price, canPurchase, isOpened } = message;
  if (isTip === true) {
    const amount = tipAmount || price;
    const text = amount ? `Tip of ${dollars(amount)}` : "Tip";
    return { kind: "tip", text };
  }
  if (!price) return null;
  if (isOpened === true && canPurchase !== true) {
    return { kind: "bought", text: `Bought for ${dollars(price)}` };
  }
  return canPurchase === true
    ? { kind: "offered", text: `For sale at ${dollars(price)}, not bought` }
    : { kind: "priced", text: `Price ${dollars(price)}` };
}

/** The message that one replies to, as far as it was captured. */
export function repliedTo(message: Message): { text: string } | null {
  const { replyToMessage } = message;
  if (typeof replyToMessage !== "object" || replyToMessage === null) {
    return null;
  }
  const { text } = replyToMessage as { text?: unknown };
  return typeof text === "string" && text !== "" ? { text } : null;
}
