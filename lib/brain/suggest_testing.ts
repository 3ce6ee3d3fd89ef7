/**
 * For tests: an account whose fans write, and what is proposed to them.
 * @module
 */
import { Brain } from "@/lib/brain.ts";
import type { SuggestionWriter } from "@/lib/commands/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  type Command,
  type CommandStatus,
  type CommandWithTrail,
  NewRawMessagePayload,
  type SuggestionRule,
  type SuggestionRuleChange,
} from "@/lib/models/mod.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import { TestSocket } from "./testing.ts";

/** The account of the tests. */
export const ACCOUNT = AccountId.parse("u_1");
/** When the tests begin: a Saturday at noon, UTC. */
export const NOW = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A fan as a chat list has one. */
export interface TestFan {
  id: number;
  name?: string | null;
  subscriptionEndsAt?: number;
}

/** A message as an Agent captures it. */
export interface TestMessage {
  chat: number;
  /** In ms. */
  at: number;
  /** Default: the fan. */
  by?: "fan" | "creator";
  text?: string;
  /** US dollars. */
  tip?: number;
  isMass?: boolean;
}

/** Options of {@linkcode withFans}. */
export interface FansOptions {
  fans?: readonly TestFan[];
  messages?: readonly TestMessage[];
  writer?: SuggestionWriter | null;
  /** Whether messages are proposed by time; default true. */
  isOn?: boolean;
}

/** One instance with one account, and time that stands still. */
export class FanWorld {
  readonly clock = new ManualClock(NOW);
  readonly kv: Deno.Kv;
  readonly brain: Brain;
  readonly errors: unknown[] = [];
  /** What the Agent was told to send. */
  readonly sent: { id: string; chat: string; text: string; at: number }[] = [];
  readonly agent = new TestSocket();
  #messages = 0;
  #answered = 0;

  constructor(
    kv: Deno.Kv,
    { writer = null, isOn = true }: Pick<FansOptions, "writer" | "isOn">,
  ) {
    this.kv = kv;
    this.brain = new Brain({
      kv,
      clock: this.clock,
      calmMs: 0,
      ...isOn ? { suggestions: { writer } } : {},
      onError: (what, error) => this.errors.push([what, error]),
    });
    this.agent.onFrame = ({ type, payload }) => {
      if (type !== "command_to_execute") return;
      const { command_id: id = "", chat_id: chat, text } = payload;
      this.sent.push({ id, chat, text, at: this.clock.now() });
    };
  }

  /** The account's first snapshot, and its Agent. */
  async begin({ fans = [], messages = [] }: FansOptions): Promise<void> {
    await this.brain.start();
    await this.brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({
        chats: fans.map(({ id, name = `Fan ${id}`, subscriptionEndsAt }) => ({
          id,
          withUser: {
            id,
            name,
            ...subscriptionEndsAt === undefined ? {} : {
              subscribedByExpireDate: new Date(subscriptionEndsAt)
                .toISOString(),
            },
          },
        })),
        messages: messages.map((one) => this.#wire(one)),
      }),
    );
    this.brain.hub.connectAgent(this.agent.asSocket, ACCOUNT);
    await this.brain.ingest.idle();
  }

  /** A message comes. */
  async say(message: TestMessage): Promise<void> {
    await this.brain.ingest.addDelta(
      ACCOUNT,
      NewRawMessagePayload.parse({ message: this.#wire(message) }),
    );
  }

  /** Lets time go by in steps, and everything come to rest that it brings. */
  async pass(ms: number, step = 5_000): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(step, end - this.clock.now()));
      this.agent.receive({ type: "keepalive", payload: {} });
      await this.brain.ingest.idle();
    }
    await this.rest();
  }

  /** Waits until nothing is left to be done now, and the Agent has everything. */
  async rest(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await this.brain.ingest.idle();
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    }
  }

  /** The Agent says that it has sent everything, and the chats show it. */
  async answer(): Promise<void> {
    for (const { id, chat, text } of this.sent.slice(this.#answered)) {
      const result = { command_id: id, status: "succeeded" };
      this.agent.receive({ type: "command_result", payload: result });
      const at = this.clock.now();
      await this.say({ chat: Number(chat), at, by: "creator", text });
    }
    this.#answered = this.sent.length;
    await this.rest();
  }

  /** Commands of a status, the oldest first. */
  async list(status?: CommandStatus): Promise<Command[]> {
    const page = await this.brain.commands.list(ACCOUNT, {
      limit: 200,
      ...status === undefined ? {} : { status },
    });
    return (page?.commands ?? []).reverse();
  }

  /** Who has what proposed: rule and chat. */
  async suggested(): Promise<string[]> {
    const commands = await this.list("suggested");
    return commands.map(({ suggestion, chat_id }) =>
      `${suggestion?.rule} ${chat_id}`
    );
  }

  async trail(id: string): Promise<CommandWithTrail["trail"]> {
    return (await this.brain.commands.get(ACCOUNT, id))?.trail ?? [];
  }

  /** Changes a rule, or several. */
  async rule(
    rules: SuggestionRule | readonly SuggestionRule[],
    change: SuggestionRuleChange,
  ): Promise<void> {
    for (const rule of [rules].flat()) {
      const changed = await this.brain.suggestions.changeRule(ACCOUNT, rule, {
        change,
        by: "Robin",
      });
      if (!changed.ok) throw new Error(changed.reason);
    }
  }

  async end(): Promise<void> {
    this.agent.close();
    await this.brain.hub.close();
    await this.brain.ingest.stop();
  }

  #wire({ chat, at, by = "fan", text = "Hi", tip, isMass }: TestMessage) {
    const isFan = by === "fan";
    return {
      id: 1_000 + this.#messages++,
      chat_id: chat,
      is_inbound: isFan,
      text: tip === undefined ? text : `I sent you a $${tip} tip`,
      createdAt: new Date(at).toISOString(),
      ...tip === undefined ? {} : { isTip: true, tipAmount: tip },
      ...isMass ? { isFromQueue: true } : {},
    };
  }
}

/** The id of a test's chat. */
export function chat(id: number): ChatId {
  return ChatId.parse(id);
}

/** Runs a test with an account that has fans. */
export function withFans(
  options: FansOptions,
  run: (world: FanWorld) => Promise<void>,
): Promise<void> {
  return withKv(async (kv) => {
    const world = new FanWorld(kv, options);
    try {
      await world.begin(options);
      await run(world);
      if (world.errors.length > 0) throw world.errors[0];
    } finally {
      await world.end();
    }
  });
}
