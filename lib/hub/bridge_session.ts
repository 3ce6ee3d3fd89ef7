import {
  type AccountId,
  BridgeFrame,
  CloseCode,
  type OutgoingWssMessage,
  PROTOCOL_VERSION,
  type SyncMode,
  type SystemStatus,
} from "@/lib/models/mod.ts";
import { type Store, wait } from "@/lib/store/mod.ts";
import { type Bus, type BusMessage, frontendChannel } from "./bus/mod.ts";
import { Connection, type Socket } from "./connection.ts";
import { Feed } from "./feed.ts";
import { BRIDGE_LIMITS } from "./limits.ts";
import { Outflow } from "./outflow.ts";
import type { PresenceFrame } from "./presence.ts";
import { REFUSALS } from "./refusals.ts";
import type { HubSource, Position } from "./source.ts";

/** What a dashboard's session works with. */
export interface BridgeContext {
  store: Store;
  bus: Bus;
  source: HubSource;
  account: AccountId;
  /** Names the sign-in that opened the dashboard: when it ends, so does this. */
  session: string;
  /** The frame that tells who is online, if that is known. */
  presence(): Promise<PresenceFrame | null>;
  /** The revision that the dashboard has; `null` if it starts anew. */
  since: number | null;
  /** How much a full sync holds. */
  mode: SyncMode;
  onClosed(): void;
  onError(error: unknown): void;
}

/** Time for a `resume` to overtake the first full sync, in ms. */
const RESUME_GRACE_MS = 25;
/** What a dashboard is told while other instances cannot be reached. */
const OUT_OF_REACH: SystemStatus = {
  status: "DEGRADED",
  detail:
    "Other instances cannot be reached: what they receive may show some seconds late.",
};

/**
 * One dashboard's connection: the account's status, its presence, and through a
 * {@linkcode Feed} everything that has a revision.
 */
export class BridgeSession {
  readonly connection: Connection<BridgeFrame>;
  readonly #context: BridgeContext;
  readonly #outflow: Outflow;
  readonly #feed: Feed;
  /** The account's status as last told, whether or not it shows. */
  #status: SystemStatus | null = null;
  /** Counts how often the status was told. */
  #timesTold = 0;
  #shownStatus = "";
  /** When the presence that was sent last expires, in ms since the epoch. */
  #presentUntil = 0;
  #unsubscribe: () => void = () => {};

  constructor(socket: Socket, context: BridgeContext) {
    const { store, source, account, since, mode } = context;
    this.#context = context;
    this.connection = new Connection(socket, {
      clock: store.clock,
      schema: BridgeFrame,
      limits: BRIDGE_LIMITS,
    });
    this.#outflow = new Outflow(this.connection, store.clock);
    this.#feed = new Feed(since, {
      source,
      account,
      mode,
      outflow: this.#outflow,
      isOpen: () => this.connection.isOpen,
      onError: (error) => this.#fail(error),
    });
    this.connection.listen({
      open: () => this.#open().catch((error) => this.#fail(error)),
      frame: (frame) => {
        if (frame.type === "resume") this.#feed.resume(frame.payload.since);
      },
      closed: () => {
        this.#unsubscribe();
        context.onClosed();
      },
    });
  }

  /** Whether the account was live when its status was last told. */
  get isLive(): boolean {
    return this.#status?.status === "REALTIME";
  }

  /** Whether something at `position` was not sent. */
  isBehind(position: Position): boolean {
    return this.#feed.isBehind(position);
  }

  /** Sends what is missing. */
  catchUp(): void {
    this.#feed.pump();
  }

  /**
   * To be called before the status is read, and its result with what was read:
   * that counts unless the dashboard has been told of a change meanwhile.
   */
  expectStatus(): (read: SystemStatus) => void {
    const timesTold = this.#timesTold;
    return (read) => {
      if (this.#timesTold !== timesTold) return;
      // Only the instance that works on a snapshot knows how far it is.
      const isKnown = this.#status?.status === read.status &&
        this.#status.progress !== undefined && read.progress === undefined;
      if (!isKnown) this.#tellStatus(read);
    };
  }

  /** Sends the account's status, or that other instances cannot be reached. */
  showStatus(): void {
    if (this.#status === null) return;
    const isCovered = this.isLive && !this.#context.bus.isUp;
    const payload = isCovered ? OUT_OF_REACH : this.#status;
    const frame: OutgoingWssMessage = { type: "system_status", payload };
    const shown = JSON.stringify(frame);
    if (shown === this.#shownStatus) return;
    this.#shownStatus = shown;
    this.#outflow.sendNewest(frame.type, shown);
  }

  /**
   * Sends who is online, unless that has expired or the dashboard knows better.
   * `json`: the frame as JSON, if there is any already.
   */
  tellPresence(frame: PresenceFrame, json?: string): void {
    const until = Date.parse(frame.payload.expires_at ?? "");
    const now = this.#context.store.clock.now();
    if (!(until > Math.max(now, this.#presentUntil))) return;
    this.#presentUntil = until;
    this.#outflow.sendNewest(frame.type, json ?? JSON.stringify(frame));
  }

  /** Closes a connection that says nothing, or reads nothing, for too long. */
  closeIfIdle(): void {
    this.connection.closeIfSilent();
    this.#outflow.closeIfUnread();
  }

  async #open(): Promise<void> {
    const { account, bus, source, presence, store } = this.#context;
    this.connection.send({
      type: "connection_ack",
      payload: {
        version: PROTOCOL_VERSION,
        clientType: "frontend",
        userId: account,
        statusMessage: "Connected",
      },
    });
    this.#unsubscribe = bus.subscribe(
      frontendChannel(account),
      (message) => this.#hear(message),
      () => this.#feed.pump(),
    );
    const tellStatus = this.expectStatus();
    const [status, online] = await Promise.all([
      source.status(account),
      presence(),
    ]);
    tellStatus(status);
    if (online !== null) this.tellPresence(online);
    if (this.#feed.isNew) await wait(store.clock, RESUME_GRACE_MS);
    this.#feed.start();
  }

  #hear(message: BusMessage): void {
    switch (message.kind) {
      case "passing":
        this.#hearPassing(message.frame);
        return;
      case "frames":
        this.#feed.hearFrames(message.from, message.frames);
        return;
      case "replaced":
        this.#feed.hearReplaced(message.revision);
        return;
      case "session_ended": {
        if (message.session !== this.#context.session) return;
        const { code, reason } = REFUSALS.unauthenticated;
        this.connection.close(code, reason);
      }
    }
  }

  #hearPassing(json: string): void {
    const frame: OutgoingWssMessage = JSON.parse(json);
    if (frame.type === "system_status") this.#tellStatus(frame.payload);
    else if (frame.type === "online_users_update") {
      this.tellPresence(frame, json);
    } else if (!this.#outflow.isFull) this.#outflow.send(json);
  }

  #tellStatus(status: SystemStatus): void {
    this.#timesTold++;
    this.#status = status;
    this.showStatus();
  }

  #fail(error: unknown): void {
    this.#context.onError(error);
    this.connection.send({
      type: "system_error",
      payload: {
        errorMessage: "The account's data could not be read.",
        code: "internal_error",
      },
    });
    this.connection.close(
      CloseCode.ServiceRestart,
      "Internal error: please reconnect.",
    );
  }
}
