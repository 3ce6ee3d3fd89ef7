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
import { CalmKv, withKv } from "@/lib/store/testing.ts";
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
  /** Whether the subscription renews itself then. */
  renews?: boolean;
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

/** The shortest step in which time goes by, in ms. */
const STEP_MS = 5_000;
/** Time goes by in so many steps at most, unless a test says otherwise. */
const STEPS = 60;
/** The Agent shows this often that it lives, in ms. */
const KEEPALIVE_MS = 20_000;

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
  readonly #calm: CalmKv;
  #messages = 0;
  #answered = 0;

  constructor(
    kv: Deno.Kv,
    { writer = null, isOn = true }: Pick<FansOptions, "writer" | "isOn">,
  ) {
    this.#calm = new CalmKv(kv);
    this.kv = this.#calm.kv;
    this.brain = new Brain({
      kv: this.kv,
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
        chats: fans.map((fan) => ({ id: fan.id, withUser: profileOf(fan) })),
        messages: messages.map((one) => this.#wire(one)),
      }),
    );
    this.brain.hub.connectAgent(this.agent.asSocket, ACCOUNT);
    this.#keepAlive();
    await this.rest();
  }

  /** A message comes. */
  async say(message: TestMessage): Promise<void> {
    await this.brain.ingest.addDelta(
      ACCOUNT,
      NewRawMessagePayload.parse({ message: this.#wire(message) }),
    );
  }

  /**
   * Lets time go by in `steps` steps at most, each of 5 s at least; after each,
   * everything comes to rest that it brings.
   */
  async pass(ms: number, steps = STEPS): Promise<void> {
    const step = Math.max(STEP_MS, Math.ceil(ms / steps));
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(step, end - this.clock.now()));
      await this.rest();
    }
  }

  /**
   * Waits until nothing is left to be done now, and the Agent has everything. The
   * ingest does not know of the hub's work; but all of it ends in the database.
   */
  async rest(): Promise<void> {
    do await this.brain.ingest.idle(); while (await this.#calm.settled());
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

  #keepAlive(): void {
    this.agent.receive({ type: "keepalive", payload: {} });
    this.clock.after(KEEPALIVE_MS, () => this.#keepAlive());
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

/** A fan's profile, which dates the subscription in both ways that there are. */
function profileOf(
  { id, name = `Fan ${id}`, subscriptionEndsAt, renews = false }: TestFan,
) {
  if (subscriptionEndsAt === undefined) return { id, name };
  const date = new Date(subscriptionEndsAt).toISOString();
  return {
    id,
    name,
    subscribedOn: true,
    subscribedOnData: { expiredAt: date },
    subscribedByExpireDate: date,
    subscribedByAutoprolong: renews,
  };
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
