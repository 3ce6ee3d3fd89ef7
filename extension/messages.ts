/**
 * What the parts of the extension say to each other, and to a dashboard. The
 * names that begin with `_OF_` are those of Rapport's contract.
 * @module
 */
import type {
  ChatThread,
  CommandResult,
  Message,
  SendMessageCommand,
} from "@/lib/models/mod.ts";
import type { z } from "zod";

/** A command as it goes over a wire. */
export type WireCommand = z.input<typeof SendMessageCommand>;
/** What became of a command, as it goes over a wire. */
export type WireResult = z.input<typeof CommandResult>;
/** A chat as it goes over a wire: unlisted fields are kept. */
export type WireChat = z.input<typeof ChatThread>;
/** A message as it goes over a wire: unlisted fields are kept. */
export type WireMessage = z.input<typeof Message>;

/** By which way the page got something. */
export type Way = "fetch" | "xhr" | "websocket";

/** An answer or a frame that the page got. */
export interface SeenData {
  /** Where it came from, after redirects. */
  url: string;
  /** HTTP status; 101 for a frame. */
  status: number;
  /** The text as it came. */
  body: string;
  /** When it was seen, in ms since the epoch. */
  at: number;
  /**
   * How often the page's account was told or ended before this was asked for: an
   * answer belongs to the account that was signed in when the page asked.
   */
  epoch: number;
  /**
   * The epoch that begins with this: only on an answer that names the account,
   * or ends its session (its body is empty then).
   */
  begins?: number;
}

/** Page to relay; the relay believes only what is signed with the page's key. */
export interface ForwarderMessage {
  type: "_OF_FORWARDER_";
  payload: { event: Way; data: SeenData };
}

/** Relay to page: execute a command with the page's own means. */
export interface BackendMessage {
  type: "_OF_BACKEND_";
  payload: { command: "send_message"; payload: WireCommand };
}

/** Page to relay: what became of a command. */
export interface ResultMessage {
  type: "_OF_RESULT_";
  payload: WireResult;
}

/** What a relay passes on, in the order in which it happened. */
export type Relayed =
  | { kind: "seen"; event: Way; data: SeenData }
  | { kind: "result"; result: WireResult };

/**
 * Relay to background. Sent again until it is answered, so it may arrive twice;
 * an empty list says only that the page is there. The answer comes when
 * everything in it is stored durably.
 */
export interface RelayMessage {
  type: "relay";
  /** Names the document, random. */
  page: string;
  records: Relayed[];
  /** Captures of this document that were dropped, as too much waited. */
  lost?: number;
}

/** The background's answer to a {@linkcode RelayMessage}. */
export interface RelayAnswer {
  stored: true;
  /** Whether capturing is paused: then nothing of it was kept. */
  paused: boolean;
}

/** Background to relay, answered with `{ taken: true }` if the page is alive. */
export interface PageCommand {
  type: "page_command";
  page: string;
  command: WireCommand;
}

/** Popup or options page to background. */
export type PanelRequest =
  | { type: "status" }
  /** `creator: null`: for the first account that is seen. */
  | {
    type: "pair";
    origin: string;
    code: string;
    name: string;
    creator: string | null;
  }
  | { type: "unpair"; creator: string | null }
  /** Tries again now, also where it had given up. */
  | { type: "connect"; creator: string }
  | { type: "pause"; paused: boolean }
  /** Removes what is stored of an account, or of all; pairings stay. */
  | { type: "wipe"; creator: string | null };

/** The background's answer to a {@linkcode PanelRequest}. */
export type PanelAnswer =
  | { ok: true; status: AgentStatus }
  | { ok: false; error: string };

/** How the connection to the service stands. */
export type ConnectionState =
  | "not_paired"
  | "paused"
  | "connecting"
  | "connected"
  /** Waits until it tries again. */
  | "waiting"
  /** Gave up until somebody does something; `detail` says what. */
  | "stopped";

/** A creator account of the site, as far as the pages named it. */
export interface CreatorName {
  id: string;
  name: string | null;
  username: string | null;
}

/** To which service an account's data goes. */
export interface PairingView {
  /** The service's origin, as `https://rapport.example`. */
  origin: string;
  /** The account there. */
  userId: string;
  /** What Settings calls this Agent. */
  name: string;
  /** In ms since the epoch. */
  pairedAt: number;
}

/** What an account's Agent has done and has to do. Times are ms since the epoch. */
export interface CreatorStatus {
  creator: CreatorName;
  /** `null`: its data stays here. */
  pairing: PairingView | null;
  connection: { state: ConnectionState; detail: string | null };
  /** What is stored here. */
  chats: number;
  messages: number;
  /** Messages that the service has not acknowledged. */
  waiting: number;
  /** Messages that it has acknowledged. */
  delivered: number;
  /** Delivered messages that were removed here to make room. */
  evicted: number;
  /** Records that the service set aside. */
  refused: number;
  /** Captured messages that could not be of this account; they are not kept. */
  misplaced?: number;
  /** Parts of a snapshot under way. */
  snapshot: { done: number; total: number } | null;
  lastCapturedAt: number | null;
  lastDeliveredAt: number | null;
  lastError: { message: string; at: number } | null;
}

/** Everything that the popup shows. */
export interface AgentStatus {
  version: string;
  /** What people call the site. */
  site: string;
  paused: boolean;
  /** The account of the page that was heard of last. */
  current: string | null;
  creators: CreatorStatus[];
  /** A pairing that waits for the first account. */
  pending: PairingView | null;
  /** Pages of the site that are open and heard. */
  pages: number;
  /** Captures whose account is not known yet. */
  held: number;
  /** Those that had to go before their account was known. */
  dropped?: number;
  /** Bytes; `null` where the browser does not say. */
  storage: { usage: number; quota: number } | null;
}

/**
 * Dashboard to background, over `externally_connectable`. `userId` is the account
 * of the service; it may be left out where the service has one paired here.
 */
export type BridgeRequest =
  & { userId?: string }
  & (
    | { type: "get_all_chats_from_db"; payload?: null }
    | { type: "get_all_messages_from_db"; payload: { chatId: string | number } }
    | { type: "execute_agent_command"; payload: WireCommand }
    /** Whether the extension is there and paired with the asking service. */
    | { type: "get_agent_status"; payload?: null }
  );

/** The background's answer to a {@linkcode BridgeRequest}. */
export type BridgeAnswer =
  | { ok: true; chats: WireChat[] }
  | { ok: true; messages: WireMessage[] }
  | { ok: true; result: WireResult }
  | { ok: true; version: string; creators: CreatorStatus[] }
  | { ok: false; error: string };
