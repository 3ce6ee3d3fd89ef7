import type { AccountId, OutgoingWssMessage } from "@/lib/models/mod.ts";
import { type Changes, keys, RawJson } from "@/lib/store/mod.ts";
import type { Head } from "./head.ts";

/** Frames that the event log holds of an account. */
export const LOG_FRAMES = 2_000;
/** How long it holds them, in ms. */
export const LOG_AGE_MS = 24 * 3_600_000;

/** Frames that change a dashboard's state; each gets a revision of its own. */
export type RevisedFrame = Extract<
  OutgoingWssMessage,
  { type: "append_message" | "analytics_update" | "enrichment_result" }
>;

/**
 * Gives each frame the next revision and writes it to the event log, in the
 * commit that makes it true. Returns the frames as they go over the wire.
 */
export function logFrames(
  tx: Changes,
  account: AccountId,
  head: Head,
  frames: readonly RevisedFrame[],
): string[] {
  const sent = frames.map((frame) => {
    const revision = ++head.revision;
    const json = JSON.stringify({
      type: frame.type,
      payload: { ...frame.payload, revision },
    });
    tx.set(keys.log(account, revision), new RawJson(json, LOG_AGE_MS));
    return json;
  });
  trimLog(tx, account, head, frames.length);
  return sent;
}

/** Starts the log anew: nothing before the head's revision can be replayed. */
export function breakLog(head: Head): void {
  head.revision++;
  head.logFrom = head.revision + 1;
}

/** Deletes what is beyond the bound, a bounded number of frames at a time. */
function trimLog(
  tx: Changes,
  account: AccountId,
  head: Head,
  added: number,
): void {
  for (let i = 0; i < 2 * added; i++) {
    if (head.revision - head.logFrom < LOG_FRAMES) return;
    tx.delete(keys.log(account, head.logFrom));
    head.logFrom++;
  }
}
