import { describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/store/clock.ts";
import type { Relayed, WireCommand } from "../messages.ts";
import { Agent } from "./agent.ts";
import { openMetaStore } from "./meta/meta_store.ts";
import type { AgentPorts } from "./ports.ts";
import {
  FakeDelivery,
  FakeWorld,
  forgetDatabases,
  inTab,
  liveMessage,
  MemoryAccountStore,
  pairing,
  rawMessage,
  relay,
  relayed,
  settled,
  signIn,
} from "./testing.ts";

const CREATORS = [9001, 9002] as const;
const RUNS = 150;
/** Lives of a worker in each run, at least. */
const LIVES = 15;
const MINUTE_MS = 60_000;

/** Random numbers from 0 to 1, always the same ones (mulberry32). */
function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A worker's life: it ends before or after one of the things that it awaits. */
class Life {
  readonly ended = Promise.withResolvers<void>();
  #isOver = false;
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** An object whose promises are kept only while the worker lives. */
  bind<T extends object>(object: T): T {
    return new Proxy(object, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          if (name === "close" || name === "stop") return;
          return this.#live(() => Reflect.apply(value, target, given));
        };
      },
    });
  }

  async #live(job: () => unknown): Promise<unknown> {
    await this.#step();
    const result = await job();
    await this.#step();
    return result;
  }

  async #step(): Promise<void> {
    if (--this.#left >= 0 && !this.#isOver) return;
    this.#isOver = true;
    this.ended.resolve();
    await new Promise(() => {});
  }
}

/** A page of the site with its relay: both outlive every worker. */
class Page {
  /** What the relay has not been told to be stored. */
  readonly waiting: Relayed[];
  /** Commands that it got, and how often. */
  readonly got = new Map<string, number>();
  isOpen = true;

  constructor(readonly name: string, readonly tab: number, script: Relayed[]) {
    this.waiting = script;
  }

  /** Executes a command once. */
  take(id: string): void {
    this.got.set(id, (this.got.get(id) ?? 0) + 1);
    if (this.got.get(id) !== 1) return;
    const result = { command_id: id, status: "succeeded" as const };
    this.waiting.push({ kind: "result", result });
  }
}

/** One random history: pages, what they see, and commands. */
class History {
  readonly world = new FakeWorld();
  readonly pages: Page[] = [];
  /** Whose each message is. */
  readonly owners = new Map<string, string>();
  readonly commands: { creator: string; command: WireCommand }[] = [];
  now = this.world.clock.now();
  readonly #random: () => number;
  #id = 0;

