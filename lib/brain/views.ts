import { explainSentiment } from "@/lib/enrichment/mod.ts";
import type { KvGraph } from "@/lib/graph/mod.ts";
import { findMessages } from "@/lib/ingest/mod.ts";
import {
  calendarOf,
  conversationNode,
  type ConversationRecord,
  defaultRange,
  type EntityQuery,
  latestWaiting,
  listConversations,
  listWaiting,
  readAnalytics,
  readConversations,
  topEntities,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type AnalyticsUpdate,
  type ChatId,
  type CreatorId,
  DAY_MS,
  type EntityCount,
  type ExplainedEnrichment,
  type ExtendedConversationNode,
  type FullSyncResponse,
  type MessageId,
  type Part,
  type SyncMode,
  type Totals,
} from "@/lib/models/mod.ts";
import { type Dataset, type Store, Transaction } from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import { listRow } from "./list_row.ts";
import { replay, type ReplayedFrame } from "./replay.ts";

/** Conversations of one part of a full sync. */
const CONVERSATIONS_PER_PART = { full: 50, list: 500 };
/** Accounts with more conversations are not looked through for the first ones. */
const CONVERSATIONS_LOOKED_THROUGH = 2_000;
/** Of those, so many are looked at that wait longest, for a day, and least. */
const WAITING_LOOKED_AT = 100;

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
  readonly #standing: (account: AccountId) => Promise<Visible>;

  /** `standing` gives a dataset of generation 0 where nothing is visible. */
  constructor(options: {
    store: Store;
    graph: KvGraph;
    standing: (account: AccountId) => Promise<Visible>;
  }) {
    this.#store = options.store;
    this.#graph = options.graph;
    this.#standing = options.standing;
  }

  /**
   * What a dashboard starts from, in parts that follow each other: as much of it
   * as `mode` says; one without anything for an account that was erased. Of a
   * list, all parts have the same object of figures.
   */
  async *fullSync(
    account: AccountId,
    mode: SyncMode = "full",
  ): AsyncGenerator<FullSyncResponse> {
    const visible = await this.#standing(account);
    const analytics = await this.#analytics(visible);
    const graph = await this.#graph.allCounts(visible.dataset);
    if (mode === "figures") {
      yield { conversations: [], analytics, graph, part: ONLY_PART };
      return;
    }
    const size = CONVERSATIONS_PER_PART[mode];
    const expected = analytics.totals?.conversations ?? 0;
    const total = Math.max(1, Math.ceil(expected / size));
    const rows = this.#rows(visible.dataset, mode);
    let index = 0;
    for await (const conversations of inParts(rows, { size, total })) {
      yield {
        conversations,
        // A list's numbers lie in its rows.
        analytics: mode === "list"
          ? analytics
          : withNumbersOf(conversations, analytics),
        graph,
        part: { index: index++, total },
      };
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
   * The first conversations by priority. Of an account with more than 2,000, the
   * first of up to 300 that wait for an answer: of those that wait longest, for
   * a day, and least. What that costs does not grow with the account, but what is
   * pressing for other reasons is not among them.
   */
  async urgentConversations(
    account: AccountId,
    limit: number,
  ): Promise<ExtendedConversationNode[]> {
    const visible = await this.#visible(account);
    if (visible === null) return [];
    const isLarge = visible.totals.conversations > CONVERSATIONS_LOOKED_THROUGH;
    const records = isLarge
      ? await this.#waitingRecords(visible)
      : await Array.fromAsync(listConversations(this.#store, visible.dataset));
    return records.map((record) => this.#node(record))
      .sort((a, b) => b.priorityScore - a.priorityScore)
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

  /** What is visible; `null` before the first snapshot. */
  async #visible(account: AccountId): Promise<Visible | null> {
    const standing = await this.#standing(account);
    return standing.dataset.generation === 0 ? null : standing;
  }

  #analytics(visible: Visible): Promise<AnalyticsUpdate> {
    const calendar = calendarOf(visible.zone);
    return readAnalytics(new Transaction(this.#store), {
      ...visible,
      calendar,
      range: defaultRange(this.#store.clock.now(), calendar),
    });
  }

  /**
   * Conversations that wait longest, for a day or little more, and least. After
   * a day a fan has nearly all the points for waiting, and still most of those
   * for having written lately.
   */
  async #waitingRecords(
    { dataset, creators }: Visible,
  ): Promise<ConversationRecord[]> {
    const limit = WAITING_LOOKED_AT;
    const before = this.#store.clock.now() - DAY_MS;
    const waiting = await Promise.all([
      listWaiting(this.#store, dataset, { creators, after: null, limit }),
      latestWaiting(this.#store, dataset, { creators, before, limit }),
      latestWaiting(this.#store, dataset, { creators, limit }),
    ]);
    const chats = new Set(waiting.flat().map(({ chat }) => chat));
    return await readConversations(this.#store, dataset, [...chats]);
  }

  /** All conversations; each is made as it is read, to hold nobody else up. */
  async *#rows(
    dataset: Dataset,
    mode: "full" | "list",
  ): AsyncGenerator<ExtendedConversationNode> {
    for await (const record of listConversations(this.#store, dataset)) {
      const node = this.#node(record);
      yield mode === "list" ? listRow(node) : node;
    }
  }

  #node(record: ConversationRecord): ExtendedConversationNode {
    return conversationNode(record, this.#store.clock.now(), CONCLUSIONS);
  }
}

/** The part of a full sync that is all of it. */
const ONLY_PART: Part = { index: 0, total: 1 };

/** As many parts as are expected: if there is more by now, the last has it. */
async function* inParts<T>(
  all: AsyncIterable<T>,
  { size, total }: { size: number; total: number },
): AsyncGenerator<T[]> {
  let index = 0;
  let some: T[] = [];
  for await (const one of all) {
    if (some.length >= size && index < total - 1) {
      yield some;
      index++;
      some = [];
    }
    some.push(one);
  }
  for (; index < total; index++) {
    yield some;
    some = [];
  }
}

/** The figures with the conversations' own numbers. */
function withNumbersOf(
  nodes: readonly ExtendedConversationNode[],
  analytics: AnalyticsUpdate,
): AnalyticsUpdate {
  return {
    ...analytics,
    priorityScores: byChat(nodes, (node) => node.priorityScore),
    unreadCounts: byChat(nodes, (node) => node.unreadCount),
  };
}

function byChat(
  nodes: readonly ExtendedConversationNode[],
  value: (node: ExtendedConversationNode) => number,
): Record<string, number> {
  return Object.fromEntries(
    nodes.map((node) => [node.conversationId, value(node)]),
  );
}
