import type { ChangedDays, CreatorId, DayRange } from "@/lib/models/mod.ts";
import { type Dataset, keyId, LruCache, type Store } from "@/lib/store/mod.ts";
import { RememberedRanges } from "./remembered_ranges.ts";

/** Where an account's data stands. */
export interface Standing {
  /** The visible dataset. */
  generation: number;
  /** Commits so far: as long as it is the same, nothing has changed. */
  commits: number;
  /** The commits that changed its days. */
  changed: ChangedDays;
}

/** Rows that are remembered, of each kind. */
const REMEMBERED_ROWS = 10_000;

/** A day's row as it was read last; `null` where there was none. */
export interface KnownDay<Row> {
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
export class DayRows<Stored, Row> {
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
export class RangeRows<Stored, Row> {
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
