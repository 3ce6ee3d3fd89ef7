import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SendMessageCommand } from "@/lib/models/commands.ts";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import type { AnalyticsUpdate } from "@/lib/models/insights.ts";
import type { Message } from "@/lib/models/message.ts";
import type { AccountId } from "@/lib/models/ids.ts";
import type { SystemStatus, WssError } from "@/lib/models/system.ts";
import type { OutgoingWssMessage, SyncMode } from "@/lib/models/wss.ts";
import type { TopicTitles } from "@/components/wording/topic_titles.ts";
import {
  mergeMessages,
  type MessageListener,
  MessageNews,
} from "./message_news.ts";
import { Ranking } from "./ranking.ts";

/** What the page was rendered from, and the live state starts with. */
export interface LiveSeed {
  account: { id: AccountId; name: string };
  status: SystemStatus;
  revision: number;
  /**
   * How much the page wants to know: all conversations, all of them as short as
   * a list shows them, or the figures, with those below and what changes.
   */
  sync: SyncMode;
  /** The first of the account's conversations, not necessarily all. */
  conversations: ExtendedConversationNode[];
  analytics: AnalyticsUpdate | null;
  /** What people read for a topic, by its name on the wire. */
  topicTitles: TopicTitles;
}

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

/** Told the ids of conversations that came, changed or went. */
export type ChangeListener = (ids: ReadonlySet<string>) => void;

/** Messages kept per conversation: the page must not grow with the traffic. */
export const MESSAGES_KEPT = 20;
/** Conversations kept beyond the page's first, where it wants the figures only. */
export const BEYOND_KEPT = 500;
/** A list's text of a message is cut at so many characters, if not earlier. */
const LISTED_TEXT_LENGTH = 160;

type Frame<T extends OutgoingWssMessage["type"]> = Extract<
  OutgoingWssMessage,
  { type: T }
>["payload"];

/**
 * What the dashboard knows of the account, as signals. Each conversation has
 * its own, so that a changed one re-renders one row. Call
 * {@linkcode LiveState.settle} after a run of changes, and
 * {@linkcode LiveState.tellMessages} when all of it shows.
 */
export class LiveState {
  readonly #mode: SyncMode;
  readonly #status: Signal<SystemStatus>;
  readonly #figures: Signal<Figures | null>;
  readonly #presence = signal<Presence | null>(null);
  readonly #syncs = signal(0);
  readonly #problem = signal<WssError | null>(null);
  readonly #known = signal(0);
  readonly #isComplete: Signal<boolean>;
  readonly #changes = signal(0);
  readonly #conversations = new Map<
    string,
    Signal<ExtendedConversationNode>
  >();
  readonly #order = new Ranking();
  readonly #ranking = signal<readonly string[]>([]);
  readonly #commandListeners = new Set<
    (command: SendMessageCommand) => void
  >();
  #isChanged = false;
  /** Conversations of the full sync that is under way. */
  #incoming: Set<string> | null = null;
  /** Conversations that are kept whatever changes. */
  readonly #first: ReadonlySet<string>;
  /** The others in the order of their latest changes, where they are bounded. */
  readonly #beyond = new Set<string>();
  readonly #news = new MessageNews();
  readonly #listeners = new Set<ChangeListener>();
  /** Conversations that are others than when it last settled. */
  #changed = new Set<string>();

  constructor(seed: LiveSeed) {
    this.#mode = seed.sync;
    this.#status = signal(seed.status);
    this.#figures = signal(seed.analytics && figuresOf(seed.analytics));
    this.#first = new Set(
      seed.conversations.map(({ conversationId }) => conversationId),
    );
    for (const node of seed.conversations) this.#put(node);
    this.#isComplete = signal(this.#hasAsManyAsCounted());
    this.#isChanged = false;
    this.#changed.clear();
    this.#rank();
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

  /** How many conversations are known. */
  get known(): ReadonlySignal<number> {
    return this.#known;
  }

  /** Whether all of the account's conversations are known. */
  get isComplete(): ReadonlySignal<boolean> {
    return this.#isComplete;
  }

  /** Grows by one with every run of changes that changed any conversation. */
  get changes(): ReadonlySignal<number> {
    return this.#changes;
  }

  /** The conversation of that id, if it is known. */
  conversation(
    id: string,
  ): ReadonlySignal<ExtendedConversationNode> | undefined {
    return this.#conversations.get(id);
  }

