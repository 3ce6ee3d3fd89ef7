import type {
  AccountId,
  ChatChange,
  ChatId,
  EnrichmentBasis,
  MessageChange,
  MessageId,
  MessageLocation,
  StoredMessage,
  Totals,
} from "@/lib/models/mod.ts";
import {
  BloomFilter,
  BulkWriter,
  type Dataset,
  figurePrefixes,
  keys,
  listMessages,
  type MessageRow,
  type Store,
  unpackMessage,
} from "@/lib/store/mod.ts";
import { mainCreator } from "./batch.ts";
import { addTotals, emptyTotals, type Head } from "./head.ts";
import { largerId } from "./last_id.ts";
import type { Lease } from "./leases.ts";
import { mergeEvents } from "./message_index.ts";
import type {
  BatchContext,
  DatasetParts,
  Enrich,
  IngestParts,
} from "./parts.ts";
import type { RefusedRecord } from "./quarantine.ts";
import { markUnsearched } from "./name_search.ts";
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

/** A dataset that is being made. */
export interface MadeDataset {
  generation: number;
  /** Accepted parts of snapshots; 0 begins it. */
  parts: number;
  /** The revision of topics that its messages are sorted by. */
  topics: number;
  /** The time zone by whose days they are counted. */
  zone: string;
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
  readonly #totals = emptyTotals();
  readonly #enrich: Enrich;
  /** How its messages are enriched. */
  readonly basis: EnrichmentBasis;
  #part: number;
  #lastId: string | null = null;
  #isFinished = false;
  /** Numbers of notes; those of deltas are above 0. */
  #notes = 0;

  private constructor(
    context: BuilderContext,
    { generation, parts }: MadeDataset,
    enrichment: { basis: EnrichmentBasis; enrich: Enrich },
  ) {
    const { store, account, lease } = context;
    this.#context = context;
    this.#dataset = { account, generation };
    this.#writer = new BulkWriter(store, [lease]);
    this.#making = context.parts.newDataset();
    this.#part = parts;
    this.basis = enrichment.basis;
    this.#enrich = enrichment.enrich;
  }

  /** Goes on with a dataset that was begun, by the pipeline of this process. */
  static async open(
    context: BuilderContext,
    made: MadeDataset,
  ): Promise<DatasetBuilder> {
    const { account, parts } = context;
    const dataset = { account, generation: made.generation };
    const { version } = await parts.basis(account);
    const { topics, zone } = made;
    const basis = { version, topics, zone };
    const enrich = await parts.enricher(account, basis);
    if (enrich === null) throw new Error("The pipeline is not its own version");
    const builder = new DatasetBuilder(context, made, { basis, enrich });
    for (const prefix of figurePrefixes(dataset)) {
      await context.store.deletePrefix(prefix, [context.lease]);
    }
    await builder.#recount();
    return builder;
  }

  /** The largest id of its messages, see {@linkcode Head}. */
  get lastId(): string | null {
    return this.#lastId;
  }

