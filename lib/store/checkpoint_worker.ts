/**
 * Runs in a worker of its own and writes what SQLite's log holds into the
 * database, while others go on writing: see {@linkcode Checkpointer}.
 * @module
 */
import { DatabaseSync } from "node:sqlite";

/** What the worker is told. */
export type ToWorker = { kind: "open"; options: CheckpointOptions } | {
  kind: "close";
};

/** What the worker tells; after `failed` it has ended. */
export type FromWorker = { kind: "open" } | { kind: "closed" } | {
  kind: "failed";
  error: unknown;
};

/** How checkpoints are made. */
export interface CheckpointOptions {
  /** The database file. */
  path: string;
  /** Pause between looks at the log, in ms. */
  everyMs: number;
  /** Pages that the log holds before it begins anew. */
  maxPages: number;
}

/** How often it is looked whether the log has begun anew, in ms. */
const RESTART_POLL_MS = 10;
/** How long the log may take to begin anew before others see to it, in ms. */
const RESTART_PATIENCE_MS = 1_000;

/** A connection that holds back checkpoints while it reads. */
class Reader {
  readonly database: DatabaseSync;
  #isReading = false;
  #version: number | null = null;

  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec("PRAGMA busy_timeout = 0; PRAGMA synchronous = NORMAL");
  }

  /** What is written from here on is not checkpointed by anybody. */
  begin(): void {
    this.database.exec("BEGIN");
    this.#isReading = true;
    this.database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get();
  }

  /** Whether others have written since it was asked last. */
  seesNews(): boolean {
    const row = this.database.prepare("PRAGMA data_version").get();
    const version = Number(row?.data_version);
    const isNews = version !== this.#version;
    this.#version = version;
    return isNews;
  }

  end(): void {
    if (!this.#isReading) return;
    this.database.exec("COMMIT");
    this.#isReading = false;
  }
}

class Checkpoints {
  readonly #options: CheckpointOptions;
  #reading: Reader;
  #idle: Reader;
  #isOpen = true;

  constructor(options: CheckpointOptions) {
    this.#options = options;
    this.#reading = new Reader(options.path);
    this.#idle = new Reader(options.path);
    this.#reading.begin();
  }

  /** A checkpoint up to here, if anything was written since the last one. */
  async look(): Promise<void> {
    if (!this.#idle.seesNews()) return;
    // What is news to this connection may be in the database already: whoever
    // reads from there on does not hold the log back.
    const { log, checkpointed } = checkpoint(this.#idle.database);
    if (log >= 0 && log === checkpointed) return;
    this.#readFromHere();
    const written = checkpoint(this.#idle.database).log;
    if (written > this.#options.maxPages) await this.#restart();
  }

  close(): void {
    this.#isOpen = false;
    this.#reading.database.close();
    this.#idle.database.close();
  }

  #readFromHere(): void {
    this.#idle.begin();
    this.#reading.end();
    [this.#reading, this.#idle] = [this.#idle, this.#reading];
  }

  /** The log begins anew with the first write that finds it checkpointed. */
  async #restart(): Promise<void> {
    this.#reading.end();
    const end = performance.now() + RESTART_PATIENCE_MS;
    while (this.#isOpen && performance.now() < end) {
      const written = checkpoint(this.#idle.database).log;
      if (written >= 0 && written <= this.#options.maxPages) break;
      await new Promise((resolve) => setTimeout(resolve, RESTART_POLL_MS));
    }
    if (this.#isOpen) this.#reading.begin();
  }
}

/**
 * Writes what the log holds into the database, as far as nobody reads it. Gives
 * the pages in the log, and how many of them are in the database; below 0 if
 * somebody else is making a checkpoint.
 */
function checkpoint(
  database: DatabaseSync,
): { log: number; checkpointed: number } {
  const row = database.prepare("PRAGMA wal_checkpoint(PASSIVE)").get();
  return { log: Number(row?.log), checkpointed: Number(row?.checkpointed) };
}

let checkpoints: Checkpoints | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function lookEvery(ms: number): void {
  timer = setTimeout(async () => {
    try {
      await checkpoints?.look();
      if (checkpoints !== null) lookEvery(ms);
    } catch (error) {
      end({ kind: "failed", error });
    }
  }, ms);
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case "open":
      try {
        checkpoints = new Checkpoints(data.options);
        lookEvery(data.options.everyMs);
        tell({ kind: "open" });
      } catch (error) {
        end({ kind: "failed", error });
      }
      return;
    case "close":
      end({ kind: "closed" });
  }
};

function end(last: FromWorker): void {
  clearTimeout(timer);
  checkpoints?.close();
  checkpoints = null;
  tell(last);
  self.close();
}

function tell(message: FromWorker): void {
  self.postMessage(message);
}
