import type {
  AccountId,
  CacheUpdateEnvelope,
  MessageLocation,
  NewRawMessagePayload,
  Progress,
  SystemStatus,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  type Entry,
  keys,
  type Store,
  TransactionTooLarge,
} from "@/lib/store/mod.ts";
import { AccountState } from "./account_state.ts";
import { applyBatch } from "./batch.ts";
import { buildSnapshot, collectGarbage } from "./build.ts";
import { DeltaQueue, type QueuedDelta } from "./delta_queue.ts";
import { logFrames } from "./event_log.ts";
import { type Head, mayDrain, statusOf } from "./head.ts";
import type { IngestListener, IngestParts } from "./parts.ts";
import { placeMessage } from "./place.ts";
import { quarantine, type RefusedRecord } from "./quarantine.ts";
import type { IncomingMessage } from "./resolve.ts";
import { refuseUnfit, tooLarge } from "./snapshot_records.ts";
import { stagePart, type StageResult } from "./staging.ts";

/** What became of a delta. */
export type DeltaResult =
  | { status: "committed" | "duplicate" }
  | { status: "quarantined"; code: string };

/** What an account's ingest works with. */
export interface AccountContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  listener: IngestListener;
}

/** Deltas that are applied in one commit. */
const DRAIN_DELTAS = 100;
/** Tries of a lone delta before it is set aside. */
const FAILURES_BEFORE_DROP = 3;
/** Pause before work that failed is tried again, in ms. */
const RETRY_PAUSE_MS = 1_000;
/** Shortest time between two reports of a snapshot's progress, in ms. */
const PROGRESS_EVERY_MS = 200;

/**
 * One account's way in. Deltas go into a durable queue and are acknowledged;
 * while no snapshot is on its way they are applied from there in order.
 */
export class AccountIngest {
  readonly #context: AccountContext;
  readonly #state: AccountState;
  readonly #queue: DeltaQueue;
  #work: Promise<void> | null = null;
  #wanted = false;
  #stopped = false;
  #endPause: () => void = () => {};
  /** How often the delta at the head of the queue could not be applied. */
  #failures = 0;
  #collecting: Promise<void> | null = null;
  /** Staged parts below this are deleted. */
  #collectedTo = 0;
  /** Snapshot parts that are being staged. */
  #staging = 0;
  #lastStaged: Promise<unknown> = Promise.resolve();
  #progress: Progress | null = null;
  #reportedAt = 0;

