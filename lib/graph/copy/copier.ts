import type { AccountId, CreatorId, GraphMark } from "@/lib/models/mod.ts";
import {
  type Clock,
  type Store,
  TransactionConflict,
  wait,
} from "@/lib/store/mod.ts";
import type { SettledChange } from "../changes.ts";
import type { GraphScope } from "../graph_store.ts";
import type { KvGraph } from "../kv/kv_graph.ts";
import { makeEqual } from "./comparison.ts";
import { changesOfMarks, markOf } from "./marks.ts";
import {
  type CopyRecord,
  CopyRecords,
  type OutboxItem,
  type RefusedChange,
} from "./records.ts";
import { CopyLost, type CopyTarget, FenceLost } from "./target.ts";

/** Where an account stands, as far as its graphs go. */
export interface GraphHead {
  /** The visible dataset; 0 before the first snapshot. */
  generation: number;
  /** The last commit that changed the graph. */
  graphAt: number;
  creators: readonly CreatorId[];
}

/** What bringing one account's copy up to date works with. */
export interface CopyContext {
  account: AccountId;
  head(): Promise<GraphHead>;
  /** The account's lease: checked by every commit, and the fence of the copy. */
  lease: Deno.AtomicCheck;
  signal: AbortSignal;
}

/** What a copier works with. */
export interface CopierOptions {
  store: Store;
  /** The graph that is written with each message. */
  source: KvGraph;
  target: CopyTarget;
  /** Told of the first of failures that follow each other, and of refusals. */
  onError: (what: string, error: unknown) => void;
  /**
   * Changes of one account are told in intervals, in ms, so that many changes of
   * a vertex become one. Default 500.
   */
  everyMs?: number;
}

/** What is known of an account's copy. */
export interface CopyStatus {
  state: "current" | "behind" | "comparing" | "failing";
  /** Commits that wait, up to {@linkcode COUNTED}. */
  waiting: number;
  /** Changes that the server refuses, up to {@linkcode COUNTED}. */
  refused: number;
  /** Why it cannot go on, and since when, in ms. */
  failure: CopyRecord["failure"];
}

/** As far as what waits is counted. */
export const COUNTED = 1_000;
/** Changes that are refused before the target is taken to refuse everything. */
const MAX_REFUSED = 1_000;
/** Commits whose changes are told at once. */
const ENTRIES_AT_ONCE = 500;
/** Commits that may wait before everything is compared instead. */
const MAX_WAITING = 200_000;
/** Pauses before it is tried again, in ms: the first, and the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Another dataset became visible while a copy was compared with one. */
class OtherDataset extends Error {
  override readonly name = "OtherDataset";
}

/** The target refuses so much that it makes no sense to go on. */
class RefusesEverything extends Error {
  override readonly name = "RefusesEverything";
}

/**
 * Keeps a copy of accounts' graphs on a server, out of what commits note in the
 * outbox. The outbox names what changed, and what is told is how that is now:
 * however late, in whatever portions, and however often it is told, the copy ends
 * as the graph is. Where entries are missing, as after a new snapshot or while
 * the server was not configured, the whole is compared.
 */
export class GraphCopier {
  readonly #options: CopierOptions;
  /** When an account's changes were told last, in ms. */
  readonly #toldAt = new Map<AccountId, number>();
  /** Failures that follow each other, by account. */
  readonly #failures = new Map<AccountId, number>();

  constructor(options: CopierOptions) {
    this.#options = options;
  }

  /** Whether an account's copy could not be brought up to date. */
  get isFailing(): boolean {
    return this.#failures.size > 0;
  }

  /** Whether an account's copy is behind what is committed, or asked for. */
  async isBehind(account: AccountId, head: GraphHead): Promise<boolean> {
    const records = this.#recordsOf(account);
    if (await records.request() !== null) return true;
    return !isCurrent(await records.read(), head);
  }

