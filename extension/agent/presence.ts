import type { Clock } from "@/lib/store/clock.ts";

/**
 * How long somebody who was told to be online is taken to be so, in ms. A page
 * asks again and again about those whom it shows, and is not told when one whom
 * it does not show any more leaves; the Brain holds a list for as long.
 */
const HOLDS_MS = 120_000;
/** Shortest time between two lists, in ms. */
const EVERY_MS = 10_000;
/**
 * The same list goes again after so long, in ms: the Brain forgets one after
 * 120 s, and one may be lost.
 */
const AGAIN_MS = 50_000;
/** A live socket that was heard in the last so many ms still tells of changes. */
const HEARD_MS = 90_000;
/** Longest list: a frame of it is below the Brain's 512 KiB. */
const MAX_ONLINE = 20_000;

/** What presence works with. */
export interface PresenceOptions {
  clock: Clock;
  /** Fans with whom there is a chat. */
  fans(): Promise<ReadonlySet<string>>;
  /** Sends a complete list; `false` where nobody is there to get it. */
  send(userIds: readonly string[], at: number): boolean;
  onError(error: unknown): void;
}

/** Which of an account's fans are online, as its pages' live sockets tell. */
export class Presence {
  readonly #options: PresenceOptions;
  /** When each was last told to be online, in ms since the epoch. */
  readonly #seen = new Map<string, number>();
  #heardAt = -Infinity;
  #sentAt = -Infinity;
  #sent = "";
  #cancel: (() => void) | null = null;
  #due = Infinity;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** The live socket told that these are online at a time in ms. */
  see(userIds: readonly string[], at: number): void {
    this.hear(at);
    for (const id of userIds) {
      this.#seen.set(id, Math.max(at, this.#seen.get(id) ?? at));
    }
    this.#tellIn(this.#sentAt + EVERY_MS - this.#options.clock.now());
  }

  /** The live socket was heard at a time in ms. */
  hear(at: number): void {
    this.#heardAt = Math.max(at, this.#heardAt);
  }

  /** Forgets everything. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Infinity;
    this.#seen.clear();
    this.#heardAt = -Infinity;
    this.#sent = "";
  }

  /** Tells at the earliest of what was asked for. */
  #tellIn(ms: number): void {
    const { clock, onError } = this.#options;
    const due = clock.now() + Math.max(0, ms);
    if (due >= this.#due) return;
    this.#cancel?.();
    this.#due = due;
    this.#cancel = clock.after(due - clock.now(), () => {
      this.#cancel = null;
      this.#due = Infinity;
      this.#tell().catch(onError);
    });
  }

  async #tell(): Promise<void> {
    const { clock, fans, send } = this.#options;
    // Where it is silent, nobody would tell that one of them has left.
    if (this.#heardAt + HEARD_MS <= clock.now()) return;
    const known = await fans();
    const now = clock.now();
    for (const [id, at] of this.#seen) {
      if (at + HOLDS_MS <= now) this.#seen.delete(id);
    }
    const online = [...this.#seen.keys()].filter((id) => known.has(id))
      .sort().slice(0, MAX_ONLINE);
    const list = online.join(" ");
    if (list !== this.#sent || this.#sentAt + AGAIN_MS <= now) {
      this.#sentAt = now;
      this.#sent = send(online, now) ? list : "";
    }
    this.#tellIn(this.#sentAt + AGAIN_MS - now);
  }
}
