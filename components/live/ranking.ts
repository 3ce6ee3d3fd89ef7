import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { isSameList, merged, placesOf } from "./merging.ts";

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
    const gone: Place[] = [];
    const come: Place[] = [];
    for (const [id, place] of this.#changed) {
      const known = this.#places.get(id);
      if (known !== undefined) gone.push(known);
      if (place === null) this.#places.delete(id);
      else {
        this.#places.set(id, place);
        come.push(place);
      }
    }
    this.#changed.clear();
    const places = placesOf(this.#order, { gone, come }, compare);
    this.#order = merged(this.#order, places, (place) => place);
    const ids = merged(this.#ids, places, ({ id }) => id);
    if (isSameList(ids, this.#ids)) return false;
    this.#ids = ids;
    return true;
  }
}

function compare(a: Place, b: Place): number {
  return b.score - a.score || compareText(b.end, a.end) ||
    compareText(a.id, b.id);
}

/** By code unit: an order for the machine, which need not mean anything. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
