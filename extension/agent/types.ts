/**
 * What the parts of the background work with.
 * @module
 */
import type { UserRef } from "@/lib/models/mod.ts";
import type { z } from "zod";
import type {
  CreatorStatus,
  WireChat,
  WireCommand,
  WireMessage,
  WireResult,
} from "../messages.ts";

/** A profile as it goes over a wire. */
export type WireUser = z.input<typeof UserRef>;

/** A chat as it is stored: its id is the fan's. */
export type ChatRecord = WireChat & { id: string };
/** A message as it is stored: it names its chat. */
export type MessageRecord = WireMessage & { id: string; chat_id: string };
/** A fan's profile as it is stored. */
export type UserRecord = WireUser & { id: string };

/** What was learnt of an account, made of what its pages saw. */
export interface Observed {
  chats: ChatRecord[];
  messages: MessageRecord[];
  /** Profiles of fans, as whole as they were seen. */
  users: UserRecord[];
}

/** To which service an account's data goes, and what opens it. */
export interface Pairing {
  /** The service's origin. */
  origin: string;
  userId: string;
  token: string;
  wsUrl: string;
  /** What Settings calls this Agent. */
  name: string;
  /** In ms since the epoch. */
  pairedAt: number;
}

/** A command that came in, and how far it got. */
export interface JournalEntry {
  command: WireCommand & { command_id: string };
  /**
   * `waiting`: for a page, or for its turn; `forwarded`: a page has it; `done`:
   * there is a result.
   */
  state: "waiting" | "forwarded" | "done";
  /** The page that has it. */
  page: string | null;
  /** In ms since the epoch. */
  receivedAt: number;
  forwardedAt: number | null;
  result: WireResult | null;
  /** Whether the service knows the result, or need not. */
  acknowledged: boolean;
  /** Whether it came from a dashboard only, so that the service knows nothing. */
  isBridgeOnly?: boolean;
}

/** Which commands came in: durable, so that none is executed twice. */
export interface CommandJournal {
  get(id: string): Promise<JournalEntry | null>;
  /**
   * Stores a new entry; `false` if there is one of its id, which is left as it
   * is.
   */
  begin(entry: JournalEntry): Promise<boolean>;
  /** Replaces an entry. */
  put(entry: JournalEntry): Promise<void>;
  /** Entries without a result, the oldest first. */
  open(): Promise<JournalEntry[]>;
  /** How many were forwarded at `since` or later, in ms since the epoch. */
  forwardedSince(since: number): Promise<number>;
  /** Results that the service has not acknowledged, the oldest first. */
  unacknowledged(): Promise<WireResult[]>;
  acknowledge(id: string): Promise<void>;
}

/** Everything that is stored of one creator account, in a database of its own. */
export interface AccountStore {
  /** The creator's user id on the site. */
  readonly creator: string;
  readonly commands: CommandJournal;
  /**
   * Merges what was learnt into chats and messages, and appends what is new or
   * changed to the outbox, in one transaction; resolves when it is durable. What
   * is known already changes nothing, so that it may be given again.
   */
  take(observed: Observed): Promise<{ added: number; changed: number }>;
  /** What of a {@linkcode CreatorStatus} is stored. */
  counts(): Promise<
    Pick<
      CreatorStatus,
      | "chats"
      | "messages"
      | "waiting"
      | "delivered"
      | "evicted"
      | "refused"
      | "snapshot"
      | "lastCapturedAt"
      | "lastDeliveredAt"
    >
  >;
  /** All chats, by id. */
  chats(): Promise<ChatRecord[]>;
  /** A chat's messages, the oldest first. */
  messages(chat: string): Promise<MessageRecord[]>;
  close(): void;
}

/** Sends an account's outbox to its service, and gets commands. */
export interface Delivery {
  /** How the connection stands, and what went wrong last. */
  readonly status:
    & CreatorStatus["connection"]
    & Pick<CreatorStatus, "lastError">;
  /**
   * Connects if it is not connected, and sends what waits; cheap to call often.
   * Where a person asks for it, what has given up tries again.
   */
  ensureConnected(how?: { byPerson?: boolean }): void;
  /**
   * Sends who is online, as a complete list, if it is connected; `false` if it
   * is not.
   */
  sendPresence(userIds: readonly string[], at: number): boolean;
  /** Ends the connection; what waits stays in the outbox. */
  stop(): void;
}
