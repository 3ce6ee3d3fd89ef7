import type {
  ActionKind,
  ChatId,
  CreatorId,
  Message,
  MessageEnrichment,
  OutcomeKind,
  SequenceState,
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
    /** 0 while it is to be found out; left out where there are none. */
    entities?: [id: string, name: string][] | 0,
  ],
  sequence: SequenceRow,
];

/** A conversation's running state; times in ms before a given one. */
export type SequenceRow = [
  isInbound: 0 | 1,
  last: number,
  lastInbound: number | null,
  waitingSince: number | null,
  waiting: [hour: number, turns: number, offsetMs: number][],
  /** Rows of before sessions were followed have none. */
  session?: [day: number, stage: number, ...topics: string[]],
];

/** The row of a message. */
export function packMessage(stored: StoredMessage): MessageRow {
  const { message, chat, creator, at, enrichment, sequence } = stored;
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
    packEnrichment(enrichment),
    packSequence(sequence, at),
  ];
}

/** The message of a row. */
export function unpackMessage(row: MessageRow): StoredMessage {
  const [rest, usual, chat, creator, at, isInbound, version, receivedAt] = row;
  const message = withUsual({ ...rest }, usual, at);
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
    enrichment: unpackEnrichment(row[8]),
    sequence: unpackSequence(row[9], at),
  };
}

/** A message's text as captured, without unpacking its row. */
export function textOf([{ text }]: MessageRow): string {
  return text ?? "";
}

function packEnrichment(enrichment: MessageEnrichment): MessageRow[8] {
  const { version, sentiment, topics, actions, outcomes, entities } =
    enrichment;
  const row: MessageRow[8] = [version, sentiment, topics, actions, outcomes];
  if (entities === undefined) return row;
  row[5] = entities?.map(({ id, name }): [string, string] => [id, name]) ?? 0;
  return row;
}

function unpackEnrichment(row: MessageRow[8]): MessageEnrichment {
  const [version, sentiment, topics, actions, outcomes, entities] = row;
  const enrichment = { version, sentiment, topics, actions, outcomes };
  if (entities === undefined) return enrichment;
  return {
    ...enrichment,
    entities: entities === 0
      ? null
      : entities.map(([id, name]) => ({ id, name })),
  };
}

/** The row of a running state, told from the time `end`, in ms. */
export function packSequence(state: SequenceState, end: number): SequenceRow {
  const before = (at: number | null) => at === null ? null : end - at;
  const { day, stage, topics } = state.session;
  return [
    flagOf(state.side),
    end - state.lastAt,
    before(state.lastInboundAt),
    before(state.waitingSince),
    state.waiting.map(({ hour, turns, offsetMs }) => [hour, turns, offsetMs]),
    [day, stage, ...topics],
  ];
}

/** The running state of a row that was packed with the same `end`. */
export function unpackSequence(row: SequenceRow, end: number): SequenceState {
  const [isInbound, last, lastInbound, waitingSince, waiting, session] = row;
  const [day = 0, stage = 0, ...topics] = session ?? [];
  const before = (ms: number | null) => ms === null ? null : end - ms;
  return {
    side: sideOf(isInbound),
    lastAt: end - last,
    lastInboundAt: before(lastInbound),
    waitingSince: before(waitingSince),
    waiting: waiting.map(([hour, turns, offsetMs]) => ({
      hour,
      turns,
      offsetMs,
    })),
    session: { day, stage, topics },
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
