import type {
  CheckpointOptions,
  FromWorker,
  ToWorker,
} from "./checkpoint_worker.ts";

/** Often enough that little is left to write, seldom enough to write it once. */
const EVERY_MS = 250;
/** 64 MiB of SQLite's pages of 4 KiB. */
const MAX_PAGES = 16_384;

/** What a checkpointer is opened with. */
export interface CheckpointerOptions extends Partial<CheckpointOptions> {
  path: string;
  /** Told if checkpoints end: SQLite then makes them within commits again. */
  onError(error: unknown): void;
}

/**
 * Keeps SQLite's checkpoints out of the way of commits. What is committed goes
 * into a log beside the database (`…-wal`), and each commit that finds a
 * thousand pages there writes them into the database first, and waits for the
 * disk: one of some dozens takes ten times as long as the others. A worker does
 * that instead, beside the commits. It also holds a read transaction open, which
 * leaves the commits nothing to checkpoint, and lets go of it when the log has
 * grown large, so that it begins anew.
 *
 * Without it, or if it dies, everything works as ever, only less evenly. Only
 * for a database in a file. `node:sqlite` and Deno KV share one copy of SQLite:
 * two copies in one process would undo each other's locks.
 */
export class Checkpointer {
  readonly #worker: Worker;
  readonly #closed = Promise.withResolvers<void>();

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Resolves when it is at work, or cannot be, of which `onError` is told. */
  static open(options: CheckpointerOptions): Promise<Checkpointer> {
    const { path, onError, everyMs = EVERY_MS, maxPages = MAX_PAGES } = options;
    const worker = new Worker(
      new URL("./checkpoint_worker.ts", import.meta.url),
      { type: "module", name: "checkpoints" },
    );
    const checkpointer = new Checkpointer(worker);
    return new Promise((resolve) => {
      const fail = (error: unknown) => {
        onError(error);
        checkpointer.#closed.resolve();
        resolve(checkpointer);
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === "failed") fail(data.error);
        else if (data.kind === "closed") checkpointer.#closed.resolve();
        else resolve(checkpointer);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        fail(event.error ?? new Error(event.message));
      };
      checkpointer.#tell({
        kind: "open",
        options: { path, everyMs, maxPages },
      });
    });
  }

  /** Ends checkpoints; the database may be closed when this resolves. */
  async close(): Promise<void> {
    this.#tell({ kind: "close" });
    await this.#closed.promise;
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
