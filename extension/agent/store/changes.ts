import {
  type MessageKey,
  type MessageRow,
  type OutboxRow,
  type PartRow,
  type StateRow,
  type Writing,
} from "./rows.ts";
import { Requests } from "./transactions.ts";

/** A message with new content, and as it was before. */
export interface ChangedMessage {
  before: MessageRow | null;
  after: Omit<MessageRow, "rev" | "entry">;
}

/**
 * Stores changed messages, puts each into the outbox, and counts them, in their
 * order.
 *
 * A message has one entry in the outbox, from its change until it is
 * acknowledged as it is by then: what is sent is the message as it stands when
 * it is sent, under the number of its latest change. If it changes meanwhile,
 * the entry stays in its place with the new number; the acknowledgement of the
 * former does not remove it. So every change arrives, a message that changes
 * often is sent as often as there is time to, and nothing depends on what a
 * worker remembered when it died: an event that was sent is known by its number.
 *
 * What a snapshot under way holds is different: an entry up to its cut goes away
 * with it, so that a later change gets an entry behind the cut.
 */
export async function putChanges(
  tx: Writing,
  state: StateRow,
  changes: readonly ChangedMessage[],
): Promise<void> {
  const messages = tx.objectStore("messages");
  const outbox = tx.objectStore("outbox");
  const entries = await readEntries(tx, changes);
  const parts = new SnapshotParts(tx, state);
  const leaving = await parts.leave(
    changes.flatMap(({ before }) => before === null ? [] : [before]),
  );
  const writes = new Requests();
  parts.put(writes);
  for (const [i, { before, after }] of changes.entries()) {
    const rev = ++state.seq;
    const { chat, id } = after;
    const entry = entries[i];
    const stays = entry !== undefined && isBehindCut(entry, state);
    const seq = stays ? entry.seq : rev;
    writes.add(messages.put({ ...after, rev, entry: seq }));
    writes.add(outbox.put({ seq, chat, id, rev }));
    if (stays) continue;
    if (entry !== undefined) writes.add(outbox.delete(entry.seq));
    if (before === null) {
      state.messages++;
      state.waiting++;
    } else if (!leaving.has(before)) {
      state.waiting++;
      if (before.refused === undefined) state.delivered--;
    }
  }
  await writes.done();
}

async function readEntries(
  tx: Writing,
  changes: readonly ChangedMessage[],
): Promise<(OutboxRow | undefined)[]> {
  const outbox = tx.objectStore("outbox");
  return await Promise.all(
    changes.map(({ before }) =>
      before === null ? undefined : outbox.get(before.entry)
    ),
  );
}

/** A message's key. */
export function keyOf({ chat, id }: { chat: string; id: string }): MessageKey {
  return [chat, id];
}

/** Whether an entry waits for more than a snapshot under way. */
export function isBehindCut(
  { seq }: Pick<OutboxRow, "seq">,
  { plan }: StateRow,
): boolean {
  return seq > (plan?.cut ?? 0);
}

/** The parts of a snapshot under way that a transaction looks at. */
export class SnapshotParts {
  readonly #tx: Writing;
  readonly #state: StateRow;
  readonly #known = new Map<number, PartRow>();
  readonly #changed = new Set<PartRow>();

  constructor(tx: Writing, state: StateRow) {
    this.#tx = tx;
    this.#state = state;
  }

  /** Whether a message, as it is stored, is still to be sent in a part. */
  async holds(row: MessageRow): Promise<boolean> {
    return await this.#partOf(row) !== null;
  }

  /**
   * Takes messages out of the parts in which they were still to be sent; gives
   * those that were.
   */
  async leave(rows: readonly MessageRow[]): Promise<Set<MessageRow>> {
    const parts = await Promise.all(rows.map((row) => this.#partOf(row)));
    const leaving = new Set<MessageRow>();
    for (const [i, row] of rows.entries()) {
      const part = parts[i];
      if (!part) continue;
      part.left--;
      this.#changed.add(part);
      leaving.add(row);
    }
    return leaving;
  }

  /** Stores what {@linkcode leave} changed. */
  put(writes: Requests): void {
    const parts = this.#tx.objectStore("parts");
    for (const part of this.#changed) writes.add(parts.put(part));
  }

  async #partOf(row: MessageRow): Promise<PartRow | null> {
    const { plan } = this.#state;
    if (plan === null || row.rev > plan.cut || row.refused) return null;
    const [found] = await this.#tx.objectStore("parts").index("last")
      .getAll(IDBKeyRange.lowerBound(keyOf(row)), 1);
    if (found === undefined) return null;
    const part = this.#known.get(found.index) ?? found;
    this.#known.set(part.index, part);
    return part.acknowledged ? null : part;
  }
}
