import type {
  CreatorName,
  Relayed,
  RelayMessage,
  SeenData,
  Way,
  WireResult,
} from "../../messages.ts";
import type { Site } from "../../site.ts";
import { accountIn, began, currentAccount } from "../meta/epochs.ts";
import type { MetaStore } from "../meta/meta_store.ts";
import type { HeldCapture, HeldRow, PageRow } from "../meta/rows.ts";
import type { AccountStore, Observed } from "../types.ts";
import { observe } from "./observe.ts";
import { printOf } from "./print.ts";
import { type Found, read } from "./reading.ts";

/** What taking in what pages relay works with. */
export interface IntakeOptions {
  site: Site;
  meta: Pick<MetaStore, "paused" | "page" | "heldOf" | "change">;
  /** The store of a creator's account. */
  store(creator: string): Promise<Pick<AccountStore, "take">>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Where a relay speaks from. */
export interface RelayAddress {
  tab: number | null;
  document: string | null;
}

/** What came of taking in what a page relayed. */
export interface TakenIn {
  paused: boolean;
  /** Whom the page shows, as far as is known. */
  current: string | null;
  /** All accounts that the page has shown. */
  shown: string[];
  /** Accounts of which something was stored. */
  stored: Map<string, Observed[]>;
  /** What the live sockets told, in order. */
  live: LiveNews[];
  /** What the page says of commands, in order. */
  results: WireResult[];
}

/** What a live socket told of an account. */
export interface LiveNews {
  creator: string;
  at: number;
  /** Who is online; `null` where it said something else. */
  online: string[] | null;
}

/** Records that a store takes at once. */
const AT_ONCE = 500;
/** What a held capture takes besides its text. */
const HELD_BYTES = 500;

/**
 * Takes in what a page relayed, in its order: what is of a known account goes
 * into its store, the rest is held. When this resolves, all of it is durable; if
 * it rejects, or never ends, it can be taken in again.
 */
export async function takeIn(
  message: RelayMessage,
  address: RelayAddress,
  options: IntakeOptions,
): Promise<TakenIn> {
  const { meta } = options;
  const paused = await meta.paused();
  const row = await meta.page(message.page);
  const reader = new PageReader(row, paused, options);
  for (const record of message.records) await reader.take(record);
  await reader.finish();
  await meta.change({
    ...reader.change,
    row: {
      ...reader.row,
      lost: Math.max(row.lost, message.lost ?? 0),
      tab: address.tab,
      document: address.document,
      heardAt: options.now(),
      gone: false,
    },
  });
  const { epochs } = reader.row;
  const shown = epochs.map(({ account }) => account)
    .filter((account) => account !== null);
  return {
    ...reader.taken,
    current: currentAccount(epochs),
    shown: [...new Set(shown)],
  };
}

/** Reads a page's records one after the other. */
class PageReader {
  readonly taken: Omit<TakenIn, "current" | "shown">;
  row: PageRow;
  readonly #options: IntakeOptions;
  readonly #hold: HeldCapture[] = [];
  readonly #release: number[] = [];
  readonly #creators: CreatorName[] = [];
  readonly #misplaced = new Map<string, number>();
  /** What was held of the page before, once it was needed. */
  #held: HeldRow[] | null = null;
  /** What the next store is to take. */
  #batch: Batch | null = null;

  constructor(row: PageRow, paused: boolean, options: IntakeOptions) {
    this.row = row;
    this.#options = options;
    this.taken = { paused, stored: new Map(), live: [], results: [] };
  }

  get change() {
    return {
      hold: this.#hold,
      release: this.#release,
      creators: this.#creators,
      misplaced: this.#misplaced,
    };
  }

  async take(record: Relayed): Promise<void> {
    if (record.kind === "result") {
      this.taken.results.push(record.result);
      return;
    }
    const { event, data } = record;
    const reading = read(event, data, this.#options.site);
    const creator = reading.kind === "identity" ? reading.creator : null;
    if (data.begins !== undefined) {
      if (creator !== null) this.#creators.push(creator);
      await this.#begin(data.begins, creator?.id ?? null);
    } else if (reading.kind === "found" && !this.taken.paused) {
      await this.#find(event, data, reading.found);
    }
  }

  /** Stores what was not stored yet. */
  async finish(): Promise<void> {
    const batch = this.#batch;
    this.#batch = null;
    if (batch === null) return;
    const store = await this.#options.store(batch.creator);
    await store.take(batch.observed);
    const stored = this.taken.stored.get(batch.creator) ?? [];
    this.taken.stored.set(batch.creator, [...stored, batch.observed]);
  }

  async #begin(epoch: number, account: string | null): Promise<void> {
    this.row = { ...this.row, epochs: began(this.row.epochs, epoch, account) };
    if (account !== null) await this.#releaseHeld();
  }

  /** Stores what was held and whose account is known now. */
  async #releaseHeld(): Promise<void> {
    this.#held ??= await this.#options.meta.heldOf(this.row.page);
    const before = this.#held;
    this.#held = [];
    for (const held of before) {
      if (await this.#releaseOne(held)) this.#release.push(held.seq);
      else this.#held.push(held);
    }
    for (const held of this.#hold.splice(0)) {
      if (!await this.#releaseOne(held)) this.#hold.push(held);
    }
  }

  async #releaseOne({ event, data }: HeldCapture): Promise<boolean> {
    const creator = accountIn(this.row.epochs, data.epoch);
    if (creator === null) return false;
    const reading = read(event, data, this.#options.site);
    if (reading.kind === "found") await this.#store(creator, reading.found);
    return true;
  }

  async #find(event: Way, data: SeenData, found: Found): Promise<void> {
    const creator = accountIn(this.row.epochs, data.epoch);
    if (creator !== null) {
      await this.#store(creator, found);
      if (event !== "websocket") return;
      const { online } = found;
      this.taken.live.push({ creator, at: data.at, online });
    } else if (holdsRecords(found)) {
      this.#hold.push({
        page: this.row.page,
        print: printOf(event, data),
        event,
        data,
        bytes: HELD_BYTES + 2 * (data.body.length + data.url.length),
      });
    }
  }

  async #store(creator: string, found: Found): Promise<void> {
    const { observed, misplaced } = observe(found, creator);
    if (misplaced > 0) {
      const before = this.#misplaced.get(creator) ?? 0;
      this.#misplaced.set(creator, before + misplaced);
    }
    if (isEmpty(observed)) return;
    if (this.#batch?.creator !== creator || !this.#batch.fits(observed)) {
      await this.finish();
      this.#batch = new Batch(creator);
    }
    this.#batch.add(observed);
  }
}

/** What one account's store takes at once. */
class Batch {
  readonly observed: Observed = { chats: [], messages: [], users: [] };
  readonly #known = new Set<string>();

  constructor(readonly creator: string) {}

  /** Whether it has room, and nothing of it would be there twice. */
  fits(observed: Observed): boolean {
    return this.#known.size < AT_ONCE &&
      keysOf(observed).every((key) => !this.#known.has(key));
  }

  add(observed: Observed): void {
    for (const key of keysOf(observed)) this.#known.add(key);
    this.observed.chats.push(...observed.chats);
    this.observed.messages.push(...observed.messages);
    this.observed.users.push(...observed.users);
  }
}

function keysOf({ messages }: Observed): string[] {
  return messages.map(({ id }) => id);
}

function isEmpty({ chats, messages, users }: Observed): boolean {
  return chats.length + messages.length + users.length === 0;
}

/** Who is online is not worth being held: by then it is something else. */
function holdsRecords({ chats, messages, users }: Found): boolean {
  return chats.length + messages.length + users.length > 0;
}
