import type { ChatId, StoredMessage } from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import type { Place } from "./walk.ts";

/** Messages read at once. */
const READ_AT_ONCE = 64;
/** Messages of a day that are read from its end. */
const SHORT_DAY = 16;
/** Closer in time, in ms, later messages are read one after the other. */
const CLOSE_MS = 1_000;

/** Whether a later message is what is looked for, or tells that there is none. */
export type Verdict = "found" | "never" | null;

/**
 * What is thought of a later message. Once it is not `null`, it must not be
 * `null` for any message behind, as far as this is asked by the state after a
 * message alone; `before` is the message before, `null` where it was not read.
 */
export type Judge = (
  message: StoredMessage,
  before: StoredMessage | null,
) => Verdict;

/** Where a conversation's messages are read, and from when to when. */
export interface ChatDayOptions {
  store: Store;
  dataset: Dataset;
  chat: ChatId;
  /** In ms; the end is not part of it. */
  from: number;
  to: number;
  /** The first message that is read, or the next one behind; default: all. */
  start?: Place | null;
  /** Later messages that are read before they are looked for by their time. */
  readOn: number;
  /** Told how many messages are read. */
  onRead?: (messages: number) => void;
}

/** A conversation's messages of one day, and later ones as they are needed. */
export class ChatDay {
  readonly #options: ChatDayOptions;
  /** Messages that follow each other: those of the day, then later ones. */
  readonly #rows: StoredMessage[] = [];
  /** How many of them are of the day; `null` until all of these are read. */
  #ofDay: number | null = null;
  #isAtEnd = false;
  #before: StoredMessage | null = null;
  /** What was last looked for by time, and the message that was just before. */
  #farther: { before: StoredMessage; found: StoredMessage } | null = null;

  constructor(options: ChatDayOptions) {
    this.#options = options;
  }

