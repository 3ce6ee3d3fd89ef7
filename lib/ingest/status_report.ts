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

/** An account's status, with a running snapshot's progress, as it is told. */
export class StatusReport {
  readonly #context: StatusReportContext;
  #progress: Progress | null = null;
  #toldAt = -Infinity;

  constructor(context: StatusReportContext) {
    this.#context = context;
  }

  /** The account's state in a word; `head` is where it stands. */
  of(head: Head): SystemStatus {
    const status = statusOf(head);
    return this.#progress === null || status.status !== "PROCESSING_SNAPSHOT"
      ? status
      : { ...status, progress: this.#progress };
  }

  /** Tells of the account's state. */
  tell(head: Head): void {
    const { account, listener } = this.#context;
    listener.status(account, this.of(head));
  }

  /** Notes how far a snapshot is, and tells it now and then. */
  note(progress: Progress): void {
    const { account, clock, listener } = this.#context;
    this.#progress = progress;
    if (clock.now() - this.#toldAt < PROGRESS_EVERY_MS) return;
    this.#toldAt = clock.now();
    listener.status(account, { status: "PROCESSING_SNAPSHOT", progress });
  }

  /** The snapshot is done. */
  clear(): void {
    this.#progress = null;
  }
}