  /**
   * Calls `listener` with the conversations that a run of changes changed, when
   * it settles. Ends with a call of the returned function.
   */
  onChanged(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls `listener` with each conversation's new and changed messages, once
   * after each run of changes. What a full sync brings is not told: whoever
   * follows a conversation looks at it anew when `syncs` grows. Ends with a call
   * of the returned function.
   */
  onMessages(listener: MessageListener): () => void {
    return this.#news.listen(listener);
  }

  /**
   * Calls `listener` with every command whose status is told, until the returned
   * function is called. Nothing is kept of them here.
   */
  onCommand(listener: (command: SendMessageCommand) => void): () => void {
    this.#commandListeners.add(listener);
    return () => this.#commandListeners.delete(listener);
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
      case "command_to_execute":
        for (const listener of this.#commandListeners) listener(frame.payload);
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

  /** Brings up to date what depends on all conversations. */
  settle(): void {
    if (this.#mode === "figures") {
      this.#isComplete.value = this.#hasAsManyAsCounted();
    }
    if (!this.#isChanged) return;
    this.#isChanged = false;
    this.#changes.value++;
    this.#rank();
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(changed);
  }

  /** Tells listeners of the messages that came since the last call. */
  tellMessages(): void {
    this.#news.tell();
  }

  #rank(): void {
    this.#known.value = this.#conversations.size;
    if (this.#order.settle()) this.#ranking.value = this.#order.ids;
  }

  /** Whether as many conversations are known as the account is said to have. */
  #hasAsManyAsCounted(): boolean {
    const total = this.#figures.peek()?.totals?.conversations;
    return total !== undefined && total <= this.#conversations.size;
  }

  #applySync(payload: Frame<"full_sync_response">, complete: boolean): void {
    if ((payload.part?.index ?? 0) === 0) {
      this.#incoming = new Set();
      // All parts have the same ones.
      this.#figures.value = figuresOf(payload.analytics);
    }
    for (const node of payload.conversations) {
      this.#incoming?.add(node.conversationId);
      this.#put(keepLatest(this.#withKnownMessages(node)));
    }
    this.#applyNumbers(payload.analytics);
    if (complete) this.#endSync();
  }

  #endSync(): void {
    const kept = this.#incoming ?? new Set();
    this.#incoming = null;
    this.#syncs.value++;
    if (this.#mode === "figures") return this.#dropMessages();
    // What the service no longer has goes last, so that nothing flickers.
    if (kept.size < this.#conversations.size) {
      for (const id of this.#conversations.keys()) {
        if (!kept.has(id)) this.#forget(id);
      }
    }
    this.#isComplete.value = true;
  }

  /** What changed meanwhile is not known: no messages are shown with a gap. */
  #dropMessages(): void {
    for (const [id, node] of this.#conversations) {
      if (node.peek().messages.length === 0) continue;
      node.value = { ...node.peek(), messages: [] };
      this.#changed.add(id);
      this.#isChanged = true;
    }
  }

  /** A list comes without messages: those that are known stay if none is newer. */
  #withKnownMessages(node: ExtendedConversationNode): ExtendedConversationNode {
    if (this.#mode !== "list" || node.messages.length > 0) return node;
    const known = this.#conversations.get(node.conversationId)?.peek();
    return known !== undefined && known.messages.length > 0 &&
        isSameMessage(known.lastMessage, node.lastMessage)
      ? { ...node, messages: known.messages }
      : node;
  }

  #append(payload: Frame<"append_message">): void {
    const { revision: _, ...node } = payload;
    const id = node.conversationId;
    this.#news.note(id, node.messages);
    const known = this.#conversations.get(id)?.peek();
    const messages = known === undefined
      ? node.messages
      : mergeMessages(known.messages, node.messages);
    this.#put(keepLatest({ ...node, messages }));
  }

  #applyAnalytics(update: AnalyticsUpdate): void {
    this.#figures.value = figuresOf(update);
    this.#applyNumbers(update);
  }

  #applyNumbers({ priorityScores, unreadCounts }: AnalyticsUpdate): void {
    for (const [id, priorityScore] of Object.entries(priorityScores)) {
      this.#change(
        id,
        (known) =>
          known.priorityScore === priorityScore ? null : { priorityScore },
      );
    }
    for (const [id, unreadCount] of Object.entries(unreadCounts)) {
      this.#change(
        id,
        (known) => known.unreadCount === unreadCount ? null : { unreadCount },
      );
    }
  }

  #enrich(payload: Frame<"enrichment_result">): void {
    const { topics, actions, sentiment, outcomes } = payload;
    this.#change(payload.conversation_id, () => ({
      topics,
      actions,
      sentiment,
      outcomes,
    }));
  }

  /** Changes a conversation that is known, unless there is nothing to change. */
  #change(
    id: string,
    changeOf: (
      known: ExtendedConversationNode,
    ) => Partial<ExtendedConversationNode> | null,
  ): void {
    const known = this.#conversations.get(id)?.peek();
    if (known === undefined) return;
    const change = changeOf(known);
    if (change !== null) this.#put({ ...known, ...change });
  }

  #put(node: ExtendedConversationNode): void {
    const id = node.conversationId;
    const known = this.#conversations.get(id);
    if (known === undefined) this.#conversations.set(id, signal(node));
    else known.value = node;
    this.#order.put(node);
    this.#changed.add(id);
    this.#isChanged = true;
    if (this.#mode === "figures" && !this.#first.has(id)) this.#bound(id);
  }

  /** Keeps a conversation beyond the first; the longest unchanged goes for it. */
  #bound(id: string): void {
    this.#beyond.delete(id);
    this.#beyond.add(id);
    if (this.#beyond.size <= BEYOND_KEPT) return;
    const [oldest = id] = this.#beyond;
    this.#beyond.delete(oldest);
    this.#forget(oldest);
  }

  #forget(id: string): void {
    this.#conversations.delete(id);
    this.#order.delete(id);
    this.#changed.add(id);
    this.#isChanged = true;
  }
}

function figuresOf(update: AnalyticsUpdate): Figures {
  const { topics, sentiment_trend, response_time_metrics, totals, range } =
    update;
  return { topics, sentiment_trend, response_time_metrics, totals, range };
}

function keepLatest(node: ExtendedConversationNode): ExtendedConversationNode {
  return node.messages.length <= MESSAGES_KEPT
    ? node
    : { ...node, messages: node.messages.slice(-MESSAGES_KEPT) };
}

/** Whether a list's message is the one that is known, as far as it tells. */
function isSameMessage(known: Message | null, listed: Message | null): boolean {
  if (known === null || listed === null) return known === listed;
  const [before, now] = [known.text ?? "", listed.text ?? ""];
  return known.id === listed.id &&
    (now.length < LISTED_TEXT_LENGTH ? before === now : before.startsWith(now));
}
