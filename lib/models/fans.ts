import { z } from "zod";
import { ActionKind, Outcome } from "./conversation.ts";
import { ChatId, CreatorId } from "./ids.ts";
import { SentimentTrendPoint } from "./insights.ts";
import { UserRef } from "./user.ts";

const count = z.int().min(0);

/** Days of sentiment that a fan's profile goes back. */
export const PROFILE_DAYS = 90;

/** All that is known of one fan's conversation. */
export const FanProfile = z.object({
  conversation_id: ChatId,
  creator_id: CreatorId,
  withUser: UserRef.nullable(),
  first_message_at: z.iso.datetime().nullable(),
  last_message_at: z.iso.datetime().nullable(),
  last_seen_at: z.iso.datetime().nullable().meta({
    description: "As the platform last told it, UTC",
  }),
  inbound: count.meta({ description: "Messages of the fan" }),
  outbound: count.meta({ description: "Messages of the creator" }),
  unread: count,
  waiting_since: z.iso.datetime().nullable().meta({
    description: "First message of the oldest fan turn without an answer",
  }),
  spent: z.number().meta({ description: "In all time, US dollars" }),
  average_response_minutes: z.number().nullable(),
  sentiment: z.number().min(-1).max(1).nullable(),
  sentiment_trend: z.array(SentimentTrendPoint).meta({
    description:
      `Mean by day in the account's time zone, the last ${PROFILE_DAYS} days`,
  }),
  topics: z.array(z.object({ topic: z.string(), messages: count })).meta({
    description: "Most characteristic of this conversation first",
  }),
  actions: z.array(z.object({ action: ActionKind, messages: count })).meta({
    description: "Most frequent first",
  }),
  outcomes: z.array(Outcome).meta({ description: "The latest, latest first" }),
}).meta({
  description: "All that is known of one fan's conversation",
  examples: [{
    conversation_id: "1001",
    creator_id: "9001",
    withUser: { id: "1001", name: "Sam" },
    first_message_at: "2025-10-01T09:00:00.000Z",
    last_message_at: "2025-11-08T12:34:56.000Z",
    last_seen_at: null,
    inbound: 40,
    outbound: 31,
    unread: 2,
    waiting_since: "2025-11-08T12:34:56.000Z",
    spent: 120,
    average_response_minutes: 14.2,
    sentiment: 0.31,
    sentiment_trend: [{ date: "2025-11-08", sentiment_score: 0.31 }],
    topics: [{ topic: "travel", messages: 12 }],
    actions: [{ action: "question", messages: 9 }],
    outcomes: [],
  }],
});
export type FanProfile = z.output<typeof FanProfile>;

/** The account's creators. */
export const CreatorList = z.object({
  creators: z.array(z.object({
    id: CreatorId,
    name: z.string().nullable().meta({
      description: "As messages name the creator; null where none does",
    }),
  })),
}).meta({
  description: "The creators whose chats the account holds",
  examples: [{ creators: [{ id: "9001", name: "Robin" }] }],
});
export type CreatorList = z.output<typeof CreatorList>;
