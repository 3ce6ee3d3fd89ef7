import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type BridgeFrame,
  type ExtendedConversationNode,
  Message,
  type OutgoingWssMessage,
  SyncMode,
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
  readonly #mode: SyncMode;
  readonly state = new Map<string, ExtendedConversationNode>();
  #log: OutgoingWssMessage[] = [];
  #revision = 1;
  #socket: FakeSocket | null = null;
  #heard = 0;
  /** Decides over each frame on the line. */
  fault: () => "none" | "lose" | "repeat" = () => "none";

  constructor(mode: SyncMode) {
    this.#mode = mode;
  }

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
    const all = this.#synced();
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

  #synced(): ExtendedConversationNode[] {
    const all = [...this.state.values()];
    switch (this.#mode) {
      case "full":
        return all;
      case "list":
        return all.map((node) => ({ ...node, messages: [] }));
      case "figures":
        return [];
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

/** By priority, then by the latest, then by id. */
function sortedAnew(nodes: Iterable<ExtendedConversationNode>): string[] {
  return [...nodes].sort((a, b) =>
    b.priorityScore - a.priorityScore ||
    (a.conversationId < b.conversationId ? -1 : 1)
  ).map(({ conversationId }) => conversationId);
}

/** What the dashboard knows of the service's conversations. */
function knownOf(
  store: LiveStore,
  ids: readonly string[],
): ExtendedConversationNode[] {
  return ids.flatMap((id) => store.state.conversation(id)?.value ?? []);
}

it.each(SyncMode.options)(
  "ends in the service's state after any cuts, losses and repetitions (%s)",
  (mode) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), faults, (steps, line) => {
        const browser = new FakeBrowser();
        const service = new Service(mode);
        let sent = 0;
        service.fault = () => line[sent++ % line.length] ?? "none";
        browser.onConnect = (socket) => service.accept(socket);
        const store = new LiveStore(seed({ sync: mode }));
        store.start(browser);

        for (const [kind, a, b] of steps) {
          if (kind === "change") service.change(String(a), Number(b));
          if (kind === "score") service.score(String(a), Number(b));
          if (kind === "replace" && Array.isArray(a)) service.replace(a);
          if (kind === "cut") service.cut();
          browser.pass(kind === "pass" ? Number(a) : 5);
          service.listen();
          const shown = store.state.ranking.value;
          expect(shown).toEqual(sortedAnew(knownOf(store, shown)));
          expect(store.state.known.value).toBe(shown.length);
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
        expect(store.state.figures.value?.totals?.conversations)
          .toBe(service.figures().totals?.conversations);
        // Figures come without conversations, but with what changes from then on.
        if (mode === "figures") service.change("1", 70);
        browser.pass(1_000);
        const ids = mode === "figures"
          ? ["1"]
          : [...service.state.keys()].sort();
        if (mode !== "figures") {
          expect([...store.state.ranking.value].sort()).toEqual(ids);
          expect(store.state.isComplete.value).toBe(true);
        }
        for (const id of ids) {
          const { messages = [], ...known } =
            store.state.conversation(id)?.value ?? {};
          const { messages: all = [], ...expected } = service.state.get(id) ??
            {};
          expect(known).toEqual(expected);
          // Of what came without its messages, only the latest are known.
          expect(messages).toEqual(
            mode === "full" ? all : all.slice(all.length - messages.length),
          );
        }
      }),
      { numRuns: 500 },
    );
  },
);
