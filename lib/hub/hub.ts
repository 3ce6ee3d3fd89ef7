import {
  type AccountId,
  CloseCode,
  type OnlineUsersPayload,
  type OutgoingWssMessage,
  type SystemStatus,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { AgentSession } from "./agent_session.ts";
import { BridgeSession } from "./bridge_session.ts";
import { agentChannel, type Bus, frontendChannel } from "./bus/mod.ts";
import type { Socket } from "./connection.ts";
import type { HubSource } from "./source.ts";

/** How long an observation of who is online holds, in ms. */
const PRESENCE_MS = 120_000;
/** How often silent connections are looked for, in ms. */
const SWEEP_MS = 5_000;

interface Presence {
  observedAt: number;
  expiresAt: number;
  frame: string;
}

/** What the hub works with. */
export interface HubOptions {
  store: Store;
  bus: Bus;
  source: HubSource;
  onError(what: string, error: unknown): void;
}

/** All WebSocket connections of this instance. */
export class Hub {
  readonly #options: HubOptions;
  readonly #agents = new Map<AccountId, AgentSession>();
  /** Dashboards, each with the session that opened it. */
  readonly #bridges = new Map<BridgeSession, string>();
  readonly #presence = new Map<AccountId, Presence>();
  #closing = false;
  #cancelSweep: () => void = () => {};

  constructor(options: HubOptions) {
    this.#options = options;
    this.#sweepLater();
  }

  /** Serves an Agent; an older connection of the same account is replaced. */
  connectAgent(socket: Socket, account: AccountId): void {
    if (this.#closing) return this.refuse(socket, "restart");
    const { store, bus, source, onError } = this.#options;
    const older = this.#agents.get(account);
    const session = new AgentSession(socket, {
      store,
      bus,
      source,
      account,
      onPresence: (payload) => this.#observe(account, payload),
      onClosed: () => {
        if (this.#agents.get(account) !== session) return;
        this.#agents.delete(account);
        source.agentGone(account).catch((error) =>
          onError("agent gone", error)
        );
      },
      onError: (error) => onError("agent session", error),
    });
    this.#agents.set(account, session);
    older?.connection.close(
      CloseCode.Replaced,
      "Another Agent of this account has connected.",
    );
  }

  /**
   * Serves a dashboard, opened by `session`, that has everything up to revision
   * `since`, if any.
   */
  connectBridge(
    socket: Socket,
    account: AccountId,
    options: { session: string; since?: number },
  ): void {
    if (this.#closing) return this.refuse(socket, "restart");
    const { store, bus, source, onError } = this.#options;
    const session = new BridgeSession(socket, {
      store,
      bus,
      source,
      account,
      since: options.since ?? null,
      presence: () => this.#currentPresence(account),
      onClosed: () => this.#bridges.delete(session),
      onError: (error) => onError("bridge session", error),
    });
    this.#bridges.set(session, options.session);
  }

  /** Closes the dashboards that a session has opened: it has ended. */
  closeSession(session: string): void {
    const { code, reason } = REFUSALS.unauthenticated;
    for (const [{ connection }, opener] of this.#bridges) {
      if (opener === session) connection.close(code, reason);
    }
  }

  /** Closes a socket that may not be served, with the contract's code. */
  refuse(socket: Socket, refusal: Refusal): void {
    const { code, reason } = REFUSALS[refusal];
    if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
    else socket.addEventListener("open", () => socket.close(code, reason));
  }

  /** Tells dashboards of committed frames; the first has revision `from`. */
  publishFrames(account: AccountId, from: number, frames: string[]): void {
    this.#options.bus.publish(frontendChannel(account), {
      kind: "frames",
      from,
      frames,
    });
  }

  /** Tells dashboards that everything is new as of `revision`. */
  publishReplaced(account: AccountId, revision: number): void {
    this.#options.bus.publish(frontendChannel(account), {
      kind: "replaced",
      revision,
    });
  }

  /** Tells dashboards and Agent of the account's state. */
  publishStatus(account: AccountId, payload: SystemStatus): void {
    const frame: OutgoingWssMessage = { type: "system_status", payload };
    this.#publishPassing(frontendChannel(account), frame);
    this.#publishPassing(agentChannel(account), frame);
  }

  /** Closes all connections; their clients reconnect elsewhere or later. */
  close(): void {
    this.#closing = true;
    this.#cancelSweep();
    for (
      const { connection } of [
        ...this.#agents.values(),
        ...this.#bridges.keys(),
      ]
    ) {
      connection.close(
        CloseCode.ServiceRestart,
        "The service is restarting: please reconnect.",
      );
    }
  }

  /** An observation that is older than the one known changes nothing. */
  #observe(account: AccountId, payload: OnlineUsersPayload): void {
    const observedAt = Date.parse(payload.timestamp);
    const known = this.#presence.get(account);
    if (known !== undefined && observedAt <= known.observedAt) return;
    const expiresAt = observedAt + PRESENCE_MS;
    if (expiresAt <= this.#options.store.clock.now()) return;
    const frame: OutgoingWssMessage = {
      type: "online_users_update",
      payload: { ...payload, expires_at: new Date(expiresAt).toISOString() },
    };
    this.#presence.set(account, {
      observedAt,
      expiresAt,
      frame: JSON.stringify(frame),
    });
    this.#publishPassing(frontendChannel(account), frame);
  }

  #currentPresence(account: AccountId): string | null {
    const known = this.#presence.get(account);
    if (known === undefined) return null;
    return known.expiresAt > this.#options.store.clock.now()
      ? known.frame
      : null;
  }

  #publishPassing(channel: string, frame: OutgoingWssMessage): void {
    this.#options.bus.publish(channel, {
      kind: "passing",
      frame: JSON.stringify(frame),
    });
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#options.store.clock.after(SWEEP_MS, () => {
      for (
        const { connection } of [
          ...this.#agents.values(),
          ...this.#bridges.keys(),
        ]
      ) connection.closeIfSilent();
      this.#sweepLater();
    });
  }
}

const REFUSALS = {
  unauthenticated: {
    code: CloseCode.NotAuthenticated,
    reason: "Not authenticated: sign in, or pair the Agent again.",
  },
  forbidden: {
    code: CloseCode.NotYourAccount,
    reason: "This is not your account.",
  },
  restart: {
    code: CloseCode.ServiceRestart,
    reason: "The service is restarting: please reconnect.",
  },
} as const;

/** Why a connection is not served. */
export type Refusal = keyof typeof REFUSALS;
