import { z } from "zod";
import { ChatId, MessageId } from "./ids.ts";
import { parseTimestamp } from "./timestamp.ts";
import { UserRef } from "./user.ts";

/**
 * A point in time on the wire: ISO 8601, or a Unix time in seconds or
 * milliseconds (told apart by size). Kept as it came; {@linkcode parseTimestamp}
 * turns it into milliseconds.
 */
export const Timestamp = z.union([z.string(), z.number()]).refine(
  (value) => parseTimestamp(value) !== null,
  { message: "not a date: send ISO 8601, or a Unix time" },
).meta({
  description: "ISO 8601 date and time, or Unix time in seconds or ms",
  examples: ["2025-11-08T12:34:56+00:00"],
});
export type Timestamp = z.output<typeof Timestamp>;

/** A file attached to a message. */
export const MediaItem = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish().meta({
    description: "photo, video, audio or gif",
    examples: ["photo"],
  }),
  canView: z.boolean().nullish(),
  duration: z.number().nullish().meta({ description: "Seconds" }),
  files: z.unknown().optional(),
}).meta({
  description: "A file attached to a message",
  examples: [{ id: 71, type: "photo", canView: true }],
});
export type MediaItem = z.output<typeof MediaItem>;

const flag = z.boolean().nullish();

/** A chat message as captured. Only `id` is required; unlisted fields are kept. */
export const Message = z.looseObject({
  id: MessageId,
  chat_id: ChatId.nullish(),
  text: z.string().nullish().meta({
    description: "The text as captured, HTML included; never inject it",
    examples: ["<p>Good morning!</p>"],
  }),
  createdAt: Timestamp.nullish(),
  created_at: Timestamp.nullish(),
  changedAt: Timestamp.nullish(),
  fromUser: UserRef.nullish(),
  is_creator: flag.meta({ description: "Written by the creator" }),
  is_inbound: flag.meta({ description: "Written by the fan" }),
  operator_id: z.union([z.string(), z.number()]).nullish().meta({
    description: "Who of the creator's team wrote it, where that is known",
  }),
  isTip: flag,
  isPinned: flag,
  isLiked: flag,
  isFree: flag,
  isNew: flag,
  isOpened: flag,
  isMediaReady: flag,
  isCouplePeopleMedia: flag,
  isMarkdownDisabled: flag,
  isReportedByMe: flag,
  isFromQueue: flag.meta({ description: "Part of a mass message" }),
  canBePinned: flag,
  canPurchase: flag,
  canPurchaseReason: z.string().nullish(),
  canReport: flag,
  canUnsendQueue: flag,
  mediaCount: z.number().nullish(),
  price: z.number().nullish().meta({ description: "US dollars" }),
  tipAmount: z.number().nullish().meta({ description: "US dollars" }),
  cancelSeconds: z.number().nullish(),
  queueId: z.union([z.string(), z.number()]).nullish(),
  unsendSecondsQueue: z.number().nullish(),
  giphyId: z.union([z.string(), z.number()]).nullish(),
  lockedText: z.union([z.string(), z.boolean()]).nullish(),
  responseType: z.string().nullish(),
  media: z.array(MediaItem).nullish(),
  previews: z.array(z.unknown()).nullish(),
  releaseForms: z.array(z.unknown()).nullish(),
  replyToMessage: z.unknown().optional(),
  sentimentScore: z.number().min(-1).max(1).nullish().meta({
    description: "From -1 to 1; set by the Brain, null where not scored",
  }),
  topics: z.array(z.string()).nullish().meta({
    description: "Topics that the message mentions; set by the Brain",
  }),
}).meta({
  description: "A chat message, with the captured site's field names",
  examples: [{
    id: "550001",
    chat_id: "1001",
    text: "Good morning! How was your trip?",
    createdAt: "2025-11-08T12:34:56+00:00",
    fromUser: { id: "1001", name: "Sam" },
    is_inbound: true,
  }],
});
export type Message = z.output<typeof Message>;
