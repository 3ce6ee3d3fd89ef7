/**
 * The numbered stream: what the Agent of the crash test sends. It follows from
 * its options alone, so that every process of the test knows all of it.
 * @module
 */
import type { Snapshot } from "@/lib/agent/parts.ts";
import { cutSnapshot } from "@/lib/agent/parts.ts";
import { Random } from "@/lib/demo/random.ts";
import { chat, message, type WireMessage } from "../records.ts";

/** What a stream follows from. */
export interface StreamOptions {
  seed: number;
  /** Records after the first snapshot. */
  records: number;
  /** Complete snapshots in the middle of the stream. */
  snapshots: number;
  /** Time of the first message, in ms; the last one is about six days later. */
  startAt: number;
}

/** A message in one of its versions. */
export type StreamMessage = WireMessage & { changedAt?: string };

/** Bytes of a snapshot's part. */
export const PART_BYTES = 16 * 1024;

const CHATS = Array.from({ length: 12 }, (_, i) => 101 + i);
/** Messages of the first snapshot. */
const LISTED = 400;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
/** Time that passes evenly from the first message to the last. */
const EVEN_MS = 72 * HOUR_MS;
/** Times in which nobody writes; they end sessions and days. */
const PAUSES = 20;
/** Later than any message was written. */
const CHANGES_AFTER_MS = 8 * 24 * HOUR_MS;

/**
 * Records in the order in which they are sent, and the complete snapshots
 * between them. Everything that is acknowledged on the way counts as a *unit*:
 * each part of a snapshot, and each record.
 */
export class Stream {
  readonly records: readonly StreamMessage[];
  /** The number of records before each snapshot; the first is 0. */
  readonly snapshots: readonly number[];
  /** Units of each snapshot: parts that it has if it is sent in this order. */
  readonly parts: readonly number[];
  readonly #listed: readonly StreamMessage[];
  readonly #firstRecords = new Map<number, number>();

  constructor({ seed, records, snapshots, startAt }: StreamOptions) {
    const random = new Random(seed);
    const composer = new Composer(random, startAt, LISTED + records);
    this.#listed = Array.from({ length: LISTED }, () => composer.fresh(""));
    this.records = Array.from(
      { length: records },
      (_, i) => composer.compose(i),
    );
    for (const [i, { id }] of this.records.entries()) {
      const isNew = id > LISTED && !this.#firstRecords.has(id);
      if (isNew) this.#firstRecords.set(id, i);
    }
    const stretch = records / (snapshots + 1);
    this.snapshots = Array.from(
      { length: snapshots + 1 },
      (_, k) => k === 0 ? 0 : Math.floor(stretch * (k - 0.3 * random.next())),
    );
    this.parts = this.snapshots.map((_, k) =>
      [...cutSnapshot(this.snapshot(k), PART_BYTES)].length
    );
  }

  /** The record that a message came with first; `null` if it was listed. */
  firstRecordOf(id: number): number | null {
    return this.#firstRecords.get(id) ?? null;
  }

  /** All units. */
  get units(): number {
    return this.unitsBefore(this.records.length);
  }

  /** Everything sent before a snapshot, in its latest version. */
  snapshot(k: number): Snapshot {
    return {
      chats: CHATS.map(chat),
      messages: [...this.latest(this.snapshots[k] ?? 0).values()],
    };
  }

  /** Units of everything up to record `index`, without itself. */
  unitsBefore(index: number): number {
    return this.snapshots.reduce(
      (units, position, k) =>
        position <= index ? units + (this.parts[k] ?? 0) : units,
      index,
    );
  }

  /** Most records that can be among the first `units` units. */
  recordsWithin(units: number): number {
    let passed = 0;
    for (const [k, position] of this.snapshots.entries()) {
      if (position + passed >= units) break;
      const parts = this.parts[k] ?? 0;
      if (position + passed + parts >= units) return position;
      passed += parts;
    }
    return Math.min(units - passed, this.records.length);
  }

