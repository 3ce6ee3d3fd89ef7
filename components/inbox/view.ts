import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { isSameList, merged, placesOf } from "@/components/live/merging.ts";
import type { Rank } from "./order.ts";

/** Which conversations a view shows, and in what order. */
export interface Criteria {
  accepts(node: ExtendedConversationNode): boolean;
  /** The same function for the same order. */
  rank(node: ExtendedConversationNode): Rank;
}

/** A conversation, with the rank by which it stands where it does. */
interface Row {
  readonly id: string;
  readonly rank: Rank;
}

/** What is known of a conversation. */
interface Known {
  readonly row: Row;
  readonly isShown: boolean;
}

/**
 * The conversations that meet criteria, in order. Changes are worked in one by
 * one: the rest is neither looked at nor sorted again. Other conditions are
 * looked at in the order that is there, and only another order is sorted.
 */
export class ConversationView {
  readonly #nodeOf: (id: string) => ExtendedConversationNode | undefined;
  readonly #known = new Map<string, Known>();
  #criteria: Criteria;
  /** All conversations in order, shown or not. */
  #all: readonly Row[] = [];
  #shown: readonly Row[] = [];
  #ids: readonly string[] = [];

  constructor(
    criteria: Criteria,
    nodeOf: (id: string) => ExtendedConversationNode | undefined,
  ) {
    this.#criteria = criteria;
    this.#nodeOf = nodeOf;
  }

  /** Those that are shown, in order: the same array until that changes. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Shows what meets other criteria. */
  show(criteria: Criteria): void {
    const isOtherOrder = criteria.rank !== this.#criteria.rank;
    this.#criteria = criteria;
    const all: Row[] = [];
    const shown: Row[] = [];
    for (const before of this.#all) {
      const { id } = before;
      const node = this.#nodeOf(id);
      if (node === undefined) continue;
      const row = isOtherOrder ? { id, rank: criteria.rank(node) } : before;
      const isShown = criteria.accepts(node);
      if (isOtherOrder || this.#known.get(id)?.isShown !== isShown) {
        this.#known.set(id, { row, isShown });
      }
      all.push(row);
      if (isShown) shown.push(row);
    }
    if (isOtherOrder) {
      all.sort(compare);
      shown.sort(compare);
    }
    this.#all = all;
    this.#shown = shown;
    this.#list(shown.map(({ id }) => id));
  }

  /**
   * Works in conversations that came, changed or went. Gives those of them that
   * came to the list, left it, or have another rank.
   */
  update(others: Iterable<string>): string[] {
    const all = new Change();
    const shown = new Change();
    const moved: string[] = [];
    for (const id of new Set(others)) {
      const known = this.#known.get(id);
      const next = this.#lookAt(id, known?.row);
      all.note(known?.row, next?.row);
      const isMoved = shown.note(
        known?.isShown ? known.row : undefined,
        next?.isShown ? next.row : undefined,
      );
      if (isMoved) moved.push(id);
      if (next === undefined) this.#known.delete(id);
      else this.#known.set(id, next);
    }
    const placesOfAll = placesOf(this.#all, all, compare);
    this.#all = merged(this.#all, placesOfAll, (row) => row);
    if (moved.length === 0) return moved;
    const places = placesOf(this.#shown, shown, compare);
    this.#shown = merged(this.#shown, places, (row) => row);
    this.#list(merged(this.#ids, places, ({ id }) => id));
    return moved;
  }

  #lookAt(id: string, before: Row | undefined): Known | undefined {
    const node = this.#nodeOf(id);
    if (node === undefined) return undefined;
    const rank = this.#criteria.rank(node);
    const isSame = before?.rank[0] === rank[0] && before.rank[1] === rank[1];
    return {
      row: isSame ? before : { id, rank },
      isShown: this.#criteria.accepts(node),
    };
  }

  #list(ids: readonly string[]): void {
    if (!isSameList(ids, this.#ids)) this.#ids = ids;
  }
}

/** Rows that come and go. */
class Change {
  readonly gone: Row[] = [];
  readonly come: Row[] = [];

  /** Notes one row in place of another; whether there is anything to it. */
  note(before: Row | undefined, next: Row | undefined): boolean {
    if (before === next) return false;
    if (before !== undefined) this.gone.push(before);
    if (next !== undefined) this.come.push(next);
    return true;
  }
}

/** Ranks may be infinite, so that they have no difference. */
function compare({ id: a, rank: x }: Row, { id: b, rank: y }: Row): number {
  if (x[0] !== y[0]) return x[0] > y[0] ? -1 : 1;
  if (x[1] !== y[1]) return x[1] > y[1] ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
