import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type BridgeFrame,
  type ExtendedConversationNode,
  Message,
  type OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import { ACK, analytics, conversation, seed } from "./examples.ts";
import { FakeBrowser, type FakeSocket } from "./fake_browser.ts";
import { MESSAGES_KEPT } from "./state.ts";
import { LiveStore } from "./store.ts";

/** How many changes the service can replay; beyond that it syncs in full. */
const LOG_LENGTH = 4;
const PART_SIZE = 2;

/** A service in miniature, with the contract's rules and a lossy line. */
class Service {
  readonly state = new Map<string, ExtendedConversationNode>();
  #log: OutgoingWssMessage[] = [];
  #revision = 1;
  #socket: FakeSocket | null = null;
  #heard = 0;
  /** Decides over each frame on the line. */
  fault: () => "none" | "lose" | "repeat" = () => "none";

  get messages(): number {
    return this.#revision;
  }

  accept(socket: FakeSocket): void {
    this.#socket = socket;
    this.#heard = 0;
    socket.deliver(ACK);
    this.#answer(socket.since);
  }

  cut(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.cut();
  }

  /** Answers what the dashboard asked since the last time. */
  listen(): void {
    const socket = this.#socket;
    if (socket === null || socket.closed) return;
    const asked = socket.sent.slice(this.#heard) as BridgeFrame[];
    this.#heard = socket.sent.length;
    for (const frame of asked) {
      if (frame.type === "resume") this.#answer(frame.payload.since);
    }
  }

  change(id: string, priorityScore: number): void {
    const revision = ++this.#revision;
    const message = Message.parse({ id: revision, text: `${revision}` });
    const known = this.state.get(id)?.messages ?? [];
    const node = conversation(id, {
      priorityScore,
      lastMessage: message,
      messages: [...known, message].slice(-MESSAGES_KEPT),
    });
    this.state.set(id, node);
    this.#record({
      type: "append_message",
      payload: { ...node, messages: [message], revision },
    });
  }

  score(id: string, priorityScore: number): void {
    const known = this.state.get(id);
    if (known === undefined) return;
    const revision = ++this.#revision;
    this.state.set(id, { ...known, priorityScore });
    this.#record({
      type: "analytics_update",
      payload: { ...this.figures({ [id]: priorityScore }), revision },
    });
  }

  /** The account is synced from scratch, as after a new snapshot. */
  replace(ids: string[]): void {
    this.#revision++;
    this.#log = [];
    this.state.clear();
    for (const id of ids) this.state.set(id, conversation(id));
    this.#sync();
  }

  figures(priorityScores: Record<string, number> = {}) {
    const conversations = this.state.size;
    const totals = { conversations, messages: this.#revision, unanswered: 0 };
    return analytics({ priorityScores, totals });
  }

  #record(frame: OutgoingWssMessage): void {
    this.#log = [...this.#log, frame].slice(-LOG_LENGTH);
    this.#send(frame);
  }

  #answer(since: number | null): void {
    const missed = since === null ? Infinity : this.#revision - since;
    if (missed > this.#log.length) this.#sync();
    else if (missed > 0) {
      for (const f of this.#log.slice(-missed)) this.#send(f);
    }
  }

  #sync(): void {
    const all = [...this.state.values()];
    const total = Math.max(1, Math.ceil(all.length / PART_SIZE));
    for (let index = 0; index < total; index++) {
      this.#send({
        type: "full_sync_response",
        payload: {
          conversations: all.slice(index * PART_SIZE, (index + 1) * PART_SIZE),
          analytics: this.figures(),
          part: { index, total },
          revision: this.#revision,
        },
      });
    }
  }

  #send(frame: OutgoingWssMessage): void {
    const fault = this.fault();
    if (fault === "lose") return;
    this.#socket?.deliver(frame);
    if (fault === "repeat") this.#socket?.deliver(frame);
  }
}

const id = fc.constantFrom("1", "2", "3", "4", "5");
const score = fc.integer({ min: 0, max: 100 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant("change"), id, score) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("score"), id, score) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("pass"), fc.nat(8_000)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cut")) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("replace"), fc.array(id)) },
);
const faults = fc.array(
  fc.constantFrom("none", "none", "none", "lose", "repeat"),
  { minLength: 1 },
);

it("ends in the service's state after any cuts, losses and repetitions", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), faults, (steps, line) => {
      const browser = new FakeBrowser();
      const service = new Service();
      let sent = 0;
      service.fault = () => line[sent++ % line.length] ?? "none";
      browser.onConnect = (socket) => service.accept(socket);
      const store = new LiveStore(seed());
      store.start(browser);

      for (const [kind, a, b] of steps) {
        if (kind === "change") service.change(String(a), Number(b));
        if (kind === "score") service.score(String(a), Number(b));
        if (kind === "replace" && Array.isArray(a)) service.replace(a);
        if (kind === "cut") service.cut();
        browser.pass(kind === "pass" ? Number(a) : 5);
        service.listen();
      }

      // The line is sound again, and the next changes show what is missing.
      service.fault = () => "none";
      browser.pass(20_000);
      service.change("1", 50);
      service.score("1", 60);
      for (let i = 0; i < 10; i++) {
        browser.pass(4_000);
        service.listen();
      }

      expect(store.revision.value).toBe(service.messages);
      const ids = [...service.state.keys()].sort();
      expect([...store.state.ranking.value].sort()).toEqual(ids);
      for (const id of ids) {
        expect(store.state.conversation(id)?.value).toEqual(
          service.state.get(id),
        );
      }
      expect(store.state.figures.value?.totals?.conversations)
        .toBe(service.figures().totals?.conversations);
    }),
    { numRuns: 500 },
  );
});
