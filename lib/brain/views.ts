import { explainSentiment } from "@/lib/enrichment/mod.ts";
import type { KvGraph } from "@/lib/graph/mod.ts";
import { findMessages } from "@/lib/ingest/mod.ts";
import {
  calendarOf,
  conversationNode,
  type ConversationRecord,
  defaultRange,
  type EntityQuery,
  listConversations,
  readAnalytics,
  topEntities,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  AnalyticsUpdate,
  ChatId,
  CreatorId,
  EntityCount,
  ExplainedEnrichment,
  ExtendedConversationNode,
  FullSyncResponse,
  MessageId,
  Totals,
} from "@/lib/models/mod.ts";
import { type Dataset, type Store, Transaction } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import { replay, type ReplayedFrame } from "./replay.ts";

/** Conversations of one part of a full sync. */
const CONVERSATIONS_PER_PART = 50;
/** Accounts with more conversations are not looked through for the first ones. */
const CONVERSATIONS_LOOKED_THROUGH = 2_000;

/** An account's visible dataset, whose it is, and what it holds. */
export interface Visible {
  dataset: Dataset;
  creators: readonly CreatorId[];
  totals: Totals;
  /** The time zone by whose days it is counted. */
  zone: string;
}

/** The read side: what dashboards show, and what is found out of messages. */
export class Views {
  readonly #store: Store;
  readonly #graph: KvGraph;
  readonly #visible: (account: AccountId) => Promise<Visible | null>;

  /** `visible` gives `null` for an account without a snapshot. */
  constructor(options: {
    store: Store;
    graph: KvGraph;
    visible: (account: AccountId) => Promise<Visible | null>;
  }) {
    this.#store = options.store;
    this.#graph = options.graph;
    this.#visible = options.visible;
  }

  /** Everything that a dashboard starts from, in parts that follow each other. */
  async *fullSync(account: AccountId): AsyncGenerator<FullSyncResponse> {
    const visible = await this.#visible(account);
    if (visible === null) return;
    const { dataset } = visible;
    const analytics = await this.#analytics(visible);
    const graph = await this.#graph.allCounts(dataset);
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

  /** See {@linkcode replay}. Nothing where nothing is visible. */
  async *replay(
    account: AccountId,
    range: { since: number; until: number },
  ): AsyncGenerator<ReplayedFrame> {
    const visible = await this.#visible(account);
    if (visible === null) return;
    yield* replay({
      store: this.#store,
      account,
      dataset: visible.dataset,
      node: (record) => this.#node(record),
      analytics: () => this.#analytics(visible),
    }, range);
  }

  /** The account's figures over the default range; `null` before a snapshot. */
  async analytics(account: AccountId): Promise<AnalyticsUpdate | null> {
    const visible = await this.#visible(account);
    return visible && await this.#analytics(visible);
  }

  /**
   * The first conversations by priority; none if the account has so many that
   * looking through them would take long.
   */
  async urgentConversations(
    account: AccountId,
    limit: number,
  ): Promise<ExtendedConversationNode[]> {
    const visible = await this.#visible(account);
    if (visible === null) return [];
    const nodes: ExtendedConversationNode[] = [];
    const records = listConversations(this.#store, visible.dataset, {
      limit: CONVERSATIONS_LOOKED_THROUGH + 1,
    });
    for await (const record of records) nodes.push(this.#node(record));
    if (nodes.length > CONVERSATIONS_LOOKED_THROUGH) return [];
    return nodes.sort((a, b) => b.priorityScore - a.priorityScore)
      .slice(0, limit);
  }

  /** What one message says and does, and why; `null` if it is not there. */
  async enrichment(
    account: AccountId,
    { chat, message }: { chat: ChatId; message: MessageId },
  ): Promise<ExplainedEnrichment | null> {
    const visible = await this.#visible(account);
    if (visible === null) return null;
    const { dataset } = visible;
    const [found] = await findMessages(this.#store, dataset, [message]);
    if (found?.stored.chat !== chat) return null;
    const { enrichment, message: { text } } = found.stored;
    const { score, words } = explainSentiment(text ?? "");
    // Another version's score has other reasons.
    const isOwn = score === enrichment.sentiment;
    return { ...enrichment, words: isOwn ? words : null };
  }

  /** Whom and what the account's messages name, or one conversation's, most first. */
  async entities(
    account: AccountId,
    query: EntityQuery,
  ): Promise<EntityCount[]> {
    const visible = await this.#visible(account);
    return visible === null
      ? []
      : await topEntities(this.#store, visible.dataset, query);
  }

  #analytics(visible: Visible): Promise<AnalyticsUpdate> {
    const calendar = calendarOf(visible.zone);
    return readAnalytics(new Transaction(this.#store), {
      ...visible,
      calendar,
      range: defaultRange(this.#store.clock.now(), calendar),
    });
  }

  #node(record: ConversationRecord): ExtendedConversationNode {
    return conversationNode(record, this.#store.clock.now(), CONCLUSIONS);
  }
}

function byChat(
  nodes: readonly ExtendedConversationNode[],
  value: (node: ExtendedConversationNode) => number,
): Record<string, number> {
  return Object.fromEntries(
    nodes.map((node) => [node.conversationId, value(node)]),
  );
}
