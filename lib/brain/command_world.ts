/**
 * For tests: two instances of one account whose people write commands, and whose
 * Agents come, go and answer, in any order of their steps.
 * @module
 */
import fc from "fast-check";
import { Brain } from "@/lib/brain.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  type Command,
  NewRawMessagePayload,
  type OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import { keys, ManualClock, Store } from "@/lib/store/mod.ts";
import type { CreatedCommand } from "./commands.ts";
import { Scheduler, SlowBus, SteppedKv } from "./interleaving.ts";
import { TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
/** Time that goes by between steps, in ms. */
const TICK_MS = 100;
/** Ticks after which a history counts as stuck. */
const MAX_TICKS = 10_000;
const CHATS = [101, 102];
/** How long commands wait, in s: most histories are over before the longer. */
const SECONDS = { short: 10, long: 24 * 3_600 };

type Place = 0 | 1;
const instance = fc.constantFrom<Place[]>(0, 1);
const outcome = fc.constantFrom<Outcome[]>("succeeded", "failed", "rejected");
type Outcome = "succeeded" | "failed" | "rejected";

/** What may happen next; nobody waits for what came before. */
export const commandEvent = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      instance,
      id: fc.integer({ min: 1, max: 6 }),
      /** Of one id, most often the same. */
      text: fc.constantFrom("Hello", "Hello", "Hello", "Bye"),
      time: fc.constantFrom("short" as const, "long" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("connect" as const, "leave" as const),
      instance,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      instance,
      outcome,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("keepalive" as const, "delta" as const),
      instance,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("pause" as const),
      instance,
      ms: fc.integer({ min: 500, max: 6_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("crash" as const), instance }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("time" as const),
      ticks: fc.integer({ min: 1, max: 60 }),
    }),
  },
);
export type CommandEvent = typeof commandEvent extends fc.Arbitrary<infer E> ? E
  : never;

/** What a dashboard shows of a command. */
export interface Shown {
  text: string;
  status: Command["status"];
  detail: string | null;
}

/** What somebody asked for, and what that came to. */
export interface Asked {
  id: string;
  text: string;
  created: CreatedCommand;
}

/** An Agent's connection: it says what became of a command when it is told to. */
class TestAgent {
  readonly socket = new TestSocket();
  /** Commands that it was sent over this connection. */
  readonly sent: string[] = [];
  /** Results that were acknowledged as the first. */
  readonly first: { id: string; outcome: Outcome }[] = [];
  readonly #answers: { id: string; outcome: Outcome }[] = [];
  #answered = 0;

  constructor() {
    this.socket.onFrame = (frame) => this.#receive(frame);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get hasAnswered(): boolean {
    return this.#answered === this.sent.length;
  }

  /** Says what became of the next command, if there is one. */
  answer(outcome: Outcome): void {
    const id = this.sent[this.#answered];
    if (id === undefined || !this.isOpen) return;
    this.#answered++;
    this.#answers.push({ id, outcome });
    const payload = {
      command_id: id,
      status: outcome,
      detail: `it ${outcome}`,
    };
    this.socket.receive({ type: "command_result", payload });
  }

  keepalive(): void {
    this.socket.receive({ type: "keepalive", payload: {} });
  }

  #receive({ type, payload }: OutgoingWssMessage): void {
    if (type === "command_to_execute") {
      this.sent.push(payload.command_id ?? "");
    } else if (type === "ingest_ack" && payload.status === "committed") {
      const answer = this.#answers.find(({ id }) => id === payload.event_id);
      if (answer !== undefined) this.first.push(answer);
    }
  }
}

/** A dashboard that reads the list of commands after each full sync. */
class Watcher {
  readonly dashboard = new TestDashboard();
  readonly socket = new TestSocket();
  readonly #read: () => Promise<Command[]>;

  constructor(read: () => Promise<Command[]>) {
    this.#read = read;
    this.socket.onFrame = (frame) => {
      this.dashboard.receive(frame);
      if (frame.type === "full_sync_response") this.#catchUp();
    };
  }