  /**
   * What is to be stored when `count` records are: of each message the version
   * that changed last, by id.
   */
  latest(count: number): Map<number, StreamMessage> {
    const latest = new Map<number, StreamMessage>();
    for (const one of [...this.#listed, ...this.records.slice(0, count)]) {
      const known = latest.get(one.id);
      if (known === undefined || versionOf(one) >= versionOf(known)) {
        latest.set(one.id, one);
      }
    }
    return latest;
  }
}

/** The number of the record that a text came with; `null` in a first snapshot. */
export function recordOf(text: string | null | undefined): number | null {
  const found = /\[record (\d+)\]$/.exec(text ?? "")?.[1];
  return found === undefined ? null : Number(found);
}

function versionOf({ changedAt, createdAt }: StreamMessage): number {
  return Date.parse(changedAt ?? createdAt);
}

/** Writes one record after the other. */
class Composer {
  readonly #random: Random;
  readonly #startAt: number;
  readonly #pace: number;
  readonly #pauses: number;
  readonly #known: StreamMessage[] = [];
  readonly #changed: (StreamMessage & { changedAt: string })[] = [];
  #at: number;

  constructor(random: Random, startAt: number, messages: number) {
    this.#random = random;
    this.#startAt = startAt;
    this.#at = startAt;
    this.#pace = EVEN_MS / messages;
    this.#pauses = PAUSES / messages;
  }

  compose(index: number): StreamMessage {
    const random = this.#random;
    const mark = `[record ${index}]`;
    switch (random.weighted([80, 12, 3, 5])) {
      case 1:
        return this.#change(index, mark);
      case 2:
        return this.#outdated(mark);
      case 3:
        return this.#late(mark);
      default:
        return this.fresh(mark);
    }
  }

  /** A new message, after all others. */
  fresh(mark: string): StreamMessage {
    const random = this.#random;
    this.#at += 2 * this.#pace * random.next();
    if (random.chance(this.#pauses)) {
      this.#at += (0.1 + 6.5 * random.next()) * HOUR_MS;
    }
    return this.#add(this.#at, mark);
  }

  /** A new message that was written before others which are known already. */
  #late(mark: string): StreamMessage {
    const back = 12 * HOUR_MS * this.#random.next() ** 2;
    return this.#add(Math.max(this.#startAt, this.#at - back), mark);
  }

  /** A later version, some with a corrected time. */
  #change(index: number, mark: string): StreamMessage {
    const random = this.#random;
    const before = random.pick(this.#known);
    const moved = random.chance(0.2) ? (random.next() - 0.5) * HOUR_MS : 0;
    const changed = {
      ...before,
      text: `I love this change ${mark}`,
      createdAt: isoTime(Date.parse(before.createdAt) + moved),
      changedAt: isoTime(this.#startAt + CHANGES_AFTER_MS + index * SECOND_MS),
    };
    this.#changed.push(changed);
    return changed;
  }

  /** A version older than the latest one, which changes nothing any more. */
  #outdated(mark: string): StreamMessage {
    if (this.#changed.length === 0) return this.fresh(mark);
    const { changedAt, ...known } = this.#random.pick(this.#changed);
    return {
      ...known,
      text: `Out of date ${mark}`,
      changedAt: isoTime(Date.parse(changedAt) - SECOND_MS),
    };
  }

  #add(at: number, mark: string): StreamMessage {
    const id = 1 + this.#known.length;
    const plain = message(id, this.#random.pick(CHATS));
    const added = {
      ...plain,
      text: `${plain.text} ${mark}`.trim(),
      createdAt: isoTime(at),
    };
    this.#known.push(added);
    return added;
  }
}

/** Whole seconds, so that some messages of a chat are of the same time. */
function isoTime(at: number): string {
  return new Date(Math.floor(at / SECOND_MS) * SECOND_MS).toISOString();
}
