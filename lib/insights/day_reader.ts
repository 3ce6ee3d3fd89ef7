import type { AccountId, CreatorId, DayRange } from "@/lib/models/mod.ts";
import { type Dataset, keys, type Store } from "@/lib/store/mod.ts";
import { DayRows, type KnownDay, type Standing } from "./day_rows.ts";
import type { DayFigures } from "./figures.ts";
import { type DayRow, unpackDay } from "./figures_row.ts";
import { RangeFigures } from "./range_figures.ts";
import type { SpendByChat } from "./spend.ts";

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
