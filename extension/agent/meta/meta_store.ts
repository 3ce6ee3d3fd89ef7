import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
} from "idb";
import type { CreatorName } from "../../messages.ts";
import type { JournalEntry, Pairing } from "../types.ts";
import { NO_EPOCHS } from "./epochs.ts";
import type {
  CreatorRow,
  HeldCapture,
  HeldRow,
  HeldTotals,
  PageChange,
  PageRow,
  Pairings,
} from "./rows.ts";

interface MetaSchema extends DBSchema {
  pages: { key: string; value: PageRow };
  held: {
    key: number;
    value: Omit<HeldRow, "seq">;
    indexes: { page: string; print: [string, string] };
  };
  pairings: { key: string; value: Pairing };
  creators: { key: string; value: CreatorRow };
  /** What waits for the first account. */
  pending: { key: string; value: Pairing };
  /** How much is held. */
  totals: { key: string; value: HeldTotals };
  /** Commands of accounts whose database is removed, by creator. */
  carried: { key: string; value: JournalEntry[] };
  settings: { key: string; value: boolean };
}

/** What reading a page's records may change. */
const CHANGED = [
  "pages",
  "held",
  "totals",
  "pairings",
  "pending",
  "creators",
] as const;
type Changing = IDBPTransaction<
  MetaSchema,
  (typeof CHANGED)[number][],
  "readwrite"
>;
type PagesOf = Pick<
  IDBPObjectStore<MetaSchema, ["pages"], "pages", "readwrite">,
  "getAll" | "put"
>;

/** Bounds of what is held until its account is known. */
export interface HeldBounds {
  count: number;
  bytes: number;
}

/** What a {@linkcode MetaStore} can be told to do otherwise. */
export interface MetaOptions {
  /** Default: `rapport-meta`. */
  name?: string;
  /** Default: 2,000 captures and 32 MiB. */
  held?: HeldBounds;
}

const HELD: HeldBounds = { count: 2_000, bytes: 32 * 1024 * 1024 };
const NONE_HELD: HeldTotals = { count: 0, bytes: 0, dropped: 0 };
const PAUSED = "paused";
/** The key where a store has one value only. */
const ONLY = "only";

/** Opens what is stored of pages, accounts and pairings. */
export async function openMetaStore(
  { name = "rapport-meta", held = HELD }: MetaOptions = {},
): Promise<MetaStore> {
  const db = await openDB<MetaSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("pages", { keyPath: "page" });
      const held = db.createObjectStore("held", { autoIncrement: true });
      held.createIndex("page", "page");
      held.createIndex("print", ["page", "print"], { unique: true });
      db.createObjectStore("pairings");
      db.createObjectStore("creators", { keyPath: "id" });
      db.createObjectStore("pending");
      db.createObjectStore("totals");
      db.createObjectStore("carried");
      db.createObjectStore("settings");
    },
  });
  return new MetaStore(db, held);
}

/**
 * What is stored beside the accounts' own databases. Each method is one
 * transaction: it is done as a whole, or not at all.
 */
export class MetaStore {
  readonly #db: IDBPDatabase<MetaSchema>;
  readonly #bounds: HeldBounds;

  /** See {@linkcode openMetaStore}. */
  constructor(db: IDBPDatabase<MetaSchema>, bounds: HeldBounds) {
    this.#db = db;
    this.#bounds = bounds;
  }

