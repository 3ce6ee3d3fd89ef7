import {
  type CopyStatus,
  type GraphCopier,
  type GraphScope,
  type GraphStore,
  InvalidCursor,
  type KvGraph,
  type RefusedChange,
} from "@/lib/graph/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import { type Calendar, calendarOf } from "@/lib/insights/mod.ts";
import type { AccountId, CreatorId, GraphCounts } from "@/lib/models/mod.ts";
import { type Clock, wait } from "@/lib/store/mod.ts";

/** A graph server that can be asked. */
export interface GraphReader extends GraphStore {
  /** Whether it holds anything of a creator's graph. */
  knows(scope: GraphScope): Promise<boolean>;
}

/** Where an answer comes from. */
export type GraphSource = "embedded" | "gremlin";

/** An answer, and who gave it. */
export interface GraphAnswer<T> {
  source: GraphSource;
  answer: T;
}

/** A question to a creator's graph; its days are those of the calendar. */
export type AskGraph<T> = (
  graph: GraphStore,
  scope: GraphScope,
  calendar: Calendar,
) => Promise<T>;

/** What is known of an account's graph. */
export interface GraphState {
  counts: GraphCounts;
  /** The copy on a server; `null` where none is configured. */
  copy: CopyStatus | null;
}

/** What the views of graphs work with. */
export interface GraphViewsOptions {
  graph: KvGraph;
  /** `null` where no server is configured, or none that is asked. */
  reader: GraphReader | null;
  copier: GraphCopier | null;
  clock: Clock;
  head(account: AccountId): Promise<Head>;
  /** Something is to be looked at by whoever writes for an account. */
  review(account: AccountId): Promise<void>;
}

/** A server that takes longer, in ms, is not waited for. */
const PATIENCE_MS = 8_000;
/** After it has failed, a server is not asked for so long, in ms. */
const REST_MS = 10_000;
/** For so long it is believed that a server still holds what it held, in ms. */
const KNOWN_FOR_MS = 30_000;

/**
 * What the graph page shows. Where a server keeps a copy, that is asked; the
 * embedded graph, which holds the same, answers while the copy is not whole, and
 * when the server does not.
 */
export class GraphViews {
  readonly #options: GraphViewsOptions;
  #restsUntil = -Infinity;
  /** Until when a server is believed to hold an account's graphs. */
  readonly #knownUntil = new Map<string, number>();

  constructor(options: GraphViewsOptions) {
    this.#options = options;
  }

  /**
   * Asks the graph of a creator, by default of the account's first one. Gives
   * `null` if there is no such creator, or nothing is stored yet.
   */
  async ask<T>(
    account: AccountId,
    creator: CreatorId | null,
    ask: AskGraph<T>,
  ): Promise<GraphAnswer<T> | null> {
    const head = await this.#options.head(account);
    const [first] = head.creators;
    const asked = creator ?? first;
    if (head.generation === 0 || asked === undefined) return null;
    if (!head.creators.includes(asked)) return null;
    const dataset = { account, generation: head.generation };
    const scope = { dataset, creator: asked };
    const calendar = calendarOf(head.basis.zone);
    const toAsk = (graph: GraphStore) => ask(graph, scope, calendar);
    const { graph, reader } = this.#options;
    if (reader !== null && await this.#mayAsk(account, head)) {
      const answer = await this.#askServer(reader, scope, toAsk);
      if (answer !== null) return { source: "gremlin", answer: answer.value };
    }
    return { source: "embedded", answer: await toAsk(graph) };
  }

  /** Whether all copies that this instance tried to bring up to date, are. */
  get isUp(): boolean {
    return !this.#options.copier?.isFailing;
  }

  /** What is known of an account's graph. */
  async state(account: AccountId): Promise<GraphState> {
    const { graph, copier } = this.#options;
    const head = await this.#options.head(account);
    const dataset = { account, generation: head.generation };
    return {
      counts: await graph.allCounts(dataset),
      copy: await copier?.status(account, head) ?? null,
    };
  }

  /** Changes that the server refuses, in order of their names. */
  async refused(account: AccountId, limit: number): Promise<RefusedChange[]> {
    return await this.#options.copier?.refused(account, limit) ?? [];
  }

  /**
   * Has the copy compared with the embedded graph: what was refused is told
   * again. Gives `false` where no server is configured.
   */
  async compare(account: AccountId): Promise<boolean> {
    const { copier, review } = this.#options;
    if (copier === null) return false;
    await copier.askToCompare(account);
    await review(account);
    return true;
  }

  async #mayAsk(account: AccountId, head: Head): Promise<boolean> {
    const { copier, clock } = this.#options;
    if (clock.now() < this.#restsUntil) return false;
    return await copier?.isWhole(account, head) ?? false;
  }

  /** `null` where the server does not answer, or does not know the creator. */
  async #askServer<T>(
    reader: GraphReader,
    scope: GraphScope,
    ask: (graph: GraphStore) => Promise<T>,
  ): Promise<{ value: T } | null> {
    const { clock } = this.#options;
    const tooLate = wait(clock, PATIENCE_MS).then(() => {
      throw new Error("The graph server takes too long");
    });
    tooLate.catch(() => {});
    try {
      const known = this.#checkKnown(reader, scope);
      if (!await Promise.race([known, tooLate])) return null;
      return { value: await Promise.race([ask(reader), tooLate]) };
    } catch (error) {
      if (error instanceof InvalidCursor || error instanceof RangeError) {
        throw error;
      }
      this.#restsUntil = clock.now() + REST_MS;
      return null;
    }
  }

  /** A server that has lost its data is told everything again. */
  async #checkKnown(reader: GraphReader, scope: GraphScope): Promise<boolean> {
    const { clock } = this.#options;
    const { account, generation } = scope.dataset;
    const id = `${account} ${generation} ${scope.creator}`;
    if ((this.#knownUntil.get(id) ?? -Infinity) > clock.now()) return true;
    this.#knownUntil.delete(id);
    const isKnown = await reader.knows(scope);
    if (isKnown) this.#knownUntil.set(id, clock.now() + KNOWN_FOR_MS);
    else await this.compare(account);
    return isKnown;
  }
}
