import type { Clock } from "@/lib/store/clock.ts";
import { fieldOf } from "../capture/clean.ts";
import type { WireResult } from "../../messages.ts";
import type { CommandJournal, JournalEntry } from "../types.ts";
import { Turns } from "../turns.ts";
import { type Command, expiryOf, readCommand } from "./command.ts";
import { perhapsSent, resultOf } from "./result.ts";

/** By which way a command came. */
export type CommandWay = "service" | "bridge";

/**
 * What a page said to a command: it has it; it is not there and got nothing; or
 * it did not say, so that it may have it.
 */
export type PageReply = "taken" | "absent" | "unknown";

/** What a {@linkcode CommandDesk} works with. */
export interface DeskOptions {
  clock: Clock;
  journal(): Promise<CommandJournal>;
  /** Open pages of the account, the one heard of last first. */
  pages(): Promise<string[]>;
  /** Gives a command to a page. */
  send(page: string, command: Command): Promise<PageReply>;
  /** A page turned out not to be there. */
  onAbsent(page: string): Promise<void>;
  /** The service is to be told of a result. */
  onResult(): void;
  /** Whether nothing may be forwarded at present. */
  isPaused(): Promise<boolean>;
  /** A new name of a command. */
  newId(): string;
  onError(error: unknown): void;
}

/** What became of taking in a command: its id, or why it was not taken. */
export type Taken = { ok: true; id: string } | { ok: false; error: string };

/** Commands that pages get within a minute. */
const PER_MINUTE = 20;
const MINUTE_MS = 60_000;
/** When to look again whether there may be more, in ms. */
const RATE_AGAIN_MS = 3_000;
/** How long a page has to say what became of a command, in ms. */
const RESULT_MS = 120_000;
/** Longest time until commands are looked at again, in ms. */
const LONGEST_MS = 10 * MINUTE_MS;

/**
 * Executes an account's commands through its pages, each once, whatever way it
 * comes. The journal says how far each got, so that a new desk goes on where
 * another one was cut off: a command is given to one page only, which itself
 * executes it once.
 */
export class CommandDesk {
  readonly #options: DeskOptions;
  readonly #turns = new Turns();
  /** Commands that this desk gave to their page. */
  readonly #given = new Set<string>();
  readonly #waiters = new Map<string, Set<(result: WireResult) => void>>();
  #cancel: (() => void) | null = null;
  #due = Infinity;
  #isStopped = false;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Takes in a command, stores it, and sees to it. */
  receive(raw: unknown, way: CommandWay): Promise<Taken> {
    return this.#turns.run(() => this.#receive(raw, way));
  }

