import type { AccountId, SyncMode } from "@/lib/models/mod.ts";
import type { Outflow } from "./outflow.ts";
import type { HubSource, Position } from "./source.ts";
import { SyncFrames } from "./sync_frames.ts";

/** What a dashboard's feed works with. */
export interface FeedContext {
  source: HubSource;
  account: AccountId;
  /** How much a full sync holds. */
  mode: SyncMode;
  outflow: Outflow;
  /** Whether the dashboard is still there. */
  isOpen(): boolean;
  /** Told of an error that ended the feed. */
  onError(error: unknown): void;
}

/** Frames that are read from the event log at once. */
const REPLAY_FRAMES = 100;
/**
 * Characters of frames that are held while a socket is full. A commit under load
 * has more than a socket takes at once; the dashboards of an account share them.
 */
const HELD_SIZE = 2 * 1024 * 1024;

/** Frames that follow each other; the first has revision `from`. */
interface HeldFrames {
  from: number;
  frames: readonly string[];
}

/**
 * One dashboard's frames that have a revision. It passes on frames as they are
 * committed while the dashboard keeps up; whenever it does not (at the start,
 * after a gap, when its socket was full) it reads what is missing from the event
 * log, or sends everything. Either way the dashboard sees every revision once
 * and in order, whatever is announced late, twice, or not at all.
 */
export class Feed {
  readonly #context: FeedContext;
  /** Last revision that was sent; `null` until the first full sync is. */
  #sent: number | null;
  /** The revision that a full sync under way leads to. */
  #syncing: number | null = null;
  /** Counts full replacements, so that an outdated full sync is given up. */
  #epoch = 0;
  /** Until `start`, whatever is heard only shows that there is something to do. */
  #pumping = true;
  #isDue = false;
  /** What was committed while there was no room for it, in order. */
  #held: HeldFrames[] = [];
  #heldSize = 0;

  /** `since`: the revision that the dashboard has; `null` if it starts anew. */
  constructor(since: number | null, context: FeedContext) {
    this.#sent = since;
    this.#context = context;
  }

  /** Starts to send. */
  start(): void {
    this.#pumping = false;
    this.pump();
  }

  /** Whether everything is to be sent, not only what is missing. */
  get isNew(): boolean {
    return this.#sent === null;
  }

  /** The dashboard says what it has: what follows is sent. */
  resume(since: number): void {
    this.#sent = since;
    this.pump();
  }

  /** Whether there is something at `position` that was not sent. */
  isBehind(position: Position): boolean {
    return position.ready &&
      (this.#sent === null || this.#sent < position.revision);
  }

  /** Frames were committed; the first has revision `from`. */
  hearFrames(from: number, frames: readonly string[]): void {
    if (!this.#pumping && this.#held.length === 0) {
      this.#send({ from, frames });
    }
    if (this.#sent === null || this.#sent + 1 < from + frames.length) {
      this.#hold({ from, frames });
      this.pump();
    }
  }

  /** Everything is new as of `revision`, which may be known already. */
  hearReplaced(revision: number): void {
    const reached = Math.max(this.#sent ?? -1, this.#syncing ?? -1);
    if (reached >= revision) return;
    this.#epoch++;
    this.#sent = null;
    this.#dropHeld();
    this.pump();
  }

  /** Catches up, and once more if something is heard while that goes on. */
  pump(): void {
    this.#isDue = true;
    if (this.#pumping) return;
    this.#pumping = true;
    this.#run().catch((error) => this.#context.onError(error));
  }

  async #run(): Promise<void> {
    try {
      while (this.#isDue) {
        this.#isDue = false;
        await this.#catchUp();
      }
    } finally {
      this.#pumping = false;
    }
  }

  async #catchUp(): Promise<void> {
    const { account, source, outflow, isOpen } = this.#context;
    for (;;) {
      await outflow.room();
      if (!isOpen()) return;
      this.#sendHeld();
      if (outflow.isFull) continue;
      const { ready, revision, logFrom } = await source.position(account);
      if (!ready) return;
      const sent = this.#sent;
      if (sent === revision) return;
      if (sent === null || sent > revision || sent + 1 < logFrom) {
        await this.#sendAll(revision);
      } else {
        await this.#replay(sent, revision);
      }
    }
  }

  /** Sends those that are next, as far as there is room for them. */
  #send({ from, frames }: HeldFrames): void {
    const { outflow } = this.#context;
    if (this.#sent === null || from > this.#sent + 1) return;
    for (const frame of frames.slice(this.#sent + 1 - from)) {
      if (outflow.isFull) return;
      outflow.send(frame);
      this.#sent++;
    }
  }

  /** Keeps frames that follow what is sent or held, if they are not too many. */
  #hold(frames: HeldFrames): void {
    const last = this.#held.at(-1);
    const end = last === undefined
      ? (this.#sent ?? -Infinity) + 1
      : endOf(last);
    const size = sizeOf(frames);
    if (frames.from > end || this.#heldSize + size > HELD_SIZE) return;
    this.#held.push(frames);
    this.#heldSize += size;
  }

  #sendHeld(): void {
    while (this.#held[0] !== undefined) {
      const [next] = this.#held;
      this.#send(next);
      const isNext = this.#sent !== null && next.from <= this.#sent + 1;
      if (isNext && endOf(next) > (this.#sent ?? 0) + 1) return;
      // All of it is sent; or frames before it are missing, and the log has all.
      if (isNext) {
        this.#held.shift();
        this.#heldSize -= sizeOf(next);
      } else this.#dropHeld();
    }
  }

  #dropHeld(): void {
    this.#held = [];
    this.#heldSize = 0;
  }

  /** Sends what the log has after `since`, as far as there is room for it. */
  async #replay(since: number, until: number): Promise<void> {
    const { account, source, outflow, isOpen } = this.#context;
    const epoch = this.#epoch;
    const range = { since, until: Math.min(until, since + REPLAY_FRAMES) };
    try {
      for await (const { revision, frame } of source.replay(account, range)) {
        const isOutdated = this.#epoch !== epoch || this.#sent !== revision - 1;
        if (isOutdated || outflow.isFull || !isOpen()) return;
        outflow.send(frame);
        this.#sent = revision;
      }
    } catch (error) {
      // What the log names is gone if everything was replaced meanwhile.
      const { logFrom } = await source.position(account);
      if (logFrom <= since + 1) throw error;
    }
    // Nothing came: the log does not reach back, whatever its head says.
    if (this.#sent === since) this.#sent = null;
  }

  async #sendAll(revision: number): Promise<void> {
    const { account, mode, source, outflow, isOpen } = this.#context;
    const epoch = this.#epoch;
    const frames = new SyncFrames(revision);
    this.#sent = null;
    this.#syncing = revision;
    let isSent = false;
    try {
      for await (const part of source.fullSync(account, mode)) {
        await outflow.room();
        if (this.#epoch !== epoch || !isOpen()) return;
        // A `resume` came first: it says what the dashboard has.
        if (this.#sent !== null && part.part?.index === 0) return;
        outflow.send(frames.of(part));
        isSent = true;
      }
      if (isSent) this.#sent = revision;
    } finally {
      this.#syncing = null;
    }
  }
}

/** The revision after the last one. */
function endOf({ from, frames }: HeldFrames): number {
  return from + frames.length;
}

function sizeOf({ frames }: HeldFrames): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}
