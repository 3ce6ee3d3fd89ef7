import type { AccountId, ChatChange, Progress } from "@/lib/models/mod.ts";
import {
  BulkWriter,
  type Dataset,
  datasetPrefixes,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import { applyBatch } from "./batch.ts";
import { breakLog } from "./event_log.ts";
import type { Head } from "./head.ts";
import type { IngestParts } from "./parts.ts";
import type { IncomingMessage } from "./resolve.ts";
import { SnapshotSource } from "./snapshot_source.ts";

/** What a build needs. */
export interface BuildContext {
  store: Store;
  account: AccountId;
  state: AccountState;
  parts: IngestParts;
  onProgress(progress: Progress): void;
}

/** Keys that are deleted at once. */
const DELETES_AT_ONCE = 1_000;
/** Messages that are applied at once. */
const BATCH_MESSAGES = 500;

/**
 * Applies a complete snapshot: builds the next dataset from the visible one and
 * everything that is staged, in bounded batches beside it, and makes it visible
 * at once. A build that was cut off starts again from the beginning. Returns
 * the revision as of which everything is new.
 */
export async function buildSnapshot(context: BuildContext): Promise<number> {
  const { store, account, state, parts } = context;
  const base = await state.head();
  if (base.build === null) throw new Error("No snapshot waits to be applied");
  const { upTo } = base.build;
  const target: Dataset = { account, generation: base.nextGeneration };
  for (const prefix of datasetPrefixes(target)) {
    await store.deletePrefix(prefix);
  }

  const builder = new DatasetBuilder(context, target, base);
  const source = new SnapshotSource(store, account, base);
  for await (const chat of source.chats(parts)) await builder.addChat(chat);
  for await (const message of source.messages()) {
    await builder.addMessage(message);
  }
  await builder.finish();

  return await state.mutate((_tx, head) => {
    if (head.generation > 0) head.garbage.push(head.generation);
    head.generation = target.generation;
    head.nextGeneration = target.generation + 1;
    head.quarantined += builder.quarantined;
    // Another snapshot may have been completed in the meantime.
    if (head.build?.upTo === upTo) head.build = null;
    head.stageFrom = upTo;
    head.stagedRecords -= base.stagedRecords;
    head.catchingUp = true;
    breakLog(head);
    return head.revision;
  });
}

/** Deletes what an account has left behind: old datasets and applied parts. */
export async function collectGarbage(
  context: Pick<BuildContext, "store" | "account" | "state">,
): Promise<void> {
  const { store, account, state } = context;
  const { garbage, stageFrom } = await state.head();
  for (const generation of garbage) {
    for (const prefix of datasetPrefixes({ account, generation })) {
      await store.deletePrefix(prefix);
    }
  }
  const writer = new BulkWriter(store);
  for (
    const prefix of [keys.stagedChats(account), keys.stagedMessages(account)]
  ) {
    let deleted = 0;
    for await (const key of store.listKeys({ prefix })) {
      // The last part of the key is the snapshot's part that it came with.
      if (Number(key.at(-1)) >= stageFrom) continue;
      writer.delete(key);
      if (++deleted % DELETES_AT_ONCE === 0) await writer.flush();
    }
  }
  await writer.finish();
  if (garbage.length === 0) return;
  await state.mutate((_tx, head) => {
    head.garbage = head.garbage.filter((one) => !garbage.includes(one));
  });
}

/** Collects chats and messages into batches and applies them to a dataset. */
class DatasetBuilder {
  quarantined = 0;
  readonly #context: BuildContext;
  readonly #dataset: Dataset;
  readonly #head: Head;
  readonly #writer: BulkWriter;
  readonly #total: number;
  #chats: ChatChange[] = [];
  #messages: IncomingMessage[] = [];
  #done = 0;

  constructor(context: BuildContext, dataset: Dataset, head: Head) {
    this.#context = context;
    this.#dataset = dataset;
    this.#head = head;
    this.#writer = new BulkWriter(context.store);
    this.#total = head.stagedRecords;
  }

  async addChat(chat: ChatChange): Promise<void> {
    this.#chats.push(chat);
    if (this.#chats.length === BATCH_MESSAGES) await this.#applyCollected();
  }

  async addMessage(message: IncomingMessage): Promise<void> {
    this.#messages.push(message);
    if (this.#messages.length === BATCH_MESSAGES) await this.#applyCollected();
  }

  /** Applies and writes everything that is left. */
  async finish(): Promise<void> {
    await this.#applyCollected();
    await this.#writer.finish();
  }

  async #applyCollected(): Promise<void> {
    const chats = this.#chats;
    const messages = this.#messages;
    this.#chats = [];
    this.#messages = [];
    if (chats.length > 0) await this.#apply(chats, []);
    if (messages.length > 0) await this.#apply([], messages);
    this.#done += chats.length + messages.length;
    // The visible dataset's own records are on top of what was announced.
    const total = Math.max(this.#total, this.#done);
    this.#context.onProgress({ done: this.#done, total });
  }

  async #apply(
    chats: ChatChange[],
    messages: IncomingMessage[],
  ): Promise<void> {
    const { store, account, parts } = this.#context;
    const head = { ...this.#head, quarantined: 0 };
    await applyBatch(
      { store, tx: this.#writer, dataset: this.#dataset },
      { messages, chats, live: false },
      { account, head, parts, now: store.clock.now() },
    );
    await this.#writer.flush();
    this.quarantined += head.quarantined;
  }
}
