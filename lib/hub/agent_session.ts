import {
  type AccountId,
  type AgentFrameEnvelope,
  type CacheUpdateEnvelope,
  CloseCode,
  type CommandResult,
  type IngestAck,
  type NewRawMessagePayload,
  type OnlineUsersPayload,
  type OutgoingWssMessage,
  PROTOCOL_VERSION,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { AGENT_FRAMES } from "./agent_frames.ts";
import { agentChannel, type Bus, type BusMessage } from "./bus/mod.ts";
import { CommandFeed } from "./command_feed.ts";
import { Connection, type Socket } from "./connection.ts";
import type { Intake } from "./intake.ts";
import {
  AGENT_BUFFER_BYTES,
  AGENT_COMMAND_BYTES,
  AGENT_LIMITS,
  PRESENCE_SIZE,
} from "./limits.ts";
import { REFUSALS } from "./refusals.ts";
import type { HubSource, Receipt } from "./source.ts";

/** Who an Agent's connection is of. */
export interface AgentPairing {
  /** Names the Agent among all of the account's. */
  id: string;
  /** Whether its token works still. */
  isValid(): Promise<boolean>;
}

/** What an Agent's session works with. */
export interface AgentContext {
  store: Store;
  bus: Bus;
  source: HubSource;
  intake: Intake;
  account: AccountId;
  /** Who has connected; `null`: nobody that could be revoked. */
  pairing: AgentPairing | null;
  /** Names this connection among all of the account's. */
  id: string;
  /** When it connected, in ms since the epoch: the newest one stays. */
  at: number;
  onPresence(payload: OnlineUsersPayload): void;
  onClosed(): void;
  onError(error: unknown): void;
}

/** Names that an Agent gave a record. */
type RecordNames = Omit<IngestAck, "status" | "code">;

/**
 * One Agent's connection: takes records in and acknowledges them, and hands the
 * account's commands out, until a newer Agent of the account connects to any
 * instance.
 */
export class AgentSession {
  readonly connection: Connection<AgentFrameEnvelope>;
  /** When it connected, in ms since the epoch. */
  readonly at: number;
  readonly #context: AgentContext;
  readonly #commands: CommandFeed;
  readonly #unsubscribe: () => void;

  constructor(socket: Socket, context: AgentContext) {
    const { bus, account, store, onClosed, onError } = context;
    const { id, at } = context;
    this.at = at;
    this.#context = context;
    this.connection = new Connection(socket, {
      clock: store.clock,
      schema: AGENT_FRAMES,
      limits: AGENT_LIMITS,
    });
    this.#commands = new CommandFeed({
      ...context,
      connection: { id, at },
      hasRoom: () =>
        this.connection.isOpen &&
        this.connection.bufferedAmount < AGENT_COMMAND_BYTES,
      send: (payload) => this.#send({ type: "command_to_execute", payload }),
    });
    this.#unsubscribe = bus.subscribe(
      agentChannel(account),
      (message) => this.#hear(message),
      () => this.#verify().catch(onError),
    );
    this.connection.listen({
      open: () => this.#open().catch(onError),
      frame: (frame, size) => this.#receive(frame, size),
      closed: () => {
        this.#unsubscribe();
        onClosed();
      },
    });
  }

  /** Tells older Agents of the account, wherever they are, to give way. */
  announce(): void {
    const { account, bus, id, at } = this.#context;
    if (this.connection.isClosing) return;
    bus.publish(agentChannel(account), { kind: "agent", connection: id, at });
  }

  /** Sends commands that wait, if nobody said so. */
  sendCommands(): void {
    this.#commands.heal();
  }

  /** Gives way to a newer Agent. */
  giveWay(): void {
    this.connection.close(
      CloseCode.Replaced,
      "Another Agent of this account has connected.",
    );
  }

  /** Closes a connection that says nothing for too long. */
  closeIfIdle(): void {
    this.connection.closeIfSilent();
  }

  async #open(): Promise<void> {
    const { account, source } = this.#context;
    this.#send({
      type: "connection_ack",
      payload: {
        version: PROTOCOL_VERSION,
        clientType: "extension",
        userId: account,
        statusMessage: "Connected",
      },
    });
    const payload = await source.status(account);
    this.#send({ type: "system_status", payload });
    if (await source.needsSnapshot(account)) {
      this.#send({
        type: "sync_required",
        payload: { reason: "There is no snapshot of this account yet." },
      });
    }
    // It may have been revoked before this session could hear of it.
    await this.#verify();
    if (!this.connection.isClosing) this.#commands.start();
  }

  /** Closes the connection of an Agent whose token does not work any more. */
  async #verify(): Promise<void> {
    const { pairing } = this.#context;
    if (pairing === null || this.connection.isClosing) return;
    if (!await pairing.isValid()) this.#revoke();
  }

  #revoke(): void {
    const { code, reason } = REFUSALS.unauthenticated;
    this.connection.close(code, reason);
  }

  #hear(message: BusMessage): void {
    switch (message.kind) {
      case "passing":
        this.#sendJson(message.frame);
        return;
      case "agent":
        this.#meet(message);
        return;
      case "commands":
        this.#commands.pump();
        return;
      case "agent_revoked":
        if (message.agent === this.#context.pairing?.id) this.#revoke();
    }
  }

  /** Of any two connections exactly one gives way, whoever hears of whom. */
  #meet({ connection, at }: { connection: string; at: number }): void {
    const { id } = this.#context;
    if (connection === id) return;
    const isNewer = at > this.at || (at === this.at && connection > id);
    if (isNewer) this.giveWay();
    else this.announce();
  }

  #receive(frame: AgentFrameEnvelope, size: number): void {
    switch (frame.type) {
      case "keepalive":
        // Whoever said that some wait may not have been heard.
        return this.#commands.heal();
      case "new_raw_message":
        this.#receiveDelta(frame.payload, size);
        return;
      case "cache_update":
        this.#receiveSnapshot(frame.payload, size);
        return;
      case "online_users_update":
        this.#receivePresence(frame.payload, size);
        return;
      case "command_result":
        this.#receiveResult(frame.payload, size);
    }
  }

  #receiveDelta(payload: NewRawMessagePayload, size: number): void {
    const { account, source } = this.#context;
    const { event_id, seq } = payload;
    this.#settle(
      { event_id, seq },
      size,
      () => source.addDelta(account, payload, size),
    );
  }

  #receiveSnapshot(payload: CacheUpdateEnvelope, size: number): void {
    const { account, source } = this.#context;
    const { snapshot_id, part } = payload;
    this.#settle(
      { snapshot_id, part },
      size,
      () => source.addSnapshot(account, payload),
    );
  }

  #receiveResult(result: CommandResult, size: number): void {
    const { account, source } = this.#context;
    this.#settle(
      { event_id: result.command_id },
      size,
      () => source.commandResult(account, result),
    );
  }

  #receivePresence(payload: OnlineUsersPayload, size: number): void {
    if (size <= PRESENCE_SIZE) return this.#context.onPresence(payload);
    this.#error(
      "presence_too_large",
      `Who is online is taken in up to ${PRESENCE_SIZE / 1024} KiB.`,
    );
  }

  /** Acknowledges what was committed; tells of what was not. */
  #settle(
    names: RecordNames,
    size: number,
    add: () => Promise<Receipt>,
  ): void {
    const { account, intake, onError } = this.#context;
    if (!intake.begin(account, size)) {
      this.connection.close(
        CloseCode.TooFast,
        "Too much is under way: wait for acknowledgements.",
      );
      return;
    }
    add().then((receipt) => {
      intake.end(account, size);
      this.#acknowledge(names, receipt);
    }, (error) => {
      intake.end(account, size);
      // What an instance that ends does not take in any more is sent again.
      if (this.connection.isClosing) return;
      onError(error);
      this.#error(
        "not_committed",
        "The record could not be stored: send it again.",
        names.event_id ?? names.snapshot_id,
      );
    });
  }

  #acknowledge(
    names: RecordNames,
    { status, code, reason, message = "The record was refused." }: Receipt,
  ): void {
    if (status === "refused") {
      this.#error(code ?? "refused", message, reason);
      return;
    }
    this.#send({
      type: "ingest_ack",
      payload: { ...names, status, ...(code ? { code } : {}) },
    });
  }

  #error(code: string, errorMessage: string, detail?: string): void {
    this.#send({
      type: "system_error",
      payload: { code, errorMessage, ...(detail ? { detail } : {}) },
    });
  }

  #send(frame: OutgoingWssMessage): void {
    this.#sendJson(JSON.stringify(frame));
  }

  /** Answers to an Agent that does not read them must not pile up. */
  #sendJson(frame: string): void {
    this.connection.sendJson(frame);
    if (this.connection.bufferedAmount <= AGENT_BUFFER_BYTES) return;
    this.connection.close(
      CloseCode.TooFast,
      "Over 8 MiB of acknowledgements wait to be read.",
    );
  }
}
