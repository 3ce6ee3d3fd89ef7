import {
  type AccountId,
  type ChangedDays,
  CreatorId,
  type EnrichmentBasis,
  type SystemStatus,
  type Totals,
} from "@/lib/models/mod.ts";

/** A snapshot whose parts are still coming in. */
export interface IncomingSnapshot {
  id: string;
  total: number;
  /** Indexes of the parts that are staged. */
  parts: number[];
  /** Its Agent is gone; deltas do not wait for the rest. */
  paused: boolean;
}

/** A dataset that is being made. */
export interface StagedDataset {
  generation: number;
  /** Records that it was given. */
  records: number;
  /** Parts of snapshots that it was given. */
  parts: number;
  /** A snapshot of it is complete. */
  isComplete: boolean;
  /** How its messages are enriched. */
  basis: EnrichmentBasis;
}

/**
 * Where an account stands. Every commit that changes the account's visible
 * state checks and rewrites this record, so that there is one order of changes.
 */
export interface Head {
  /** Grows by one with every frame that changes the dashboards' state. */
  revision: number;
  /** Oldest revision in the event log; `revision + 1` if the log is empty. */
  logFrom: number;
  /** The visible dataset; 0 before the first snapshot. */
  generation: number;
  /** The number that the next dataset gets. */
  nextGeneration: number;
  /** Datasets that nobody reads any more and that are to be deleted. */
  garbage: number[];
  /** Commits so far; the number of each in what it leaves in other places. */
  commits: number;
  /** The last commit that changed the graph. */
  graphAt: number;
  /** The commits that changed days of the visible dataset. */
  changed: ChangedDays;
  /** The largest of all stored messages' ids that are numbers. */
  lastId: string | null;
  creators: CreatorId[];
  /** What the visible dataset holds. */
  totals: Totals;
  /** How its messages were enriched. */
  basis: EnrichmentBasis;
  /** Some of them were not: the pipeline of its version was not at hand. */
  hasUnenriched: boolean;
  /** The dataset in which its messages are enriched anew; not visible. */
  rebuild: number | null;
  /** Records set aside so far. */
  quarantined: number;
  /** The dataset that snapshots' parts go into as they come; it is not visible. */
  staged: StagedDataset | null;
  snapshot: IncomingSnapshot | null;
  /** Snapshots received in full, latest last: their parts are duplicates. */
  received: string[];
  /** A dataset with a complete snapshot that is to become the visible one. */
  build: StagedDataset | null;
  /** Deltas that waited for a snapshot are being applied. */
  catchingUp: boolean;
  /** Figures changed, and dashboards were not told yet. */
  analyticsDue: boolean;
  /** What an erasure has left to delete beside datasets; `null`: nothing. */
  erasing: Erasing | null;
}

/** What was there when the account's data were erased. */
export interface Erasing {
  /** Deltas before this position of the queue. */
  queue: number;
  /** Records that were set aside up to this time, in ms. */
  quarantine: number;
}

/**
 * An account that has not sent anything. Until an Agent names its creator, it
 * has one, called like itself.
 */
export function emptyHead(account: AccountId): Head {
  return {
    revision: 0,
    logFrom: 1,
    generation: 0,
    nextGeneration: 1,
    garbage: [],
    commits: 0,
    graphAt: 0,
    changed: { since: 0, days: {} },
    lastId: null,
    creators: [CreatorId.parse(account)],
    totals: emptyTotals(),
    basis: { ...FIRST_BASIS },
    hasUnenriched: false,
    rebuild: null,
    quarantined: 0,
    staged: null,
    snapshot: null,
    received: [],
    build: null,
    catchingUp: false,
    analyticsDue: false,
    erasing: null,
  };
}

/** How the messages of databases were enriched that do not say it. */
const FIRST_BASIS: EnrichmentBasis = { version: 1, topics: 0, zone: "" };

/** A head as it was read; what was added to heads since is as in an empty one. */
export function headOf(account: AccountId, stored: Partial<Head> | null): Head {
  const head = { ...emptyHead(account), ...stored };
  head.basis = { ...FIRST_BASIS, ...head.basis };
  if (stored?.changed === undefined) head.changed.since = head.commits;
  return head;
}

/** Whether messages of the visible dataset are to be enriched and counted anew. */
export function isOutdated(head: Head, basis: EnrichmentBasis): boolean {
  return head.generation > 0 &&
    (head.hasUnenriched || head.basis.version !== basis.version ||
      head.basis.topics !== basis.topics || head.basis.zone !== basis.zone);
}

/** Nothing stored yet. */
export function emptyTotals(): Totals {
  return { conversations: 0, messages: 0, unanswered: 0 };
}

/** Adds `change` to `totals` in place. */
export function addTotals(totals: Totals, change: Totals): void {
  totals.conversations += change.conversations;
  totals.messages += change.messages;
  totals.unanswered += change.unanswered;
}

/** Whether queued deltas may be applied now. */
export function mayDrain(head: Head): boolean {
  return head.generation > 0 && head.build === null &&
    (head.snapshot === null || head.snapshot.paused);
}

/** Whether something is left to do, queued deltas apart. */
export function hasWork(head: Head): boolean {
  return head.build !== null || head.rebuild !== null ||
    head.garbage.length > 0 || head.erasing !== null ||
    (mayDrain(head) && (head.catchingUp || head.analyticsDue));
}

/** The account's state as dashboards and Agents are told. */
export function statusOf(head: Head): SystemStatus {
  const { snapshot } = head;
  if (head.build !== null) return { status: "PROCESSING_SNAPSHOT" };
  if (snapshot !== null && !(snapshot.paused && head.generation > 0)) {
    return {
      status: "PROCESSING_SNAPSHOT",
      detail: snapshot.paused
        ? "Waiting for the Agent to send the rest of its snapshot."
        : `Received ${snapshot.parts.length} of ${snapshot.total} parts.`,
    };
  }
  if (head.generation === 0) return { status: "AWAITING_SNAPSHOT" };
  return { status: head.catchingUp ? "PROCESSING_SNAPSHOT" : "REALTIME" };
}
