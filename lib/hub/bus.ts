import type { AccountId } from "@/lib/models/mod.ts";

/** What instances and sessions tell each other of an account. */
export type BusMessage =
  /** Frames of the event log; the first has revision `from`. */
  | { kind: "frames"; from: number; frames: string[] }
  /** Everything is new as of `revision`. */
  | { kind: "replaced"; revision: number }
  /** A frame that is gone once it is sent: status, presence. */
  | { kind: "passing"; frame: string };

/** Carries messages to everybody who listens to a channel. */
export interface Bus {
  publish(channel: string, message: BusMessage): void;
  /** Calls `listen` for every message from now on; the result ends that. */
  subscribe(channel: string, listen: (message: BusMessage) => void): () => void;
}

/** The channel of an account's dashboards. */
export function frontendChannel(account: AccountId): string {
  return `frontend_user_${account}`;
}

/** The channel of an account's Agent. */
export function agentChannel(account: AccountId): string {
  return `agent_user_${account}`;
}

/** The bus of a single process. Messages arrive in the order of publishing. */
export class LocalBus implements Bus {
  readonly #listeners = new Map<string, Set<(message: BusMessage) => void>>();

  publish(channel: string, message: BusMessage): void {
    for (const listen of this.#listeners.get(channel) ?? []) listen(message);
  }

  subscribe(
    channel: string,
    listen: (message: BusMessage) => void,
  ): () => void {
    let listeners = this.#listeners.get(channel);
    if (listeners === undefined) {
      this.#listeners.set(channel, listeners = new Set());
    }
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
      if (listeners.size === 0) this.#listeners.delete(channel);
    };
  }
}
