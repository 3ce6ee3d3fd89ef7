import type {
  AccountId,
  ChatChange,
  ChatId,
  MessageLocation,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  BloomFilter,
  BulkWriter,
  type Dataset,
  figurePrefixes,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import { mainCreator } from "./batch.ts";
import type { Head } from "./head.ts";
import type { Lease } from "./leases.ts";
import type { BatchContext, DatasetParts, IngestParts } from "./parts.ts";
import type { RefusedRecord } from "./quarantine.ts";
import { type IncomingMessage, resolveMessages } from "./resolve.ts";

/** What a builder works with. */
export interface BuilderContext {
  store: Store;
  account: AccountId;
  parts: IngestParts;
  /** The lease under which everything is written. */
  lease: Lease;
  /** Where the account stands. */
  head(): Promise<Head>;
}

/** What became of records that were added. */
export interface AddedRecords {
  /** Those that cannot be processed. */
  refused: RefusedRecord[];
  /** Resolves when the records are stored durably; rejects if they cannot be. */
  written: Promise<void>;
}

/** Rows that are counted again at once. */
const RECOUNTED = 500;

/**
 * Makes a dataset that nobody sees yet. Messages are stored as they come; what
 * is counted of them stays in memory until {@linkcode finish}. A builder that
 * is lost with its process is opened again on what was stored, and counts it
 * anew.
 */
export class DatasetBuilder {
  readonly #context: BuilderContext;
  readonly #dataset: Dataset;
  readonly #writer: BulkWriter;
  readonly #making: DatasetParts;
  readonly #ids = new BloomFilter();
  #part: number;

  private constructor(
    context: BuilderContext,
    dataset: Dataset,
    part: number,
  ) {
    this.#context = context;
    this.#dataset = dataset;
    this.#writer = new BulkWriter(context.store, [context.lease]);
    this.#making = context.parts.newDataset();
    this.#part = part;
  }

  /** Goes on with a generation that has `parts` accepted parts; 0 begins it. */
  static async open(
    context: BuilderContext,
    generation: number,
    parts: number,
  ): Promise<DatasetBuilder> {
    const dataset = { account: context.account, generation };
    const builder = new DatasetBuilder(context, dataset, parts);
    for (const prefix of figurePrefixes(dataset)) {
      await context.store.deletePrefix(prefix, [context.lease]);
    }
    await builder.#recount();
    return builder;
  }

  /** Adds chats and then messages that may be in the dataset already. */
  async add(
    chats: readonly ChatChange[],
    messages: readonly IncomingMessage[],
  ): Promise<AddedRecords> {
    const part = this.#part++;
    for (const chat of chats) {
      this.#writer.set(keys.stagedChat(this.#dataset, chat.chat, part), chat);
    }
    if (chats.length > 0) await this.#making.apply(this.#batch, [], chats);
    const refused = await this.#addMessages(messages);
    return { refused, written: this.#writer.flush() };
  }

  /**
   * Adds what the visible dataset knows of chats, under what was added so far:
   * newer news are told once more.
   */
  async addOlderChats(chats: AsyncIterable<ChatChange>): Promise<void> {
    await this.#applyChats(chats);
    await this.#applyChats(this.#stagedChats());
  }

  /** Writes everything that is left: the dataset can be made visible. */
  async finish(): Promise<void> {
    await this.#writer.finish();
    await this.#making.finish(this.#batch);
    await this.#writer.finish();
  }

  get #batch(): BatchContext {
    const { store } = this.#context;
    return { store, tx: this.#writer, dataset: this.#dataset };
  }

  async #addMessages(
    messages: readonly IncomingMessage[],
  ): Promise<RefusedRecord[]> {
    if (messages.length === 0) return [];
    const { parts } = this.#context;
    const head = await this.#context.head();
    const { changes, outcomes } = await resolveMessages(this.#batch, messages, {
      parts,
      creator: mainCreator(head),
      live: false,
      fanOf: (chat) => this.#fanOf(chat),
      mayHold: (id) => this.#ids.mayHold(id),
    });
    for (const { after } of changes) this.#ids.add(after.id);
    if (changes.length > 0) await this.#making.apply(this.#batch, changes, []);
    return outcomes.flatMap((outcome, i) =>
      outcome.status === "quarantined"
        ? [{
          code: outcome.code,
          reason: outcome.reason,
          record: messages[i]?.message,
        }]
        : []
    );
  }

  /** A chat that the snapshot does not list may be known from before it. */
  async #fanOf(chat: ChatId): Promise<string | null> {
    const { store, account, parts } = this.#context;
    const fan = await parts.fanOf(this.#batch, chat);
    const { generation } = await this.#context.head();
    if (fan !== null || generation === 0) return fan;
    const dataset = { account, generation };
    return await parts.fanOf({ store, tx: this.#writer, dataset }, chat);
  }

  async #applyChats(chats: AsyncIterable<ChatChange>): Promise<void> {
    let batch: ChatChange[] = [];
    const apply = async () => {
      await this.#making.apply(this.#batch, [], batch);
      await this.#writer.flush();
      batch = [];
    };
    for await (const chat of chats) {
      batch.push(chat);
      if (batch.length === RECOUNTED) await apply();
    }
    await apply();
  }

  async *#stagedChats(): AsyncGenerator<ChatChange> {
    const entries = this.#context.store.list<ChatChange>({
      prefix: keys.stagedChats(this.#dataset),
    });
    for await (const { value } of entries) yield value;
  }

  /** Counts what an earlier process has stored. */
  async #recount(): Promise<void> {
    await this.#applyChats(this.#stagedChats());
    let rows: StoredMessage[] = [];
    const entries = this.#context.store.list<StoredMessage>({
      prefix: keys.messages(this.#dataset),
    });
    for await (const { value } of entries) {
      rows.push(value);
      if (rows.length < RECOUNTED) continue;
      await this.#recountRows(rows);
      rows = [];
    }
    await this.#recountRows(rows);
  }

  async #recountRows(rows: readonly StoredMessage[]): Promise<void> {
    const valid = await this.#validRows(rows);
    const changes = valid.map((after) => {
      this.#ids.add(after.id);
      return { before: null, after, live: false };
    });
    await this.#making.apply(this.#batch, changes, []);
    await this.#writer.flush();
  }

  /**
   * A message's index is written before its row. So where a process died in
   * between, a message that was about to move may lie where its index does not
   * point to: it stays there, unless it has arrived at its new place.
   */
  async #validRows(rows: readonly StoredMessage[]): Promise<StoredMessage[]> {
    const { store } = this.#context;
    const valid: StoredMessage[] = [];
    const locations = await store.getMany<MessageLocation>(
      rows.map(({ id }) => keys.messageIndex(this.#dataset, id)),
    );
    for (const [i, row] of rows.entries()) {
      const location = locations[i]?.value;
      const isThere = location?.chat === row.chat && location.at === row.at;
      if (isThere || !await this.#hasMoved(row, location)) valid.push(row);
      else this.#writer.delete(this.#keyOf(row));
    }
    return valid;
  }

  async #hasMoved(
    row: StoredMessage,
    location: MessageLocation | undefined,
  ): Promise<boolean> {
    const { store } = this.#context;
    const moved = location &&
      await store.get(this.#keyOf({ ...location, id: row.id }));
    if (moved) return true;
    const { chat, at, id } = row;
    const events = location?.events ?? [];
    this.#writer.set(keys.messageIndex(this.#dataset, id), {
      chat,
      at,
      events,
    });
    return false;
  }

  #keyOf({ chat, at, id }: Pick<StoredMessage, "chat" | "at" | "id">) {
    return keys.message(this.#dataset, chat, at, id);
  }
}
