import type { OutgoingWssMessage } from "@/lib/models/mod.ts";
import { openAgentSocket } from "./agent_socket.ts";
import type { ClientSocket } from "./client_socket.ts";
import { Dashboard } from "./dashboard.ts";
import { accountParts, countParts } from "./history.ts";
import type { SnapshotTimes, Target } from "./protocol.ts";
import { close, KEEPALIVE } from "./sockets.ts";

/** Parts under way without acknowledgement, as the Agent has them. */
const WINDOW = 8;
/** Up to so many messages are made up before the clock starts. */
const PREPARED_MESSAGES = 100_000;
const KEEPALIVE_MS = 20_000;

/**
 * Sends an account's snapshot, and resolves when it is `REALTIME` and, where the
 * target has a dashboard, that one has been sent all of it.
 */
export async function sendSnapshot(target: Target): Promise<SnapshotTimes> {
  const lazy = partFrames(target);
  const isSmall = target.messages <= PREPARED_MESSAGES;
  return await new Sending(target, isSmall ? [...lazy].values() : lazy).run();
}

class Sending {
  readonly #target: Target;
  readonly #frames: Iterator<string>;
  readonly #done = Promise.withResolvers<void>();
  #agent: ClientSocket | null = null;
  #dashboard: Dashboard | null = null;
  #startedAt = 0;
  #underWay = 0;
  #isRealtime = false;
  readonly #times: SnapshotTimes = {
    parts: 0,
    bytes: 0,
    acknowledged: 0,
    realtime: 0,
    synced: 0,
  };

  constructor(target: Target, frames: Iterator<string>) {
    this.#target = target;
    this.#frames = frames;
  }

  async run(): Promise<SnapshotTimes> {
    if (this.#target.dashboards > 0) {
      this.#dashboard = this.#newDashboard();
      await this.#dashboard.opened();
    }
    this.#agent = await openAgentSocket(this.#target, {
      text: (text) => this.#receive(JSON.parse(text)),
      closed: (error) => this.#done.reject(error),
    });
    const keepalive = setInterval(() => this.#keepAlive(), KEEPALIVE_MS);
    try {
      this.#startedAt = performance.now();
      this.#send();
      await this.#done.promise;
      return this.#times;
    } finally {
      clearInterval(keepalive);
      await this.#agent.close();
      if (this.#dashboard) await close(this.#dashboard.socket);
    }
  }

  #newDashboard(): Dashboard {
    return new Dashboard(this.#target, {
      frame: () => {},
      messages: () => {},
      synced: () => {
        if (this.#dashboard?.total !== this.#target.messages) return;
        this.#times.synced ||= this.#elapsed();
        this.#check();
      },
      failed: (error) => this.#done.reject(error),
    });
  }

  #send(): void {
    while (this.#underWay < WINDOW) {
      const next = this.#frames.next();
      if (next.done) return;
      this.#times.bytes += this.#agent?.send(next.value) ?? 0;
      this.#times.parts++;
      this.#underWay++;
    }
  }

  #receive(frame: OutgoingWssMessage): void {
    switch (frame.type) {
      case "ingest_ack":
        this.#underWay--;
        this.#send();
        if (this.#underWay === 0) this.#times.acknowledged = this.#elapsed();
        return this.#check();
      case "system_status":
        this.#isRealtime = frame.payload.status === "REALTIME";
        if (this.#isRealtime) this.#times.realtime = this.#elapsed();
        return this.#check();
      case "system_error":
        this.#done.reject(new Error(JSON.stringify(frame.payload)));
    }
  }

  #check(): void {
    const { messages } = this.#target;
    const isAcknowledged = this.#times.parts === countParts(messages) &&
      this.#underWay === 0;
    const isSynced = this.#dashboard === null || this.#times.synced > 0;
    if (isAcknowledged && this.#isRealtime && isSynced) this.#done.resolve();
  }

  #keepAlive(): void {
    this.#agent?.send(KEEPALIVE);
    this.#dashboard?.socket.send(KEEPALIVE);
  }

  #elapsed(): number {
    return performance.now() - this.#startedAt;
  }
}

function* partFrames({ seed, messages }: Target): Generator<string> {
  const total = countParts(messages);
  let index = 0;
  for (const part of accountParts({ seed, messages, now: Date.now() })) {
    const payload = {
      ...part,
      snapshot_id: "bench",
      part: { index: index++, total },
    };
    yield JSON.stringify({ type: "cache_update", payload });
  }
}
