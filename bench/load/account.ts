import type { IngestAck } from "@/lib/models/mod.ts";
import { openAgentSocket } from "./agent_socket.ts";
import type { ClientSocket } from "./client_socket.ts";
import { Dashboard, type SeenMessage, type SeenRange } from "./dashboard.ts";
import type { Meter } from "./meter.ts";
import type { Target } from "./protocol.ts";
import { close, KEEPALIVE } from "./sockets.ts";
import type { Traffic } from "./traffic.ts";

/** A message that not all dashboards have seen. */
interface Unseen {
  chat: string;
  sentAt: number;
  /** Dashboards that have not seen it. */
  left: number;
}

/** What is counted, and who wants to know. */
export interface Observer {
  meter: Meter;
  /** Something was acknowledged or seen. */
  onProgress(account: LoadAccount): void;
  onFailure(error: Error): void;
}

/** An account's Agent and dashboards on real sockets. */
export class LoadAccount {
  readonly target: Target;
  /** Messages sent and not acknowledged. */
  unacknowledged = 0;
  readonly #traffic: Traffic;
  readonly #observer: Observer;
  readonly #dashboards: Dashboard[] = [];
  readonly #unseen = new Map<number, Unseen>();
  #agent: ClientSocket | null = null;
  #isClosing = false;

  constructor(target: Target, traffic: Traffic, observer: Observer) {
    this.target = target;
    this.#traffic = traffic;
    this.#observer = observer;
  }

  /** Messages sent that not all dashboards have seen. */
  get unseen(): number {
    return this.#unseen.size;
  }

  /** Messages that its dashboards count after their full sync. */
  get counted(): number {
    return this.#dashboards.reduce((sum, { total }) => sum + total, 0);
  }

  /** Opens all sockets; dashboards of Rapport then have their full sync. */
  async connect(): Promise<void> {
    this.#agent = await openAgentSocket(this.target, {
      text: (text) => this.#receive(text),
      closed: (error) => this.#fail(error),
    });
    for (let i = 0; i < this.target.dashboards; i++) {
      await this.#openDashboard();
    }
  }

  /** Sends the next message. */
  send(): void {
    const { id, chat, frame } = this.#traffic.next();
    this.#unseen.set(id, {
      chat,
      sentAt: performance.now(),
      left: this.target.dashboards,
    });
    this.unacknowledged++;
    this.#observer.meter.sent++;
    this.#agent?.send(frame);
  }

  /** Says that it is still there, as the contract wants it. */
  keepAlive(): void {
    if (!this.target.isRapport) return;
    this.#agent?.send(KEEPALIVE);
    for (const { socket } of this.#dashboards) socket.send(KEEPALIVE);
  }

  /** Closes all sockets. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#agent?.close();
    for (const { socket } of this.#dashboards) await close(socket);
  }

  async #openDashboard(): Promise<void> {
    const ready = Promise.withResolvers<void>();
    const dashboard = new Dashboard(this.target, {
      frame: () => {
        this.#observer.meter.frames++;
      },
      messages: (messages, length) => this.#see(messages, length),
      synced: (news) => {
        this.#seeRanges(news);
        ready.resolve();
      },
      failed: (error) => this.#fail(error),
    });
    this.#dashboards.push(dashboard);
    await dashboard.opened();
    if (this.target.isRapport) await ready.promise;
  }

  #receive(data: string): void {
    const frame: { type: string; payload: IngestAck } = JSON.parse(data);
    if (frame.type === "system_error") return this.#fail(new Error(data));
    if (frame.type !== "ingest_ack") return;
    if (frame.payload.status !== "committed") this.#fail(new Error(data));
    this.unacknowledged--;
    this.#observer.onProgress(this);
  }

  #see(messages: readonly SeenMessage[], length: number): void {
    const { meter } = this.#observer;
    meter.messageFrames++;
    meter.messageCharacters += length;
    for (const { id } of messages) {
      const unseen = this.#unseen.get(id);
      if (unseen) this.#seeOne(id, unseen);
    }
    this.#observer.onProgress(this);
  }

  /** What a dashboard that was sent everything anew sees only now. */
  #seeRanges(ranges: readonly SeenRange[]): void {
    this.#observer.meter.syncs++;
    const byChat = Map.groupBy(ranges, ({ chat }) => chat);
    for (const [id, unseen] of this.#unseen) {
      const isNew = byChat.get(unseen.chat)
        ?.some(({ above, upTo }) => above < id && id <= upTo);
      if (isNew) this.#seeOne(id, unseen);
    }
    this.#observer.onProgress(this);
  }

  #seeOne(id: number, unseen: Unseen): void {
    this.#observer.meter.saw(this.target.id, unseen.sentAt);
    if (--unseen.left === 0) this.#unseen.delete(id);
  }

  #fail(error: Error): void {
    if (!this.#isClosing) this.#observer.onFailure(error);
  }
}
