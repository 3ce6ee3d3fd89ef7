import {
  type AccountId,
  type CacheUpdateEnvelope,
  type ChatThread,
  parseTimestamp,
} from "@/lib/models/mod.ts";
import { BulkWriter, keys, type Store } from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import type { Head } from "./head.ts";
import { quarantine } from "./quarantine.ts";
import {
  type CheckedRecords,
  checkRecords,
  type ListedMessage,
} from "./snapshot_records.ts";

/** What became of a snapshot's part. */
export type StageResult =
  | { status: "committed"; complete: boolean; quarantined: number }
  | { status: "duplicate" }
  | { status: "refused"; code: "snapshot_mismatch"; reason: string };

/** Snapshots whose parts are known to be duplicates. */
const RECEIVED_KEPT = 8;

/** A chat of a snapshot as it waits to be applied. */
export interface StagedChat {
  part: number;
  chat: ChatThread;
}

/** A message of a snapshot as it waits to be applied. */
export interface StagedMessage extends ListedMessage {
  part: number;
  /** When the part reached the Brain, in ms. */
  receivedAt: number;
}

/**
 * Writes a part of a snapshot to where it waits to be applied. The part counts
 * when the last commit, that of the account's head, has succeeded; one that was
 * cut off before is sent again and staged anew. One part of an account at a time.
 */
export async function stagePart(
  target: { store: Store; account: AccountId; state: AccountState },
  payload: CacheUpdateEnvelope,
  receivedAt: number,
): Promise<StageResult> {
  const { store, account, state } = target;
  const id = payload.snapshot_id ?? `whole-${crypto.randomUUID()}`;
  const part = payload.part ?? { index: 0, total: 1 };
  const refusal = await state.mutate((_tx, head) => {
    const known = findSnapshot(head, id, part);
    if (known !== null) return known;
    if (head.snapshot?.id !== id) {
      head.snapshot = { id, total: part.total, parts: [], paused: false };
    }
    head.snapshot.paused = false;
    return null;
  });
  if (refusal !== null) return refusal;

  const checked = checkRecords(payload);
  const place = await state.mutate((_tx, head) => head.stageNext++);
  await writeRecords({ store, account, part: place, receivedAt }, checked);
  return await state.mutate((tx, head) => {
    const known = findSnapshot(head, id, part);
    if (known !== null) return known;
    for (const record of checked.bad) {
      quarantine(tx, account, record, receivedAt);
    }
    head.quarantined += checked.bad.length;
    head.stagedRecords += checked.chats.size + checked.messages.size;
    return acceptPart(head, id, part.index, checked.bad.length);
  });
}

function findSnapshot(
  head: Head,
  id: string,
  part: { index: number; total: number },
): StageResult | null {
  if (head.received.includes(id)) return { status: "duplicate" };
  if (head.snapshot?.id !== id) return null;
  if (head.snapshot.total !== part.total) {
    return {
      status: "refused",
      code: "snapshot_mismatch",
      reason:
        `Snapshot ${id} was announced with ${head.snapshot.total} parts, not ${part.total}.`,
    };
  }
  return head.snapshot.parts.includes(part.index)
    ? { status: "duplicate" }
    : null;
}

function acceptPart(
  head: Head,
  id: string,
  index: number,
  quarantined: number,
): StageResult {
  const { snapshot } = head;
  // A newer snapshot took its place: this one's records still count.
  if (snapshot?.id !== id) {
    return { status: "committed", complete: false, quarantined };
  }
  snapshot.parts.push(index);
  const complete = snapshot.parts.length === snapshot.total;
  if (complete) {
    head.snapshot = null;
    head.build = { upTo: head.stageNext };
    head.received = [...head.received, id].slice(-RECEIVED_KEPT);
  }
  return { status: "committed", complete, quarantined };
}

/** Writes records where they lie sorted, so that applying them is one pass. */
async function writeRecords(
  { store, account, part, receivedAt }: {
    store: Store;
    account: AccountId;
    part: number;
    receivedAt: number;
  },
  { chats, messages }: CheckedRecords,
): Promise<void> {
  const writer = new BulkWriter(store);
  for (const chat of chats.values()) {
    const value: StagedChat = { part, chat };
    writer.set(keys.stagedChat(account, chat.id, part), value);
  }
  for (const { message, chat } of messages.values()) {
    const at = parseTimestamp(message.createdAt) ??
      parseTimestamp(message.created_at) ?? receivedAt;
    const value: StagedMessage = { part, receivedAt, message, chat };
    writer.set(
      keys.stagedMessage(account, chat, at, message.id, part),
      value,
    );
  }
  await writer.finish();
}
