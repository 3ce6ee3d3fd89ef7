import {
  type AccountId,
  BridgeFrame,
  PROTOCOL_VERSION,
} from "@/lib/models/mod.ts";
import { keys, type Store, wait } from "@/lib/store/mod.ts";
import { type Bus, type BusMessage, frontendChannel } from "./bus/mod.ts";
import { Connection, type Socket } from "./connection.ts";
import { BRIDGE_LIMITS } from "./limits.ts";
import type { HubSource } from "./source.ts";

/** What a dashboard's session works with. */
export interface BridgeContext {
  store: Store;
  bus: Bus;
  source: HubSource;
  account: AccountId;
  /** The frame that tells who is online, if that is known. */
  presence(): string | null;
  /** The revision that the dashboard has; `null` if it starts anew. */
  since: number | null;
  onClosed(): void;
  onError(error: unknown): void;
}

/** Bytes that may wait in a socket before sending pauses. */
const BUFFER_BYTES = 1024 * 1024;
/** Pause before a full socket is looked at again, in ms. */
const BUFFER_PAUSE_MS = 20;
/** Frames that are read from the event log at once. */
const REPLAY_FRAMES = 100;
/** Time for a `resume` to overtake the first full sync, in ms. */
const RESUME_GRACE_MS = 25;

/**
 * One dashboard's connection. It passes on frames as they are committed while
 * it keeps up; whenever it does not (at the start, after a gap, when the socket
 * is full) it reads what is missing from the event log, or sends everything.
 * Either way the dashboard sees every revision once and in order.
 */
export class BridgeSession {
  readonly connection: Connection<BridgeFrame>;
  readonly #context: BridgeContext;
  /** Last revision that was sent; `null` until the first full sync is. */
  #sent: number | null;
  /** Last revision that is known to exist. */
  #known = 0;
  /** Counts full replacements, so that an outdated full sync is given up. */
  #epoch = 0;
  #pumping = false;
  #isDue = false;
  #unsubscribe: () => void = () => {};

  constructor(socket: Socket, context: BridgeContext) {
    this.#context = context;
    this.#sent = context.since;
    this.connection = new Connection(socket, {
      clock: context.store.clock,
      schema: BridgeFrame,
      limits: BRIDGE_LIMITS,
    });
    this.connection.listen({
      open: () => this.#open().catch((error) => this.#fail(error)),
      frame: (frame) => this.#receive(frame),
      closed: () => {
        this.#unsubscribe();
        context.onClosed();
      },
    });
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
    );
    this.#pumping = true;
    const payload = await source.status(account);
    this.connection.send({ type: "system_status", payload });
    const online = presence();
    if (online !== null) this.connection.sendJson(online);
    if (this.#sent === null) await wait(store.clock, RESUME_GRACE_MS);
    this.#pumping = false;
    this.#pump();
  }

  #receive(frame: BridgeFrame): void {
    if (frame.type === "keepalive") return;
    this.#sent = frame.payload.since;
    this.#pump();
  }

  #hear(message: BusMessage): void {
    switch (message.kind) {
      case "passing":
        this.connection.sendJson(message.frame);
        return;
      case "replaced":
        this.#epoch++;
        this.#sent = null;
        this.#known = Math.max(this.#known, message.revision);
        this.#pump();
        return;
      case "frames":
        this.#hearFrames(message.from, message.frames);
    }
  }

  #hearFrames(from: number, frames: string[]): void {
    const last = from + frames.length - 1;
    this.#known = Math.max(this.#known, last);
    const inStep = !this.#pumping && this.#sent !== null &&
      from <= this.#sent + 1 &&
      this.connection.bufferedAmount < BUFFER_BYTES;
    if (!inStep || this.#sent === null) {
      this.#pump();
      return;
    }
    for (const frame of frames.slice(this.#sent + 1 - from)) {
      this.connection.sendJson(frame);
    }
    this.#sent = Math.max(this.#sent, last);
  }

  /** Catches up, and once more if something is heard while that goes on. */
  #pump(): void {
    this.#isDue = true;
    if (this.#pumping) return;
    this.#pumping = true;
    this.#run().catch((error) => this.#fail(error));
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
    const { account, source } = this.#context;
    for (;;) {
      const position = await source.position(account);
      if (!position.ready || !this.connection.isOpen) return;
      this.#known = Math.max(this.#known, position.revision);
      if (this.#sent === null || this.#sent > this.#known) {
        await this.#sendAll(position.revision);
      } else if (this.#sent === this.#known) {
        return;
      } else if (this.#sent + 1 < position.logFrom) {
        this.#sent = null;
      } else {
        await this.#replay(this.#sent, this.#known);
      }
    }
  }

  async #replay(since: number, until: number): Promise<void> {
    const { account, store } = this.#context;
    const last = Math.min(until, since + REPLAY_FRAMES);
    const revisions = Array.from(
      { length: last - since },
      (_, i) => since + 1 + i,
    );
    const epoch = this.#epoch;
    const entries = await store.getMany<unknown>(
      revisions.map((revision) => keys.log(account, revision)),
    );
    for (const [i, entry] of entries.entries()) {
      if (this.#epoch !== epoch || this.#sent !== since + i) return;
      if (entry === null) {
        this.#sent = null;
        return;
      }
      await this.#roomInBuffer();
      this.connection.sendJson(JSON.stringify(entry.value));
      this.#sent = since + i + 1;
    }
  }

  async #sendAll(revision: number): Promise<void> {
    const { account, source } = this.#context;
    const epoch = this.#epoch;
    this.#sent = null;
    for await (const part of source.fullSync(account)) {
      await this.#roomInBuffer();
      if (this.#epoch !== epoch || !this.connection.isOpen) return;
      // A `resume` came first: it says what the dashboard has.
      if (this.#sent !== null && part.part?.index === 0) return;
      this.connection.send({
        type: "full_sync_response",
        payload: { ...part, revision },
      });
    }
    this.#sent = revision;
  }

  async #roomInBuffer(): Promise<void> {
    while (
      this.connection.isOpen &&
      this.connection.bufferedAmount > BUFFER_BYTES
    ) await wait(this.#context.store.clock, BUFFER_PAUSE_MS);
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
    this.connection.close(1012, "Internal error: please reconnect.");
  }
}