  /**
   * Reads the day's first messages and, where it is asked for, the one before.
   * What follows needs no such call.
   */
  async open({ asksBefore = false } = {}): Promise<this> {
    if (!asksBefore) await this.#read();
    else if (this.#options.start || !await this.#readBackwards()) {
      [this.#before] = await Promise.all([this.#readBefore(), this.#read()]);
    }
    return this;
  }

  /** The message just before the first one, where that was asked for. */
  get before(): StoredMessage | null {
    return this.#before;
  }

  /** The day's message in place `i`, or `null`. */
  async message(i: number): Promise<StoredMessage | null> {
    while (this.#ofDay === null && i >= this.#rows.length) await this.#read();
    return i < (this.#ofDay ?? Infinity) ? this.#rows[i] ?? null : null;
  }

  /**
   * The first message behind that in place `i` which is found; the rest of the
   * day is read where `throughDay` says so, and some more of what follows. What
   * lies farther is looked for by time, so that any distance is a few reads.
   */
  async later(
    i: number,
    judge: Judge,
    { throughDay = false } = {},
  ): Promise<StoredMessage | null> {
    let before = await this.message(i);
    if (before === null) return null;
    const { at } = before;
    for (let left = this.#options.readOn, j = i + 1;; j++) {
      const row = await this.#row(j);
      if (row === null) return null;
      const verdict = judge(row, before);
      if (verdict !== null) return verdict === "found" ? row : null;
      before = row;
      if (throughDay && j < (this.#ofDay ?? Infinity)) continue;
      // Messages of one moment are not told apart by time.
      if (--left < 0 && row.at !== at) return await this.#far(row, judge);
    }
  }

  async #far(
    from: StoredMessage,
    judge: Judge,
  ): Promise<StoredMessage | null> {
    if (
      this.#farther === null || judge(this.#farther.before, null) !== null ||
      judge(this.#farther.found, null) === null
    ) this.#farther = await this.#search(from, judge);
    const found = this.#farther?.found;
    return found && judge(found, null) === "found" ? found : null;
  }

  /** The first message behind `from` of which something is thought. */
  async #search(from: StoredMessage, judge: Judge) {
    const { store, dataset, chat, onRead } = this.#options;
    const prefix = keys.messagesOf(dataset, chat);
    const last = await this.#lastBefore(null);
    if (last === null || judge(last, null) === null) return null;
    let low = from;
    let [since, until] = [from.at, last.at];
    while (until - since > CLOSE_MS) {
      const middle = Math.floor((since + until) / 2);
      const row = await this.#lastBefore([...prefix, middle + 1]);
      if (row === null) return null;
      if (judge(row, null) !== null) until = row.at;
      else [low, since] = [row, middle];
    }
    let before = low;
    const list = listMessages(store, {
      prefix,
      start: keys.message(dataset, chat, low.at, low.id),
    }, { batchSize: READ_AT_ONCE });
    for await (const row of list) {
      onRead?.(1);
      if (judge(row, null) !== null) return { before, found: row };
      before = row;
    }
    return null;
  }

  async #row(i: number): Promise<StoredMessage | null> {
    while (!this.#isAtEnd && i >= this.#rows.length) await this.#read();
    return this.#rows[i] ?? null;
  }

  /** Reads more of the day, or where all of it is read, of what follows. */
  async #read(): Promise<void> {
    const { store, dataset, chat, from, to, start } = this.#options;
    const prefix = keys.messagesOf(dataset, chat);
    const last = this.#rows.at(-1);
    const isDay = this.#ofDay === null;
    const begin = last !== undefined
      ? [...keys.message(dataset, chat, last.at, last.id), ""]
      : !isDay
      ? [...prefix, to]
      : start
      ? keys.message(dataset, chat, start.at, start.id)
      : [...prefix, from];
    const list = listMessages(
      store,
      isDay ? { start: begin, end: [...prefix, to] } : { prefix, start: begin },
      { limit: READ_AT_ONCE, batchSize: READ_AT_ONCE },
    );
    let read = 0;
    for await (const row of list) {
      this.#rows.push(row);
      read++;
    }
    this.#options.onRead?.(read);
    if (read === READ_AT_ONCE) return;
    if (isDay) this.#ofDay = this.#rows.length;
    else this.#isAtEnd = true;
  }

  /**
   * A short day and the message before it in one read; gives whether the day is
   * short enough.
   */
  async #readBackwards(): Promise<boolean> {
    const { store, dataset, chat, from, to, onRead } = this.#options;
    const prefix = keys.messagesOf(dataset, chat);
    const rows: StoredMessage[] = [];
    let before: StoredMessage | null = null;
    const list = listMessages(store, { prefix, end: [...prefix, to] }, {
      limit: SHORT_DAY + 1,
      batchSize: SHORT_DAY + 1,
      reverse: true,
    });
    for await (const row of list) {
      if (row.at < from) {
        before = row;
        break;
      }
      rows.push(row);
    }
    onRead?.(rows.length + 1);
    if (rows.length > SHORT_DAY) return false;
    this.#rows.push(...rows.reverse());
    this.#ofDay = rows.length;
    this.#before = before;
    return true;
  }

  async #readBefore(): Promise<StoredMessage | null> {
    const { dataset, chat, from, start } = this.#options;
    return await this.#lastBefore(
      start
        ? keys.message(dataset, chat, start.at, start.id)
        : [...keys.messagesOf(dataset, chat), from],
    );
  }

  /** The conversation's last message whose key comes before `end`. */
  async #lastBefore(end: Deno.KvKey | null): Promise<StoredMessage | null> {
    const { store, dataset, chat } = this.#options;
    const prefix = keys.messagesOf(dataset, chat);
    const selector = end === null ? { prefix } : { prefix, end };
    const list = listMessages(store, selector, { limit: 1, reverse: true });
    this.#options.onRead?.(1);
    for await (const row of list) return row;
    return null;
  }
}
