import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";

/** What a conversation is ranked by. */
export type Ranked = Pick<
  ExtendedConversationNode,
  "conversationId" | "priorityScore" | "endDate"
>;

/** Where a conversation belongs. */
interface Place {
  id: string;
  score: number;
  end: string;
}

/**
 * Conversations by how pressing they are: by priority, then the latest first,
 * then by id. What has changed is looked up in the order and taken to its new
 * place; all others are only copied, so that a few changes among many cost
 * little. Call {@linkcode Ranking.settle} after a run of changes.
 */
export class Ranking {
  #order: readonly Place[] = [];
  /** The ids of `#order`: who shows them looks at nothing else. */
  #ids: readonly string[] = [];
  readonly #places = new Map<string, Place>();
  /** Where what has changed belongs; `null`: nowhere any more. */
  readonly #changed = new Map<string, Place | null>();

  /** Ids in their order, as last settled; another array for another order. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** A conversation is new, or has changed. */
  put({ conversationId: id, priorityScore: score, endDate }: Ranked): void {
    const end = endDate ?? "";
    const known = this.#places.get(id);
    if (known?.score === score && known.end === end) this.#changed.delete(id);
    else this.#changed.set(id, { id, score, end });
  }

  /** A conversation is gone. */
  delete(id: string): void {
    if (this.#places.has(id)) this.#changed.set(id, null);
    else this.#changed.delete(id);
  }

  /** Puts into order what has changed; gives whether the order is another one. */
  settle(): boolean {
    if (this.#changed.size === 0) return false;
    const goes: number[] = [];
    const comes: Place[] = [];
    for (const [id, place] of this.#changed) {
      const known = this.#places.get(id);
      if (known !== undefined) goes.push(this.#find(known));
      if (place === null) this.#places.delete(id);
      else {
        this.#places.set(id, place);
        comes.push(place);
      }
    }
    this.#changed.clear();
    goes.sort((a, b) => a - b);
    comes.sort(compare);
    return this.#replace(goes, comes);
  }

  /** Takes out what lies at `goes`, and puts in `comes`; both are in order. */
  #replace(goes: readonly number[], comes: readonly Place[]): boolean {
    const order: Place[] = [];
    const ids: string[] = [];
    let at = 0;
    const copy = (end: number) => {
      copyRange(this.#order, order, at, end);
      copyRange(this.#ids, ids, at, end);
      at = end;
    };
    let gone = 0;
    const copyWithoutGone = (end: number) => {
      for (let i = goes[gone]; i !== undefined && i < end; i = goes[++gone]) {
        copy(i);
        at++;
      }
      copy(end);
    };
    for (const place of comes) {
      copyWithoutGone(this.#find(place));
      order.push(place);
      ids.push(place.id);
    }
    copyWithoutGone(this.#order.length);
    this.#order = order;
    if (isSame(ids, this.#ids)) return false;
    this.#ids = ids;
    return true;
  }

  /** Where a place is, or would be: no two are equal. */
  #find(place: Place): number {
    let [from, to] = [0, this.#order.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.#order[middle];
      if (other !== undefined && compare(other, place) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function copyRange<T>(
  source: readonly T[],
  target: T[],
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const one = source[i];
    if (one !== undefined) target.push(one);
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function compare(a: Place, b: Place): number {
  return b.score - a.score || compareText(b.end, a.end) ||
    compareText(a.id, b.id);
}

/** By code unit: an order for the machine, which need not mean anything. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
