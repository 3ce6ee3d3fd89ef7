/**
 * For tests: figures and conversations of any content, and histories of messages.
 * @module
 */
import fc from "fast-check";
import {
  ActionKind,
  ChatId,
  CreatorId,
  type Message,
  type MessageChange,
  MessageId,
  type Outcome,
  OutcomeKind,
  type PlacedMessage,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  datasetPrefixes,
  keys,
  type MessageRow,
  type Store,
  Transaction,
  unpackMessage,
} from "@/lib/store/mod.ts";
import { applyChanges, type ConversationChange } from "./apply.ts";
import { type ConversationRecord, latestMessage } from "./conversation.ts";
import {
  type Counters,
  DAY_COUNTERS,
  type DayFigures,
  type Figures,
} from "./figures.ts";

const counter = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: -3, max: -1 }),
);
const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const id = fc.oneof(
  fc.integer({ min: 1, max: 9_000_000_000 }).map(String),
  fc.string({ minLength: 1 }),
).map((text) => MessageId.parse(text));

/** Figures of a conversation, or a change of them. */
export const figures: fc.Arbitrary<Figures> = fc.record({
  messages: amount,
  inbound: amount,
  scored: amount,
  sentiment: amount,
  topics: fc.dictionary(fc.string(), counter, { maxKeys: 20 }),
  actions: fc.dictionary(
    fc.oneof(fc.constantFrom(...ActionKind.options), fc.constant("other")),
    counter,
  ),
  turns: amount,
  handled: amount,
  handledMs: amount,
  sessionMs: amount,
  silentMs: amount,
}, { noNullPrototype: true });

const byDay = fc.dictionary(
  fc.oneof(fc.constant(""), fc.integer({ min: -9, max: 40_000 }).map(String)),
  counter,
);
const byNumber = fc.dictionary(fc.nat({ max: 500 }).map(String), counter);
const byName = fc.oneof(
  byNumber,
  fc.dictionary(fc.string(), counter, { maxKeys: 5 }),
);
const isNumbered = (name: string) =>
  name === "responses" || name.endsWith("ByHour");

/** Figures of a day, or a change of them. */
export const dayFigures: fc.Arbitrary<DayFigures> = fc.tuple(
  figures,
  byDay,
  byDay,
  fc.tuple(
    ...DAY_COUNTERS.map((name) => isNumbered(name) ? byNumber : byName),
  ),
).map(([figures, active, spenders, counters]) => ({
  ...figures,
  ...Object.fromEntries(
    DAY_COUNTERS.map((name, i) => [name, counters[i] ?? {}]),
  ) as Record<typeof DAY_COUNTERS[number], Counters>,
  active,
  spenders,
}));

const sequence = fc.record({
  side: fc.constantFrom("inbound" as const, "outbound" as const),
  lastAt: time,
  lastInboundAt: fc.option(time),
  waitingSince: fc.option(time),
  waiting: fc.array(
    fc.record({ hour: fc.nat(), turns: fc.nat(), offsetMs: fc.nat() }),
  ),
  session: fc.record({
    day: fc.nat(),
    stage: fc.nat({ max: 3 }),
    topics: fc.array(fc.string(), { maxLength: 3 }),
  }),
});

const told = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(value, fc.constantFrom(null, undefined));

const message: fc.Arbitrary<Omit<PlacedMessage, "id" | "chat" | "at">> = fc
  .record({
    text: told(fc.string()),
    isTip: told(fc.boolean()),
    isFromQueue: told(fc.boolean()),
    mediaCount: told(fc.nat()),
    price: told(fc.nat()),
    side: fc.constantFrom("inbound" as const, "outbound" as const),
    sentiment: fc.option(fc.integer({ min: -1, max: 1 })),
    topics: fc.array(fc.string()),
  }).map(({ side, sentiment, topics, ...told }) => ({
    creator: CreatorId.parse("u_1"),
    side,
    isMass: false,
    version: 0,
    receivedAt: 0,
    message: { id: MessageId.parse("m"), ...told } satisfies Message,
    enrichment: { version: 1, sentiment, topics, actions: [], outcomes: [] },
  }));

const outcome: fc.Arbitrary<Outcome> = fc.record({
  kind: fc.constantFrom(...OutcomeKind.options),
  at: time,
  observed: fc.boolean(),
  message_id: id,
  amount: fc.nat(),
}, { requiredKeys: ["kind", "at", "observed"] }).map(({ at, ...rest }) => ({
  ...rest,
  date: new Date(at).toISOString(),
}));

/** Whether the latest message lies where the record says that it ends. */
const end = fc.record({
  isAtEnd: fc.boolean(),
  at: time,
  id,
  message: fc.option(message),
});

/** A conversation of the chat `chat`. */
export function conversationOf(
  chat: ChatId,
): fc.Arbitrary<ConversationRecord> {
  return fc.record({
    chat: fc.constant(chat),
    creator: fc.constant(CreatorId.parse("u_1")),
    withUser: fc.option(
      fc.record({ id: fc.string({ minLength: 1 }), name: fc.string() }),
    ),
    figures,
    firstAt: fc.option(time),
    lastAt: fc.option(time),
    lastId: fc.option(id),
    sequence: fc.option(sequence),
    end,
    outcomes: fc.array(outcome, { maxLength: 5 }),
    spentCents: fc.integer(),
    unread: fc.nat(),
  }).map(({ end, withUser, ...record }) => ({
    ...record,
    withUser: withUser as ConversationRecord["withUser"],
    latest: end.message && latestMessage({
      ...end.message,
      chat: end.isAtEnd ? chat : ChatId.parse("elsewhere"),
      id: end.isAtEnd && record.lastId !== null ? record.lastId : end.id,
      at: end.isAtEnd && record.lastAt !== null ? record.lastAt : end.at,
    }),
  }));
}

/** What a history of messages is applied to. */
export interface HistoryContext {
  store: Store;
  dataset: Dataset;
  zone: string;
  /** See `ApplyContext`. */
  isDraft?: boolean;
}

/** Messages as they arrive, batch by batch, and as they are stored by then. */
export class MessageHistory {
  /** The version of each that counts. */
  readonly stored = new Map<MessageId, PlacedMessage>();
  readonly #context: HistoryContext;

  private constructor(context: HistoryContext) {
    this.#context = context;
  }

  /** Begins one on an empty dataset. */
  static async begin(context: HistoryContext): Promise<MessageHistory> {
    for (const prefix of datasetPrefixes(context.dataset)) {
      await context.store.deletePrefix(prefix);
    }
    return new MessageHistory(context);
  }

  /** Applies a batch in which every message occurs once. */
  async apply(batch: readonly PlacedMessage[]): Promise<ConversationChange[]> {
    const { store, dataset } = this.#context;
    const tx = new Transaction(store);
    const changes: MessageChange[] = [];
    for (const after of batch) {
      const known = this.stored.get(after.id);
      const row = known === undefined ? null : await tx.get<MessageRow>(
        keys.message(dataset, known.chat, known.at, known.id),
      );
      changes.push({ before: row && unpackMessage(row), after, live: true });
      this.stored.set(after.id, after);
    }
    const context = { ...this.#context, tx };
    const { conversations } = await applyChanges(context, changes, []);
    await tx.commit();
    return conversations;
  }
}
