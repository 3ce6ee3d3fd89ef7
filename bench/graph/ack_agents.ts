/**
 * Agents that note how long acknowledgements take: reads commands from its
 * standard input and answers each on its standard output (see
 * `ack_protocol.ts`). Ends with its standard input.
 * @module
 */
import type { OutgoingWssMessage } from "@/lib/models/mod.ts";
import { serveCommands } from "../commands.ts";
import { openAgentSocket } from "../load/agent_socket.ts";
import type { ClientSocket } from "../load/client_socket.ts";
import type { Target } from "../load/protocol.ts";
import { KEEPALIVE } from "../load/sockets.ts";
import { type Traffic, trafficOf } from "../load/traffic.ts";
import { Latencies } from "../statistics.ts";
import { type AckCommand, ackKey, type AckResult } from "./ack_protocol.ts";

/** Between two rounds of sending, in ms. */
const TICK_MS = 1;
const KEEPALIVE_MS = 20_000;
/** Longest wait for what was sent to be acknowledged, in ms. */
const PATIENCE_MS = 60_000;

/** One account's Agent. */
class AckAgent {
  readonly key: string;
  readonly #traffic: Traffic;
  /** When a frame was sent that is not acknowledged, by its event. */
  readonly #sentAt = new Map<string, number>();
  #latencies = new Latencies();
  #socket: ClientSocket | null = null;
  #failure: Error | null = null;

  private constructor(target: Target) {
    this.key = ackKey(target);
    this.#traffic = trafficOf(target);
  }

  static async open(target: Target): Promise<AckAgent> {
    const agent = new AckAgent(target);
    agent.#socket = await openAgentSocket(target, {
      text: (text) => agent.#receive(JSON.parse(text)),
      closed: (error) => agent.#failure ??= error,
    });
    setInterval(() => agent.#socket?.send(KEEPALIVE), KEEPALIVE_MS);
    return agent;
  }

  /** Frames that are not acknowledged. Throws what went wrong. */
  get underWay(): number {
    if (this.#failure !== null) throw this.#failure;
    return this.#sentAt.size;
  }

  send(): void {
    const { id, frame } = this.#traffic.next();
    this.#sentAt.set(`event-${id}`, performance.now());
    this.#socket?.send(frame);
  }

  /** What was measured since it was taken last. */
  take(): Latencies {
    const latencies = this.#latencies;
    this.#latencies = new Latencies();
    return latencies;
  }

  #receive(frame: OutgoingWssMessage): void {
    if (frame.type === "system_error") {
      this.#failure ??= new Error(JSON.stringify(frame.payload));
    }
    if (frame.type !== "ingest_ack") return;
    const { event_id = "", status } = frame.payload;
    const sentAt = this.#sentAt.get(event_id);
    if (sentAt === undefined || status !== "committed") {
      this.#failure ??= new Error(JSON.stringify(frame.payload));
      return;
    }
    this.#sentAt.delete(event_id);
    this.#latencies.add(performance.now() - sentAt);
  }
}

let agents: AckAgent[] = [];

async function run(command: AckCommand): Promise<AckResult> {
  switch (command.do) {
    case "connect":
      agents = await Promise.all(command.targets.map(AckAgent.open));
      break;
    case "pace":
      await pace(command);
  }
  return Object.fromEntries(
    agents.map((agent) => [agent.key, agent.take().counts()]),
  );
}

/** What is late is sent as soon as possible. */
async function pace(
  { messages, rate }: AckCommand & { do: "pace" },
): Promise<void> {
  const total = messages * agents.length;
  const start = performance.now();
  for (let sent = 0; sent < total;) {
    const elapsed = (performance.now() - start) / 1000;
    const due = Math.min(total, elapsed * rate * agents.length);
    for (; sent < due; sent++) agents[sent % agents.length]?.send();
    await pause(TICK_MS);
  }
  const end = performance.now() + PATIENCE_MS;
  while (agents.some(({ underWay }) => underWay > 0)) {
    if (performance.now() > end) throw new Error("Not all is acknowledged.");
    await pause(TICK_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

await serveCommands<AckCommand, AckResult>(run);
