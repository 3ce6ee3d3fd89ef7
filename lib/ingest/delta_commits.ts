import {
  type AccountId,
  type ChatId,
  type ExtendedConversationNode,
  type MessageId,
  NOT_ENRICHED,
} from "@/lib/models/mod.ts";
import type { Store, Transaction } from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import { takeAnalyticsRequest } from "./analytics_request.ts";
import { analyticsFrame, applyBatch } from "./batch.ts";
import type { QueuedDelta } from "./delta_queue.ts";
import type { DeltaResult } from "./delta_result.ts";
import { logFrames, LogTrimmer, type RevisedFrame } from "./event_log.ts";
import { type Head, mayDrain } from "./head.ts";
import type { Enrich, IngestListener, IngestParts } from "./parts.ts";
import { quarantine } from "./quarantine.ts";
import type { IncomingMessage } from "./resolve.ts";

/** What the commits of an account's deltas need. */
export interface DeltaCommitsContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
  state: AccountState;
}

/** Under load, dashboards are told of the account's figures this often, in ms. */
export const ANALYTICS_EVERY_MS = 1_000;

/** Where a message's pipeline is not at hand, nothing is said of it yet. */
const notEnriched: Enrich = () => ({
  version: NOT_ENRICHED,
  sentiment: null,
  topics: [],
  actions: [],
  outcomes: [],
});

interface Applied {
  results: DeltaResult[];
  from: number;
  frames: string[];
  nodes: ExtendedConversationNode[];
  toldAnalytics: boolean;
  hasNames: boolean;
  hasGraph: boolean;
}

/**
 * Commits deltas with all their effects: each commit has its frames in the
 * event log, and dashboards are told when it is done.
 */
export class DeltaCommits {
  readonly #context: DeltaCommitsContext;
  readonly #log: LogTrimmer;
  /** Conversations that changed since dashboards were told of the figures. */
  readonly #untold = new Map<ChatId, ExtendedConversationNode>();
  #toldAt = -Infinity;
  #hasNames = true;
  #hasGraph = true;
  #hasMessages = true;
  #mayBeAsked = true;
  #watched: Set<MessageId> | null = null;

  constructor(context: DeltaCommitsContext) {
    this.#context = context;
    this.#log = new LogTrimmer(context.store, context.account);
  }

