import type { AccountId, CacheUpdateEnvelope } from "@/lib/models/mod.ts";
import {
  jsonSize,
  keys,
  type StagedKind,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import type { AccountState } from "./account_state.ts";
import type { Head } from "./head.ts";
import { quarantine } from "./quarantine.ts";
import { checkRecords } from "./snapshot_records.ts";

/** What became of a snapshot's part. */
export type StageResult =
  | { status: "committed"; complete: boolean; quarantined: number }
  | { status: "duplicate" }
  | { status: "refused"; code: "snapshot_mismatch"; reason: string };

/** Records of one key, in bytes. */
const PIECE_BYTES = 48_000;
/** Records of one commit, in bytes; with one more record it is still allowed. */
const COMMIT_BYTES = 400_000;
/** Snapshots whose parts are known to be duplicates. */
const RECEIVED_KEPT = 8;

/** A piece of a staged part: chats, or messages with their chats. */
export interface StagedPiece<R> {
  /** When the part reached the Brain, in ms. */
  receivedAt: number;
  records: R[];
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
  const writer = { store, account, part: place, receivedAt };
  await writePieces(writer, "chat", checked.chats);
  await writePieces(writer, "message", checked.messages);
  return await state.mutate((tx, head) => {
    const known = findSnapshot(head, id, part);
    if (known !== null) return known;
    for (const record of checked.bad) {
      quarantine(tx, account, record, receivedAt);
    }
    head.quarantined += checked.bad.length;
    head.stagedRecords += checked.chats.length + checked.messages.length;
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

async function writePieces<R>(
  { store, account, part, receivedAt }: {
    store: Store;
    account: AccountId;
    part: number;
    receivedAt: number;
  },
  kind: StagedKind,
  records: readonly R[],
): Promise<void> {
  let tx = new Transaction(store);
  let txBytes = 0;
  let index = 0;
  for (const { piece, bytes } of cutIntoPieces(records)) {
    if (txBytes > 0 && txBytes + bytes > COMMIT_BYTES) {
      await tx.commit();
      tx = new Transaction(store);
      txBytes = 0;
    }
    const value: StagedPiece<R> = { receivedAt, records: piece };
    tx.set(keys.stage(account, kind, part, index++), value);
    txBytes += bytes;
  }
  if (tx.size > 0) await tx.commit();
}

/** Groups records up to the size of a piece; a larger record goes alone. */
function* cutIntoPieces<R>(
  records: readonly R[],
): Generator<{ piece: R[]; bytes: number }> {
  let piece: R[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = jsonSize(record);
    if (piece.length > 0 && bytes + size > PIECE_BYTES) {
      yield { piece, bytes };
      piece = [];
      bytes = 0;
    }
    piece.push(record);
    bytes += size;
  }
  if (piece.length > 0) yield { piece, bytes };
}
