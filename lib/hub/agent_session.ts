import {
  type AccountId,
  AgentFrameEnvelope,
  type CacheUpdateEnvelope,
  type IngestAck,
  type NewRawMessagePayload,
  type OnlineUsersPayload,
  PROTOCOL_VERSION,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";
import { agentChannel, type Bus } from "./bus/mod.ts";
import { Connection, type Socket } from "./connection.ts";
import { AGENT_LIMITS } from "./limits.ts";
import type { HubSource, Receipt } from "./source.ts";

/** What an Agent's session works with. */
export interface AgentContext {
  store: Store;
  bus: Bus;
  source: HubSource;
  account: AccountId;
  onPresence(payload: OnlineUsersPayload): void;
  onClosed(): void;
  onError(error: unknown): void;
}

/** One Agent's connection: takes records in and acknowledges them. */
export class AgentSession {
  readonly connection: Connection<AgentFrameEnvelope>;
  readonly #context: AgentContext;
  #unsubscribe: () => void = () => {};

  constructor(socket: Socket, context: AgentContext) {
    this.#context = context;
    this.connection = new Connection(socket, {
      clock: context.store.clock,
      schema: AgentFrameEnvelope,
      limits: AGENT_LIMITS,
    });
    this.connection.listen({
      open: () => this.#open().catch((error) => context.onError(error)),
      frame: (frame) => this.#receive(frame),
      closed: () => {
        this.#unsubscribe();
        context.onClosed();
      },
    });
  }

  async #open(): Promise<void> {
    const { account, bus, source } = this.#context;
    this.connection.send({
      type: "connection_ack",
      payload: {
        version: PROTOCOL_VERSION,
        clientType: "extension",
        userId: account,
        statusMessage: "Connected",
      },
    });
    this.#unsubscribe = bus.subscribe(agentChannel(account), (message) => {
      if (message.kind === "passing") this.connection.sendJson(message.frame);
    });
    const payload = await source.status(account);
    this.connection.send({ type: "system_status", payload });
    if (await source.needsSnapshot(account)) {
      this.connection.send({
        type: "sync_required",
        payload: { reason: "There is no snapshot of this account yet." },
      });
    }
  }

  #receive(frame: AgentFrameEnvelope): void {
    switch (frame.type) {
      case "keepalive":
        return;
      case "new_raw_message":
        this.#receiveDelta(frame.payload);
        return;
      case "cache_update":
        this.#receiveSnapshot(frame.payload);
        return;
      case "online_users_update":
        this.#context.onPresence(frame.payload);
        return;
      case "command_result":
        this.#error(
          "unknown_command",
          "No such command was sent.",
          `command_id ${frame.payload.command_id}`,
        );
    }
  }

  #receiveDelta(payload: NewRawMessagePayload): void {
    const { event_id, seq } = payload;
    this.#settle(
      this.#context.source.addDelta(this.#context.account, payload),
      { event_id, seq },
    );
  }

  #receiveSnapshot(payload: CacheUpdateEnvelope): void {
    const { snapshot_id, part } = payload;
    this.#settle(
      this.#context.source.addSnapshot(this.#context.account, payload),
      { snapshot_id, part },
    );
  }

  /** Acknowledges what was committed; tells of what was not. */
  #settle(
    receipt: Promise<Receipt>,
    names: Omit<IngestAck, "status" | "code">,
  ): void {
    receipt.then(({ status, code, reason }) => {
      if (status === "refused") {
        this.#error(code ?? "refused", "The record was refused.", reason);
        return;
      }
      this.connection.send({
        type: "ingest_ack",
        payload: { ...names, status, ...(code ? { code } : {}) },
      });
    }).catch((error) => {
      this.#context.onError(error);
      this.#error(
        "not_committed",
        "The record could not be stored: send it again.",
        names.event_id ?? names.snapshot_id,
      );
    });
  }

  #error(code: string, errorMessage: string, detail?: string): void {
    this.connection.send({
      type: "system_error",
      payload: { code, errorMessage, ...(detail ? { detail } : {}) },
    });
  }
}