  /** Sees to all commands without a result. */
  examine(): Promise<void> {
    return this.#turns.run(async () => {
      const journal = await this.#options.journal();
      for (const entry of await journal.open()) {
        await this.#see(journal, entry);
      }
    });
  }

  /**
   * Takes what a page says of a command; `false` if it is none of this account,
   * or that page does not have it. The first result counts.
   */
  settle(page: string, raw: unknown): Promise<boolean> {
    return this.#turns.run(async () => {
      const id = fieldOf(raw, "command_id");
      if (typeof id !== "string") return false;
      const journal = await this.#options.journal();
      const entry = await journal.get(id);
      if (entry === null || entry.page !== page) return false;
      const result = resultOf(raw, id);
      if (entry.state === "forwarded" && result !== null) {
        await this.#finish(journal, entry, result);
      }
      return true;
    });
  }

  /** A command's result, or `null` if there is none after `ms`. */
  async outcome(id: string, ms: number): Promise<WireResult | null> {
    const result = Promise.withResolvers<WireResult | null>();
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters.add(result.resolve));
    const cancel = this.#options.clock.after(ms, () => result.resolve(null));
    try {
      const entry = await (await this.#options.journal()).get(id);
      return entry?.result ?? await result.promise;
    } finally {
      cancel();
      waiters.delete(result.resolve);
      if (waiters.size === 0) this.#waiters.delete(id);
    }
  }

  /** Ends all that it would do by itself. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = null;
  }

  async #receive(raw: unknown, way: CommandWay): Promise<Taken> {
    const { clock, newId } = this.#options;
    const now = clock.now();
    // One of the service that has no id could come again.
    const read = readCommand(raw, now, way === "bridge" ? newId : null);
    if (!read.ok && (way === "bridge" || read.id === null)) {
      return { ok: false, error: read.error };
    }
    const id = read.ok ? read.command.command_id : read.id ?? "";
    const journal = await this.#options.journal();
    const known = await journal.get(id);
    if (known !== null) return await this.#again(journal, known, read, way);
    const entry: JournalEntry = {
      command: read.ok
        ? read.command
        : { command_id: id, chat_id: "", text: "" },
      state: "waiting",
      page: null,
      receivedAt: now,
      forwardedAt: null,
      result: null,
      acknowledged: false,
      isBridgeOnly: way === "bridge",
    };
    await journal.begin(
      read.ok ? entry : {
        ...entry,
        state: "done",
        result: { command_id: id, status: "rejected", detail: read.error },
      },
    );
    if (read.ok) await this.#see(journal, entry);
    else this.#options.onResult();
    return { ok: true, id };
  }

  /** A command that is known: who asks is told what became of it. */
  async #again(
    journal: CommandJournal,
    entry: JournalEntry,
    read: ReturnType<typeof readCommand>,
    way: CommandWay,
  ): Promise<Taken> {
    const { command_id: id, chat_id, text } = entry.command;
    if (way === "bridge") {
      const isSame = read.ok && read.command.chat_id === chat_id &&
        read.command.text === text;
      return isSame
        ? { ok: true, id }
        : { ok: false, error: "command_id is that of another message." };
    }
    const isTold = entry.isBridgeOnly || entry.acknowledged;
    if (isTold) {
      await journal.put({ ...entry, isBridgeOnly: false, acknowledged: false });
    }
    if (entry.state === "done") this.#options.onResult();
    return { ok: true, id };
  }

  /** Does what is to be done next of a command without a result. */
  async #see(journal: CommandJournal, entry: JournalEntry): Promise<void> {
    if (entry.state === "waiting") await this.#start(journal, entry);
    else if (entry.state === "forwarded") await this.#follow(journal, entry);
  }

  async #start(journal: CommandJournal, entry: JournalEntry): Promise<void> {
    const { clock, pages, isPaused } = this.#options;
    const now = clock.now();
    const expiry = expiryOf(entry);
    if (expiry <= now) {
      await this.#finish(journal, entry, {
        command_id: entry.command.command_id,
        status: "rejected",
        detail: "The command has expired.",
      });
      return;
    }
    this.#lookAt(expiry);
    if (await isPaused()) return;
    const [page] = await pages();
    if (page === undefined) return;
    const lately = await journal.forwardedSince(now - MINUTE_MS + 1);
    if (lately >= PER_MINUTE) {
      this.#lookAt(now + RATE_AGAIN_MS);
      return;
    }
    // Stored first: whoever goes on from here knows which page may have it.
    const forwarded: JournalEntry = {
      ...entry,
      state: "forwarded",
      page,
      forwardedAt: now,
    };
    await journal.put(forwarded);
    this.#give(forwarded, page, true);
  }

  /** A page has it, or was to get it: has that come to an end? */
  async #follow(journal: CommandJournal, entry: JournalEntry): Promise<void> {
    const { clock, pages } = this.#options;
    const { page, command: { command_id: id } } = entry;
    const until = (entry.forwardedAt ?? entry.receivedAt) + RESULT_MS;
    const isOpen = page !== null && (await pages()).includes(page);
    if (!isOpen || until <= clock.now()) {
      await this.#finish(journal, entry, perhapsSent(id));
      return;
    }
    this.#lookAt(until);
    // Another desk may have been cut off before the page got it.
    if (!this.#given.has(id)) this.#give(entry, page, false);
  }

  /** `isFirst`: nobody can have given it to the page before. */
  #give(entry: JournalEntry, page: string, isFirst: boolean): void {
    const { send, onError } = this.#options;
    this.#given.add(entry.command.command_id);
    send(page, entry.command)
      .then((reply) =>
        this.#turns.run(() => this.#replied(entry, reply, isFirst))
      )
      .catch(onError);
  }

  async #replied(
    { command: { command_id: id } }: JournalEntry,
    reply: PageReply,
    isFirst: boolean,
  ): Promise<void> {
    if (this.#isStopped) return;
    const { clock, journal: open, onAbsent } = this.#options;
    const journal = await open();
    const entry = await journal.get(id);
    if (entry === null || entry.state !== "forwarded") return;
    if (reply !== "absent") {
      this.#lookAt((entry.forwardedAt ?? clock.now()) + RESULT_MS);
      return;
    }
    if (entry.page !== null) await onAbsent(entry.page);
    if (!isFirst) {
      await this.#finish(journal, entry, perhapsSent(id));
      return;
    }
    const waiting: JournalEntry = {
      ...entry,
      state: "waiting",
      page: null,
      forwardedAt: null,
    };
    await journal.put(waiting);
    await this.#start(journal, waiting);
  }

  async #finish(
    journal: CommandJournal,
    entry: JournalEntry,
    result: WireResult,
  ): Promise<void> {
    await journal.put({
      ...entry,
      state: "done",
      result,
      // The service does not know of it.
      acknowledged: entry.isBridgeOnly === true,
    });
    for (const tell of this.#waiters.get(result.command_id) ?? []) tell(result);
    this.#options.onResult();
  }

  /** Sees to all commands at the earliest of the times asked for, in ms. */
  #lookAt(at: number): void {
    const { clock, onError } = this.#options;
    const now = clock.now();
    const due = Math.min(at, now + LONGEST_MS);
    if (due >= this.#due || this.#isStopped) return;
    this.#cancel?.();
    this.#due = due;
    this.#cancel = clock.after(due - now, () => {
      this.#cancel = null;
      this.#due = Infinity;
      this.examine().catch(onError);
    });
  }
}