  /** A page, or one of which nothing is known. */
  async page(page: string): Promise<PageRow> {
    return await this.#db.get("pages", page) ?? {
      page,
      tab: null,
      document: null,
      epochs: NO_EPOCHS,
      lost: 0,
      heardAt: 0,
      gone: false,
    };
  }

  /** All pages that were heard lately, the latest first. */
  async pages(): Promise<PageRow[]> {
    const rows = await this.#db.getAll("pages");
    return rows.sort((one, other) => other.heardAt - one.heardAt);
  }

  /** What is held of a page, the oldest first. */
  async heldOf(page: string): Promise<HeldRow[]> {
    const rows: HeldRow[] = [];
    const { store } = this.#db.transaction("held");
    let cursor = await store.index("page").openCursor(page);
    while (cursor !== null) {
      rows.push({ ...cursor.value, seq: cursor.primaryKey });
      cursor = await cursor.continue();
    }
    return rows;
  }

  /** How much is held. */
  async heldTotals(): Promise<HeldTotals> {
    return await this.#db.get("totals", ONLY) ?? { ...NONE_HELD };
  }

  /**
   * Stores what reading a page's records changed. The first account to be named
   * gets the pairing that waits for one, if it has none. Of what is held, the
   * oldest goes where there is too much.
   */
  async change(
    { row, hold, release, creators, misplaced }: PageChange,
  ): Promise<void> {
    // What is held is nowhere else once the relay has its answer.
    const isSole = hold.length + release.length + creators.length > 0;
    const tx = this.#db.transaction([...CHANGED], "readwrite", {
      durability: isSole ? "strict" : "relaxed",
    });
    const pages = tx.objectStore("pages");
    const known = await pages.get(row.page);
    await this.#replaceInTab(pages, row);
    await pages.put(row);
    for (const creator of creators) await name(tx, creator);
    for (const [id, count] of misplaced) {
      const store = tx.objectStore("creators");
      const creator = await store.get(id) ?? withNames(undefined, nameless(id));
      await store.put({ ...creator, misplaced: creator.misplaced + count });
    }
    const lost = Math.max(0, row.lost - (known?.lost ?? 0));
    if (hold.length + release.length + lost > 0) {
      await this.#hold(tx, hold, release, lost);
    }
    await tx.done;
  }

  /** Marks the pages of a tab as closed. */
  closeTab(tab: number): Promise<void> {
    return this.#close((row) => row.tab === tab);
  }

  /** Marks pages as closed that were not heard since `since`, in ms. */
  closeSilent(since: number): Promise<void> {
    return this.#close(({ heardAt }) => heardAt < since);
  }

  /** Marks a page as closed. */
  closePage(page: string): Promise<void> {
    return this.#close((row) => row.page === page);
  }

  /**
   * Forgets pages that are closed and were not heard since `since`, in ms since
   * the epoch, with what is held of them.
   */
  async prune(since: number): Promise<void> {
    const tx = this.#db.transaction(["pages", "held", "totals"], "readwrite");
    const pages = tx.objectStore("pages");
    const held = tx.objectStore("held");
    const sums = tx.objectStore("totals");
    const totals = await sums.get(ONLY) ?? { ...NONE_HELD };
    for (const row of await pages.getAll()) {
      if (!row.gone || row.heardAt >= since) continue;
      await pages.delete(row.page);
      let cursor = await held.index("page").openCursor(row.page);
      while (cursor !== null) {
        totals.count--;
        totals.bytes -= cursor.value.bytes;
        totals.dropped++;
        await cursor.delete();
        cursor = await cursor.continue();
      }
    }
    await sums.put(totals, ONLY);
    await tx.done;
  }

  /** Removes everything that is held. */
  async forgetHeld(): Promise<void> {
    const tx = this.#db.transaction(["held", "totals"], "readwrite");
    await tx.objectStore("held").clear();
    await tx.objectStore("totals").delete(ONLY);
    await tx.done;
  }

  /** All accounts that pages named. */
  async creators(): Promise<CreatorRow[]> {
    return await this.#db.getAll("creators");
  }

  /** Forgets an account's name, and what was counted of it. */
  async forgetCreator(creator: string): Promise<void> {
    await this.#db.delete("creators", creator);
  }

  /** All pairings. */
  async pairings(): Promise<Pairings> {
    const tx = this.#db.transaction(["pairings", "pending"]);
    const store = tx.objectStore("pairings");
    const [keys, values] = [await store.getAllKeys(), await store.getAll()];
    const pending = await tx.objectStore("pending").get(ONLY) ?? null;
    const of = new Map<string, Pairing>();
    for (const [i, key] of keys.entries()) {
      const value = values[i];
      if (value !== undefined) of.set(key, value);
    }
    return { of, pending };
  }

  /**
   * Stores the pairing of an account, or forgets it for `null`. The creator
   * `null` is the first account that will be seen.
   */
  async setPairing(
    creator: string | null,
    pairing: Pairing | null,
  ): Promise<void> {
    const [store, key] = creator === null
      ? ["pending" as const, ONLY]
      : ["pairings" as const, creator];
    if (pairing === null) await this.#db.delete(store, key);
    else await this.#db.put(store, pairing, key);
  }

  /**
   * Commands of an account that outlive its database, so that none of them is
   * executed again.
   */
  async carried(creator: string): Promise<JournalEntry[]> {
    return await this.#db.get("carried", creator) ?? [];
  }

  /** Keeps an account's commands; with none, forgets those that were kept. */
  async carry(
    creator: string,
    entries: readonly JournalEntry[],
  ): Promise<void> {
    if (entries.length === 0) await this.#db.delete("carried", creator);
    else await this.#db.put("carried", [...entries], creator);
  }

  /** Whether capturing is paused. */
  async paused(): Promise<boolean> {
    return await this.#db.get("settings", PAUSED) === true;
  }

  /** Pauses capturing, or goes on. */
  async setPaused(paused: boolean): Promise<void> {
    await this.#db.put("settings", paused, PAUSED);
  }

  /** Ends the work with the database. */
  close(): void {
    this.#db.close();
  }

  async #close(isMeant: (row: PageRow) => boolean): Promise<void> {
    const tx = this.#db.transaction("pages", "readwrite");
    for (const row of await tx.store.getAll()) {
      if (!row.gone && isMeant(row)) await tx.store.put({ ...row, gone: true });
    }
    await tx.done;
  }

  /** Another document of a tab has taken the place of those before it. */
  async #replaceInTab(pages: PagesOf, { page, tab }: PageRow): Promise<void> {
    if (tab === null) return;
    for (const other of await pages.getAll()) {
      if (other.tab !== tab || other.page === page || other.gone) continue;
      await pages.put({ ...other, gone: true });
    }
  }

  /** `lost` were not even told of. */
  async #hold(
    tx: Changing,
    hold: readonly HeldCapture[],
    release: readonly number[],
    lost: number,
  ): Promise<void> {
    const [held, sums] = [tx.objectStore("held"), tx.objectStore("totals")];
    const totals = await sums.get(ONLY) ?? { ...NONE_HELD };
    totals.dropped += lost;
    for (const seq of release) {
      const one = await held.get(seq);
      if (one === undefined) continue;
      totals.count--;
      totals.bytes -= one.bytes;
      await held.delete(seq);
    }
    for (const capture of hold) {
      const key: [string, string] = [capture.page, capture.print];
      if (await held.index("print").getKey(key) !== undefined) continue;
      totals.count++;
      totals.bytes += capture.bytes;
      await held.add(capture);
    }
    let oldest = await held.openCursor();
    while (oldest !== null && this.#isTooMuch(totals)) {
      totals.count--;
      totals.bytes -= oldest.value.bytes;
      totals.dropped++;
      await oldest.delete();
      oldest = await oldest.continue();
    }
    await sums.put(totals, ONLY);
  }

  #isTooMuch({ count, bytes }: HeldTotals): boolean {
    return count > this.#bounds.count || bytes > this.#bounds.bytes;
  }
}

/** Notes an account; it gets the pairing that waits, if it has none. */
async function name(tx: Changing, creator: CreatorName): Promise<void> {
  const creators = tx.objectStore("creators");
  await creators.put(withNames(await creators.get(creator.id), creator));
  const [pairings, pending] = [
    tx.objectStore("pairings"),
    tx.objectStore("pending"),
  ];
  const waiting = await pending.get(ONLY);
  if (waiting === undefined || await pairings.get(creator.id)) return;
  await pairings.put(waiting, creator.id);
  await pending.delete(ONLY);
}

function withNames(
  known: CreatorRow | undefined,
  { id, name, username }: CreatorName,
): CreatorRow {
  return {
    id,
    name: name ?? known?.name ?? null,
    username: username ?? known?.username ?? null,
    misplaced: known?.misplaced ?? 0,
  };
}

function nameless(id: string): CreatorName {
  return { id, name: null, username: null };
}
