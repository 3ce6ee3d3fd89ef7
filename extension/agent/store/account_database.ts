import type { CreatorStatus } from "../../messages.ts";
import type {
  AccountStore,
  ChatRecord,
  MessageRecord,
  Observed,
} from "../types.ts";
import { StoredJournal } from "./journal.ts";
import { compareMarks } from "./merging.ts";
import {
  type DeltaBatch,
  type Evicted,
  evictFrom,
  openParts,
  readDeltas,
  refuseDelta,
  refusePart,
  type SentDelta,
  type SettledDelta,
  settleDeltas,
  type SettledPart,
  settleParts,
} from "./outbox.ts";
import {
  type Database,
  type Halt,
  type Plan,
  type Refusal,
  STATE,
  type StateRow,
} from "./rows.ts";
import {
  type PartText,
  planSnapshot,
  readPart,
  type SnapshotOrder,
} from "./snapshot.ts";
import { takeIn, type Taken } from "./take.ts";
import { read, stateOf, write } from "./transactions.ts";

/** There is no room, and nothing that the service has could be removed. */
export class StorageFull extends Error {
  override name = "StorageFull";

  constructor(options?: ErrorOptions) {
    super(
      "The browser gives no more room, and nothing stored here was delivered " +
        "yet: pair the Agent, or wait until it has delivered what waits.",
      options,
    );
  }
}

/** Where the delivery of an account stands. */
export type DeliveryState = Pick<
  StateRow,
  "target" | "plan" | "partBytes" | "halt"
>;

/** What a delivery needs of an account's store, beside the commands. */
export interface OutboxStore {
  /** Calls `listener` after every change that may be sent; ends by the result. */
  onChange(listener: () => void): () => void;
  /** Where the delivery stands. */
  deliveryState(): Promise<DeliveryState>;
  /** Notes why no connection is made; `null`: one may be. */
  setHalt(halt: Halt | null): Promise<void>;
  /** Plans a snapshot of everything, in place of one under way. */
  planSnapshot(order: SnapshotOrder): Promise<Plan>;
  /** Most bytes of a part from the next plan on. */
  setPartBytes(bytes: number): Promise<void>;
  /** Parts of the snapshot under way that are not acknowledged, in order. */
  openParts(): Promise<number[]>;
  /** What a part holds; `null` if the plan is not under way any more. */
  readPart(plan: string, index: number): Promise<PartText | null>;
  /** Notes acknowledged parts; gives what is left of the plan. */
  settleParts(
    plan: string,
    settled: readonly SettledPart[],
  ): Promise<Plan | null>;
  /** Sets aside what a part holds: it is sent without. */
  refusePart(plan: string, index: number, refusal: Refusal): Promise<void>;
  /** Up to `count` messages to be sent behind a place in the outbox. */
  readDeltas(after: number, count: number): Promise<DeltaBatch>;
  /** Removes acknowledged deltas; gives how many have to be sent again. */
  settleDeltas(settled: readonly SettledDelta[]): Promise<number>;
  /** Sets aside a message that the service does not take. */
  refuseDelta(delta: SentDelta, refusal: Refusal): Promise<void>;
}

/** How an account's store is opened. */
export interface StoreOptions {
  /** Ms since the epoch. Default: `Date.now`. */
  now?: () => number;
  /** Names a new database. Default: a random UUID. */
  newId?: () => string;
}

/** Object stores that hold messages and what is to be sent of them. */
const MESSAGES = [
  "chats",
  "users",
  "messages",
  "outbox",
  "parts",
  "meta",
] as const;

/** Least that is made free when there is no room, in bytes. */
const EVICTED_BYTES = 4 * 1024 * 1024;
/** How often room is made for the same thing. */
const EVICTIONS = 5;

/** An account's database. Several may be open on it at a time. */
export class AccountDatabase implements AccountStore, OutboxStore {
  readonly creator: string;
  readonly commands: StoredJournal;
  readonly #db: Database;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(db: Database, creator: string, now: () => number) {
    this.creator = creator;
    this.commands = new StoredJournal(db, () => this.#tell());
    this.#db = db;
    this.#now = now;
  }

  /**
   * See {@linkcode AccountStore}. Where there is no room, it removes what the
   * service has; throws {@linkcode StorageFull} if that is not enough.
   */
  async take(observed: Observed): Promise<Taken> {
    let bytes = EVICTED_BYTES;
    for (let tries = 0;; tries++) {
      try {
        return await this.#take(observed);
      } catch (error) {
        if (!isOfQuota(error)) throw error;
        const { messages } = await this.evict(bytes);
        if (messages === 0 || tries === EVICTIONS) {
          throw new StorageFull({ cause: error });
        }
        bytes *= 2;
      }
    }
  }