  /**
   * Brings an account's copy up to date. Gives `null` when it is, or the lease is
   * lost, and otherwise in how many ms it is to be tried again.
   */
  async run(context: CopyContext): Promise<number | null> {
    const { account, signal } = context;
    const run = new CopyRun(context, this.#recordsOf(account), this.#options);
    try {
      while (await run.isBehind()) {
        await this.#pace(account, signal);
        await run.tryStep();
      }
      this.#failures.delete(account);
      // It may have been another process that failed.
      await run.noteFailure(null);
      return null;
    } catch (error) {
      if (signal.aborted) throw error;
      if (await run.isLeaseHeld()) return await this.#fail(account, run, error);
      // Whoever holds the lease goes on.
      this.#failures.delete(account);
      return null;
    }
  }

  /** What is known of an account's copy. */
  async status(account: AccountId, head: GraphHead): Promise<CopyStatus> {
    const records = this.#recordsOf(account);
    const record = await records.read();
    return {
      state: record.failure !== null
        ? "failing"
        : isCurrent(record, head)
        ? "current"
        : record.at === null || record.generation !== head.generation
        ? "comparing"
        : "behind",
      waiting: await records.countWaiting(COUNTED),
      refused: await records.countRefused(COUNTED),
      failure: record.failure,
    };
  }

  /** Whether the copy shows the visible dataset, if perhaps not its last change. */
  async isWhole(account: AccountId, head: GraphHead): Promise<boolean> {
    const { generation, at } = await this.#recordsOf(account).read();
    return generation === head.generation && at !== null;
  }

  /** Changes that the server refuses, in order of their names. */
  refused(account: AccountId, limit: number): Promise<RefusedChange[]> {
    return this.#recordsOf(account).refused(limit);
  }

  /**
   * Asks whoever writes for the account to compare the whole: what was refused is
   * told again, and what is wrong for any other reason is put right.
   */
  askToCompare(account: AccountId): Promise<void> {
    return this.#recordsOf(account).ask();
  }

  #recordsOf(account: AccountId): CopyRecords {
    return new CopyRecords(this.#options.store, account);
  }

  async #pace(account: AccountId, signal: AbortSignal): Promise<void> {
    const { store: { clock }, everyMs = 500 } = this.#options;
    const rest = (this.#toldAt.get(account) ?? -Infinity) + everyMs -
      clock.now();
    if (rest > 0) await pause(clock, rest, signal);
    signal.throwIfAborted();
    this.#toldAt.set(account, clock.now());
  }

  async #fail(
    account: AccountId,
    run: CopyRun,
    error: unknown,
  ): Promise<number> {
    const { onError } = this.#options;
    const failures = (this.#failures.get(account) ?? 0) + 1;
    this.#failures.set(account, failures);
    if (failures === 1) onError(`the graph's copy of ${account}`, error);
    await run.noteFailure(error).catch((other) => {
      if (!(other instanceof TransactionConflict)) throw other;
    });
    return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  }
}

/** Whether the copy shows everything. */
function isCurrent(record: CopyRecord, head: GraphHead): boolean {
  return record.generation === head.generation &&
    (head.generation === 0
      ? record.creators.length === 0
      : record.at === head.graphAt &&
        record.creators.every((creator) => head.creators.includes(creator)));
}

async function pause(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<void>();
  const abort = () => aborted.resolve();
  signal.addEventListener("abort", abort, { once: true });
  await Promise.race([wait(clock, ms), aborted.promise]);
  signal.removeEventListener("abort", abort);
}

/** One account's copy being brought up to date. */
class CopyRun {
  readonly #context: CopyContext;
  readonly #records: CopyRecords;
  readonly #options: CopierOptions;
  readonly #claimed = new Set<CreatorId>();
  #mayForce = false;

  constructor(
    context: CopyContext,
    records: CopyRecords,
    options: CopierOptions,
  ) {
    this.#context = context;
    this.#records = records;
    this.#options = options;
  }

  /** Whether there is something to do. */
  async isBehind(): Promise<boolean> {
    const head = await this.#context.head();
    return await this.#records.request() !== null ||
      !isCurrent(await this.#records.read(), head);
  }

  /** Whether the account's lease is held still. */
  async isLeaseHeld(): Promise<boolean> {
    const { lease: { key, versionstamp } } = this.#context;
    const entry = await this.#options.store.get(key);
    return entry?.versionstamp === versionstamp;
  }

  /** Does a part of it, and sees to what the target says about the partition. */
  async tryStep(): Promise<void> {
    try {
      await this.#step();
    } catch (error) {
      // What is visible by now is compared next.
      if (error instanceof OtherDataset) return;
      if (error instanceof CopyLost) return await this.#startOver();
      if (!(error instanceof FenceLost) || this.#mayForce) throw error;
      if (!await this.isLeaseHeld()) throw error;
      // The lease decides: a later fence is of a database that was put back.
      this.#mayForce = true;
      this.#claimed.clear();
    }
  }

  /** Everything is compared, as what the target holds is not known. */
  async #startOver(): Promise<void> {
    this.#claimed.clear();
    const record = await this.#records.read();
    await this.#records.commit(this.#context.lease, {
      record: { ...record, at: null },
    });
  }

