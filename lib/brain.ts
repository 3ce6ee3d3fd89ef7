import { dirname } from "node:path";
import { Accounts } from "@/lib/accounts/mod.ts";
import type { Config } from "@/lib/config.ts";
import {
  createEnricher,
  embed,
  factsOf,
  inferOutcomes,
  PIPELINE_VERSION,
} from "@/lib/enrichment/mod.ts";
import {
  conversationChanges,
  type ConversationFacts,
  type GraphChange,
  KvGraph,
} from "@/lib/graph/mod.ts";
import { Hub, LocalBus } from "@/lib/hub/mod.ts";
import {
  type BatchContext,
  type ConversationEffect,
  Ingest,
  type IngestParts,
  listQuarantine,
  type QuarantinedRecord,
} from "@/lib/ingest/mod.ts";
import {
  applyChanges,
  type ConversationChange,
  conversationNode,
  type ConversationRecord,
  defaultRange,
  isEnrichmentChanged,
  listChats,
  listConversations,
  meanSentiment,
  outgoingMessage,
  type PageCursor,
  readAnalytics,
  readConversation,
  readMessages,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type AnalyticsUpdate,
  type ChatId,
  type CreatorId,
  type ExtendedConversationNode,
  type FullSyncResponse,
  type Message,
  type Outcome,
  type SystemStatus,
} from "@/lib/models/mod.ts";
import {
  type Clock,
  type Dataset,
  keys,
  Store,
  Transaction,
} from "@/lib/store/mod.ts";

/** What a dashboard shows before it is connected. */
export interface DashboardView {
  account: { id: AccountId; name: string };
  status: SystemStatus;
  revision: number;
  /** The first by priority; none if the account is too large to look through. */
  conversations: ExtendedConversationNode[];
  /** `null` before the first snapshot. */
  analytics: AnalyticsUpdate | null;
}

/** What the Brain needs of the outside world. */
export interface BrainOptions {
  kv: Deno.Kv;
  clock?: Clock;
  random?: () => number;
  /** Told of errors that nobody waits for. */
  onError?: (what: string, error: unknown) => void;
}

/** Conversations of one part of a full sync. */
const CONVERSATIONS_PER_PART = 50;
/** Conversations that the first view of the dashboard shows. */
const CONVERSATIONS_IN_VIEW = 50;
/** Accounts with more conversations are shown when the dashboard is connected. */
const CONVERSATIONS_LOOKED_THROUGH = 2_000;

/** The whole service behind the routes, put together. */
export class Brain {
  readonly accounts: Accounts;
  readonly hub: Hub;
  readonly ingest: Ingest;
  readonly #store: Store;
  readonly #graph: KvGraph;
  readonly #kv: Deno.Kv;