  constructor(context: AccountContext) {
    const { store, account } = context;
    this.#context = context;
    this.#state = new AccountState(store, account);
    this.#queue = new DeltaQueue(
      store,
      account,
      (deltas) => this.#findProcessed(deltas),
    );
  }

  /** Where the account stands. */
  head(): Promise<Head> {
    return this.#state.head();
  }

  /** The account's state in a word, with a running snapshot's progress. */
  async status(): Promise<SystemStatus> {
    const status = statusOf(await this.#state.head());
    return this.#progress === null || status.status !== "PROCESSING_SNAPSHOT"
      ? status
      : { ...status, progress: this.#progress };
  }

  /** Resolves when the delta is stored durably; it is applied soon after. */
  async addDelta(payload: NewRawMessagePayload): Promise<DeltaResult> {
    const { message, event_id } = payload;
    const receivedAt = this.#context.store.clock.now();
    const refusal = refuse(message);
    if (refusal !== null) return await this.#setAside(refusal);
    // No await before this: deltas keep the order in which they came.
    const status = await this.#queue.add({
      message,
      eventId: event_id ?? null,
      receivedAt,
    });
    this.wake();
    return { status };
  }

  /**
   * Resolves when the part is stored durably; the last part starts the build.
   * From this call on, deltas wait until the snapshot is applied.
   */
  addSnapshot(payload: CacheUpdateEnvelope): Promise<StageResult> {
    this.#staging++;
    const receivedAt = this.#context.store.clock.now();
    const staged = this.#lastStaged.then(() => this.#stage(payload, receivedAt))
      .finally(() => {
        this.#staging--;
        this.wake();
      });
    this.#lastStaged = staged.catch(() => {});
    return staged;
  }

  /** The Agent is gone: deltas need not wait for the rest of its snapshot. */
  async pauseSnapshot(): Promise<void> {
    const { snapshot } = await this.#state.head();
    if (snapshot === null || snapshot.paused) return;
    await this.#state.mutate((_tx, head) => {
      if (head.snapshot !== null) head.snapshot.paused = true;
    });
    await this.#reportStatus();
    this.wake();
  }

  /** Starts work that is due: a snapshot to apply, deltas, garbage. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopped) return;
    this.#work ??= this.#run().finally(() => {
      this.#work = null;
      if (this.#wanted) this.wake();
    });
  }

  /** Resolves when no work is due. */
  async idle(): Promise<void> {
    await this.#lastStaged;
    while (this.#work !== null || this.#collecting !== null) {
      await this.#work;
      await this.#collecting;
    }
  }

  /** Ends after the commit that is under way; nothing that was acknowledged is lost. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause();
    await this.#lastStaged;
    await this.#queue.settled();
    await this.#work;
    await this.#collecting;
  }

  async #stage(
    payload: CacheUpdateEnvelope,
    receivedAt: number,
  ): Promise<StageResult> {
    const { store, account } = this.#context;
    const target = { store, account, state: this.#state };
    const result = await stagePart(target, payload, receivedAt);
    if (result.status === "committed") await this.#reportStatus();
    return result;
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      try {
        await this.#doWork();
      } catch (error) {
        this.#context.listener.failed(this.#context.account, "ingest", error);
        this.#wanted = true;
        if (!this.#stopped) await this.#pause(RETRY_PAUSE_MS);
      }
    }
  }

  /** Waits, unless the account is stopped meanwhile. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#context.store.clock.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  async #doWork(): Promise<void> {
    let head = await this.#state.head();
    while (head.build !== null) {
      await this.#build();
      head = await this.#state.head();
    }
    if (this.#staging === 0 && mayDrain(head)) await this.#drain();
    if (head.garbage.length > 0 || head.stageFrom > this.#collectedTo) {
      this.#collect(head.stageFrom);
    }
  }

  /** Deletes what is left behind; deltas do not wait for it. */
  #collect(stageFrom: number): void {
    const { store, account, listener } = this.#context;
    this.#collecting ??= collectGarbage({ store, account, state: this.#state })
      .then(() => {
        this.#collectedTo = stageFrom;
      })
      .catch((error) => listener.failed(account, "clean-up", error))
      .finally(() => this.#collecting = null);
  }

  async #build(): Promise<void> {
    const { store, account, parts, listener } = this.#context;
    const revision = await buildSnapshot({
      store,
      account,
      parts,
      state: this.#state,
      onProgress: (progress) => this.#reportProgress(progress),
    });
    this.#progress = null;
    listener.replaced(account, revision);
  }

  async #drain(): Promise<void> {
    let limit = DRAIN_DELTAS;
    while (!this.#stopped) {
      const entries = await this.#queue.peek(limit);
      if (entries.length === 0) break;
      try {
        if (!await this.#applyDeltas(entries)) return;
        limit = Math.min(DRAIN_DELTAS, limit * 2);
      } catch (error) {
        const [entry] = entries;
        if (entries.length > 1 || entry === undefined) {
          // The delta that cannot be applied is found by trying fewer at once.
          limit = Math.max(1, entries.length >> 1);
        } else if (error instanceof TransactionTooLarge) {
          await this.#dropDelta(entry, tooLarge(entry.value.message));
        } else if (++this.#failures < FAILURES_BEFORE_DROP) {
          throw error;
        } else {
          await this.#dropDelta(entry, unprocessable(entry, error));
        }
        continue;
      }
      this.#failures = 0;
    }
    if ((await this.#state.head()).catchingUp && !this.#stopped) {
      await this.#state.mutate((_tx, head) => {
        head.catchingUp = false;
      });
      await this.#reportStatus();
    }
  }

  /** Applies queued deltas and removes them, in one commit. */
  async #applyDeltas(entries: Entry<QueuedDelta>[]): Promise<boolean> {
    const { store, account, parts, listener } = this.#context;
    const messages = entries.map(({ value }): IncomingMessage => ({
      message: value.message,
      chat: null,
      events: value.eventId === null ? [] : [value.eventId],
      receivedAt: value.receivedAt,
    }));
    const applied = await this.#state.mutate(async (tx, head) => {
      // A snapshot may have begun since: its deltas wait for it.
      if (this.#staging > 0 || !mayDrain(head)) return null;
      const dataset = { account, generation: head.generation };
      const frames = await applyBatch(
        { store, tx, dataset },
        { messages, chats: [], live: true },
        { account, head, parts, now: store.clock.now() },
      );
      for (const { key, chunks } of entries) tx.delete(key, chunks);
      const from = head.revision + 1;
      return { from, frames: logFrames(tx, account, head, frames) };
    });
    if (applied === null) return false;
    if (applied.frames.length > 0) {
      listener.committed(account, applied.from, applied.frames);
    }
    return true;
  }

  /** Sets a delta aside that would keep those behind it waiting for ever. */
  async #dropDelta(
    entry: Entry<QueuedDelta>,
    record: RefusedRecord,
  ): Promise<void> {
    await this.#state.mutate((tx, head) => {
      this.#quarantine(tx, head, record);
      tx.delete(entry.key, entry.chunks);
    });
    this.#failures = 0;
  }

  async #setAside(record: RefusedRecord): Promise<DeltaResult> {
    await this.#state.mutate((tx, head) => this.#quarantine(tx, head, record));
    return { status: "quarantined", code: record.code };
  }

  #quarantine(tx: Changes, head: Head, record: RefusedRecord): void {
    const { store, account } = this.#context;
    quarantine(tx, account, record, store.clock.now());
    head.quarantined++;
  }

  async #findProcessed(deltas: readonly QueuedDelta[]): Promise<boolean[]> {
    const { store, account } = this.#context;
    const { generation } = await this.#state.head();
    const named = deltas.filter(({ eventId }) => eventId !== null);
    if (generation === 0 || named.length === 0) return deltas.map(() => false);
    const locations = await store.getMany<MessageLocation>(
      named.map(({ message }) =>
        keys.messageIndex({ account, generation }, message.id)
      ),
    );
    const processed = new Set(
      named.filter(({ eventId }, i) =>
        eventId !== null && locations[i]?.value.events.includes(eventId)
      ),
    );
    return deltas.map((delta) => processed.has(delta));
  }

  async #reportStatus(): Promise<void> {
    const { account, listener } = this.#context;
    listener.status(account, await this.status());
  }

  #reportProgress(progress: Progress): void {
    const { account, listener, store } = this.#context;
    this.#progress = progress;
    const now = store.clock.now();
    if (now - this.#reportedAt < PROGRESS_EVERY_MS) return;
    this.#reportedAt = now;
    listener.status(account, { status: "PROCESSING_SNAPSHOT", progress });
  }
}

function unprocessable(
  { value }: Entry<QueuedDelta>,
  error: unknown,
): RefusedRecord {
  return {
    code: "processing_error",
    reason: error instanceof Error ? error.message : String(error),
    record: value.message,
  };
}

function refuse(
  message: NewRawMessagePayload["message"],
): RefusedRecord | null {
  const unfit = refuseUnfit(message);
  if (unfit !== null) return unfit;
  const placement = placeMessage(message, null);
  return placement.ok
    ? null
    : { code: placement.code, reason: placement.reason, record: message };
}