  async #step(): Promise<void> {
    // In this order, every entry up to `graphAt` is seen.
    const head = await this.#context.head();
    const record = await this.#records.read();
    const asked = await this.#records.request();
    const { generation, graphAt } = head;
    const { at } = record;
    if (
      at === null || record.generation !== generation || asked !== null ||
      graphAt - at > MAX_WAITING
    ) {
      await this.#compare(head, record);
      if (asked !== null) await this.#records.answer(asked);
      return;
    }
    const items = await this.#records.entriesAfter(at, ENTRIES_AT_ONCE);
    if (isChain(at, items)) await this.#tell(head, record, items);
    else await this.#compare(head, record);
  }

  /** Notes why it cannot go on; `null`: it can. */
  async noteFailure(error: unknown): Promise<void> {
    const record = await this.#records.read();
    const message = error === null ? null : messageOf(error);
    if ((record.failure?.message ?? null) === message) return;
    const { clock } = this.#options.store;
    const since = record.failure?.since ?? clock.now();
    await this.#records.commit(this.#context.lease, {
      record: {
        ...record,
        failure: message === null ? null : { message, since },
      },
    });
  }

  /** Tells what commits have changed. */
  async #tell(
    { generation }: GraphHead,
    record: CopyRecord,
    items: readonly OutboxItem[],
  ): Promise<void> {
    const byCreator = new Map<CreatorId, GraphMark[]>();
    for (const { marks } of items) {
      for (const [creator, some] of Object.entries(marks)) {
        const known = byCreator.get(creator as CreatorId) ?? [];
        known.push(...some);
        byCreator.set(creator as CreatorId, known);
      }
    }
    const refused: RefusedChange[] = [];
    for (const [creator, marks] of byCreator) {
      const scope = this.#scopeOf(generation, creator);
      const isNew = await this.#claim(scope) === "new";
      if (isNew && record.creators.includes(creator)) throw new CopyLost();
      const changes = await changesOfMarks(this.#options.source, scope, marks);
      await this.#checkDataset(generation);
      refused.push(...await this.#write(scope, changes));
    }
    const creators = [...new Set([...record.creators, ...byCreator.keys()])];
    await this.#records.commit(this.#context.lease, {
      record: { ...record, creators, at: items.at(-1)?.commit ?? record.at },
      done: items,
      refused,
    });
  }

  /** Makes the copy equal to what is visible. */
  async #compare(head: GraphHead, record: CopyRecord): Promise<void> {
    const { lease } = this.#context;
    const { generation, graphAt } = head;
    const gone = record.creators.filter((creator) =>
      generation === 0 || !head.creators.includes(creator)
    );
    const creators = generation === 0 ? [] : [...head.creators];
    const begun = { ...record, generation, at: null };
    await this.#records.forgetRefused(lease);
    await this.#records.commit(lease, {
      record: { ...begun, creators: [...new Set([...creators, ...gone])] },
    });
    for (const creator of gone) {
      const scope = this.#scopeOf(generation, creator);
      await this.#claim(scope);
      await this.#options.target.eraseCreator(scope);
    }
    for (const creator of creators) {
      await this.#compareCreator(this.#scopeOf(generation, creator), head);
    }
    await this.#records.forgetEntries(lease, graphAt);
    await this.#records.commit(lease, {
      record: { ...begun, creators, at: graphAt },
    });
  }

  async #compareCreator(
    scope: GraphScope,
    { generation, graphAt }: GraphHead,
  ): Promise<void> {
    const { source, target } = this.#options;
    await makeEqual({
      source,
      target,
      scope,
      isNew: await this.#claim(scope) === "new",
      check: () => this.#checkDataset(generation),
      isUnchanged: async () => (await this.#context.head()).graphAt === graphAt,
      write: async (changes) => {
        const refused = await this.#write(scope, changes);
        if (refused.length === 0) return;
        const { lease } = this.#context;
        const record = await this.#records.read();
        await this.#records.commit(lease, { record, refused });
      },
    });
  }

  /** Writes changes; gives those that the target refuses. */
  async #write(
    scope: GraphScope,
    changes: readonly SettledChange[],
  ): Promise<RefusedChange[]> {
    const { target, store: { clock }, onError } = this.#options;
    const { lease, signal } = this.#context;
    signal.throwIfAborted();
    if (changes.length === 0) return [];
    const refused: RefusedChange[] = [];
    await target.writeFenced(scope, lease.versionstamp ?? "", changes, {
      signal,
      onRefused: (change, refusal) => {
        const { creator } = scope;
        const mark = markOf(change);
        // Refused again and again, it is one.
        const id = JSON.stringify([creator, mark]);
        refused.push({ id, creator, mark, refusal, at: clock.now() });
      },
    });
    const [first] = refused;
    if (first === undefined) return [];
    const { code, message } = first.refusal;
    const known = await this.#records.countRefused(MAX_REFUSED);
    if (known + refused.length >= MAX_REFUSED) {
      throw new RefusesEverything(
        `The graph server refuses too many changes: ${message} (${code})`,
      );
    }
    onError("a change of the graph", new Error(`${message} (${code})`));
    return refused;
  }

  /** Claims a partition once in this run. */
  async #claim(scope: GraphScope): Promise<"kept" | "new"> {
    if (this.#claimed.has(scope.creator)) return "kept";
    // A partition that was erased has no fence that would keep this one out.
    if (!await this.isLeaseHeld()) throw new FenceLost();
    const { lease, signal } = this.#context;
    const fence = lease.versionstamp ?? "";
    const found = await this.#options.target.claim(scope, fence, {
      signal,
      force: this.#mayForce,
    });
    this.#claimed.add(scope.creator);
    return found;
  }

  #scopeOf(generation: number, creator: CreatorId): GraphScope {
    return { dataset: { account: this.#context.account, generation }, creator };
  }

  /** What was read of a dataset holds only if that is still the visible one. */
  async #checkDataset(generation: number): Promise<void> {
    const head = await this.#context.head();
    if (head.generation !== generation) throw new OtherDataset();
  }
}

/** Whether entries follow a commit without a gap. */
function isChain(at: number, items: readonly OutboxItem[]): boolean {
  let last = at;
  for (const { after, commit } of items) {
    if (after !== last) return false;
    last = commit;
  }
  return items.length > 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
