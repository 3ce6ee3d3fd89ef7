import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import type { AnalyticsUpdate } from "@/lib/models/insights.ts";
import type { Message } from "@/lib/models/message.ts";
import type { AccountId } from "@/lib/models/ids.ts";
import type { SystemStatus, WssError } from "@/lib/models/system.ts";
import type { OutgoingWssMessage } from "@/lib/models/wss.ts";
import type { TopicTitles } from "@/components/wording/topic_titles.ts";

/** What the page was rendered from, and the live state starts with. */
export interface LiveSeed {
  account: { id: AccountId; name: string };
  status: SystemStatus;
  revision: number;
  /** The first of the account's conversations, not necessarily all. */
  conversations: ExtendedConversationNode[];
  analytics: AnalyticsUpdate | null;
  /** What people read for a topic, by its name on the wire. */
  topicTitles: TopicTitles;
  /** What the page needs of a full sync: all, list rows, or figures only. */
  sync: SyncMode;
}

/** What a full sync holds: see `?sync=` in docs/protocol.md. */
export type SyncMode = "full" | "list" | "figures";

/**
 * The seed for a page, without the conversations' messages: their last ones
 * are all that the first paint shows, and the page need not be heavier.
 */
export function firstPaint(seed: LiveSeed): LiveSeed {
  return {
    ...seed,
    conversations: seed.conversations.map((node) => ({
      ...node,
      messages: [],
    })),
  };
}

/** The figures of the account; what is per conversation lies with those. */
export type Figures = Omit<AnalyticsUpdate, "priorityScores" | "unreadCounts">;

/** Who is online, and until when (ms since the epoch) that is to be believed. */
export interface Presence {
  users: ReadonlySet<string>;
  expiresAt: number | null;
}

/** Messages kept per conversation: the page must not grow with the traffic. */
export const MESSAGES_KEPT = 20;

type Frame<T extends OutgoingWssMessage["type"]> = Extract<
  OutgoingWssMessage,
  { type: T }
>["payload"];

/**
 * What the dashboard knows of the account, as signals. Each conversation has
 * its own, so that a changed one re-renders one row. Call
 * {@linkcode LiveState.settle} after a run of changes.
 */
export class LiveState {
  readonly #status: Signal<SystemStatus>;
  readonly #figures: Signal<Figures | null>;
  readonly #presence = signal<Presence | null>(null);
  readonly #syncs = signal(0);
  readonly #problem = signal<WssError | null>(null);
  readonly #ranking: Signal<readonly string[]>;
  readonly #conversations = new Map<
    string,
    Signal<ExtendedConversationNode>
  >();
  #order: string[] = [];
  #unranked = false;
  /** Conversations of the full sync that is under way. */
  #incoming: Set<string> | null = null;

  constructor(seed: LiveSeed) {
    this.#status = signal(seed.status);
    this.#figures = signal(seed.analytics && figuresOf(seed.analytics));
    for (const node of seed.conversations) this.#put(node);
    this.#ranking = signal([]);
    this.settle();
  }

  /** Where the account stands between first snapshot and live operation. */
  get status(): ReadonlySignal<SystemStatus> {
    return this.#status;
  }

  /** The account's figures; `null` before there are any. */
  get figures(): ReadonlySignal<Figures | null> {
    return this.#figures;
  }

  /** Who is online; `null` where that is not known. */
  get presence(): ReadonlySignal<Presence | null> {
    return this.#presence;
  }

  /** The latest error that the service reported; `null` once dismissed. */
  get problem(): ReadonlySignal<WssError | null> {
    return this.#problem;
  }

  /** How often everything came anew since the page was rendered. */
  get syncs(): ReadonlySignal<number> {
    return this.#syncs;
  }

  /** Ids of all conversations, most pressing first. */
  get ranking(): ReadonlySignal<readonly string[]> {
    return this.#ranking;
  }

  /** The conversation of that id, if it is known. */
  conversation(
    id: string,
  ): ReadonlySignal<ExtendedConversationNode> | undefined {
    return this.#conversations.get(id);
  }

  /** Takes the reported error off the page. */
  dismissProblem(): void {
    this.#problem.value = null;
  }

  /** Forgets who is online: past its time presence is unknown, not offline. */
  expirePresence(): void {
    this.#presence.value = null;
  }

