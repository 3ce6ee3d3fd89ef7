/**
 * What a run of the crash test comes to, in the shapes that can be compared.
 * @module
 */
import type { Message } from "@/lib/models/mod.ts";
import { type Account, comparable, type Dump } from "../account.ts";
import type { LiveDashboard } from "../live_dashboard.ts";
import type { Victim } from "./schedule.ts";
import type { StoredFacts } from "./stored.ts";
import { recordOf, type Stream, type StreamMessage } from "./stream.ts";

/** A message as far as the stream decides about it. */
export interface Essence {
  id: string;
  text: string | null | undefined;
  createdAt: string | undefined;
  changedAt: string | undefined;
}

/** Messages by chat, each chat in the order of time. */
export type Conversations = Record<string, Essence[]>;

/** What is known of all conversations, and the figures of the account. */
export interface View {
  conversations: unknown[];
  figures: unknown;
}

/** What one dashboard lived through. */
export interface DashboardFacts {
  /** What was wrong with what it was told. */
  faults: string[];
  /** Records with new messages that it was told of one by one, as they came. */
  toldOfNew: number[];
  /** Messages of which it was told an older version after a later one. */
  toldBack: string[];
  connections: number;
  syncs: number;
  shown: View;
}

/** Everything that there is to check after a run. */
export interface CrashOutcome {
  kills: Readonly<Record<Victim, number>>;
  /** Acknowledgements of the Agent, of as many as there had to be. */
  acknowledged: { units: number; of: number };
  /** What REST says, and what follows from the stream. */
  messages: Conversations;
  expected: Conversations;
  dashboards: DashboardFacts[];
  /** What the dashboards have to show. */
  view: View;
  stored: StoredFacts;
  /** Exit codes of the instances that were asked to end. */
  exitCodes: (number | null)[];
  /** How often the processes reported which error. */
  complaints: Record<string, number>;
}

/** What has to be stored when the whole stream is acknowledged. */
export function expectedMessages(stream: Stream): Conversations {
  const all = [...stream.latest(stream.records.length).values()]
    .sort((a, b) =>
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      (String(a.id) < String(b.id) ? -1 : 1)
    );
  const chats = Map.groupBy(all, ({ chat_id }) => chat_id);
  return Object.fromEntries(
    [...chats].map(([chat, messages]) => [chat, messages.map(essence)]),
  );
}

/** What REST says is stored. */
export function storedMessages({ messages }: Dump): Conversations {
  return Object.fromEntries(
    Object.entries(messages).map(([chat, all]) => [chat, all.map(essence)]),
  );
}

/** What REST and a new dashboard are told, but for what time changes. */
export async function viewOf(
  owner: Account,
  { conversations }: Dump,
): Promise<View> {
  const { analytics } = await owner.fullSync();
  const { range: _, priorityScores: __, unreadCounts: ___, ...figures } =
    analytics;
  return {
    conversations: conversations.map(({ messages: _, ...node }) => node),
    figures,
  };
}

/** What a dashboard shows, but for what time changes. */
export function shownBy({ store: { state, account } }: LiveDashboard): View {
  const { range: _, ...figures } = state.figures.value ?? {};
  const conversations = state.ranking.value.toSorted().map((id) => {
    const node = state.conversation(id)?.value;
    if (node === undefined) throw new Error(`${id} is ranked, but not known`);
    const { messages: _, ...rest } = comparable(node, account.id);
    return rest;
  });
  return { conversations, figures };
}

/** What a dashboard lived through, and what it shows now. */
export function dashboardFacts(
  dashboard: LiveDashboard,
  stream: Stream,
): DashboardFacts {
  const { faults, appended, connections, syncs } = dashboard;
  return {
    faults,
    ...toldInOrder(appended, stream),
    connections,
    syncs,
    shown: shownBy(dashboard),
  };
}

/** What standard error holds, without traces: each report and how often. */
export function countComplaints(errors: string): Record<string, number> {
  const heads = errors.split("\n")
    .filter((line) => /^(rapport|error): /.test(line));
  const counts = Map.groupBy(heads, (head) => head);
  return Object.fromEntries(
    [...counts].map(([head, { length }]) => [head, length]),
  );
}

/** A replay shows a message as it is by then, so perhaps a version too early. */
function toldInOrder(
  appended: readonly Message[],
  stream: Stream,
): Pick<DashboardFacts, "toldOfNew" | "toldBack"> {
  const toldOfNew: number[] = [];
  const toldBack: string[] = [];
  const latest = new Map<string, number>();
  for (const { id, text } of appended) {
    const record = recordOf(text) ?? -1;
    if (record === stream.firstRecordOf(Number(id))) toldOfNew.push(record);
    const before = latest.get(id) ?? -1;
    if (record < before) toldBack.push(`${id}: ${record} after ${before}`);
    latest.set(id, record);
  }
  return { toldOfNew, toldBack };
}

function essence(message: Message | StreamMessage): Essence {
  const { id, text } = message;
  return {
    id: String(id),
    text,
    createdAt: isoTime(message.createdAt),
    changedAt: isoTime(message.changedAt),
  };
}

function isoTime(time: unknown): string | undefined {
  return typeof time === "string" || typeof time === "number"
    ? new Date(time).toISOString()
    : undefined;
}
