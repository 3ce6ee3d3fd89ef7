import type {
  AccountId,
  CacheUpdateEnvelope,
  ChatChange,
  Progress,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { type AccountState, LeaseLost } from "./account_state.ts";
import { mainCreator } from "./batch.ts";
import { forgetChangedDays } from "./changed_days.ts";
import { DatasetBuilder } from "./dataset_builder.ts";
import { breakLog } from "./event_log.ts";
import type { Head, StagedDataset } from "./head.ts";
import type { Lease } from "./leases.ts";
import { mergeDataset } from "./merge.ts";
import type { IngestParts } from "./parts.ts";
import { quarantine, type RefusedRecord } from "./quarantine.ts";
import type { IncomingMessage } from "./resolve.ts";
import { dropRebuild } from "./rebuild.ts";
import { checkRecords } from "./snapshot_records.ts";

/** What became of a snapshot's part. */
export type StageResult =
  | { status: "committed"; complete: boolean; quarantined: number }
  | { status: "duplicate" }
  | { status: "refused"; code: "snapshot_mismatch"; reason: string };

/** What an account's snapshots work with. */
export interface SnapshotsContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  state: AccountState;
  onProgress(progress: Progress): void;
}

/** A part in its snapshot. */
interface PartName {
  id: string;
  index: number;
  total: number;
}

/** Snapshots whose parts are known to be duplicates. */
const RECEIVED_KEPT = 8;

/**
 * Takes an account's snapshots in. Parts go into a dataset beside the visible
 * one as they come; when a snapshot is complete, what is visible is merged into
 * that dataset, and it is made visible at once. Needs the account's lease.
 */
export class Snapshots {
  readonly #context: SnapshotsContext;
  readonly #builders = new Map<
    number,
    { lease: Lease; made: Promise<DatasetBuilder> }
  >();
  #lastAdded: Promise<unknown> = Promise.resolve();
  #lastAccepted: Promise<unknown> = Promise.resolve();

  constructor(context: SnapshotsContext) {
    this.#context = context;
  }

