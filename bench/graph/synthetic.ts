import { Random } from "@/lib/demo/random.ts";
import { TOPICS } from "@/lib/enrichment/mod.ts";
import {
  type ConversationDelta,
  type ConversationFacts,
  type ConversationWhole,
  type DayDelta,
  type DayFacts,
  type GraphDelta,
  type GraphRecords,
  vertexIds,
} from "@/lib/graph/mod.ts";
import {
  ActionKind,
  ChatId,
  CreatorId,
  DAY_MS,
  dayOf,
  type DayRange,
  MessageId,
  type OutcomeKind,
  UserId,
} from "@/lib/models/mod.ts";

/** Days over which conversations begin; the last one takes what is appended. */
const DAYS = 90;
const LAST_DAY = dayOf(Date.UTC(2026, 10, 21));
const TOPICS_EACH = 2;
const ACTIONS_EACH = 2;
/** One conversation of so many comes to an outcome. */
const OUTCOME_EVERY = 10;
/** A new message speaks of something that its conversation does not know yet. */
const NEWS = 0.1;
const FIRST_CHAT = 1_000_000;
/** Sentiments are whole ten-thousandths, as those that are counted. */
const SENTIMENT_UNIT = 10_000;

const OUTCOMES: readonly OutcomeKind[] = ["tip", "purchase", "renewal"];
const CREATOR = CreatorId.parse("9");

/** How large a graph is, and what its random numbers begin with. */
export interface SyntheticOptions {
  seed: number;
  conversations: number;
}

/**
 * A creator's conversations as far as the graph shows them: each with a fan of
 * its own, two topics of all that enrichment knows, two actions, an outcome for
 * every tenth, over 90 days. The same seed gives the same.
 */
export class SyntheticGraph {
  readonly creator = CREATOR;
  /** Days with messages. */
  readonly range: DayRange = { from: LAST_DAY - DAYS + 1, to: LAST_DAY + 1 };
  readonly #options: SyntheticOptions;
  readonly #random: Random;
  /** Conversations that went on since they were drawn. */
  readonly #changed = new Map<number, ConversationFacts>();
  readonly #days = new Map<number, DayFacts>();

  constructor(options: SyntheticOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    for (let day = this.range.from; day < this.range.to; day++) {
      this.#days.set(day, { day, messages: 0, sentiment: 0, topics: {} });
    }
    for (let i = 0; i < options.conversations; i++) this.#countDay(this.#at(i));
  }

  /** How many there are. */
  get conversations(): number {
    return this.#options.conversations;
  }

