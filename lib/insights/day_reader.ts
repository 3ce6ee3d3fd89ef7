import type {
  AccountId,
  ChangedDays,
  CreatorId,
  DayRange,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keyId,
  keys,
  LruCache,
  type Store,
} from "@/lib/store/mod.ts";
import type { DayFigures } from "./figures.ts";
import { type DayRow, unpackDay } from "./figures_row.ts";
import { RangeFigures } from "./range_figures.ts";
import { RememberedRanges } from "./remembered_ranges.ts";
import type { SpendByChat } from "./spend.ts";

/** Where an account's data stands. */
export interface Standing {
  /** The visible dataset. */
  generation: number;
  /** Commits so far: as long as it is the same, nothing has changed. */
  commits: number;
  /** The commits that changed its days. */
  changed: ChangedDays;
}

/** Days of some creators. */
export interface DaysQuery {
  creators: readonly CreatorId[];
  range: DayRange;
}

/** What fans paid on a day. */
export interface SpendOfDay {
  day: number;
  spend: SpendByChat;
}

/** Gives what is counted of days, as of a moment. */
export interface DaySource {
  /** The figures of a range's days. */
  figures(query: DaysQuery): Promise<RangeFigures>;
  /** What fans paid on the range's days; once for each creator. */
  spend(query: DaysQuery): Promise<SpendOfDay[]>;
}

/** What a reading came to. */
export interface Read<T, H> {
  value: T;
  /** Where the account stood. */
  head: H;
  /** All of it is as of then; otherwise others kept on writing meanwhile. */
  isExact: boolean;
}

/** Readings of one answer while others write, at most. */
const TRIES = 4;
/** Rows that are remembered, of each kind. */
const REMEMBERED_ROWS = 10_000;

/**
 * Reads what is counted of days. Of what it read before, nothing is decoded
 * again, and only what has changed is added up, see {@linkcode RangeFigures};
 * where nothing was committed meanwhile, nothing is read.
 */
export class DayReader<H extends Standing> {
  readonly #head: (account: AccountId) => Promise<H>;
  readonly #rows: Rows;

  /** `head` tells where an account stands by what is in the database now. */
  constructor({ store, head }: {
    store: Store;
    head: (account: AccountId) => Promise<H>;
  }) {
    this.#head = head;
    this.#rows = {
      figures: new DayRows({ store, key: keys.day, unpack: unpackDay }),
      spend: new DayRows({
        store,
        key: keys.spendOfDay,
        unpack: (spend: SpendByChat) => spend,
      }),
    };
  }

  /**
   * Reads something as of one moment: `read` runs again where anybody committed
   * while it did, a bounded number of times.
   */
  async read<T>(
    account: AccountId,
    read: (days: DayReading, head: H) => Promise<T>,
  ): Promise<Read<T, H>> {
    let head = await this.#head(account);
    for (let attempt = 1;; attempt++) {
      const reading = new DayReading(
        { account, generation: head.generation },
        head,
        this.#rows,
      );
      const value = await read(reading, head);
      const after = reading.hasRead ? await this.#head(account) : head;
      const isExact = isSame(head, after);
      if (isExact) reading.confirm();
      if (isExact || attempt === TRIES) return { value, head, isExact };
      head = after;
    }
  }
}

function isSame(a: Standing, b: Standing): boolean {
  return a.commits === b.commits && a.generation === b.generation;
}

/** Rows of each kind. */
interface Rows {
  figures: DayRows<DayRow, DayFigures>;
  spend: DayRows<SpendByChat, SpendByChat>;
}

/** One try of a reading. */
export class DayReading implements DaySource {
  readonly dataset: Dataset;
  readonly #head: Standing;
  readonly #rows: Rows;
  readonly #confirmations: (() => void)[] = [];
  readonly #underWay = new Map<object, Promise<unknown[]>>();
  #hasRead = false;

  constructor(dataset: Dataset, head: Standing, rows: Rows) {
    this.dataset = dataset;
    this.#head = head;
    this.#rows = rows;
  }

  /** Whether anything was read from the database. */
  get hasRead(): boolean {
    return this.#hasRead;
  }

  /** Says that something else is read from the database for the same answer. */
  noteRead(): void {
    this.#hasRead = true;
  }

  async figures(query: DaysQuery): Promise<RangeFigures> {
    const { range } = query;
    const { rows, known } = await this.#read(this.#rows.figures, query);
    return new RangeFigures(range, rows, known.running);
  }

  async spend(query: DaysQuery): Promise<SpendOfDay[]> {
    const { from, to } = query.range;
    const { rows } = await this.#read(this.#rows.spend, query);
    return rows.flatMap((spend, i) =>
      spend === null ? [] : [{ day: from + i % (to - from), spend }]
    );
  }