  /**
   * Applies deltas in one commit. `guard` looks, within the transaction, whether
   * that may be, and adds to it; it may run more than once. Gives `null` if it
   * may not.
   */
  async apply(
    deltas: readonly QueuedDelta[],
    guard: (tx: Transaction, head: Head) => Promise<boolean> | boolean,
  ): Promise<DeltaResult[] | null> {
    const applied = await this.#context.state.mutate(async (tx, head) =>
      await guard(tx, head) ? await this.#apply(tx, head, deltas) : null
    );
    if (applied === null) return null;
    // Not before: whoever takes this note is to see what it is about.
    if (applied.hasNames) this.noteNames();
    if (applied.hasGraph) this.noteGraph();
    if (applied.nodes.length > 0) this.#hasMessages = true;
    this.#tell(applied);
    return applied.results;
  }

  /**
   * Whether messages may wait to be searched for names: some came since this was
   * asked last, or it was not asked before.
   */
  takeNames(): boolean {
    const has = this.#hasNames;
    this.#hasNames = false;
    return has;
  }

  /** As {@linkcode takeNames}, for changes of the graph. */
  takeGraph(): boolean {
    const has = this.#hasGraph;
    this.#hasGraph = false;
    return has;
  }

  /** As {@linkcode takeNames}, for messages of any kind. */
  takeMessages(): boolean {
    const has = this.#hasMessages;
    this.#hasMessages = false;
    return has;
  }

  /** From now on, messages that a commit may change are noted in `ids`. */
  watch(ids: Set<MessageId> | null): void {
    this.#watched = ids;
  }

  /** Whether dashboards were not told of the figures since the last change. */
  get owesAnalytics(): boolean {
    return this.#untold.size > 0;
  }

  /** How long until dashboards may be told of the figures again, in ms. */
  get analyticsIn(): number {
    const { clock } = this.#context.store;
    return Math.max(0, this.#toldAt + ANALYTICS_EVERY_MS - clock.now());
  }

  /** Tells dashboards of the figures, if they were not told of the last change. */
  async tellAnalytics(): Promise<void> {
    await this.tell(async (tx, head) =>
      head.analyticsDue ? [await this.#analyticsFrame(tx, head, [])] : []
    );
  }

  /**
   * Commits frames that come of no delta, and tells dashboards; gives how many.
   * `make` may run more than once.
   */
  async tell(
    make: (tx: Transaction, head: Head) => Promise<RevisedFrame[]>,
  ): Promise<number> {
    const applied = await this.#context.state.mutate(async (tx, head) => {
      const frames = await make(tx, head);
      if (frames.length === 0) return null;
      this.#log.trim(tx, head);
      return this.#logged(tx, head, { frames, results: [], nodes: [] });
    });
    if (applied === null) return 0;
    this.#tell(applied);
    return applied.frames.length;
  }

  /** Whether somebody may have asked that dashboards be told of the figures. */
  get mayBeAsked(): boolean {
    return this.#mayBeAsked;
  }

  /** Owes the figures to dashboards, if somebody asked for that. */
  async takeRequest(): Promise<void> {
    if (!this.#mayBeAsked) return;
    const { store, account, state } = this.#context;
    const head = await state.head();
    // Before its first snapshot an account has no figures, and nobody asks.
    if (head.generation > 0 && !mayDrain(head)) return;
    // Before looking: who asks from now on is seen in the next round.
    this.#mayBeAsked = false;
    try {
      await state.mutate(async (tx, head) => {
        if (!await takeAnalyticsRequest(store, tx, account)) return null;
        head.analyticsDue = true;
      });
    } catch (error) {
      this.#mayBeAsked = true;
      throw error;
    }
  }

  /** Somebody may have asked that dashboards be told of the figures. */
  noteRequest(): void {
    this.#mayBeAsked = true;
  }

  /** Messages may wait to be searched for names. */
  noteNames(): void {
    this.#hasNames = true;
  }

  /** The graph's copy may be behind. */
  noteGraph(): void {
    this.#hasGraph = true;
  }

  /** Everything is told anew: nothing of before is owed any more. */
  forgetUntold(): void {
    this.#untold.clear();
    this.noteNames();
    this.noteGraph();
  }

  async #apply(
    tx: Transaction,
    head: Head,
    deltas: readonly QueuedDelta[],
  ): Promise<Applied> {
    const { store, account, parts } = this.#context;
    const now = store.clock.now();
    const dataset = { account, generation: head.generation };
    const messages = deltas.flatMap((delta) => incomingOf(delta) ?? []);
    for (const { message } of messages) this.#watched?.add(message.id);
    const enrich = await parts.enricher(account, head.basis) ?? notEnriched;
    const { outcomes, frames, nodes, ...found } = await applyBatch(
      { store, tx, dataset, zone: head.basis.zone },
      messages,
      { account, head, parts, enrich, now },
    );
    let next = 0;
    const results = deltas.map(({ refused }): DeltaResult => {
      if (refused === null) {
        const outcome = outcomes[next++];
        if (outcome === undefined) throw new Error("A delta has no outcome");
        return outcome.status === "quarantined"
          ? { status: outcome.status, code: outcome.code }
          : { status: outcome.status };
      }
      quarantine(tx, account, refused, now);
      head.quarantined++;
      return { status: "quarantined", code: refused.code };
    });
    if (nodes.length > 0) {
      if (this.analyticsIn > 0) head.analyticsDue = true;
      else frames.push(await this.#analyticsFrame(tx, head, nodes));
    }
    this.#log.trim(tx, head);
    return this.#logged(tx, head, { frames, results, nodes, ...found });
  }

  #analyticsFrame(
    tx: Transaction,
    head: Head,
    nodes: readonly ExtendedConversationNode[],
  ): Promise<RevisedFrame> {
    const { store, account, parts } = this.#context;
    const dataset = { account, generation: head.generation };
    const changed = new Map(this.#untold);
    for (const node of nodes) changed.set(node.conversationId, node);
    head.analyticsDue = false;
    return analyticsFrame({ tx, dataset }, changed.values(), {
      head,
      parts,
      now: store.clock.now(),
    });
  }

  #logged(
    tx: Transaction,
    head: Head,
    { frames, results, nodes, hasNames = false, hasGraph = false }:
      & Pick<Applied, "results" | "nodes">
      & Partial<Pick<Applied, "hasNames" | "hasGraph">>
      & { frames: readonly RevisedFrame[] },
  ): Applied {
    const { store, account } = this.#context;
    const from = head.revision + 1;
    return {
      results,
      nodes,
      from,
      frames: logFrames(tx, account, { head, now: store.clock.now() }, frames),
      toldAnalytics: frames.at(-1)?.type === "analytics_update",
      hasNames,
      hasGraph,
    };
  }

  #tell({ from, frames, nodes, toldAnalytics }: Applied): void {
    const { account, listener, store } = this.#context;
    if (toldAnalytics) {
      this.#untold.clear();
      this.#toldAt = store.clock.now();
    } else {for (const node of nodes) {
        this.#untold.set(node.conversationId, node);
      }}
    if (frames.length > 0) listener.committed(account, from, frames);
  }
}

function incomingOf(
  { message, eventId, receivedAt }: QueuedDelta,
): IncomingMessage | null {
  return message && {
    message,
    chat: null,
    events: eventId === null ? [] : [eventId],
    receivedAt,
    version: null,
    enrichment: null,
  };
}
