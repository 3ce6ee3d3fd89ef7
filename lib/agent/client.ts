import type {
  OutgoingWssMessage,
  SendMessageCommand,
} from "@/lib/models/mod.ts";
import { backoffDelay } from "./clock.ts";
import { fatalClose } from "./close_codes.ts";
import { CommandDesk } from "./command_desk.ts";
import { Connection } from "./connection.ts";
import type { Delivery, WireMessage } from "./delta_queue.ts";
import { AgentError, type AgentEvent } from "./events.ts";
import {
  type AgentClientOptions,
  type Settings,
  settingsOf,
} from "./options.ts";
import { Outbox, type Unacknowledged } from "./outbox.ts";
import type { SnapshotDelivery } from "./part_queue.ts";
import { byConversation, cutSnapshot, type Snapshot } from "./parts.ts";

/**
 * Speaks the Agent's side of the protocol: sends a snapshot in parts and then
 * deltas in order, reconnects, and sends again whatever was not acknowledged.
 *
 * ```ts
 * const client = new AgentClient({ url, token });
 * client.connect();
 * await client.sendSnapshot(() => ({ chats, messages }));
 * await client.send({ id: 1, chat_id: 7, text: "Hi" });
 * const left = await client.close();
 * ```
 */
export class AgentClient {
  readonly #settings: Settings;
  readonly #outbox: Outbox;
  readonly #desk: CommandDesk;
  #source: (() => Snapshot) | null = null;
  #connection: Connection | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelKeepalive: (() => void) | null = null;
  #attempt = 0;
  #connects = 0;
  #readyAt = 0;
  #lastProgress = 0;
  #failure: AgentError | null = null;
  #results: string[] = [];
  #waiters: (() => void)[] = [];

  /** Throws an {@linkcode AgentError} where the URL or token is unusable. */
  constructor(options: AgentClientOptions) {
    this.#settings = settingsOf(options);
    const { partWindow, deltaWindow, clock, onCommand } = this.#settings;
    this.#outbox = new Outbox({ parts: partWindow, deltas: deltaWindow });
    this.#desk = new CommandDesk(onCommand, () => clock.now());
  }

  /** What was not acknowledged yet, sent or not. */
  get left(): Unacknowledged {
    return this.#outbox.left;
  }

  /** Starts to connect, and goes on until {@linkcode close} or a fatal error. */
  connect(): void {
    if (this.#connection || this.#cancelRetry || this.#failure) return;
    this.#open();
  }

  /**
   * Sends a snapshot, before all deltas that are not acknowledged. `source` is
   * asked again whenever the Brain wants a fresh one, and should then hold what
   * was sent in the meantime. Resolves when every part is acknowledged; rejects
   * with an {@linkcode AgentError} where that will not happen.
   */
  sendSnapshot(source: () => Snapshot): Promise<SnapshotDelivery> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#source = source;
    const delivered = this.#startSnapshot(source());
    this.#pump();
    return delivered;
  }

  /**
   * Sends one message after all before it. Resolves when it is acknowledged;
   * rejects with an {@linkcode AgentError} where that will not happen. Takes any
   * number: await {@linkcode room} before each to keep memory bounded.
   */
  send(
    message: WireMessage,
    eventId: string = this.#settings.newId(),
  ): Promise<Delivery> {
    if (this.#failure) return Promise.reject(this.#failure);
    const delivered = this.#outbox.addDelta(eventId, message);
    this.#pump();
    return delivered;
  }

  /** Resolves when another delta fits in the window; rejects as `send` does. */
  async room(): Promise<void> {
    while (!this.#failure && !this.#outbox.hasRoom) await this.#change();
    if (this.#failure) throw this.#failure;
  }

  /**
   * Resolves when everything is acknowledged, when `signal` aborts, or after a
   * fatal error; then the connection is closed. Returns what is left: zeros
   * where everything was acknowledged. What is left is never sent any more.
   */
  async close(signal?: AbortSignal): Promise<Unacknowledged> {
    const wake = () => this.#wake();
    signal?.addEventListener("abort", wake);
    while (
      !this.#failure && !signal?.aborted &&
      !(this.#outbox.isEmpty && this.#results.length === 0)
    ) await this.#change();
    signal?.removeEventListener("abort", wake);
    this.#stop(
      new AgentError("aborted", "The Agent was stopped before this was sent."),
    );
    return this.#outbox.left;
  }

  #open(): void {
    const { url, token, clock, openTimeoutMs } = this.#settings;
    this.#cancelRetry = null;
    this.#emit({ type: "connecting", attempt: this.#attempt });
    this.#connection = new Connection({
      url,
      token,
      clock,
      openTimeoutMs,
      handlers: {
        ready: (info) => this.#ready(info.userId, info.version),
        frame: (frame) => this.#receive(frame),
        unreadable: (detail) =>
          this.#emit({ type: "unreadable_frame", detail }),
        closed: (code, reason) => this.#closed(code, reason),
      },
    });
  }

