import type { ActionKind, OutcomeKind } from "./conversation.ts";
import type { ChatId, CreatorId, MessageId } from "./ids.ts";
import type { Message } from "./message.ts";
import type { UserRef } from "./user.ts";

/** Which side of a conversation wrote: `inbound` is from the fan. */
export type Side = "inbound" | "outbound";

/** How the messages of a dataset were enriched and counted. */
export interface EnrichmentBasis {
  /** The pipeline's version. */
  version: number;
  /** The revision of what the creator decided about topics. */
  topics: number;
  /** IANA name of the time zone whose days and hours they are counted by. */
  zone: string;
}

/** Which days' figures were changed by which commits. */
export interface ChangedDays {
  /** Every change by a later commit is among `days`. */
  since: number;
  /** The latest commit that changed each. */
  days: Record<string, number>;
}

/** Version of a message that waits for the pipeline of its dataset. */
export const NOT_ENRICHED = 0;

/** What one message says and does, as the pipeline of `version` found it. */
export interface MessageEnrichment {
  /** {@linkcode NOT_ENRICHED} where nothing was found out yet. */
  version: number;
  /** -1 to 1, with four decimals; `null` if it cannot be scored. */
  sentiment: number | null;
  topics: string[];
  actions: ActionKind[];
  outcomes: { kind: OutcomeKind; amount?: number }[];
  /**
   * Whom and what the message names; `null` while that is to be found out, and
   * absent where it does not look as if it named any.
   */
  entities?: NamedEntity[] | null;
}

/** Somebody, some place or some organisation, as a message names it. */
export interface NamedEntity {
  /** The kind, a colon, and the name in a form that all spellings share. */
  id: string;
  /** As written. */
  name: string;
}

/** Fan turns that began in one hour and wait for an answer. */
export interface WaitingTurns {
  /** Hours of the account's calendar since 1 January 1970, 24 a day. */
  hour: number;
  turns: number;
  /** Sum of the turns' starts, in ms after as many hours of UTC. */
  offsetMs: number;
}

/** Messages between which no gap is longer than six hours, so far. */
export interface SessionState {
  /** The day of its first message. */
  day: number;
  /** Stages of the funnel that it reached after its beginning, 0 to 3. */
  stage: number;
  /** The topics that it mentioned, each where it was mentioned last; some. */
  topics: string[];
}

/**
 * A conversation's running state after one of its messages. Every stored
 * message carries it, so that a late one is counted by walking on from its
 * predecessor until the states agree again, however long the conversation is.
 */
export interface SequenceState {
  side: Side;
  lastAt: number;
  /** Latest message of the fan, in ms; `null` if the fan has not written. */
  lastInboundAt: number | null;
  /** Start of the oldest fan turn that waits for an answer, in ms. */
  waitingSince: number | null;
  waiting: WaitingTurns[];
  session: SessionState;
}

/** A message in its place: what is known of it before it is counted. */
export interface PlacedMessage {
  id: MessageId;
  chat: ChatId;
  creator: CreatorId;
  /** When it was written, in ms; when it was received, if that is not known. */
  at: number;
  side: Side;
  isMass: boolean;
  /** Orders the versions of a message: when it was changed or written, in ms. */
  version: number;
  /** When this version reached the Brain, in ms. */
  receivedAt: number;
  message: Message;
  enrichment: MessageEnrichment;
}

/** A message as it is stored. */
export interface StoredMessage extends PlacedMessage {
  /** The conversation's state after this message. */
  sequence: SequenceState;
}

/** Where a message lies, found by its id. */
export interface MessageLocation {
  chat: ChatId;
  at: number;
  /** The Agent's events that led to this version, the latest few, latest last. */
  events: string[];
}

/** A message that is new or changed. */
export interface MessageChange {
  before: StoredMessage | null;
  after: PlacedMessage;
  /** It arrived by itself, not in a snapshot. */
  live: boolean;
}

/** What a chat list says of a chat. */
export interface ChatChange {
  chat: ChatId;
  creator: CreatorId;
  withUser: UserRef | null;
  /** `null` if it was not said. */
  unread: number | null;
}
