import type {
  AccountId,
  ChatId,
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

/** Frames that change a dashboard's state; each gets a revision of its own. */
export type RevisedFrame = Extract<
  OutgoingWssMessage,
  { type: "append_message" | "analytics_update" | "enrichment_result" }
>;

/**
 * What the log keeps of a frame: what it is about. The frame is made again from
 * what is stored, so that a replay costs space for names only, and shows
 * everything as it is by then.
 */
export type LoggedFrame =
  | { type: "append_message"; chat: ChatId; message: MessageId }
  | { type: "enrichment_result"; chat: ChatId }
  | { type: "analytics_update" };

/** The frames of one commit. */
interface LogEntry {
  /** When they were committed, in ms. */
  at: number;
  frames: LoggedFrame[];
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
  const entry: LogEntry = { at: now, frames: frames.map(loggedOf) };
  tx.set(keys.log(account, head.revision + 1), entry);
  return frames.map((frame) => frameJson(frame, ++head.revision));
}

/** A frame as it goes over the wire. */
export function frameJson(
  { type, payload }: RevisedFrame,
  revision: number,
): string {
  return JSON.stringify({ type, payload: { ...payload, revision } });
}

/** Starts the log anew: nothing before the head's revision can be replayed. */
export function breakLog(head: Head): void {
  head.revision++;
  head.logFrom = head.revision + 1;
}

/** Deletes what is beyond the bound, many frames at a time and then none for long. */
export async function trimLog(
  store: Store,
  tx: Changes,
  account: AccountId,
  head: Head,
): Promise<void> {
  const logFrom = head.revision - LOG_FRAMES + 1;
  if (logFrom - head.logFrom < TRIMMED_FRAMES) return;
  head.logFrom = logFrom;
  const old: Deno.KvKey[] = [];
  const entries = store.listKeys({
    prefix: keys.logOf(account),
    end: keys.log(account, logFrom + 1),
  });
  for await (const key of entries) old.push(key);
  // The last one may hold frames that are still within the bound.
  for (const key of old.slice(0, -1)) tx.delete(key, 0);
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
      yield { ...frame, revision };
      next++;
    }
  }
}

function loggedOf({ type, payload }: RevisedFrame): LoggedFrame {
  switch (type) {
    case "append_message": {
      const [message] = payload.messages;
      if (message === undefined) throw new Error("A frame without its message");
      return { type, chat: payload.conversationId, message: message.id };
    }
    case "enrichment_result":
      return { type, chat: payload.conversation_id };
    case "analytics_update":
      return { type };
  }
}