  /** What the graph is drawn from. */
  records(): GraphRecords {
    return { conversations: this.#wholes(), days: this.#dayFacts() };
  }

  /** What one new message of a random conversation changes. */
  append(): GraphDelta {
    const random = this.#random;
    const index = this.#randomIndex();
    const before = this.#changed.get(index) ?? this.#at(index);
    const topic = pickName(random, before.topics, TOPICS.map(({ id }) => id));
    const action = pickName(random, before.actions, ActionKind.options);
    const after: ConversationFacts = {
      ...before,
      messages: before.messages + 1,
      turns: before.turns + 1,
      endAt: LAST_DAY * DAY_MS + random.int(0, DAY_MS - 1),
      sentiment: randomSentiment(random),
      topics: plusOne(before.topics, topic),
      actions: plusOne(before.actions, action),
      unread: before.unread + 1,
    };
    this.#changed.set(index, after);
    const conversation: ConversationDelta = {
      before,
      after,
      targets: [{ action, topic, by: 1 }],
    };
    return { conversations: [conversation], days: [this.#appendDay(topic)] };
  }

  /** The id of a random conversation's vertex. */
  randomConversation(): string {
    return vertexIds.conversation(chatAt(this.#randomIndex()));
  }

  /** The id of a random fan's vertex. */
  randomFan(): string {
    return vertexIds.fan(chatAt(this.#randomIndex()), null);
  }

  /** The id of a random topic's vertex. */
  randomTopic(): string {
    return vertexIds.topic(this.#random.pick(TOPICS).id);
  }

  async *#wholes(): AsyncGenerator<ConversationWhole> {
    for (let i = 0; i < this.#options.conversations; i++) {
      const facts = this.#at(i);
      const [action] = ActionKind.options
        .filter((kind) => Object.hasOwn(facts.actions, kind));
      yield {
        facts,
        targets: action === undefined
          ? []
          : Object.keys(facts.topics).map((topic) => ({
            action,
            topic,
            by: 1,
          })),
      };
    }
  }

  async *#dayFacts(): AsyncGenerator<{ creator: CreatorId; facts: DayFacts }> {
    for (const facts of this.#days.values()) yield { creator: CREATOR, facts };
  }

  #at(index: number): ConversationFacts {
    // Neighbouring seeds would give neighbouring numbers.
    const random = new Random(this.#options.seed * 1_000_003 + index * 7_919);
    const chat = chatAt(index);
    const startAt = random.int(
      this.range.from * DAY_MS,
      this.range.to * DAY_MS - 1,
    );
    const messages = random.int(2, 80);
    const hasOutcome = index % OUTCOME_EVERY === 0;
    const names = random.shuffle(TOPICS).slice(0, TOPICS_EACH);
    const kinds = random.shuffle(ActionKind.options).slice(0, ACTIONS_EACH);
    return {
      chat,
      creator: CREATOR,
      withUser: {
        id: UserId.parse(chat),
        name: `Fan ${index}`,
        username: `fan_${index}`,
      },
      messages,
      startAt,
      endAt: startAt + messages * 60_000,
      turns: Math.ceil(messages / 2),
      sentiment: randomSentiment(random),
      topics: counted(names.map(({ id }) => id), random),
      actions: counted(kinds, random),
      outcomes: hasOutcome
        ? [{
          kind: random.pick(OUTCOMES),
          date: new Date(startAt).toISOString(),
          observed: true,
          message_id: MessageId.parse(`${chat}01`),
          amount: random.int(5, 200),
        }]
        : [],
      unread: random.int(0, 3),
      spend: hasOutcome ? random.int(5, 500) : 0,
    };
  }

  #countDay({ startAt, messages, sentiment, topics }: ConversationFacts): void {
    const facts = this.#days.get(dayOf(startAt ?? 0));
    if (facts === undefined) return;
    facts.messages += messages;
    facts.sentiment = sentiment;
    for (const [topic, n] of Object.entries(topics)) {
      facts.topics[topic] = (facts.topics[topic] ?? 0) + n;
    }
  }

  #appendDay(topic: string): DayDelta {
    const before = this.#days.get(LAST_DAY) ?? null;
    const after: DayFacts = {
      day: LAST_DAY,
      messages: (before?.messages ?? 0) + 1,
      sentiment: randomSentiment(this.#random),
      topics: plusOne(before?.topics ?? {}, topic),
    };
    this.#days.set(LAST_DAY, after);
    return { creator: CREATOR, before, after };
  }

  #randomIndex(): number {
    return this.#random.int(0, this.#options.conversations - 1);
  }
}

function chatAt(index: number): ChatId {
  return ChatId.parse(String(FIRST_CHAT + index));
}

function randomSentiment(random: Random): number {
  return random.int(-SENTIMENT_UNIT, SENTIMENT_UNIT) / SENTIMENT_UNIT;
}

function counted<Name extends string>(
  names: readonly Name[],
  random: Random,
): Record<Name, number> {
  return Object.fromEntries(
    names.map((name) => [name, random.int(1, 9)]),
  ) as Record<Name, number>;
}

/** A name that is counted already, and now and then any other. */
function pickName<Name extends string>(
  random: Random,
  counts: Partial<Record<Name, number>>,
  all: readonly Name[],
): Name {
  const known = all.filter((name) => Object.hasOwn(counts, name));
  return random.pick(known.length === 0 || random.chance(NEWS) ? all : known);
}

function plusOne<Name extends string>(
  counts: Partial<Record<Name, number>>,
  name: Name,
): Record<Name, number> {
  return { ...counts, [name]: (counts[name] ?? 0) + 1 } as Record<Name, number>;
}
