import type { AccountId, Progress, SystemStatus } from "@/lib/models/mod.ts";
import type { Clock } from "@/lib/store/mod.ts";
import { type Head, statusOf } from "./head.ts";
import type { IngestListener } from "./parts.ts";

/** What telling of an account's status needs. */
export interface StatusReportContext {
  account: AccountId;
  clock: Clock;
  listener: IngestListener;
}

/** Shortest time between two reports of a snapshot's progress, in ms. */
const PROGRESS_EVERY_MS = 200;

/** What people are told while messages are enriched anew. */
const READ_ANEW =
  "Messages are read anew, for other topics, another time zone or a newer version.";

/** An account's status, with a running snapshot's progress, as it is told. */
export class StatusReport {
  readonly #context: StatusReportContext;
  #progress: Progress | null = null;
  #reading: Progress | null = null;
  #toldAt = -Infinity;

  constructor(context: StatusReportContext) {
    this.#context = context;
  }

  /** The account's state in a word; `head` is where it stands. */
  of(head: Head): SystemStatus {
    const status = statusOf(head);
    if (status.status === "PROCESSING_SNAPSHOT") {
      const progress = this.#progress;
      return progress === null ? status : { ...status, progress };
    }
    const progress = this.#reading;
    return progress === null
      ? status
      : { ...status, detail: READ_ANEW, progress };
  }

  /** Tells of the account's state. */
  tell(head: Head): void {
    const { account, listener } = this.#context;
    listener.status(account, this.of(head));
  }

  /** Notes how far a snapshot is, and tells it now and then. */
  note(progress: Progress): void {
    const { account, listener } = this.#context;
    this.#progress = progress;
    if (!this.#isTimeToTell()) return;
    listener.status(account, { status: "PROCESSING_SNAPSHOT", progress });
  }

  /**
   * Notes how many messages are enriched anew, and tells it now and then; `null`
   * when all are.
   */
  noteReading(progress: Progress | null, head: Head): void {
    const wasReading = this.#reading !== null;
    this.#reading = progress;
    if (progress === null ? wasReading : this.#isTimeToTell()) this.tell(head);
  }

  #isTimeToTell(): boolean {
    const { clock } = this.#context;
    if (clock.now() - this.#toldAt < PROGRESS_EVERY_MS) return false;
    this.#toldAt = clock.now();
    return true;
  }

  /** The snapshot is done. */
  clear(): void {
    this.#progress = null;
  }
}