  /** Nobody committed while this read: what it read is remembered as such. */
  confirm(): void {
    for (const confirm of this.#confirmations) confirm();
  }

  async #read<Stored, Row>(source: DayRows<Stored, Row>, query: DaysQuery) {
    const { commits } = this.#head;
    const known = source.ranges.of({ dataset: this.dataset, ...query });
    if (known.latest?.commits === commits) {
      return { known, rows: known.latest.rows };
    }
    const days = (await Promise.all(
      query.creators.map((creator) =>
        this.#readOnce(source, creator, query.range)
      ),
    )).flat();
    const rows = days.map(({ value }) => value);
    this.#confirmations.push(() => {
      for (const day of days) day.asOf = Math.max(day.asOf, commits);
      known.latest = { commits, rows };
    });
    return { known, rows };
  }

  /** What this try has read is not read again. */
  #readOnce<Stored, Row>(
    source: DayRows<Stored, Row>,
    creator: CreatorId,
    range: DayRange,
  ): Promise<KnownDay<Row>[]> {
    const { dataset } = this;
    const known = source.ranges.of({ dataset, creators: [creator], range });
    let rows = this.#underWay.get(known);
    if (rows === undefined) {
      const days = source.of(dataset, creator, range);
      if (days.isToBeRead(this.#head)) this.#hasRead = true;
      rows = days.read(this.#head);
      this.#underWay.set(known, rows);
    }
    return rows as Promise<KnownDay<Row>[]>;
  }
}

/** A day's row as it was read last; `null` where there was none. */
interface KnownDay<Row> {
  value: Row | null;
  /** `""` where there is no row. */
  versionstamp: string;
  /** The latest commit after which it was so; -1 while that is not known. */
  asOf: number;
}

/** How rows of one kind are stored. */
interface DayRowsOptions<Stored, Row> {
  store: Store;
  key: (dataset: Dataset, creator: CreatorId, day: number) => Deno.KvKey;
  unpack: (stored: Stored) => Row;
}

/** The rows of one kind, by creator and day. */
class DayRows<Stored, Row> {
  readonly ranges = new RememberedRanges<Row>();
  readonly #known = new LruCache<KnownDay<Row>>(REMEMBERED_ROWS);
  readonly #options: DayRowsOptions<Stored, Row>;

  constructor(options: DayRowsOptions<Stored, Row>) {
    this.#options = options;
  }

  /** The rows of a range's days. */
  of(
    dataset: Dataset,
    creator: CreatorId,
    range: DayRange,
  ): RangeRows<Stored, Row> {
    const keyOf = (day: number) => this.#options.key(dataset, creator, day);
    return new RangeRows(this.#options, this.#known, { range, keyOf });
  }
}

/** Days that are read one by one; of more of them, all between are read too. */
const FEW_DAYS = 10;

/** The rows of a range's days, some of which may be known. */
class RangeRows<Stored, Row> {
  readonly #options: DayRowsOptions<Stored, Row>;
  readonly #known: LruCache<KnownDay<Row>>;
  readonly #range: DayRange;
  readonly #keyOf: (day: number) => Deno.KvKey;
  readonly #room: string;

  constructor(
    options: DayRowsOptions<Stored, Row>,
    known: LruCache<KnownDay<Row>>,
    { range, keyOf }: {
      range: DayRange;
      keyOf: (day: number) => Deno.KvKey;
    },
  ) {
    this.#options = options;
    this.#known = known;
    this.#range = range;
    this.#keyOf = keyOf;
    this.#room = keyId(keyOf(range.from).slice(0, -1));
  }

  /** Whether any of them may be another than is known, by where all stands. */
  isToBeRead(head: Standing): boolean {
    return this.#days.some((day) => this.#current(day, head) === null);
  }

  /** All of them in order, as they are by now. */
  async read(head: Standing): Promise<KnownDay<Row>[]> {
    // Who reads something else meanwhile may push out what is known by now.
    const days = this.#days.map((day) => this.#current(day, head) ?? day);
    const stale = days.filter((day) => typeof day === "number");
    const found = new Map<number, KnownDay<Row>>();
    for (const { key, value, versionstamp } of await this.#readStale(stale)) {
      const day = Number(key.at(-1));
      found.set(day, this.#remember(day, { value, versionstamp }));
    }
    return days.map((day) =>
      typeof day !== "number" ? day : found.get(day) ??
        this.#remember(day, { value: null, versionstamp: "" })
    );
  }

  get #days(): number[] {
    const { from, to } = this.#range;
    return Array.from({ length: to - from }, (_, i) => from + i);
  }

  /** What is known of a day, if it is so still. */
  #current(day: number, { changed }: Standing): KnownDay<Row> | null {
    const known = this.#known.get(this.#idOf(day));
    const isCurrent = known !== undefined && known.asOf >= changed.since &&
      known.asOf >= (changed.days[day] ?? 0);
    return isCurrent ? known : null;
  }

  async #readStale(days: readonly number[]) {
    const { store, unpack } = this.#options;
    const how = {
      known: (key: Deno.KvKey) => {
        const known = this.#known.get(this.#idOf(Number(key.at(-1))));
        if (known === undefined || known.value === null) return undefined;
        return { value: known.value, versionstamp: known.versionstamp };
      },
      unpack,
    };
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    return days.length <= FEW_DAYS
      ? await store.getKnown(days.map((day) => this.#keyOf(day)), how)
      : await store.listKnown({
        start: this.#keyOf(first),
        end: this.#keyOf(last + 1),
      }, how);
  }

  /** Somebody else may have read it meanwhile: it is the same object then. */
  #remember(
    day: number,
    { value, versionstamp }: { value: Row | null; versionstamp: string },
  ): KnownDay<Row> {
    const id = this.#idOf(day);
    const known = this.#known.get(id);
    if (known?.versionstamp === versionstamp) return known;
    const read = { value, versionstamp, asOf: -1 };
    this.#known.set(id, read);
    return read;
  }

  #idOf(day: number): string {
    return `${this.#room} ${day}`;
  }
}
