import type {
  ActionKind,
  ChatId,
  CreatorId,
  Message,
  OutcomeKind,
  Side,
  StoredMessage,
} from "@/lib/models/mod.ts";
import type { ListOptions, Store } from "./store.ts";
import { type UsualFields, withoutUsual, withUsual } from "./usual_fields.ts";

/**
 * A stored message as it lies in the database: by position, nothing twice, and
 * nothing that most messages say. Smaller rows are fewer pages to write, and
 * rows beyond about 1,000 bytes cost the database a second page each.
 */
export type MessageRow = [
  rest: Message,
  usual: UsualFields,
  /** 0 for the chat that the message names. */
  chat: ChatId | 0,
  creator: CreatorId,
  at: number,
  isInbound: 0 | 1,
  /** Ms after `at`. */
  version: number,
  receivedAt: number,
  enrichment: [
    version: number,
    sentiment: number | null,
    topics: string[],
    actions: ActionKind[],
    outcomes: { kind: OutcomeKind; amount?: number }[],
  ],
  /** Times in ms before `at`. */
  sequence: [
    isInbound: 0 | 1,
    last: number,
    lastInbound: number | null,
    waitingSince: number | null,
    waiting: [day: number, turns: number, offsetMs: number][],
  ],
];

/** The row of a message. */
export function packMessage(stored: StoredMessage): MessageRow {
  const { message, chat, creator, at, enrichment, sequence } = stored;
  const before = (time: number | null) => time === null ? null : at - time;
  const { rest, usual } = withoutUsual(message, at);
  return [
    rest,
    usual,
    message.chat_id === chat ? 0 : chat,
    creator,
    at,
    flagOf(stored.side),
    stored.version - at,
    stored.receivedAt,
    [
      enrichment.version,
      enrichment.sentiment,
      enrichment.topics,
      enrichment.actions,
      enrichment.outcomes,
    ],
    [
      flagOf(sequence.side),
      at - sequence.lastAt,
      before(sequence.lastInboundAt),
      before(sequence.waitingSince),
      sequence.waiting.map((
        { day, turns, offsetMs },
      ) => [day, turns, offsetMs]),
    ],
  ];
}

/** The message of a row. */
export function unpackMessage(row: MessageRow): StoredMessage {
  const [rest, usual, chat, creator, at, isInbound, version, receivedAt] = row;
  const [pipeline, sentiment, topics, actions, outcomes] = row[8];
  const [wasInbound, last, lastInbound, waitingSince, waiting] = row[9];
  const message = withUsual({ ...rest }, usual, at);
  const before = (ms: number | null) => ms === null ? null : at - ms;
  const named = chat === 0 ? message.chat_id : chat;
  if (!named) throw new Error(`The row of ${message.id} names no chat`);
  return {
    id: message.id,
    chat: named,
    creator,
    at,
    side: sideOf(isInbound),
    isMass: message.isFromQueue === true,
    version: at + version,
    receivedAt,
    message,
    enrichment: { version: pipeline, sentiment, topics, actions, outcomes },
    sequence: {
      side: sideOf(wasInbound),
      lastAt: at - last,
      lastInboundAt: before(lastInbound),
      waitingSince: before(waitingSince),
      waiting: waiting.map(([day, turns, offsetMs]) => ({
        day,
        turns,
        offsetMs,
      })),
    },
  };
}

function flagOf(side: Side): 0 | 1 {
  return side === "inbound" ? 1 : 0;
}

function sideOf(isInbound: 0 | 1): Side {
  return isInbound === 1 ? "inbound" : "outbound";
}

/** The messages whose rows `selector` names, in order of their keys. */
export async function* listMessages(
  store: Store,
  selector: Deno.KvListSelector,
  options: ListOptions = {},
): AsyncGenerator<StoredMessage> {
  for await (const { value } of store.list<MessageRow>(selector, options)) {
    yield unpackMessage(value);
  }
}
