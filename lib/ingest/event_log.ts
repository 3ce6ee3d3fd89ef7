import type {
  AccountId,
  ChatId,
  ExtendedConversationNode,
  Message,
  MessageId,
  OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import { type Changes, keys, type Store } from "@/lib/store/mod.ts";
import type { Head } from "./head.ts";

/** Frames that the event log holds of an account, at least. */
export const LOG_FRAMES = 2_000;
/** How long they can be replayed, in ms. */
export const LOG_AGE_MS = 24 * 3_600_000;
/** Frames beyond the bound that are deleted together. */
const TRIMMED_FRAMES = 200;
/** Entries that one commit deletes, beside what it is there for. */
const TRIMMED_ENTRIES = 250;

/** Frames that change a dashboard's state; each gets a revision of its own. */
export type RevisedFrame =
  | {
    type: "append_message";
    /** Its own messages are left out; frames of one commit share it. */
    node: ExtendedConversationNode;
    /** `null` if it is not in this conversation any more. */
    message: Message | null;
  }
  | Extract<
    OutgoingWssMessage,
    { type: "analytics_update" | "enrichment_result" | "command_to_execute" }
  >;

/**
 * What the log keeps of a frame: what it is about. The frame is made again from
 * what is stored, so that a replay costs space for names only, and shows
 * everything as it is by then.
 */
export type LoggedFrame =
  | { type: "append_message"; chat: ChatId; message: MessageId }
  | { type: "enrichment_result"; chat: ChatId }
  | { type: "command_to_execute"; command: string }
  | { type: "analytics_update" };

/**
 * A frame in the log: a message, a conversation's enrichment, a command, or the
 * figures.
 */
type PackedFrame = [ChatId, MessageId] | [ChatId] | { command: string } | [];

/** The frames of one commit. */
interface LogEntry {
  /** When they were committed, in ms. */
  at: number;
  frames: PackedFrame[];
}

/** A logged frame with its revision. */
export type LoggedRevision = LoggedFrame & { revision: number };

/**
 * Gives each frame the next revision and notes it in the event log, in the
 * commit that makes it true. Returns the frames as they go over the wire.
 */
export function logFrames(
  tx: Changes,
  account: AccountId,
  { head, now }: { head: Head; now: number },
  frames: readonly RevisedFrame[],
): string[] {
  if (frames.length === 0) return [];
  const entry: LogEntry = { at: now, frames: frames.map(packFrame) };
  tx.add(keys.log(account, head.revision + 1), entry);
  return frames.map((frame) => frameJson(frame, ++head.revision));
}

/** A frame as it goes over the wire. */
export function frameJson(frame: RevisedFrame, revision: number): string {
  if (frame.type === "append_message") {
    const { type, node, message } = frame;
    const messages = message === null ? "[]" : `[${JSON.stringify(message)}]`;
    return `{"type":"${type}","payload":{${fieldsOf(node)}` +
      `"messages":${messages},"revision":${revision}}}`;
  }
  const { type, payload } = frame;
  return JSON.stringify({ type, payload: { ...payload, revision } });
}

/** The JSON of nodes: a busy conversation has many frames in one commit. */
const fields = new WeakMap<ExtendedConversationNode, string>();

/** The JSON of what hardly ever changes, and then is another object. */
const lasting = new WeakMap<object, string>();

function lastingJson(value: object): string {
  let json = lasting.get(value);
  if (json === undefined) lasting.set(value, json = JSON.stringify(value));
  return json;
}

/** A node's fields but for its messages, each followed by a comma. */
function fieldsOf(node: ExtendedConversationNode): string {
  let json = fields.get(node);
  if (json === undefined) {
    const { messages: _, withUser, outcomes, ...others } = node;
    json = `${JSON.stringify(others).slice(1, -1)},` +
      `"withUser":${withUser === null ? null : lastingJson(withUser)},` +
      `"outcomes":${lastingJson(outcomes)},`;
    fields.set(node, json);
  }
  return json;
}

/** Starts the log anew: nothing before the head's revision can be replayed. */
export function breakLog(head: Head): void {
  head.revision++;
  head.logFrom = head.revision + 1;
}

/** Entries of the log that are beyond its bounds. */
interface OldEntries {
  /** The first revision that stays. */
  logFrom: number;
  keys: Deno.KvKey[];
  /** The revision on which their deletion was last based. */
  deletedAt: number | null;
}

/**
 * Keeps an account's log within its bounds: many frames go at a time, and then
 * none for long. They are looked for beside the commits, which wait for no list.
 */
export class LogTrimmer {
  readonly #store: Store;
  readonly #account: AccountId;
  #old: OldEntries | null = null;
  #isLooking = false;

  constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  /**
   * Deletes the old frames that were found, in the commit that `head` is of and
   * before that has new frames.
   */
  trim(tx: Changes, head: Head): void {
    const { revision } = head;
    // A commit came through since: they are gone, or are looked for again.
    if (this.#old !== null && (this.#old.deletedAt ?? revision) < revision) {
      this.#old = null;
    }
    if (this.#old === null) {
      const logFrom = revision - LOG_FRAMES + 1;
      if (logFrom - head.logFrom >= TRIMMED_FRAMES) this.#look(logFrom);
      return;
    }
    for (const key of this.#old.keys) tx.delete(key, 0);
    head.logFrom = Math.max(head.logFrom, this.#old.logFrom);
    this.#old.deletedAt = revision;
  }

  #look(logFrom: number): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#find(logFrom)
      .then((old) => this.#old = old)
      // The next commit has it looked for again.
      .catch(() => {})
      .finally(() => this.#isLooking = false);
  }

  /** The oldest entries: also those from before the log was last broken off. */
  async #find(logFrom: number): Promise<OldEntries> {
    const found: Deno.KvKey[] = [];
    const entries = this.#store.listKeys({
      prefix: keys.logOf(this.#account),
      end: keys.log(this.#account, logFrom + 1),
    }, { limit: TRIMMED_ENTRIES + 1 });
    for await (const key of entries) found.push(key);
    // The last one may hold frames that are still within the bound.
    const last = found.pop();
    const isAll = found.length < TRIMMED_ENTRIES;
    return {
      logFrom: isAll ? logFrom : Number(last?.at(-1)),
      keys: found,
      deletedAt: null,
    };
  }
}

/**
 * What happened after the revision `since`, up to `until`, in order and without
 * a gap; ends early where the log does not reach.
 */
export async function* readLog(
  store: Store,
  account: AccountId,
  { since, until }: { since: number; until: number },
): AsyncGenerator<LoggedRevision> {
  const prefix = keys.logOf(account);
  let start = keys.log(account, since + 1);
  const before = store.listKeys({
    prefix,
    end: keys.log(account, since + 2),
  }, { reverse: true, limit: 1 });
  for await (const key of before) start = key;
  const oldest = store.clock.now() - LOG_AGE_MS;
  let next = since + 1;
  for await (
    const { key, value } of store.list<LogEntry>({ prefix, start })
  ) {
    if (value.at < oldest) return;
    const from = Number(key.at(-1));
    for (const [i, frame] of value.frames.entries()) {
      const revision = from + i;
      if (revision < next) continue;
      if (revision > next || revision > until) return;
      yield { ...unpackFrame(frame), revision };
      next++;
    }
  }
}

function packFrame(frame: RevisedFrame): PackedFrame {
  switch (frame.type) {
    case "append_message": {
      const { node, message } = frame;
      if (message === null) throw new Error("A frame without its message");
      return [node.conversationId, message.id];
    }
    case "enrichment_result":
      return [frame.payload.conversation_id];
    case "command_to_execute": {
      const { command_id: command } = frame.payload;
      if (command === undefined) throw new Error("A command without its id");
      return { command };
    }
    case "analytics_update":
      return [];
  }
}

function unpackFrame(packed: PackedFrame): LoggedFrame {
  if ("command" in packed) return { type: "command_to_execute", ...packed };
  const [chat, message] = packed;
  if (chat === undefined) return { type: "analytics_update" };
  return message === undefined
    ? { type: "enrichment_result", chat }
    : { type: "append_message", chat, message };
}