  /** Applies one frame; `complete` marks the last part of a full sync. */
  apply(frame: OutgoingWssMessage, complete: boolean): void {
    switch (frame.type) {
      case "system_status":
        this.#status.value = frame.payload;
        break;
      case "system_error":
        this.#problem.value = frame.payload;
        break;
      case "full_sync_response":
        this.#applySync(frame.payload, complete);
        break;
      case "append_message":
        this.#append(frame.payload);
        break;
      case "analytics_update":
        this.#applyAnalytics(frame.payload);
        break;
      case "enrichment_result":
        this.#enrich(frame.payload);
        break;
      case "online_users_update":
        this.#presence.value = {
          users: new Set(frame.payload.user_ids),
          expiresAt: frame.payload.expires_at === undefined
            ? null
            : Date.parse(frame.payload.expires_at),
        };
        break;
    }
  }

  /** Brings the ranking up to date. */
  settle(): void {
    if (!this.#unranked) return;
    this.#unranked = false;
    // Nearly sorted from last time, which the sort takes advantage of.
    this.#order.sort((a, b) => this.#compare(a, b));
    const shown = this.#ranking.peek();
    const same = shown.length === this.#order.length &&
      shown.every((id, i) => id === this.#order[i]);
    if (!same) this.#ranking.value = this.#order.slice();
  }

  #applySync(payload: Frame<"full_sync_response">, complete: boolean): void {
    if ((payload.part?.index ?? 0) === 0) this.#incoming = new Set();
    for (const node of payload.conversations) {
      this.#incoming?.add(node.conversationId);
      this.#put(keepLatest(node));
    }
    this.#applyAnalytics(payload.analytics);
    if (!complete) return;
    // What the service no longer has goes last, so that nothing flickers.
    const kept = this.#incoming ?? new Set();
    for (const id of this.#order) {
      if (!kept.has(id)) this.#conversations.delete(id);
    }
    this.#order = this.#order.filter((id) => kept.has(id));
    this.#incoming = null;
    this.#unranked = true;
    this.#syncs.value++;
  }

  #append(payload: Frame<"append_message">): void {
    const { revision: _, ...node } = payload;
    const known = this.#conversations.get(node.conversationId)?.peek();
    const messages = known === undefined
      ? node.messages
      : mergeMessages(known.messages, node.messages);
    this.#put(keepLatest({ ...node, messages }));
  }

  #applyAnalytics(update: AnalyticsUpdate): void {
    this.#figures.value = figuresOf(update);
    for (const [id, priorityScore] of Object.entries(update.priorityScores)) {
      this.#change(id, { priorityScore });
    }
    for (const [id, unreadCount] of Object.entries(update.unreadCounts)) {
      this.#change(id, { unreadCount });
    }
  }

  #enrich(payload: Frame<"enrichment_result">): void {
    const { topics, actions, sentiment, outcomes } = payload;
    this.#change(payload.conversation_id, {
      topics,
      actions,
      sentiment,
      outcomes,
    });
  }

  #change(id: string, change: Partial<ExtendedConversationNode>): void {
    const known = this.#conversations.get(id)?.peek();
    if (known !== undefined) this.#put({ ...known, ...change });
  }

  #put(node: ExtendedConversationNode): void {
    const id = node.conversationId;
    const known = this.#conversations.get(id);
    if (known === undefined) {
      this.#conversations.set(id, signal(node));
      this.#order.push(id);
    } else {
      known.value = node;
    }
    this.#unranked = true;
  }

  #compare(a: string, b: string): number {
    const x = this.#conversations.get(a)?.peek();
    const y = this.#conversations.get(b)?.peek();
    if (x === undefined || y === undefined) return 0;
    return y.priorityScore - x.priorityScore ||
      compareText(y.endDate ?? "", x.endDate ?? "") || compareText(a, b);
  }
}

function figuresOf(update: AnalyticsUpdate): Figures {
  const { topics, sentiment_trend, response_time_metrics, totals, range } =
    update;
  return { topics, sentiment_trend, response_time_metrics, totals, range };
}

/** By code unit: an order for the machine, which need not mean anything. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function mergeMessages(known: Message[], changed: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of changed) byId.set(message.id, message);
  return [...byId.values()];
}

function keepLatest(node: ExtendedConversationNode): ExtendedConversationNode {
  return node.messages.length <= MESSAGES_KEPT
    ? node
    : { ...node, messages: node.messages.slice(-MESSAGES_KEPT) };
}