  constructor(seed: number) {
    this.#random = randomOf(seed);
    for (let tab = 1; tab <= 3; tab++) {
      this.pages.push(new Page(`p${tab}`, tab, this.#script()));
    }
    for (let i = 0; i < 4; i++) {
      const command = { command_id: `c${i}`, chat_id: 1001, text: `Hi ${i}` };
      const creator = String(CREATORS[i % 2]);
      this.commands.push({ creator, command });
    }
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  /** What a page sees: sessions of both accounts, and messages in them. */
  #script(): Relayed[] {
    const script: Relayed[] = [];
    let epoch = 0;
    for (let session = 0; session < 3; session++) {
      const creator = CREATORS[this.below(2)] ?? CREATORS[0];
      const early = this.below(3);
      for (let i = 0; i < early; i++) {
        script.push(this.#capture(creator, epoch));
      }
      script.push(signIn(creator, ++epoch));
      for (let i = this.below(6); i > 0; i--) {
        script.push(this.#capture(creator, epoch));
      }
      if (session === 2) break;
      const asked = { epoch, begins: epoch + 1 };
      script.push(relayed("fetch", "/users/logout", "", asked));
      epoch++;
    }
    return script;
  }

  #capture(creator: number, epoch: number): Relayed {
    const fan = 1001 + this.below(3);
    // One in four was seen by another page before.
    const known = [...this.owners].filter(([, owner]) =>
      owner === String(creator)
    ).map(([id]) => Number(id));
    const old = this.chance(0.25) ? known[this.below(known.length)] : undefined;
    const id = old ?? ++this.#id;
    this.owners.set(String(id), String(creator));
    if (old === undefined && this.chance(0.5)) {
      return liveMessage(id, fan, { epoch });
    }
    const list = [rawMessage(id, creator)];
    return relayed("xhr", `/chats/${fan}/messages`, { list }, { epoch });
  }

  /** The ports of one life. */
  ports(life: Life, clock: ManualClock): AgentPorts {
    const { world } = this;
    return {
      ...world,
      site: world.site,
      clock,
      openMeta: async () => life.bind(await openMetaStore()),
      stores: life.bind({
        ...world.stores,
        open: (creator: string) => {
          const content = world.content(creator);
          const store = new MemoryAccountStore(creator, content);
          const commands = life.bind(store.commands);
          const bound = life.bind(store);
          return Promise.resolve(
            new Proxy(bound, {
              get: (target, name) =>
                name === "commands" ? commands : Reflect.get(target, name),
            }),
          );
        },
      }),
      createDelivery: (parts) => {
        // Over each connection come the commands that have no result there.
        for (const { creator, command } of this.commands) {
          if (creator !== parts.store.creator) continue;
          const entry = world.content(creator).journal
            .get(command.command_id ?? "");
          if (entry?.acknowledged) continue;
          parts.onCommand(command).catch(() => {});
        }
        return new FakeDelivery(parts);
      },
      sendToPage: life.bind({
        send: async ({ tab }: { tab: number }, { page, command }: {
          page: string;
          command: WireCommand;
        }) => {
          const at = this.pages.find(({ name }) => name === page);
          if (at === undefined || at.tab !== tab || !at.isOpen) return "absent";
          at.take(command.command_id ?? "");
          return await Promise.resolve(
            this.chance(0.2) ? "unknown" as const : "taken" as const,
          );
        },
      }).send as AgentPorts["sendToPage"],
    };
  }

  /** A relay says what waits, and again until it is heard. */
  async speak(
    page: Page,
    agent: Agent,
    life: Life,
    clock: ManualClock,
  ): Promise<void> {
    // An empty message says that the page is there.
    let isHeard = !page.isOpen || this.chance(0.3);
    while ((page.waiting.length > 0 || !isHeard) && !life.isOver) {
      isHeard = true;
      clock.advance(1);
      const batch = page.waiting.slice(0, 1 + this.below(4));
      const answer = await Promise.race([
        agent.hear(relay(page.name, ...batch), inTab(page.tab)),
        life.ended.promise.then(() => null),
      ]);
      if (answer === null) return;
      expect(answer).toEqual({ stored: true, paused: false });
      page.waiting.splice(0, batch.length);
      await this.expectKept(batch);
    }
  }

  /** What was answered as stored is with its account, or held. */
  async expectKept(batch: readonly Relayed[]): Promise<void> {
    const meta = await openMetaStore();
    const held = await Promise.all(
      this.pages.map(({ name }) => meta.heldOf(name)),
    );
    meta.close();
    const bodies = new Set(held.flat().map(({ data }) => data.body));
    for (const record of batch) {
      if (record.kind !== "seen" || record.data.begins !== undefined) continue;
      if (bodies.has(record.data.body)) continue;
      const id = /"id":(\d+)/.exec(record.data.body)?.[1] ?? "";
      const owner = this.owners.get(id) ?? "";
      expect(this.world.accounts.get(owner)?.messages.has(id)).toBe(true);
    }
  }

  /** No account has what is not its own, and nothing twice. */
  expectUnmixed(): void {
    for (const [creator, { messages, added }] of this.world.accounts) {
      for (const id of messages.keys()) {
        expect(this.owners.get(id)).toBe(creator);
      }
      expect([...added.values()].every((times) => times === 1)).toBe(true);
    }
    for (const { command } of this.commands) {
      const id = command.command_id ?? "";
      const having = this.pages.filter(({ got }) => got.has(id));
      expect(having.length).toBeLessThanOrEqual(1);
    }
  }
}

async function live(history: History, steps: number): Promise<void> {
  const life = new Life(steps);
  const clock = new ManualClock(history.now);
  const agent = new Agent(history.ports(life, clock));
  const noted = (job: Promise<unknown>) => {
    job.catch(() => {});
  };
  noted(agent.wake());
  await Promise.all(
    history.pages.map((page) => history.speak(page, agent, life, clock)),
  );
  if (history.chance(0.1)) {
    const page = history.pages[history.below(history.pages.length)];
    // What a page has not said of a command when it is closed, nobody learns.
    if (page?.isOpen && page.waiting.every(({ kind }) => kind === "result")) {
      page.isOpen = false;
      page.waiting.length = 0;
      if (!life.isOver) noted(agent.tabClosed(page.tab));
    }
  }
  if (!life.isOver) await settled();
  history.now += 1_000;
  history.expectUnmixed();
}

/** Nobody dies any more: everything comes to its end. */
async function finish(history: History): Promise<void> {
  const life = new Life(Infinity);
  const clock = new ManualClock(history.now);
  const agent = new Agent(history.ports(life, clock));
  for (let minute = 0; minute < 20; minute++) {
    await agent.wake();
    await settled();
    for (const page of history.pages) {
      await history.speak(page, agent, life, clock);
    }
    clock.advance(MINUTE_MS);
    await settled();
  }
}

describe("a worker that dies at any moment", () => {
  it("loses, doubles and mixes nothing, and sends nothing twice", async () => {
    let deaths = 0;
    let executed = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      forgetDatabases();
      const history = new History(seed);
      const meta = await openMetaStore();
      for (const creator of CREATORS) {
        await meta.setPairing(String(creator), pairing(`u${creator}`));
      }
      meta.close();
      const isLeft = () =>
        history.pages.some(({ waiting }) => waiting.length > 0);
      for (let lives = 0; lives < LIVES || (isLeft() && lives < 200); lives++) {
        await live(history, 2 + history.below(200));
        deaths++;
      }
      expect(isLeft()).toBe(false);
      await finish(history);
      history.expectUnmixed();
      for (const [id, owner] of history.owners) {
        expect(history.world.accounts.get(owner)?.messages.has(id)).toBe(true);
      }
      for (const { creator, command } of history.commands) {
        const id = command.command_id ?? "";
        const entry = history.world.content(creator).journal.get(id);
        expect(entry?.state).toBe("done");
        const isGiven = history.pages.some(({ got }) => got.has(id));
        if (entry?.result?.status === "rejected") expect(isGiven).toBe(false);
        if (isGiven) executed++;
      }
    }
    expect(deaths).toBeGreaterThan(2 * RUNS);
    expect(executed).toBeGreaterThan(RUNS);
  }, 120_000);
});