  /** A frame may tell more than a list that was asked for before it came. */
  async #catchUp(): Promise<void> {
    const { commands } = this.dashboard;
    for (const { detail, message_id: _, ...command } of await this.#read()) {
      const known = commands.get(command.command_id)?.status;
      if (known !== undefined && !isBefore(known, command.status)) continue;
      commands.set(command.command_id, {
        ...command,
        ...detail === null ? {} : { detail },
      });
    }
  }
}

const ORDER = ["queued", "sent", "expired"];

/** Whether a status comes before another: the last three exclude each other. */
function isBefore(one: string, other: string): boolean {
  const place = (status: string) =>
    ORDER.includes(status) ? ORDER.indexOf(status) : ORDER.length;
  return place(one) < place(other);
}

interface Member {
  stepped: SteppedKv;
  brain: Brain;
  bus: SlowBus;
  watcher: Watcher;
  agent: TestAgent | null;
}

/** Two instances, and what was asked and answered at either of them. */
export class CommandWorld {
  readonly #kv: Deno.Kv;
  readonly #scheduler: Scheduler;
  readonly #clock = new ManualClock(NOW);
  readonly #isLost: () => boolean;
  readonly #members: [Member, Member];
  readonly #sending: Promise<unknown>[] = [];
  readonly faults: string[] = [];
  readonly asked: Asked[] = [];
  readonly agents: TestAgent[] = [];
  #names = 0;
  /** Where the account stood before anybody wrote a command. */
  #begin = 0;

