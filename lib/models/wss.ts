import { z } from "zod";
import { CommandResult, SendMessageCommand } from "./commands.ts";
import { ExtendedConversationNode } from "./conversation.ts";
import { ANALYTICS_EXAMPLE, CONVERSATION_EXAMPLE } from "./examples.ts";
import { EnrichmentResultPayload } from "./graph.ts";
import { UserId } from "./ids.ts";
import {
  CacheUpdateEnvelope,
  CacheUpdatePayload,
  IngestAck,
  NewRawMessagePayload,
  OnlineUsersPayload,
  SyncRequired,
} from "./ingest.ts";
import { AnalyticsUpdate, FullSyncResponse } from "./insights.ts";
import {
  ConnectionInfo,
  KeepalivePayload,
  Revision,
  SystemStatus,
  WssError,
} from "./system.ts";

function frame<const T extends string, P extends z.ZodType>(
  type: T,
  payload: P,
) {
  const { description } = payload;
  return z.object({ type: z.literal(type), payload }).meta({ description });
}

/** "Accepted, otherwise ignored": even where the empty payload was left out. */
const keepalive = frame(
  "keepalive",
  KeepalivePayload.default({}).meta({
    description: KeepalivePayload.description,
  }),
);

/** Asks for everything after a revision that the dashboard already has. */
export const ResumePayload = z.object({ since: Revision }).meta({
  description: "Replay what follows this revision",
  examples: [{ since: 118 }],
});
export type ResumePayload = z.output<typeof ResumePayload>;

/** Who is online; past `expires_at` presence is unknown, not offline. */
export const PresencePayload = z.object({
  user_ids: z.array(UserId),
  timestamp: z.iso.datetime({ offset: true }),
  expires_at: z.iso.datetime().optional(),
}).meta({
  description: "Who is online; unknown, not offline, past expires_at",
  examples: [{
    user_ids: ["1001"],
    timestamp: "2025-11-08T12:34:56Z",
    expires_at: "2025-11-08T12:36:56.000Z",
  }],
});
export type PresencePayload = z.output<typeof PresencePayload>;

/** A changed conversation; `messages` holds just what is new or changed. */
export const AppendMessagePayload = ExtendedConversationNode.extend({
  revision: Revision.optional(),
}).meta({
  description:
    "A conversation whose messages hold just the new or changed message",
  examples: [{ ...CONVERSATION_EXAMPLE, revision: 119 }],
});
export type AppendMessagePayload = z.output<typeof AppendMessagePayload>;

/** Figures with the revision that made them. */
export const AnalyticsUpdatePayload = AnalyticsUpdate.extend({
  revision: Revision.optional(),
}).meta({
  description:
    "The dashboard's figures over the default range, when they change",
  examples: [{ ...ANALYTICS_EXAMPLE, revision: 120 }],
});
export type AnalyticsUpdatePayload = z.output<typeof AnalyticsUpdatePayload>;

/**
 * How much a dashboard's full sync holds: all conversations, all of them as
 * short as a list shows them, or the account's figures only. The frames that
 * follow it are the same.
 */
export const SyncMode = z.enum(["full", "list", "figures"]).meta({
  description: "How much a dashboard's full sync holds",
  examples: ["list"],
});
export type SyncMode = z.output<typeof SyncMode>;

/** Every frame that an Agent may send. */
export const AgentFrame = z.discriminatedUnion("type", [
  frame("cache_update", CacheUpdatePayload),
  frame("new_raw_message", NewRawMessagePayload),
  keepalive,
  frame("online_users_update", OnlineUsersPayload),
  frame("command_result", CommandResult),
]).meta({
  description: "Agent to Brain",
  examples: [{ type: "keepalive", payload: {} }],
});
export type AgentFrame = z.output<typeof AgentFrame>;
/** What an Agent may write: identities as strings or numbers. */
export type AgentFrameInput = z.input<typeof AgentFrame>;

/** {@linkcode AgentFrame} with a snapshot's records still unchecked. */
export const AgentFrameEnvelope = z.discriminatedUnion("type", [
  frame("cache_update", CacheUpdateEnvelope),
  frame("new_raw_message", NewRawMessagePayload),
  keepalive,
  frame("online_users_update", OnlineUsersPayload),
  frame("command_result", CommandResult),
]).meta({
  description: "Agent to Brain, a snapshot's records still unchecked",
  examples: [{ type: "keepalive", payload: {} }],
});
export type AgentFrameEnvelope = z.output<typeof AgentFrameEnvelope>;

/** Every frame that a Bridge may send. */
export const BridgeFrame = z.discriminatedUnion("type", [
  keepalive,
  frame("resume", ResumePayload),
]).meta({
  description: "Bridge to Brain",
  examples: [{ type: "resume", payload: { since: 118 } }],
});
export type BridgeFrame = z.output<typeof BridgeFrame>;

/** Every frame that the Brain receives, from either side. */
export const IncomingWssMessage = z.discriminatedUnion("type", [
  ...AgentFrame.options,
  frame("resume", ResumePayload),
]).meta({
  title: "IncomingWssMessage",
  description: "Agent or Bridge to Brain",
  examples: [{ type: "keepalive", payload: {} }],
});
export type IncomingWssMessage = z.output<typeof IncomingWssMessage>;

/** Every frame that the Brain sends, to either side. */
export const OutgoingWssMessage = z.discriminatedUnion("type", [
  frame("connection_ack", ConnectionInfo),
  frame("system_status", SystemStatus),
  frame("system_error", WssError),
  frame("full_sync_response", FullSyncResponse),
  frame("append_message", AppendMessagePayload),
  frame("analytics_update", AnalyticsUpdatePayload),
  frame("enrichment_result", EnrichmentResultPayload),
  frame("command_to_execute", SendMessageCommand),
  frame("online_users_update", PresencePayload),
  frame("ingest_ack", IngestAck),
  frame("sync_required", SyncRequired),
]).meta({
  title: "OutgoingWssMessage",
  description: "Brain to Bridge or Agent",
  examples: [{ type: "system_status", payload: { status: "REALTIME" } }],
});
export type OutgoingWssMessage = z.output<typeof OutgoingWssMessage>;

export { CloseCode } from "./close_codes.ts";

/** The protocol's version, as `connection_ack` names it. */
export const PROTOCOL_VERSION = "1.1.0";
/** The WebSocket subprotocol of the Agent's endpoint. */
export const SUBPROTOCOL = "rapport.v1";
