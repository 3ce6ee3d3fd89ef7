import {
  dashboardFrame,
  readCommands,
  type StoredCommand,
} from "@/lib/commands/mod.ts";
import {
  findMessages,
  frameJson,
  type LoggedRevision,
  readLog,
  type RevisedFrame,
} from "@/lib/ingest/mod.ts";
import {
  type ConversationRecord,
  outgoingMessage,
  readConversations,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  AnalyticsUpdate,
  ChatId,
  ExtendedConversationNode,
  Message,
  MessageId,
} from "@/lib/models/mod.ts";
import type { Dataset, Store } from "@/lib/store/mod.ts";

/** A frame of the event log, as it goes over the wire. */
export interface ReplayedFrame {
  revision: number;
  frame: string;
}

/** What a replay reads from. */
export interface ReplayContext {
  store: Store;
  account: AccountId;
  dataset: Dataset;
  /** A conversation as dashboards list it, without messages. */
  node(record: ConversationRecord): ExtendedConversationNode;
  analytics(): Promise<AnalyticsUpdate>;
}

/** Frames whose content is read at once. */
const FRAMES_AT_ONCE = 100;

/**
 * The frames after the revision `since`, up to `until`: what the log names,
 * with what is stored of it now. It ends early where the log does not reach.
 */
export async function* replay(
  context: ReplayContext,
  range: { since: number; until: number },
): AsyncGenerator<ReplayedFrame> {
  const { store, account } = context;
  let some: LoggedRevision[] = [];
  for await (const logged of readLog(store, account, range)) {
    some.push(logged);
    if (some.length < FRAMES_AT_ONCE) continue;
    yield* await framesOf(context, some);
    some = [];
  }
  yield* await framesOf(context, some);
}

async function framesOf(
  context: ReplayContext,
  logged: readonly LoggedRevision[],
): Promise<ReplayedFrame[]> {
  const [nodes, messages, commands] = await Promise.all([
    readNodes(context, logged),
    readMessages(context, logged),
    readLoggedCommands(context, logged),
  ]);
  const frames: ReplayedFrame[] = [];
  for (const one of logged) {
    const frame = await frameOf(context, one, { nodes, messages, commands });
    const { revision } = one;
    frames.push({ revision, frame: frameJson(frame, revision) });
  }
  return frames;
}

async function frameOf(
  context: ReplayContext,
  logged: LoggedRevision,
  { nodes, messages, commands }: {
    nodes: ReadonlyMap<ChatId, ExtendedConversationNode>;
    messages: ReadonlyMap<MessageId, Message>;
    commands: ReadonlyMap<string, StoredCommand>;
  },
): Promise<RevisedFrame> {
  if (logged.type === "analytics_update") {
    const payload = await context.analytics();
    for (const [chat, { priorityScore, unreadCount }] of nodes) {
      payload.priorityScores[chat] = priorityScore;
      payload.unreadCounts[chat] = unreadCount;
    }
    return { type: logged.type, payload };
  }
  if (logged.type === "command_to_execute") {
    const command = commands.get(logged.command);
    if (command === undefined) {
      throw new Error(
        `The log names a command that is gone: ${logged.command}`,
      );
    }
    const now = context.store.clock.now();
    return { type: logged.type, payload: dashboardFrame(command, now) };
  }
  const node = nodes.get(logged.chat);
  if (node === undefined) {
    throw new Error(
      `The log names a conversation that is gone: ${logged.chat}`,
    );
  }
  if (logged.type === "append_message") {
    const message = messages.get(logged.message);
    // One that has moved on to another conversation is told of with that one.
    const isHere = message?.chat_id === logged.chat;
    return { type: logged.type, node, message: isHere ? message : null };
  }
  const { topics, actions, sentiment, outcomes } = node;
  return {
    type: logged.type,
    payload: {
      conversation_id: logged.chat,
      topics,
      actions,
      sentiment,
      outcomes,
    },
  };
}

async function readNodes(
  { store, dataset, node }: ReplayContext,
  logged: readonly LoggedRevision[],
): Promise<Map<ChatId, ExtendedConversationNode>> {
  const chats = new Set<ChatId>();
  for (const one of logged) if ("chat" in one) chats.add(one.chat);
  const records = await readConversations(store, dataset, [...chats]);
  return new Map(records.map((record) => [record.chat, node(record)]));
}

async function readMessages(
  { store, dataset }: ReplayContext,
  logged: readonly LoggedRevision[],
): Promise<Map<MessageId, Message>> {
  const ids = new Set<MessageId>();
  for (const one of logged) {
    if (one.type === "append_message") ids.add(one.message);
  }
  const found = await findMessages(store, dataset, [...ids]);
  return new Map(
    found.map(({ stored }) => [stored.id, outgoingMessage(stored)]),
  );
}

async function readLoggedCommands(
  { store, account }: ReplayContext,
  logged: readonly LoggedRevision[],
): Promise<Map<string, StoredCommand>> {
  const ids = new Set<string>();
  for (const one of logged) {
    if (one.type === "command_to_execute") ids.add(one.command);
  }
  return await readCommands(store, account, [...ids]);
}
