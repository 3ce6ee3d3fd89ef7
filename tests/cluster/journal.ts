/**
 * What an Agent keeps of its acknowledgements: a file that survives it, and
 * that others read along.
 * @module
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Acknowledged records, parts of snapshots and whole snapshots, one line each. */
export class Journal {
  readonly #file: Deno.FsFile;
  readonly #records = new Set<number>();
  readonly #parts = new Map<number, Set<number>>();
  readonly #snapshots = new Set<number>();
  /** Bytes of complete lines. */
  #read = 0;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
    this.refresh();
  }

  /** To write to; what a killed process left of a line is cut off. */
  static open(path: string): Journal {
    const file = Deno.openSync(path, { read: true, write: true, create: true });
    const journal = new Journal(file);
    file.truncateSync(journal.#read);
    file.seekSync(0, Deno.SeekMode.End);
    return journal;
  }

  /** To look at while somebody else writes. */
  static watch(path: string): Journal {
    Deno.openSync(path, { write: true, create: true }).close();
    return new Journal(Deno.openSync(path, { read: true }));
  }

  /**
   * Units acknowledged so far. `parts` are those that the snapshots are expected
   * to have; the last one counts when the whole snapshot is acknowledged.
   */
  units(parts: readonly number[]): number {
    return parts.reduce((units, expected, k) => {
      const known = Math.min(this.#parts.get(k)?.size ?? 0, expected - 1);
      return units + (this.hasSnapshot(k) ? expected : known);
    }, this.#records.size);
  }

  /** Whether the record was acknowledged. */
  hasRecord(index: number): boolean {
    return this.#records.has(index);
  }

  /** Whether all parts of the snapshot were acknowledged. */
  hasSnapshot(snapshot: number): boolean {
    return this.#snapshots.has(snapshot);
  }

  /** Writes down that a record was acknowledged. */
  addRecord(index: number): void {
    if (!this.hasRecord(index)) this.#append(`record ${index}`);
  }

  /** Writes down that a part of a snapshot was acknowledged. */
  addPart(snapshot: number, part: number): void {
    if (this.#parts.get(snapshot)?.has(part)) return;
    this.#append(`part ${snapshot} ${part}`);
  }

  /** Writes down that all parts of a snapshot were acknowledged. */
  addSnapshot(snapshot: number): void {
    if (!this.hasSnapshot(snapshot)) this.#append(`snapshot ${snapshot}`);
  }

  /** Reads what was added since. */
  refresh(): void {
    const { size } = this.#file.statSync();
    const bytes = new Uint8Array(size - this.#read);
    this.#file.seekSync(this.#read, Deno.SeekMode.Start);
    let length = 0;
    while (length < bytes.length) {
      const n = this.#file.readSync(bytes.subarray(length));
      if (n === null) break;
      length += n;
    }
    const end = bytes.subarray(0, length).lastIndexOf(10) + 1;
    this.#read += end;
    const lines = decoder.decode(bytes.subarray(0, end)).split("\n");
    for (const line of lines.slice(0, -1)) this.#take(line);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  /** One write is enough: it is the process that dies, not the machine. */
  #append(line: string): void {
    const bytes = encoder.encode(`${line}\n`);
    if (this.#file.writeSync(bytes) !== bytes.length) {
      throw new Error("The journal's disk is full");
    }
    this.#read += bytes.length;
    this.#take(line);
  }

  #take(line: string): void {
    const [kind, ...numbers] = line.split(" ");
    const [a = NaN, b = NaN] = numbers.map(Number);
    if (kind === "record") this.#records.add(a);
    else if (kind === "snapshot") this.#snapshots.add(a);
    else this.#parts.set(a, (this.#parts.get(a) ?? new Set()).add(b));
  }
}
