import type {
  AccountId,
  OnlineUsersPayload,
  OutgoingWssMessage,
  UserId,
} from "@/lib/models/mod.ts";
import {
  keys,
  RawJson,
  type Store,
  Transaction,
  wait,
} from "@/lib/store/mod.ts";

/** The frame that tells a dashboard who is online. */
export type PresenceFrame = Extract<
  OutgoingWssMessage,
  { type: "online_users_update" }
>;

/** Who was online at a time, in ms since the epoch. */
interface Observation {
  observedAt: number;
  expiresAt: number;
  userIds: UserId[];
}

/** How long an observation holds, in ms. */
const HOLDS_MS = 120_000;
/** Observations further ahead of the clock than this have a wrong clock, ms. */
const AHEAD_MS = 60_000;
/** Shortest time between two changes of an account's presence, in ms. */
const CHANGE_EVERY_MS = 250;
/** Tries of a change that another instance's changes got in the way of. */
const TRIES = 8;

/** What presence works with. */
export interface PresenceOptions {
  store: Store;
  /** Tells the account's dashboards, wherever they are. */
  publish(account: AccountId, frame: PresenceFrame): void;
  onError(error: unknown): void;
}

/**
 * Who is online, by account: the newest observation that any Agent of the
 * account made, at whatever instance it came in. It lies in the database, where
 * an observation that is not newer than the stored one changes nothing.
 */
export class Presence {
  readonly #options: PresenceOptions;
  /** The newest observation that is not stored yet, of accounts being stored. */
  readonly #waiting = new Map<AccountId, Observation | null>();

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** Takes in what an Agent saw; of several in quick succession the newest. */
  observe(account: AccountId, payload: OnlineUsersPayload): void {
    const observation = this.#observation(payload);
    const waiting = this.#waiting.get(account);
    if (waiting === undefined) {
      this.#waiting.set(account, observation);
      this.#storeAll(account);
    } else if (
      waiting === null || waiting.observedAt < observation.observedAt
    ) {
      this.#waiting.set(account, observation);
    }
  }

  /** The frame that tells who is online, or `null` if that is not known. */
  async current(account: AccountId): Promise<PresenceFrame | null> {
    const { store } = this.#options;
    const stored = await store.get<Observation>(keys.presence(account));
    return stored !== null && this.#holds(stored.value)
      ? frameOf(stored.value)
      : null;
  }

  #observation({ user_ids, timestamp }: OnlineUsersPayload): Observation {
    const now = this.#options.store.clock.now();
    const at = Date.parse(timestamp);
    const observedAt = at > now + AHEAD_MS ? now : at;
    const expiresAt = observedAt + HOLDS_MS;
    return { observedAt, expiresAt, userIds: user_ids };
  }

  #holds({ expiresAt }: Observation): boolean {
    return expiresAt > this.#options.store.clock.now();
  }

  async #storeAll(account: AccountId): Promise<void> {
    const { store, publish, onError } = this.#options;
    for (;;) {
      const observation = this.#waiting.get(account);
      if (!observation) break;
      this.#waiting.set(account, null);
      try {
        const isNews = await this.#store(account, observation);
        if (isNews) publish(account, frameOf(observation));
      } catch (error) {
        onError(error);
      }
      await wait(store.clock, CHANGE_EVERY_MS);
    }
    this.#waiting.delete(account);
  }

  /** Whether the observation is news; then it is stored. */
  async #store(
    account: AccountId,
    observation: Observation,
  ): Promise<boolean> {
    const { store } = this.#options;
    const key = keys.presence(account);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const known = await store.get<Observation>(key);
      if (known !== null && known.value.observedAt >= observation.observedAt) {
        return false;
      }
      if (!this.#holds(observation)) return false;
      const expireIn = observation.expiresAt - store.clock.now();
      const tx = new Transaction(store);
      tx.set(key, new RawJson(JSON.stringify(observation), expireIn));
      const versionstamp = known?.versionstamp ?? null;
      if (await tx.tryCommit([{ key, versionstamp }]) !== null) return true;
    }
    throw new Error(`Presence of ${account} changed ${TRIES} times meanwhile`);
  }
}

function frameOf(
  { observedAt, expiresAt, userIds }: Observation,
): PresenceFrame {
  return {
    type: "online_users_update",
    payload: {
      user_ids: userIds,
      timestamp: new Date(observedAt).toISOString(),
      expires_at: new Date(expiresAt).toISOString(),
    },
  };
}