  /** What it holds so far. */
  get totals(): Totals {
    return { ...this.#totals };
  }

  /**
   * Adds chats and then messages that may be in the dataset already; not after
   * it is finished.
   */
  async add(
    chats: readonly ChatChange[],
    messages: readonly IncomingMessage[],
  ): Promise<AddedRecords> {
    const part = this.#part++;
    for (const chat of chats) {
      this.#writer.set(keys.stagedChat(this.#dataset, chat.chat, part), chat);
    }
    if (chats.length > 0) await this.#count([], chats);
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

  /** Adds events that led to messages which the dataset holds. */
  async addEvents(
    known: ReadonlyMap<MessageId, MessageLocation>,
  ): Promise<void> {
    const indexKeys = [...known.keys()].map((id) =>
      keys.messageIndex(this.#dataset, id)
    );
    await this.#writer.prefetch(indexKeys);
    let i = 0;
    for (const { events: older } of known.values()) {
      const key = indexKeys[i++];
      const location = key && await this.#writer.get<MessageLocation>(key);
      if (!location) continue;
      const events = mergeEvents(older, location.events);
      this.#writer.set(key, { ...location, events });
    }
    await this.#writer.flush();
  }

  /** Writes everything that is left: the dataset can be made visible. */
  async finish(): Promise<void> {
    await this.#writer.finish();
    await this.#making.finish(this.#batch);
    await this.#writer.finish();
    this.#isFinished = true;
  }

  /**
   * Adds messages to a finished dataset, and then what is known of their chats;
   * it can be made visible again when this resolves.
   */
  async addLate(
    messages: readonly IncomingMessage[],
    chats: readonly ChatChange[],
  ): Promise<void> {
    if (!this.#isFinished) throw new Error("The dataset is not finished");
    await this.#addMessages(messages);
    await this.#count([], chats);
    await this.#writer.finish();
  }

  async #count(
    changes: readonly MessageChange[],
    chats: readonly ChatChange[],
  ): Promise<void> {
    markUnsearched(this.#writer, this.#dataset, --this.#notes, changes);
    if (this.#isFinished) {
      const { apply } = this.#context.parts;
      const { effects } = await apply(this.#batch, changes, chats);
      for (const { totals } of effects) {
        addTotals(this.#totals, totals);
      }
      return;
    }
    const added = await this.#making.apply(this.#batch, changes, chats);
    for (const totals of added) addTotals(this.#totals, totals);
  }

  get #batch(): BatchContext {
    const { store } = this.#context;
    const { zone } = this.basis;
    return { store, tx: this.#writer, dataset: this.#dataset, zone };
  }

  async #addMessages(
    messages: readonly IncomingMessage[],
  ): Promise<RefusedRecord[]> {
    if (messages.length === 0) return [];
    const head = await this.#context.head();
    const { changes, outcomes } = await resolveMessages(this.#batch, messages, {
      enrich: this.#enrich,
      creator: mainCreator(head),
      live: false,
      fanOf: (chat) => this.#fanOf(chat),
      mayHold: (id) => this.#ids.mayHold(id),
    });
    for (const { after } of changes) this.#note(after.id);
    if (changes.length > 0) await this.#count(changes, []);
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
    const { account, parts } = this.#context;
    const fan = await parts.fanOf(this.#batch, chat);
    const { generation } = await this.#context.head();
    if (fan !== null || generation === 0) return fan;
    const dataset = { account, generation };
    return await parts.fanOf({ ...this.#batch, dataset }, chat);
  }

  async #applyChats(chats: AsyncIterable<ChatChange>): Promise<void> {
    let batch: ChatChange[] = [];
    const apply = async () => {
      await this.#count([], batch);
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
    const stored = listMessages(this.#context.store, {
      prefix: keys.messages(this.#dataset),
    });
    for await (const row of stored) {
      rows.push(row);
      if (rows.length < RECOUNTED) continue;
      await this.#recountRows(rows);
      rows = [];
    }
    await this.#recountRows(rows);
  }

  async #recountRows(rows: readonly StoredMessage[]): Promise<void> {
    let changes: MessageChange[] = [];
    const apply = async () => {
      await this.#count(changes, []);
      await this.#writer.flush();
      changes = [];
    };
    for (const row of rows) {
      if (this.#ids.mayHold(row.id)) await apply();
      const other = await this.#rowOf(row.id);
      if (other !== null && !isNewer(row, other)) {
        this.#writer.delete(this.#keyOf(row));
        continue;
      }
      changes.push({ before: other, after: this.#asOwn(row), live: false });
      this.#note(row.id);
      const { chat, at } = row;
      const location: MessageLocation = { chat, at, events: [] };
      const key = keys.messageIndex(this.#dataset, row.id);
      this.#writer.set(key, location, { keep: true });
    }
    await apply();
  }

  /**
   * The row that was counted for a message. There are two where the process
   * died while a message moved; the newer version counts.
   */
  async #rowOf(id: MessageId): Promise<StoredMessage | null> {
    if (!this.#ids.mayHold(id)) return null;
    const location = await this.#writer.get<MessageLocation>(
      keys.messageIndex(this.#dataset, id),
    );
    if (location === null) return null;
    const key = this.#keyOf({ ...location, id });
    const row = await this.#writer.get<MessageRow>(key);
    return row && unpackMessage(row);
  }

  /** The row as this builder would have stored it. */
  #asOwn(row: StoredMessage): StoredMessage {
    return row.enrichment.version === this.basis.version
      ? row
      : { ...row, enrichment: this.#enrich(row.message, row.side) };
  }

  #note(id: MessageId): void {
    this.#ids.add(id);
    this.#lastId = largerId(this.#lastId, id);
  }

  #keyOf({ chat, at, id }: Pick<StoredMessage, "chat" | "at" | "id">) {
    return keys.message(this.#dataset, chat, at, id);
  }
}

function isNewer(a: StoredMessage, b: StoredMessage): boolean {
  return a.version > b.version ||
    (a.version === b.version && a.receivedAt > b.receivedAt);
}