  constructor({ kv, clock, random, onError = logError }: BrainOptions) {
    this.#kv = kv;
    this.#store = new Store({ kv, clock, random });
    this.#graph = new KvGraph(this.#store);
    this.accounts = new Accounts(this.#store);
    this.ingest = new Ingest({
      store: this.#store,
      parts: ingestParts(this.#graph),
      listener: {
        committed: (account, from, frames) =>
          this.hub.publishFrames(account, from, frames),
        replaced: (account, revision) =>
          this.hub.publishReplaced(account, revision),
        status: (account, status) => this.hub.publishStatus(account, status),
        failed: (account, what, error) =>
          onError(`${what} of ${account}`, error),
      },
    });
    this.hub = new Hub({
      store: this.#store,
      bus: new LocalBus(),
      onError,
      source: {
        position: async (account) => {
          const { generation, revision, logFrom } = await this.ingest.head(
            account,
          );
          return { ready: generation > 0, revision, logFrom };
        },
        status: (account) => this.ingest.status(account),
        needsSnapshot: async (account) =>
          (await this.ingest.status(account)).status === "AWAITING_SNAPSHOT",
        fullSync: (account) => this.fullSync(account),
        addDelta: (account, payload) => this.ingest.addDelta(account, payload),
        addSnapshot: async (account, payload) => {
          const result = await this.ingest.addSnapshot(account, payload);
          return result.status === "committed" && result.quarantined > 0
            ? { status: "committed", code: `quarantined:${result.quarantined}` }
            : result;
        },
        agentGone: (account) => this.ingest.pauseSnapshot(account),
      },
    });
  }

  /** Takes up what an earlier process left. */
  async start(): Promise<void> {
    await this.ingest.resume();
  }

  /** Closes connections, ends work after the commits under way, and the database. */
  async close(): Promise<void> {
    this.hub.close();
    await this.ingest.stop();
    this.#kv.close();
  }

  /** Whether the database answers. */
  async isReady(): Promise<boolean> {
    try {
      await this.#kv.get(["ready"]);
      return true;
    } catch {
      return false;
    }
  }

  /** Everything that a dashboard starts from, in parts that follow each other. */
  async *fullSync(account: AccountId): AsyncGenerator<FullSyncResponse> {
    const head = await this.ingest.head(account);
    const dataset = { account, generation: head.generation };
    const analytics = await this.#analytics(dataset, head.creators);
    const graph = await this.#graph.counts(dataset);
    const expected = analytics.totals?.conversations ?? 0;
    const total = Math.max(1, Math.ceil(expected / CONVERSATIONS_PER_PART));
    const partOf = (
      index: number,
      conversations: ExtendedConversationNode[],
    ): FullSyncResponse => ({
      conversations,
      analytics: {
        ...analytics,
        priorityScores: byChat(conversations, (node) => node.priorityScore),
        unreadCounts: byChat(conversations, (node) => node.unreadCount),
      },
      graph,
      part: { index, total },
    });
    let index = 0;
    let nodes: ExtendedConversationNode[] = [];
    for await (const record of listConversations(this.#store, dataset)) {
      // Conversations that began meanwhile go with the last part.
      if (nodes.length >= CONVERSATIONS_PER_PART && index < total - 1) {
        yield partOf(index++, nodes);
        nodes = [];
      }
      nodes.push(this.#node(record));
    }
    while (index < total) {
      yield partOf(index++, nodes);
      nodes = [];
    }
  }

  /** What the dashboard shows before it is connected. */
  async dashboardView(account: AccountId): Promise<DashboardView> {
    const head = await this.ingest.head(account);
    const view: DashboardView = {
      account: {
        id: account,
        name: (await this.accounts.get(account))?.name ?? account,
      },
      status: await this.ingest.status(account),
      revision: head.revision,
      conversations: [],
      analytics: null,
    };
    if (head.generation === 0) return view;
    const dataset = { account, generation: head.generation };
    const analytics = await this.#analytics(dataset, head.creators);
    const size = analytics.totals?.conversations ?? 0;
    if (size > CONVERSATIONS_LOOKED_THROUGH) return { ...view, analytics };
    const nodes: ExtendedConversationNode[] = [];
    for await (const record of listConversations(this.#store, dataset)) {
      nodes.push(this.#node(record));
    }
    const conversations = nodes
      .sort((a, b) => b.priorityScore - a.priorityScore)
      .slice(0, CONVERSATIONS_IN_VIEW);
    return { ...view, analytics, conversations };
  }

  /** Records of the account that were set aside, and how many there are. */
  async quarantine(
    account: AccountId,
    limit: number,
  ): Promise<{ total: number; records: QuarantinedRecord[] }> {
    const { quarantined } = await this.ingest.head(account);
    const records = await listQuarantine(this.#store, account, limit);
    return { total: quarantined, records };
  }

  /** Conversations in order of their ids, after `after`. */
  async conversations(
    account: AccountId,
    query: { after?: ChatId; limit: number },
  ): Promise<ExtendedConversationNode[]> {
    const dataset = await this.#visible(account);
    const nodes: ExtendedConversationNode[] = [];
    if (dataset === null) return nodes;
    for await (const record of listConversations(this.#store, dataset, query)) {
      nodes.push(this.#node(record));
    }
    return nodes;
  }

  /** One conversation, or `null`. */
  async conversation(
    account: AccountId,
    chat: ChatId,
  ): Promise<ExtendedConversationNode | null> {
    const dataset = await this.#visible(account);
    if (dataset === null) return null;
    const record = await readConversation(this.#store, dataset, chat);
    return record && this.#node(record);
  }

  /** A page of a conversation's messages, oldest first. */
  async messages(
    account: AccountId,
    query: { chat: ChatId; before: PageCursor | null; limit: number },
  ): Promise<{ messages: Message[]; before: PageCursor | null }> {
    const dataset = await this.#visible(account);
    if (dataset === null) return { messages: [], before: null };
    return await readMessages(this.#store, dataset, query);
  }

  async #visible(account: AccountId): Promise<Dataset | null> {
    const { generation } = await this.ingest.head(account);
    return generation === 0 ? null : { account, generation };
  }

  #analytics(
    dataset: Dataset,
    creators: readonly CreatorId[],
  ): Promise<AnalyticsUpdate> {
    return readAnalytics(new Transaction(this.#store), {
      dataset,
      creators,
      range: defaultRange(this.#store.clock.now()),
    });
  }

  #node(record: ConversationRecord): ExtendedConversationNode {
    return conversationNode(record, { now: this.#store.clock.now(), infer });
  }
}

/** Opens the database that the configuration names and starts the Brain on it. */
export async function openBrain(config: Config): Promise<Brain> {
  if (config.kvPath !== null && config.kvPath !== ":memory:") {
    await Deno.mkdir(dirname(config.kvPath), { recursive: true });
  }
  const brain = new Brain({
    kv: await Deno.openKv(config.kvPath ?? undefined),
  });
  await brain.start();
  return brain;
}

/** Enrichment, insights and graph, as the ingest is given them. */
function ingestParts(graph: KvGraph): IngestParts {
  const enricher = createEnricher();
  return {
    enrich: (message, side) => ({
      version: PIPELINE_VERSION,
      ...enricher.enrichMessage(factsOf(message, side)),
    }),
    fanOf: async ({ tx, dataset }, chat) => {
      const key = keys.conversation(dataset, chat);
      const record = await tx.get<ConversationRecord>(key);
      return record?.withUser?.id ?? null;
    },
    apply: async (context, messages, chats) => {
      const changes = await applyChanges(context, messages, chats);
      await applyToGraph(graph, context, changes);
      return changes.map(effectOf);
    },
    chats: listChats,
    analytics: (tx, dataset, creators, now) =>
      readAnalytics(tx, { dataset, creators, range: defaultRange(now) }),
    outgoing: outgoingMessage,
  };
}

async function applyToGraph(
  graph: KvGraph,
  { tx, dataset }: BatchContext,
  changes: readonly ConversationChange[],
): Promise<void> {
  const byCreator = new Map<CreatorId, GraphChange[]>();
  for (const { before, after, targets } of changes) {
    const all = byCreator.get(after.creator) ?? [];
    all.push(...conversationChanges(
      before && graphFacts(before),
      graphFacts(after),
      targets,
      embed,
    ));
    byCreator.set(after.creator, all);
  }
  for (const [creator, all] of byCreator) {
    await graph.apply(tx, dataset, creator, all);
  }
}

function graphFacts(record: ConversationRecord): ConversationFacts {
  const { chat, creator, withUser, figures, outcomes, unread } = record;
  return {
    chat,
    creator,
    withUser,
    outcomes,
    unread,
    messages: figures.messages,
    startAt: record.firstAt,
    endAt: record.lastAt,
    turns: figures.turns,
    sentiment: meanSentiment(figures),
    topics: figures.topics,
    actions: figures.actions,
    spend: record.spentCents / 100,
  };
}

function effectOf({ before, after }: ConversationChange): ConversationEffect {
  return {
    chat: after.chat,
    node: (messages, now) => conversationNode(after, { now, infer, messages }),
    enrichment: (now) => {
      if (!isEnrichmentChanged(before, after)) return null;
      const node = conversationNode(after, { now, infer });
      const { topics, actions, sentiment, outcomes } = node;
      return {
        conversation_id: after.chat,
        topics,
        actions,
        sentiment,
        outcomes,
      };
    },
  };
}

/** Outcomes that time brings, or the fan's profile shows. */
function infer(record: ConversationRecord, now: number): Outcome[] {
  return inferOutcomes({
    ...record.withUser,
    inboundCount: record.figures.inbound,
    lastInboundAt: record.sequence?.lastInboundAt ?? null,
  }, now).map(({ kind, date, observed }) => ({ kind, date, observed }));
}

function byChat(
  nodes: readonly ExtendedConversationNode[],
  value: (node: ExtendedConversationNode) => number,
): Record<string, number> {
  return Object.fromEntries(
    nodes.map((node) => [node.conversationId, value(node)]),
  );
}

function logError(what: string, error: unknown): void {
  console.error(`rapport: ${what}:`, error);
}