  /**
   * Resolves when the part is stored durably and accepted. Parts are taken one
   * after the other; the next one is taken while this one is being written.
   */
  add(
    payload: CacheUpdateEnvelope,
    receivedAt: number,
  ): Promise<StageResult> {
    const name: PartName = {
      id: payload.snapshot_id ?? `whole-${crypto.randomUUID()}`,
      index: payload.part?.index ?? 0,
      total: payload.part?.total ?? 1,
    };
    const added = this.#lastAdded.then(() =>
      this.#add(name, payload, receivedAt)
    );
    this.#lastAdded = added.catch(() => {});
    return added.then(({ accepted }) => accepted);
  }

  /** Resolves when every part so far is accepted or has failed. */
  async settled(): Promise<void> {
    await this.#lastAdded;
    await this.#lastAccepted;
  }

  /**
   * Runs something while no part is on its way; parts that come meanwhile wait
   * for it. What was begun is not known any more afterwards.
   */
  alone<R>(run: () => Promise<R>): Promise<R> {
    const done = this.#lastAdded.then(async () => {
      await this.#lastAccepted;
      const result = await run();
      this.#builders.clear();
      return result;
    });
    this.#lastAdded = done.catch(() => {});
    return done;
  }

  /**
   * Makes a complete snapshot visible. One that was cut off starts again with
   * what is stored. Gives the revision as of which everything is new.
   */
  async build(): Promise<number> {
    const { state } = this.#context;
    // A part that came just before the last one may still be on its way.
    await this.#lastAdded;
    const base = await state.head();
    const { build } = base;
    if (build === null) throw new Error("No snapshot waits to be applied");
    const builder = await this.#builderOf(build);
    await this.#mergeVisible(builder, base, build);
    await builder.finish();
    const revision = await state.mutate((_tx, head) => {
      if (head.generation > 0) head.garbage.push(head.generation);
      head.generation = build.generation;
      forgetChangedDays(head);
      head.lastId = builder.lastId;
      head.totals = builder.totals;
      head.basis = builder.basis;
      head.hasUnenriched = false;
      head.build = null;
      dropRebuild(head);
      promote(head);
      head.catchingUp = true;
      head.analyticsDue = false;
      breakLog(head);
      return head.revision;
    });
    this.#builders.delete(build.generation);
    return revision;
  }

  /** Everything visible goes in beside the snapshot. */
  async #mergeVisible(
    builder: DatasetBuilder,
    { generation }: Head,
    { records }: StagedDataset,
  ): Promise<void> {
    const { store, account, parts, onProgress } = this.#context;
    if (generation === 0) return;
    let done = records;
    await mergeDataset(builder, { account, generation }, {
      store,
      parts,
      onMerged: (messages) => {
        done += messages;
        onProgress({ done, total: done });
      },
    });
  }

  async #add(
    name: PartName,
    payload: CacheUpdateEnvelope,
    receivedAt: number,
  ): Promise<{ accepted: Promise<StageResult> }> {
    const begun = await this.#begin(name);
    if (!("generation" in begun)) return { accepted: Promise.resolve(begun) };
    const checked = checkRecords(payload);
    const builder = await this.#builderOf(begun);
    const { chats, messages } = await this.#incoming(checked, receivedAt);
    const { refused, written } = await builder.add(chats, messages);
    const accepted = Promise.all([written, this.#lastAccepted]).then(() =>
      this.#accept(name, {
        bad: [...checked.bad, ...refused],
        records: chats.length + messages.length,
        receivedAt,
      })
    );
    this.#lastAccepted = accepted.catch(() => {
      // It is opened anew on what was stored.
      this.#builders.delete(begun.generation);
    });
    return { accepted };
  }

  /** Where the part goes, or what is known of it already. */
  async #begin(name: PartName): Promise<StageResult | StagedDataset> {
    const { state, parts, account } = this.#context;
    const head = await state.head();
    const isUnderWay = head.snapshot?.id === name.id && !head.snapshot.paused;
    if (isUnderWay && head.staged !== null) {
      return findPart(head, name) ?? head.staged;
    }
    const basis = await parts.basis(account);
    return await state.mutate((_tx, head) => {
      const known = findPart(head, name);
      if (known !== null) return known;
      const { id, total } = name;
      if (head.snapshot?.id === id) head.snapshot.paused = false;
      else head.snapshot = { id, total, parts: [], paused: false };
      head.staged ??= {
        generation: head.nextGeneration++,
        records: 0,
        parts: 0,
        isComplete: false,
        basis,
      };
      return { ...head.staged };
    });
  }

  /** The builder of a generation, opened anew under another lease. */
  async #builderOf(
    { generation, parts: part, basis }: StagedDataset,
  ): Promise<DatasetBuilder> {
    const { store, account, parts, state } = this.#context;
    const { lease } = state;
    if (lease === null) throw new LeaseLost(account);
    let known = this.#builders.get(generation);
    if (known?.lease !== lease) {
      const made = DatasetBuilder.open(
        { store, account, parts, lease, head: () => state.head() },
        { generation, parts: part, topics: basis.topics, zone: basis.zone },
      );
      known = { lease, made };
      this.#builders.set(generation, known);
      made.catch(() => this.#builders.delete(generation));
    }
    return await known.made;
  }

  async #incoming(
    { chats, messages }: ReturnType<typeof checkRecords>,
    receivedAt: number,
  ): Promise<{ chats: ChatChange[]; messages: IncomingMessage[] }> {
    const creator = mainCreator(await this.#context.state.head());
    return {
      chats: [...chats.values()].map((chat) => ({
        chat: chat.id,
        creator,
        withUser: chat.withUser ?? null,
        unread: chat.unread_count ?? chat.unreadMessagesCount ?? null,
      })),
      messages: [...messages.values()].map(({ message, chat }) => ({
        message,
        chat,
        receivedAt,
        version: null,
        enrichment: null,
        events: [],
      })),
    };
  }

  async #accept(
    name: PartName,
    { bad, records, receivedAt }: {
      bad: readonly RefusedRecord[];
      records: number;
      receivedAt: number;
    },
  ): Promise<StageResult> {
    const { account, state, onProgress } = this.#context;
    const { result, progress } = await state.mutate((tx, head) => {
      const known = findPart(head, name);
      if (known !== null) return { result: known, progress: null };
      for (const record of bad) quarantine(tx, account, record, receivedAt);
      head.quarantined += bad.length;
      const staged = head.staged ?? head.build;
      if (staged !== null) {
        staged.records += records;
        staged.parts++;
      }
      return {
        result: acceptPart(head, name, bad.length),
        progress: staged && progressOf(staged, name),
      };
    });
    if (progress !== null) onProgress(progress);
    return result;
  }
}

/** What is known of a part before it is looked at; `null` if it is news. */
function findPart(
  head: Head,
  { id, index, total }: PartName,
): StageResult | null {
  if (head.received.includes(id)) return { status: "duplicate" };
  if (head.snapshot?.id !== id) return null;
  if (head.snapshot.total !== total) {
    return {
      status: "refused",
      code: "snapshot_mismatch",
      reason:
        `Snapshot ${id} was announced with ${head.snapshot.total} parts, not ${total}.`,
    };
  }
  return head.snapshot.parts.includes(index) ? { status: "duplicate" } : null;
}

function acceptPart(
  head: Head,
  { id, index }: PartName,
  quarantined: number,
): StageResult {
  const { snapshot } = head;
  // A newer snapshot took its place: this one's records still count.
  if (snapshot?.id !== id) {
    return { status: "committed", complete: false, quarantined };
  }
  snapshot.parts.push(index);
  const complete = snapshot.parts.length === snapshot.total;
  if (complete) {
    head.snapshot = null;
    if (head.staged !== null) head.staged.isComplete = true;
    promote(head);
    head.received = [...head.received, id].slice(-RECEIVED_KEPT);
  }
  return { status: "committed", complete, quarantined };
}

/** The next dataset is made visible when the one before it is. */
function promote(head: Head): void {
  if (head.build !== null || !head.staged?.isComplete) return;
  head.build = head.staged;
  head.staged = null;
}

/** The total is known when all parts are; until then it is what they promise. */
function progressOf(
  { records, parts }: StagedDataset,
  { total }: PartName,
): Progress {
  const expected = Math.round(records / Math.max(1, parts) * total);
  return { done: records, total: Math.max(records, expected) };
}
