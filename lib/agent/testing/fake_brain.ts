import {
  AgentFrameEnvelope,
  type IngestAck,
  SUBPROTOCOL,
} from "@/lib/models/mod.ts";

/** A delta as it arrived. */
export interface ReceivedDelta {
  connection: number;
  eventId: string;
  seq: number;
  messageId: string;
}

/** A snapshot's part as it arrived. */
export interface ReceivedPart {
  connection: number;
  snapshotId: string;
  index: number;
  total: number;
  bytes: number;
  chats: unknown[];
  messages: unknown[];
}

/** What a test wants a {@linkcode FakeBrain} to do. */
export interface FakeBrainOptions {
  /** Default: a free one. */
  port?: number;
  /** Whether records are acknowledged as they come. Default true. */
  acknowledges?: boolean;
  /** Whether connections are confirmed. Default true. */
  confirms?: boolean;
  /** Called for each new connection, after its confirmation. */
  onOpen?: (brain: FakeBrain, connection: number) => void;
  /** Called for each delta, after its acknowledgement. */
  onDelta?: (brain: FakeBrain, delta: ReceivedDelta) => void;
  /** The acknowledgement's status of a delta. */
  judge?: (delta: ReceivedDelta) => Pick<IngestAck, "status" | "code">;
}

/** The Agent's endpoint as the contract has it, small and for tests. */
export class FakeBrain {
  readonly #options: FakeBrainOptions;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #known = new Set<string>();
  readonly #held: IngestAck[] = [];
  #socket: WebSocket | null = null;
  /** Whether records are acknowledged as they come. */
  acknowledges: boolean;
  connections = 0;
  protocols: string | null = null;
  readonly parts: ReceivedPart[] = [];
  readonly deltas: ReceivedDelta[] = [];
  readonly others: unknown[] = [];
  /** What arrived, in order, such as `part 0`, `delta 1`. */
  readonly order: string[] = [];
  /** Frames that do not fit the contract. */
  readonly invalid: string[] = [];

  constructor(options: FakeBrainOptions = {}) {
    this.#options = options;
    this.acknowledges = options.acknowledges ?? true;
    const { port = 0 } = options;
    this.#server = Deno.serve(
      { port, hostname: "127.0.0.1", onListen() {} },
      (request) => this.#accept(request),
    );
  }

  get port(): number {
    return this.#server.addr.port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/ws/extension/u_test`;
  }

  /** Acknowledgements held back. */
  get held(): number {
    return this.#held.length;
  }

  /** Sends acknowledgements that were held back: the first `count`, or all. */
  release(count: number = this.#held.length): void {
    for (const ack of this.#held.splice(0, count)) this.#acknowledge(ack);
  }

  /** Sends a frame to the Agent. */
  send(type: string, payload: unknown): void {
    this.sendText(JSON.stringify({ type, payload }));
  }

  /** Sends anything to the Agent. */
  sendText(text: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  /**
   * Closes the Agent's connection. A socket that is closed in the middle of its
   * own `onmessage` loses the close frame if more has arrived, hence the timer.
   */
  disconnect(code = 1012, reason = ""): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#held.length = 0;
    setTimeout(() => socket?.close(code, reason), 0);
  }

  /** Ends the server: later connections are refused. */
  async stop(): Promise<void> {
    this.disconnect();
    await this.#server.shutdown();
  }

  #accept(request: Request): Response {
    this.protocols = request.headers.get("sec-websocket-protocol");
    const { socket, response } = Deno.upgradeWebSocket(request, {
      protocol: SUBPROTOCOL,
    });
    const connection = ++this.connections;
    this.#held.length = 0;
    socket.onopen = () => {
      this.#socket = socket;
      if (this.#options.confirms === false) return;
      this.send("connection_ack", {
        version: "1.1.0",
        clientType: "extension",
        userId: "u_test",
        statusMessage: "Connected",
      });
      this.#options.onOpen?.(this, connection);
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(String(data), connection);
    };
    return response;
  }

  #receive(text: string, connection: number): void {
    const parsed = AgentFrameEnvelope.safeParse(JSON.parse(text));
    if (!parsed.success) {
      this.invalid.push(parsed.error.message);
      return;
    }
    const { type, payload } = parsed.data;
    if (type === "cache_update") {
      const { chats, messages, snapshot_id = "", part } = payload;
      const { index, total } = part ?? { index: 0, total: 1 };
      const bytes = new TextEncoder().encode(text).length;
      const snapshotId = snapshot_id;
      this.parts.push({
        connection,
        snapshotId,
        index,
        total,
        bytes,
        chats,
        messages,
      });
      this.order.push(`part ${index}`);
      this.#answer({ snapshot_id, part, status: "committed" });
    } else if (type === "new_raw_message") {
      const { message, event_id = "", seq = -1 } = payload;
      const delta = {
        connection,
        eventId: event_id,
        seq,
        messageId: message.id,
      };
      this.deltas.push(delta);
      this.order.push(`delta ${message.id}`);
      const status = this.#known.has(event_id) ? "duplicate" : "committed";
      this.#known.add(event_id);
      const verdict = this.#options.judge?.(delta) ?? { status };
      this.#answer({ seq, event_id, ...verdict });
      this.#options.onDelta?.(this, delta);
    } else this.others.push(parsed.data);
  }

  #answer(ack: IngestAck): void {
    if (this.acknowledges) this.#acknowledge(ack);
    else this.#held.push(ack);
  }

  #acknowledge(ack: IngestAck): void {
    this.send("ingest_ack", ack);
  }
}