  async #take(observed: Observed): Promise<Taken> {
    const { hasMore, ...taken } = await write(
      this.#db,
      [...MESSAGES],
      "strict",
      async (tx) => {
        const state = await stateOf(tx);
        const { seq } = state;
        const { creator } = this;
        const now = this.#now();
        const taken = await takeIn(tx, state, observed, { creator, now });
        return { ...taken, hasMore: state.seq > seq };
      },
    );
    if (hasMore) this.#tell();
    return taken;
  }

  /**
   * Removes the oldest messages that the service has acknowledged, until about
   * so many bytes are free; never one that waits. Gives what was removed.
   */
  async evict(bytes: number): Promise<Evicted> {
    return await write(
      this.#db,
      [...MESSAGES],
      "relaxed",
      async (tx) => await evictFrom(tx, await stateOf(tx), bytes),
    );
  }

  async counts(): ReturnType<AccountStore["counts"]> {
    const state = await read(this.#db, ["meta"], stateOf);
    const { plan } = state;
    const { chats, messages, waiting, delivered, evicted, refused } = state;
    const { lastCapturedAt, lastDeliveredAt } = state;
    const snapshot: CreatorStatus["snapshot"] = plan &&
      { done: plan.done, total: plan.total };
    return {
      chats,
      messages,
      waiting,
      delivered,
      evicted,
      refused,
      snapshot,
      lastCapturedAt,
      lastDeliveredAt,
    };
  }

  /** All chats, by id, each with its latest message as `last_message`. */
  async chats(): Promise<ChatRecord[]> {
    const rows = await read(
      this.#db,
      ["chats"],
      (tx) => tx.objectStore("chats").getAll(),
    );
    return rows.map(({ json, last }) => ({
      ...JSON.parse(json),
      ...last && { last_message: JSON.parse(last.json) },
    }));
  }

  async messages(chat: string): Promise<MessageRecord[]> {
    const rows = await read(
      this.#db,
      ["messages"],
      (tx) =>
        // Behind every text there are the lists.
        tx.objectStore("messages")
          .getAll(IDBKeyRange.bound([chat, ""], [chat, []])),
    );
    return rows.sort(compareMarks).map(({ json }) => JSON.parse(json));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async deliveryState(): Promise<DeliveryState> {
    const state = await read(this.#db, ["meta"], stateOf);
    const { target, plan, partBytes, halt } = state;
    return { target, plan, partBytes, halt };
  }

  async setHalt(halt: Halt | null): Promise<void> {
    await this.#setState({ halt });
  }

  async setPartBytes(partBytes: number): Promise<void> {
    await this.#setState({ partBytes });
  }

  async planSnapshot(order: SnapshotOrder): Promise<Plan> {
    return await write(
      this.#db,
      ["chats", "messages", "parts", "meta"],
      "relaxed",
      (tx) => planSnapshot(tx, order),
    );
  }

  async openParts(): Promise<number[]> {
    return await read(this.#db, ["parts"], openParts);
  }

  async readPart(plan: string, index: number): Promise<PartText | null> {
    return await read(
      this.#db,
      ["chats", "messages", "parts", "meta"],
      (tx) => readPart(tx, plan, index),
    );
  }

  async settleParts(
    plan: string,
    settled: readonly SettledPart[],
  ): Promise<Plan | null> {
    return await write(
      this.#db,
      ["outbox", "parts", "meta"],
      "relaxed",
      (tx) => settleParts(tx, plan, settled, this.#now()),
    );
  }

  async refusePart(
    plan: string,
    index: number,
    refusal: Refusal,
  ): Promise<void> {
    await write(
      this.#db,
      [...MESSAGES],
      "relaxed",
      (tx) => refusePart(tx, plan, index, refusal),
    );
  }

  async readDeltas(after: number, count: number): Promise<DeltaBatch> {
    return await read(
      this.#db,
      ["chats", "messages", "outbox", "meta"],
      (tx) => readDeltas(tx, after, count),
    );
  }

  async settleDeltas(settled: readonly SettledDelta[]): Promise<number> {
    return await write(
      this.#db,
      ["messages", "outbox", "meta"],
      "relaxed",
      (tx) => settleDeltas(tx, settled, this.#now()),
    );
  }

  async refuseDelta(delta: SentDelta, refusal: Refusal): Promise<void> {
    await write(
      this.#db,
      ["messages", "outbox", "meta"],
      "relaxed",
      (tx) => refuseDelta(tx, delta, refusal),
    );
  }

  /** Ends this connection to the database after what is under way. */
  close(): void {
    this.#listeners.clear();
    this.#db.close();
  }

  async #setState(change: Partial<StateRow>): Promise<void> {
    await write(this.#db, ["meta"], "relaxed", async (tx) => {
      const state = await stateOf(tx);
      await tx.objectStore("meta").put({ ...state, ...change }, STATE);
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function isOfQuota(error: unknown): boolean {
  return error instanceof Error && error.name === "QuotaExceededError";
}
