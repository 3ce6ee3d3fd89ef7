import type { OutgoingWssMessage } from "@/lib/models/wss.ts";

type FullSync = Extract<
  OutgoingWssMessage,
  { type: "full_sync_response" }
>["payload"];

/** What to do with a frame: apply it, apply it as the last part, or leave it. */
export type Verdict = "apply" | "complete" | "ignore";

/**
 * Keeps the account's revisions in order: each change applies exactly once and
 * right after the one before it. Whatever does not fit is left out and shows as
 * {@linkcode Sequence.behind}, until a replay or a full sync closes the gap.
 */
export class Sequence {
  /** `null` until there is a complete state. */
  #revision: number | null;
  #highestSeen: number;
  #sync: { revision: number; next: number; total: number } | null = null;
  #steps = 0;
  /** The next full sync is an answer to us, so it counts whatever its revision. */
  #syncExpected = true;

  constructor(revision: number | null) {
    this.#revision = revision;
    this.#highestSeen = revision ?? 0;
  }

  /** The last revision that is completely applied; `null` if there is none. */
  get revision(): number | null {
    return this.#revision;
  }

  /** Whether something is missing that only a replay or a full sync can bring. */
  get behind(): boolean {
    return this.#sync !== null ||
      this.#highestSeen > (this.#revision ?? 0);
  }

  /** How many changes and parts were applied so far. */
  get steps(): number {
    return this.#steps;
  }

  /** A new connection: what was half received on the old one is void. */
  reconnected(): void {
    this.#sync = null;
    this.#syncExpected = true;
    this.#highestSeen = this.#revision ?? 0;
  }

  /** A replay was asked for, which may be answered with a full sync. */
  asked(): void {
    this.#syncExpected = true;
  }

  /** Judges a frame and, unless it is ignored, counts it as applied. */
  admit(frame: OutgoingWssMessage): Verdict {
    switch (frame.type) {
      case "full_sync_response":
        return this.#admitSync(frame.payload);
      case "append_message":
      case "analytics_update":
      case "enrichment_result":
      case "command_to_execute":
        return this.#admitChange(frame.payload.revision);
      default:
        return "apply";
    }
  }

  #admitChange(revision: number | undefined): Verdict {
    if (revision === undefined) return "apply";
    this.#highestSeen = Math.max(this.#highestSeen, revision);
    if (this.#revision === null || revision !== this.#revision + 1) {
      return "ignore";
    }
    this.#revision = revision;
    this.#steps++;
    this.#syncExpected = false;
    return "apply";
  }

  #admitSync(payload: FullSync): Verdict {
    const revision = payload.revision ?? 0;
    const { index, total } = payload.part ?? { index: 0, total: 1 };
    if (index === 0) {
      const stale = this.#revision !== null && revision < this.#revision;
      if (stale && !this.#syncExpected) return "ignore";
      this.#sync = { revision, next: 0, total };
      this.#revision = null;
      this.#highestSeen = revision;
    }
    const sync = this.#sync;
    if (
      sync === null || sync.revision !== revision || sync.next !== index
    ) return "ignore";
    this.#steps++;
    sync.next++;
    if (sync.next < sync.total) return "apply";
    this.#sync = null;
    this.#revision = revision;
    this.#syncExpected = false;
    return "complete";
  }
}
