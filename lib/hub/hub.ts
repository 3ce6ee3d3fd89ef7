import type {
  AccountId,
  OutgoingWssMessage,
  SyncMode,
  SystemStatus,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { type AgentPairing, AgentSession } from "./agent_session.ts";
import { BridgeSession } from "./bridge_session.ts";
import { agentChannel, type Bus, frontendChannel } from "./bus/mod.ts";
import type { Socket } from "./connection.ts";
import { Dashboards } from "./dashboards.ts";
import { Intake } from "./intake.ts";
import { Lookout } from "./lookout.ts";
import { Presence } from "./presence.ts";
import { type Refusal, REFUSALS } from "./refusals.ts";
import type { HubSource } from "./source.ts";
import { AccountWatch } from "./watch.ts";

/** How often silent connections are looked for, in ms. */
const SWEEP_MS = 5_000;

/** What the hub works with. */
export interface HubOptions {
  store: Store;
  bus: Bus;
  source: HubSource;
  /**
   * Whether the database is to ring when other instances write: where it tells
   * of their writes, and there is no bus to them. Default false.
   */
  watch?: boolean;
  /** Names an Agent's connection among all others. Default a random UUID. */
  newConnectionId?: () => string;
  onError(what: string, error: unknown): void;
}

/** All WebSocket connections of this instance. */
export class Hub {
  readonly #options: HubOptions;
  readonly #agents = new Map<AccountId, AgentSession>();
  readonly #intake = new Intake();
  readonly #presence: Presence;
  readonly #dashboards: Dashboards;
  readonly #lookout: Lookout;
  readonly #watch: AccountWatch | null;
  readonly #ignoreBus: () => void;
  #closing = false;
  #cancelSweep: () => void = () => {};

  constructor(options: HubOptions) {
    const { store, bus, source, watch = false } = options;
    this.#options = options;
    this.#presence = new Presence({
      store,
      publish: (account, frame) =>
        this.#publishPassing(frontendChannel(account), frame),
      onError: (error) => options.onError("presence", error),
    });
    this.#dashboards = new Dashboards({
      source,
      presence: (account) => this.#presence.current(account),
      onAccount: (account, isHere) => {
        if (isHere) this.#watch?.follow(account);
        else this.#watch?.unfollow(account);
      },
    });
    this.#lookout = new Lookout({
      clock: store.clock,
      accounts: () => this.#dashboards.accounts(),
      look: (accounts, fully) => this.#dashboards.look(accounts, fully),
      onError: (error) => options.onError("lookout", error),
    });
    this.#watch = watch ? this.#watchDatabase() : null;
    this.#ignoreBus = bus.onChange((isUp) => this.#busChanged(isUp));
    this.#sweepLater();
  }

  /**
   * Serves an Agent, until it is revoked if `pairing` says who it is; an older
   * connection of the same account is replaced, at whatever instance it is.
   */
  connectAgent(
    socket: Socket,
    account: AccountId,
    pairing: AgentPairing | null = null,
  ): void {
    if (this.#closing) return this.refuse(socket, "restart");
    const { store, bus, source, onError } = this.#options;
    const { newConnectionId = () => crypto.randomUUID() } = this.#options;
    const older = this.#agents.get(account);
    const session = new AgentSession(socket, {
      store,
      bus,
      source,
      intake: this.#intake,
      account,
      pairing,
      id: newConnectionId(),
      // Of two here, the one that came last is the newer, however fast it came.
      at: Math.max(store.clock.now(), (older?.at ?? 0) + 1),
      onPresence: (payload) => this.#presence.observe(account, payload),
      onClosed: () => {
        if (this.#agents.get(account) === session) this.#agentGone(account);
      },
      onError: (error) => onError("agent session", error),
    });
    this.#agents.set(account, session);
    older?.giveWay();
    session.announce();
    source.agentHere(account);
  }

  /**
   * Serves a dashboard, opened by `session`, that has everything up to revision
   * `since`, if any. What it gets if it has to start anew is as much as `sync`
   * says, by default `full`.
   */
  connectBridge(
    socket: Socket,
    account: AccountId,
    options: { session: string; since?: number; sync?: SyncMode },
  ): void {
    if (this.#closing) return this.refuse(socket, "restart");
    const { store, bus, source, onError } = this.#options;
    const session = new BridgeSession(socket, {
      store,
      bus,
      source,
      account,
      session: options.session,
      since: options.since ?? null,
      mode: options.sync ?? "full",
      presence: () => this.#presence.current(account),
      onClosed: () => this.#dashboards.delete(account, session),
      onError: (error) => onError("bridge session", error),
    });
    this.#dashboards.add(account, session);
  }

  /**
   * Closes the dashboards that a session of the account has opened, at whatever
   * instance: it has ended.
   */
  closeSession(account: AccountId, session: string): void {
    this.#options.bus.publish(frontendChannel(account), {
      kind: "session_ended",
      session,
    });
  }

  /**
   * Closes the connections of one of the account's Agents, at whatever instance:
   * its token does not work any more.
   */
  closeAgent(account: AccountId, agent: string): void {
    this.#options.bus.publish(agentChannel(account), {
      kind: "agent_revoked",
      agent,
    });
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

  /** Commands wait for the account's Agent, at whatever instance that is. */
  ringAgent(account: AccountId): void {
    this.#options.bus.publish(agentChannel(account), { kind: "commands" });
  }

  /**
   * Closes all connections; their clients reconnect elsewhere or later. Resolves
   * when all are closed, or after two seconds.
   */
  async close(): Promise<void> {
    this.#closing = true;
    this.#cancelSweep();
    this.#lookout.stop();
    this.#watch?.close();
    this.#ignoreBus();
    const { code, reason } = REFUSALS.restart;
    await Promise.all(
      [...this.#agents.values(), ...this.#dashboards].map(({ connection }) => {
        connection.close(code, reason);
        return connection.ended;
      }),
    );
  }

  #watchDatabase(): AccountWatch {
    const { store, onError } = this.#options;
    return new AccountWatch({
      store,
      ring: (account) => this.#lookout.ring([account]),
      onError: (error) => onError("database watch", error),
    });
  }

  /** What was missed while the bus was down is made up for. */
  #busChanged(isUp: boolean): void {
    for (const session of this.#dashboards) session.showStatus();
    if (!isUp) return;
    for (const session of this.#agents.values()) {
      session.announce();
      session.sendCommands();
    }
    this.#lookout.ring(this.#dashboards.accounts());
  }

  #agentGone(account: AccountId): void {
    const { source, onError } = this.#options;
    this.#agents.delete(account);
    source.agentGone(account).catch((error) => onError("agent gone", error));
  }

  #publishPassing(channel: string, frame: OutgoingWssMessage): void {
    this.#options.bus.publish(channel, {
      kind: "passing",
      frame: JSON.stringify(frame),
    });
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#options.store.clock.after(SWEEP_MS, () => {
      for (const session of this.#agents.values()) session.closeIfIdle();
      for (const session of this.#dashboards) session.closeIfIdle();
      this.#sweepLater();
    });
  }
}