  /**
   * `choices` say which step comes next; `isLost` tells of each message of the
   * bus whether it gets lost.
   */
  constructor(kv: Deno.Kv, choices: Iterator<number>, isLost: () => boolean) {
    this.#kv = kv;
    this.#scheduler = new Scheduler(
      choices,
      () => this.#clock.advance(TICK_MS),
    );
    this.#isLost = isLost;
    this.#members = [this.#newMember(), this.#newMember()];
    this.#joinBuses();
  }

  /** Lets events happen, and everything come to rest. */
  async run(events: readonly CommandEvent[]): Promise<void> {
    await this.#scheduler.until(this.#goLive());
    await this.#scheduler.until(this.#live(events));
  }

  /** What GET gives at an instance: all commands, the latest first. */
  list(at: Place): Promise<Command[]> {
    return this.#scheduler.until(this.#list(at));
  }

  /** What the dashboard of an instance shows. */
  shown(at: Place): Map<string, Shown> {
    return this.#shownBy(this.#members[at].watcher.dashboard);
  }

  /** What a dashboard shows that was away all the time, and is told it all. */
  async late(at: Place): Promise<Map<string, Shown>> {
    const dashboard = new TestDashboard();
    const socket = new TestSocket();
    dashboard.revision = this.#begin;
    socket.onFrame = (frame) => {
      if (frame.type === "full_sync_response") this.faults.push("a full sync");
      dashboard.receive(frame);
    };
    const { hub } = this.#members[at].brain;
    hub.connectBridge(socket.asSocket, ACCOUNT, {
      session: "late",
      since: this.#begin,
    });
    const { revision } = await this.#head();
    await this.#scheduler.until(
      this.#wait(() => Promise.resolve(dashboard.revision === revision)),
    );
    this.faults.push(...dashboard.faults);
    return this.#shownBy(dashboard);
  }

  async end(): Promise<void> {
    for (const { agent, watcher } of this.#members) {
      agent?.socket.close();
      watcher.socket.close();
    }
    const stopped = this.#members.map(async ({ brain }) => {
      await brain.hub.close();
      await brain.ingest.stop();
    });
    await this.#scheduler.until(Promise.all(stopped));
  }

  async #goLive(): Promise<void> {
    const { ingest } = this.#members[0].brain;
    const chats = CHATS.map((id) => ({ id, withUser: { id, name: "Fan" } }));
    const messages = CHATS.map((id) => message(id, id));
    await ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats, messages }),
    );
    await ingest.idle();
    await this.#wait(() => this.#isQuiet());
    this.#begin = (await this.#head()).revision;
  }

  async #live(events: readonly CommandEvent[]): Promise<void> {
    for (const one of events) {
      await this.#scheduler.step(() => this.#happen(one));
    }
    for (const { stepped } of this.#members) stepped.thaw();
    await Promise.all(this.#sending);
    const end = this.#clock.now() + SECONDS.short * 1_000;
    await this.#wait(async () => {
      this.#answerAll();
      return this.#clock.now() > end && await this.#isDone() &&
        await this.#isQuiet();
    });
    for (const { watcher } of this.#members) {
      this.faults.push(...watcher.dashboard.faults);
    }
  }

  /** Some Agent is there, shows that it lives, and answers all it is sent. */
  #answerAll(): void {
    if (!this.#members.some(({ agent }) => agent?.isOpen)) this.#connect(0);
    for (const { agent } of this.#members) {
      if (!agent?.isOpen) continue;
      while (!agent.hasAnswered) agent.answer("succeeded");
      if (this.#names++ % 20 === 0) agent.keepalive();
    }
  }

  #happen(one: CommandEvent): void {
    if (one.kind === "time") {
      return this.#clock.advance(one.ticks * TICK_MS);
    }
    const { agent, stepped } = this.#members[one.instance];
    switch (one.kind) {
      case "create":
        return this.#create(one);
      case "connect":
        return this.#connect(one.instance);
      case "leave":
        return agent?.socket.close();
      case "answer":
        return agent?.answer(one.outcome);
      case "keepalive":
        return agent?.keepalive();
      case "delta":
        return this.#delta(one.instance);
      case "pause":
        stepped.freeze();
        this.#clock.after(one.ms, () => stepped.thaw());
        return;
      case "crash":
        this.#restart(one.instance);
    }
  }

  #create(
    { instance, id, text, time }: CommandEvent & { kind: "create" },
  ): void {
    const command_id = `c_${id}`;
    const draft = {
      chat_id: ChatId.parse(CHATS[id % CHATS.length]),
      text,
      command_id,
      expires_in_seconds: SECONDS[time],
    };
    this.#send(instance, async ({ commands }) => {
      const created = await commands.create(ACCOUNT, draft, "Robin");
      this.asked.push({ id: command_id, text, created });
    });
  }

  #delta(at: Place): void {
    const id = 1_000 + this.#names++;
    const payload = NewRawMessagePayload.parse({
      message: message(id, CHATS[id % CHATS.length] ?? 0),
      event_id: `e${id}`,
    });
    this.#send(at, ({ ingest }) => ingest.addDelta(ACCOUNT, payload));
  }

  #connect(at: Place): void {
    const member = this.#members[at];
    const agent = member.agent = new TestAgent();
    this.agents.push(agent);
    member.brain.hub.connectAgent(agent.socket.asSocket, ACCOUNT);
  }

  /** Sends to an instance, and to the one after it if it dies meanwhile. */
  #send(at: Place, send: (brain: Brain) => Promise<unknown>): void {
    const deliver = async () => {
      for (let attempt = 0; attempt < 50; attempt++) {
        const { brain, stepped } = this.#members[at];
        const died = stepped.death.then(() =>
          Promise.reject(new Error("dead"))
        );
        try {
          return await Promise.race([send(brain), died]);
        } catch (error) {
          if (!stepped.isDead) throw error;
          await this.#scheduler.step(() => {});
        }
      }
      throw new Error("Nobody took it in");
    };
    this.#sending.push(deliver());
  }

  #restart(at: Place): void {
    const { stepped, brain, watcher, agent } = this.#members[at];
    this.faults.push(...watcher.dashboard.faults);
    stepped.kill();
    watcher.socket.close();
    agent?.socket.close();
    brain.ingest.stop().catch(() => {});
    brain.hub.close();
    this.#members[at] = this.#newMember();
    this.#joinBuses();
  }

  #newMember(): Member {
    const stepped = new SteppedKv(this.#kv, this.#scheduler);
    const bus = new SlowBus(this.#scheduler, this.#isLost);
    const brain = new Brain({
      kv: stepped.kv,
      clock: this.#clock,
      random: () => (this.#names++ % 10) / 10,
      instance: `instance ${this.#names++}`,
      bus,
      onError: () => {},
    });
    brain.start().catch(() => {});
    const watcher = new Watcher(() => listAll(brain).catch(() => []));
    const { socket } = watcher;
    brain.hub.connectBridge(socket.asSocket, ACCOUNT, { session: "s" });
    return { stepped, brain, bus, watcher, agent: null };
  }

  #joinBuses(): void {
    SlowBus.join(this.#members.map(({ bus }) => bus));
  }

  #list(at: Place): Promise<Command[]> {
    return listAll(this.#members[at].brain);
  }

  async #wait(isSo: () => Promise<boolean>): Promise<void> {
    for (let i = 0; !await isSo(); i++) {
      if (i > MAX_TICKS) throw new Error(`stuck: ${await this.#describe()}`);
      await this.#scheduler.step(() => {});
    }
  }

  /** Nothing is left for the Agent but what has expired. */
  async #isDone(): Promise<boolean> {
    const open = { prefix: keys.openCommandsOf(ACCOUNT) };
    const rows = new Store({ kv: this.#kv }).list<{ expiresAt: number }>(open);
    for await (const { value } of rows) {
      if (value.expiresAt > this.#clock.now()) return false;
    }
    return true;
  }

  async #isQuiet(): Promise<boolean> {
    for (const prefix of [keys.commandNewsOf(ACCOUNT), keys.queueOf(ACCOUNT)]) {
      const rows = this.#kv.list({ prefix }, { limit: 1 });
      if (!(await rows.next()).done) return false;
    }
    const { revision, analyticsDue, catchingUp } = await this.#head();
    return !analyticsDue && !catchingUp &&
      this.#members.every(({ watcher }) =>
        watcher.dashboard.revision === revision
      );
  }

  async #head(): Promise<Head> {
    const store = new Store({ kv: this.#kv });
    const head = await store.get<Head>(keys.head(ACCOUNT));
    if (head === null) throw new Error("the account has no head");
    return head.value;
  }

  async #describe(): Promise<string> {
    const rooms = ["command_news", "open_command", "due", "lease", "head"];
    const entries = await Promise.all(rooms.map((room) => {
      const rows = new Store({ kv: this.#kv }).list({ prefix: [room] });
      return Array.fromAsync(rows);
    }));
    return JSON.stringify({
      entries: entries.flat().map(({ key, value }) => [key, value]),
      revisions: this.#members.map(({ watcher }) => watcher.dashboard.revision),
    });
  }

  /** A dashboard shows by itself that a command has expired. */
  #shownBy({ commands }: TestDashboard): Map<string, Shown> {
    const now = this.#clock.now();
    return new Map([...commands].map(([id, command]) => {
      const { text, status = "queued", detail, expires_at } = command;
      const isOpen = status === "queued" || status === "sent";
      const isLate = isOpen && Date.parse(expires_at ?? "") <= now;
      return [id, {
        text,
        status: isLate ? "expired" : status,
        detail: detail ?? null,
      }];
    }));
  }
}

async function listAll({ commands }: Brain): Promise<Command[]> {
  const page = await commands.list(ACCOUNT, { limit: 200 });
  return page?.commands ?? [];
}

function message(id: number, chat: number) {
  return {
    id,
    chat_id: chat,
    fromUser: { id: chat },
    is_inbound: true,
    text: `message ${id}`,
    createdAt: new Date(NOW - 3_600_000 + id).toISOString(),
  };
}