  #ready(userId: string, version: string): void {
    this.#readyAt = this.#lastProgress = this.#settings.clock.now();
    this.#outbox.rewind();
    const reconnect = this.#connects++ > 0;
    this.#emit({ type: "connected", userId, version, reconnect });
    this.#scheduleKeepalive();
    this.#pump();
  }

  #closed(code: number, reason: string): void {
    const { clock, backoff, random } = this.#settings;
    const fatal = fatalClose(code, reason, this.#outbox.largestInFlight);
    this.#cancelKeepalive?.();
    this.#connection = null;
    if (fatal) {
      this.#emit({ type: "failed", error: fatal });
      return this.#stop(fatal);
    }
    const lasted = this.#readyAt > 0 ? clock.now() - this.#readyAt : 0;
    if (lasted >= backoff.maxMs) this.#attempt = 0;
    this.#readyAt = 0;
    const retryInMs = backoffDelay(this.#attempt++, backoff, random);
    this.#cancelRetry = clock.after(retryInMs, () => this.#open());
    this.#emit({ type: "disconnected", code, reason, retryInMs });
  }

  #receive(frame: OutgoingWssMessage): void {
    switch (frame.type) {
      case "ingest_ack": {
        this.#attempt = 0;
        this.#lastProgress = this.#settings.clock.now();
        const event = this.#outbox.acknowledge(frame.payload);
        if (event) this.#emit(event);
        this.#pump();
        return this.#wake();
      }
      case "sync_required":
        return this.#syncRequired(frame.payload.reason);
      case "system_status":
        return this.#emit({ type: "status", status: frame.payload });
      case "system_error": {
        const { errorMessage: message, code, detail } = frame.payload;
        return this.#emit({ type: "server_error", code, message, detail });
      }
      case "command_to_execute":
        this.#execute(frame.payload);
    }
  }

  /**
   * A request that arrives while a snapshot is under way and nothing of it was
   * acknowledged is one that this snapshot answers: the server asks as soon as
   * it sees the connection, when the first parts may be on their way already.
   */
  #syncRequired(reason: string): void {
    const source = this.#source;
    const answer = !source
      ? "no_snapshot"
      : this.#outbox.snapshot === "untouched"
      ? "under_way"
      : "resending";
    this.#emit({ type: "sync_required", reason, answer });
    if (!source || answer !== "resending") return;
    this.#startSnapshot(source());
    this.#pump();
  }

  #startSnapshot(snapshot: Snapshot): Promise<SnapshotDelivery> {
    const ordered = {
      ...snapshot,
      messages: byConversation(snapshot.messages),
    };
    const parts = [...cutSnapshot(ordered, this.#settings.maxPartBytes)];
    const snapshotId = this.#settings.newId();
    this.#emit({
      type: "snapshot_started",
      snapshotId,
      parts: parts.length,
      chats: snapshot.chats.length,
      messages: snapshot.messages.length,
    });
    return this.#outbox.startSnapshot(snapshotId, parts);
  }

  async #execute(command: SendMessageCommand): Promise<void> {
    const commandId = command.command_id;
    const outcome = await this.#desk.execute(command);
    const { status, detail } = outcome;
    this.#emit({ type: "command", commandId, status, detail });
    if (commandId === undefined) return;
    this.#results.push(JSON.stringify({
      type: "command_result",
      payload: { command_id: commandId, ...outcome },
    }));
    this.#pump();
    this.#wake();
  }

  /** Sends what may be sent now. */
  #pump(): void {
    while (this.#connection?.isReady) {
      const result = this.#results.shift();
      if (result !== undefined) {
        this.#connection.send(result);
        continue;
      }
      if (!this.#outbox.isWaiting) {
        this.#lastProgress = this.#settings.clock.now();
      }
      const outgoing = this.#outbox.next();
      if (!outgoing) return;
      this.#connection.send(outgoing.text);
      this.#emit(outgoing.event);
    }
  }

  #scheduleKeepalive(): void {
    const { clock, keepaliveMs, ackTimeoutMs } = this.#settings;
    this.#cancelKeepalive = clock.after(keepaliveMs, () => {
      const silence = clock.now() - this.#lastProgress;
      if (this.#outbox.isWaiting && silence >= ackTimeoutMs) {
        const seconds = Math.round(silence / 1000);
        this.#connection?.abandon(`nothing acknowledged for ${seconds} s`);
        return;
      }
      if (this.#connection?.isReady) {
        this.#connection.send(
          JSON.stringify({ type: "keepalive", payload: {} }),
        );
      }
      this.#scheduleKeepalive();
    });
  }

  #stop(error: AgentError): void {
    this.#failure ??= error;
    this.#cancelRetry?.();
    this.#cancelKeepalive?.();
    this.#connection?.close();
    this.#cancelRetry = this.#cancelKeepalive = this.#connection = null;
    this.#outbox.fail(error);
    this.#wake();
  }

  #emit(event: AgentEvent): void {
    this.#settings.onEvent(event);
  }

  /** Resolves at the next acknowledgement, result, error or abort. */
  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
