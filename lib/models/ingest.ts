import { z } from "zod";
import { ChatThread } from "./chat.ts";
import { UserId } from "./ids.ts";
import { Part } from "./insights.ts";
import { Message } from "./message.ts";

/** The Agent's dataset, whole or in parts. */
export const CacheUpdatePayload = z.object({
  chats: z.array(ChatThread),
  messages: z.array(Message),
  snapshot_id: z.string().min(1).max(128).optional(),
  part: Part.optional(),
}).refine((p) => (p.snapshot_id === undefined) === (p.part === undefined), {
  message: "snapshot_id and part go together",
}).meta({
  description:
    "A snapshot of all chats and messages, whole or in parts of at most 512 KiB",
  examples: [{
    chats: [{ id: 1001, withUser: { id: 1001, name: "Sam" } }],
    messages: [{
      id: 550001,
      chat_id: 1001,
      text: "Good morning!",
      createdAt: "2025-11-08T12:34:56+00:00",
      fromUser: { id: 1001 },
      is_inbound: true,
    }],
    snapshot_id: "snap_01",
    part: { index: 0, total: 1 },
  }],
});
export type CacheUpdatePayload = z.output<typeof CacheUpdatePayload>;

/**
 * The frame around a snapshot's records, which are validated one by one, so
 * that a bad record does not take the good ones with it.
 */
export const CacheUpdateEnvelope = z.object({
  chats: z.array(z.unknown()),
  messages: z.array(z.unknown()),
  snapshot_id: z.string().min(1).max(128).optional(),
  part: Part.optional(),
}).refine((p) => (p.snapshot_id === undefined) === (p.part === undefined), {
  message: "snapshot_id and part go together",
}).meta({
  description: "A snapshot whose records are still unchecked",
  examples: [{ chats: [], messages: [] }],
});
export type CacheUpdateEnvelope = z.output<typeof CacheUpdateEnvelope>;

/** One new or changed message. */
export const NewRawMessagePayload = z.object({
  message: Message,
  event_id: z.string().min(1).max(128).optional().meta({
    description: "Names this observation: the same id is processed once",
  }),
  seq: z.int().min(0).optional().meta({
    description: "The Agent's own counter, echoed in the acknowledgement",
  }),
}).meta({
  description: "One new or changed message",
  examples: [{
    message: {
      id: 550001,
      chat_id: 1001,
      text: "Good morning!",
      createdAt: "2025-11-08T12:34:56+00:00",
      fromUser: { id: 1001 },
      is_inbound: true,
    },
    event_id: "ev_01",
    seq: 1,
  }],
});
export type NewRawMessagePayload = z.output<typeof NewRawMessagePayload>;

/** Who is online, as the Agent saw it at `timestamp`. */
export const OnlineUsersPayload = z.object({
  user_ids: z.array(UserId).max(100_000),
  timestamp: z.iso.datetime({ offset: true }),
}).meta({
  description: "The complete list of users online at a time",
  examples: [{ user_ids: [1001, 1002], timestamp: "2025-11-08T12:34:56Z" }],
});
export type OnlineUsersPayload = z.output<typeof OnlineUsersPayload>;

/** Tells the Agent what became of a record that it sent. */
export const IngestAck = z.object({
  snapshot_id: z.string().optional(),
  part: Part.optional(),
  seq: z.int().optional(),
  event_id: z.string().optional(),
  status: z.enum(["committed", "duplicate", "quarantined"]),
  code: z.string().optional(),
}).meta({
  description: "What became of a record; sent after it was committed",
  examples: [{ event_id: "ev_01", seq: 1, status: "committed" }],
});
export type IngestAck = z.output<typeof IngestAck>;

/** Asks the Agent for a fresh snapshot. */
export const SyncRequired = z.object({ reason: z.string() }).meta({
  description: "Send a fresh snapshot",
  examples: [{ reason: "no snapshot of this account yet" }],
});
export type SyncRequired = z.output<typeof SyncRequired>;
