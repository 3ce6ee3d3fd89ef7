import type { RelayAnswer, Relayed, RelayMessage } from "../messages.ts";
import { RelayQueue } from "./queue.ts";

/** First wait after a failure, in ms; it doubles with each one. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** How long the background may take to store a batch, in ms. */
const ANSWER_TIMEOUT_MS = 60_000;

/** What a sender works with. */
export interface SenderOptions {
  /** Names the document. */
  page: string;
  /** Gives a message to the background; rejects if nobody takes it. */
  send: (message: RelayMessage) => Promise<unknown>;
  /** Whether the extension that this belongs to is still there. */
  isAlive: () => boolean;
  /** Captures that were dropped before they came here. */
  lost: () => number;
  /** From 0 to below 1. */
  random: () => number;
  /** Calls `run` once after `ms`; the result calls it off. */
  after: (ms: number, run: () => void) => () => void;
  /** The extension is gone: nothing will be sent any more. */
  ended: () => void;
}

/**
 * Gives records to the background, in order and one batch at a time, again and
 * again until each is stored.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #queue = new RelayQueue();
  #isHelloDue = false;
  #isSending = false;
  #isOver = false;
  #failures = 0;
  #cancelWait: (() => void) | null = null;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Tells the background that the page is there, and tries at once. */
  hello(): void {
    this.#isHelloDue = true;
    this.#stopWaiting();
    this.#next();
  }

  push(record: Relayed): void {
    if (this.#isOver) return;
    this.#queue.push(record);
    this.#next();
  }

  /**
   * Sends what waits without waiting for answers: the document may be gone the
   * next moment. It stays here all the same, as it may come back.
   */
  sendAll(): void {
    if (this.#isOver) return;
    for (const records of this.#queue.batches()) {
      this.#send(records).catch(() => {});
    }
  }

  #next(): void {
    if (this.#isOver || this.#isSending || this.#cancelWait !== null) return;
    if (!this.#isHelloDue && this.#queue.length === 0) return;
    this.#isHelloDue = false;
    this.#isSending = true;
    this.#attempt(this.#queue.batch()).then((isStored) => {
      this.#isSending = false;
      if (isStored) this.#stored();
      else this.#failed();
    });
  }

  async #attempt(records: Relayed[]): Promise<boolean> {
    const late = Promise.withResolvers<unknown>();
    const cancel = this.#options.after(
      ANSWER_TIMEOUT_MS,
      () => late.resolve(null),
    );
    try {
      return isStored(await Promise.race([this.#send(records), late.promise]));
    } catch {
      return false;
    } finally {
      cancel();
    }
  }

  async #send(records: Relayed[]): Promise<unknown> {
    const { page, send, lost } = this.#options;
    const dropped = this.#queue.lost + lost();
    return await send({
      type: "relay",
      page,
      records,
      ...dropped === 0 ? {} : { lost: dropped },
    });
  }

  #stored(): void {
    this.#failures = 0;
    this.#queue.stored();
    this.#next();
  }

  #failed(): void {
    const { isAlive, ended, after, random } = this.#options;
    if (!isAlive()) {
      this.#isOver = true;
      this.#queue.clear();
      ended();
      return;
    }
    // The hello was not heard either.
    this.#isHelloDue = true;
    const longest = Math.min(
      LONGEST_WAIT_MS,
      FIRST_WAIT_MS * 2 ** Math.min(this.#failures++, 20),
    );
    this.#cancelWait = after(longest * (0.5 + random() / 2), () => {
      this.#cancelWait = null;
      this.#next();
    });
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }
}

function isStored(answer: unknown): answer is RelayAnswer {
  return typeof answer === "object" && answer !== null && "stored" in answer &&
    answer.stored === true;
}
