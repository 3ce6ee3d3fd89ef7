import { type ReadonlySignal, signal } from "@preact/signals";

/** Rows beyond what is seen that are drawn on either side, in pixels of height. */
const OVERSCAN = 800;
/** A row that was never drawn is taken to be so high, px. */
const USUAL_HEIGHT = 56;
/** Nearer to the end than this counts as there, px. */
const AT_END = 4;
/** Nearer to an end of what is held than this, more is read, px. */
const NEAR_END = 1_200;
/** Rows that the first paint draws, before anything can be measured. */
export const FIRST_ROWS = 60;

/** Rows from one to another, which is not counted. */
export interface RowRange {
  from: number;
  to: number;
}

/** What a range rests on: a row, and where it is seen. */
export interface Anchor {
  key: string;
  /** From the top of what is seen to the top of the row, px. */
  offset: number;
}

/** Heights of rows, as far as they are known. */
export type Heights = ReadonlyMap<string, number>;

/** The rows to draw around one that stays where it is; `null`: around the end. */
export function rangeAround(
  keys: readonly string[],
  { anchor, at, heights, height, overscan = OVERSCAN }: {
    anchor: Anchor | null;
    /** Where the anchor is among the keys. */
    at: number;
    heights: Heights;
    /** Of what is seen, px. */
    height: number;
    overscan?: number;
  },
): RowRange {
  const heightOf = (i: number) => heights.get(keys[i] ?? "") ?? USUAL_HEIGHT;
  const isEnd = anchor === null;
  let from = isEnd ? keys.length : at;
  let above = isEnd ? height + overscan : anchor.offset + overscan;
  while (from > 0 && above > 0) above -= heightOf(--from);
  let to = isEnd ? keys.length : at;
  let below = isEnd ? 0 : height - anchor.offset + overscan;
  while (to < keys.length && below > 0) below -= heightOf(to++);
  return { from, to };
}

/** What the list tells whoever fills it. */
export interface ListEvents {
  /** The oldest rows are near. */
  nearStart(): void;
  /** The newest rows are near. */
  nearEnd(): void;
}

/**
 * The part of a long list that is drawn: its rows have their own heights, the
 * newest are at the bottom, and what somebody reads stays where it is, whatever
 * comes, goes or grows elsewhere. The list scrolls from its bottom
 * (`column-reverse`), so that the end is where a page begins without script.
 */
export class ListWindow {
  /** Whether the last row is the newest there is, which the list stays at. */
  hasNewest = true;
  readonly #events: ListEvents;
  readonly #heights = new Map<string, number>();
  readonly #version = signal(0);
  readonly #isAtEnd = signal(true);
  #scroller: HTMLElement | null = null;
  #keys: readonly string[] = [];
  #range: RowRange = { from: 0, to: 0 };
  /** What stays in place; `null`: the end does. */
  #anchor: Anchor | null = null;
  #anchorAt = 0;
  /** A row to be brought to the middle once it is drawn. */
  #goal: string | null = null;
  #height = 0;

  constructor(events: ListEvents) {
    this.#events = events;
  }

  /** Changes when other rows are to be drawn. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  /** Whether the newest row is seen, and stays so as more come. */
  get isAtEnd(): ReadonlySignal<boolean> {
    return this.#isAtEnd;
  }

  /** The rows to draw of these. */
  rangeOf(keys: readonly string[]): RowRange {
    this.#keys = keys;
    if (this.#scroller === null) {
      return { from: Math.max(0, keys.length - FIRST_ROWS), to: keys.length };
    }
    this.#placeAnchor();
    this.#range = this.#wanted();
    return this.#range;
  }

  /** Follows the scroller until the returned function is called. */
  attach(scroller: HTMLElement): () => void {
    this.#scroller = scroller;
    this.#height = scroller.clientHeight;
    const rows = rowsIn(scroller);
    const scrolled = () => this.#scrolled();
    const resized = new ResizeObserver(() => {
      this.#height = scroller.clientHeight;
      this.settle();
    });
    scroller.addEventListener("scroll", scrolled, { passive: true });
    resized.observe(scroller);
    if (rows !== null) resized.observe(rows);
    this.#version.value++;
    return () => {
      scroller.removeEventListener("scroll", scrolled);
      resized.disconnect();
      this.#scroller = null;
    };
  }

  /** After rows were drawn or have grown: puts what is read back in its place. */
  settle(): void {
    const scroller = this.#scroller;
    const rows = scroller === null ? null : rowsIn(scroller);
    if (scroller === null || rows === null) return;
    this.#measure(rows);
    this.#fill(scroller);
    this.#keepPlace(scroller, rows);
    if (this.#isShort(scroller, rows)) this.#version.value++;
    this.#tellEnds(scroller);
  }

  /** What is seen stays where it is, also if the last row grows. */
  hold(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    this.#findAnchor(scroller);
    this.#isAtEnd.value = false;
  }

  /** Goes to the newest row. */
  toEnd(): void {
    this.#anchor = null;
    this.#goal = null;
    this.#isAtEnd.value = true;
    if (this.#scroller !== null) this.#scroller.scrollTop = 0;
    this.#version.value++;
  }

  /** Brings a row to the middle. */
  toRow(key: string): void {
    this.#goal = key;
    this.#anchor = { key, offset: this.#height / 3 };
    this.#isAtEnd.value = false;
    this.#version.value++;
  }

  #placeAnchor(): void {
    if (this.#anchor === null) return;
    const { key } = this.#anchor;
    const at = this.#keys[this.#anchorAt] === key
      ? this.#anchorAt
      : this.#keys.indexOf(key);
    // A row that is gone leaves its place to the one that is there now.
    this.#anchorAt = at >= 0
      ? at
      : Math.min(this.#anchorAt, this.#keys.length - 1);
    const there = this.#keys[this.#anchorAt];
    if (there === undefined) this.#anchor = null;
    else if (there !== key) this.#anchor = { ...this.#anchor, key: there };
  }

  #wanted(overscan = OVERSCAN): RowRange {
    return rangeAround(this.#keys, {
      anchor: this.#anchor,
      at: this.#anchorAt,
      heights: this.#heights,
      height: this.#height,
      overscan,
    });
  }

  #measure(rows: HTMLElement): void {
    for (const row of rows.children) {
      if (!(row instanceof HTMLElement)) continue;
      const key = row.dataset.row;
      if (key !== undefined) {
        this.#heights.set(key, row.getBoundingClientRect().height);
      }
    }
    if (this.#heights.size > 3 * this.#keys.length + 1_000) this.#forget();
  }

  /** Heights of rows that are not there any more. */
  #forget(): void {
    const kept = new Set(this.#keys);
    for (const key of this.#heights.keys()) {
      if (!kept.has(key)) this.#heights.delete(key);
    }
  }

  /** Room for the rows that are not drawn. */
  #fill(scroller: HTMLElement): void {
    const { from, to } = this.#range;
    setHeight(scroller.querySelector("[data-room=above]"), this.#sum(0, from));
    setHeight(
      scroller.querySelector("[data-room=below]"),
      this.#sum(to, this.#keys.length),
    );
  }

  #sum(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += this.#heights.get(this.#keys[i] ?? "") ?? USUAL_HEIGHT;
    }
    return sum;
  }

  #keepPlace(scroller: HTMLElement, rows: HTMLElement): void {
    const anchor = this.#anchor;
    if (anchor === null) {
      if (scroller.scrollTop !== 0) scroller.scrollTop = 0;
      return;
    }
    const row = rowOf(rows, anchor.key);
    if (row === null) return;
    const seen = scroller.getBoundingClientRect();
    const { top, height } = row.getBoundingClientRect();
    if (this.#goal === anchor.key) {
      anchor.offset = Math.max(24, (seen.height - height) / 2);
      this.#goal = null;
    }
    const moved = top - seen.top - anchor.offset;
    if (Math.abs(moved) > 0.5) scroller.scrollTop += moved;
  }

  /** Whether less is drawn than what is seen. */
  #isShort(scroller: HTMLElement, rows: HTMLElement): boolean {
    const { from, to } = this.#range;
    const seen = scroller.getBoundingClientRect();
    const drawn = rows.getBoundingClientRect();
    const lacks = (from > 0 && drawn.top > seen.top) ||
      (to < this.#keys.length && drawn.bottom < seen.bottom);
    if (!lacks) return false;
    const wanted = this.#wanted();
    return wanted.from !== from || wanted.to !== to;
  }

  #scrolled(): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    const isAtEnd = this.hasNewest && scroller.scrollTop > -AT_END;
    if (isAtEnd) this.#anchor = null;
    else this.#findAnchor(scroller);
    this.#isAtEnd.value = isAtEnd;
    const near = this.#wanted(OVERSCAN / 2);
    if (near.from < this.#range.from || near.to > this.#range.to) {
      this.#version.value++;
    }
    this.#tellEnds(scroller);
  }

  /** The first row that is seen, or where there would be one. */
  #findAnchor(scroller: HTMLElement): void {
    const rows = rowsIn(scroller);
    const { top, bottom } = scroller.getBoundingClientRect();
    for (const row of rows?.children ?? []) {
      if (!(row instanceof HTMLElement)) continue;
      const key = row.dataset.row;
      const place = row.getBoundingClientRect();
      if (key === undefined || place.bottom <= top) continue;
      if (place.top >= bottom) break;
      this.#anchor = { key, offset: place.top - top };
      return this.#placeAnchor();
    }
    this.#anchor = this.#estimate(scroller);
    this.#placeAnchor();
  }

  /** Far from what is drawn, heights that are not known are guessed. */
  #estimate(scroller: HTMLElement): Anchor | null {
    const fromEnd = this.#height - scroller.scrollTop;
    let sum = 0;
    for (let i = this.#keys.length - 1; i >= 0; i--) {
      const key = this.#keys[i] ?? "";
      sum += this.#heights.get(key) ?? USUAL_HEIGHT;
      if (sum < fromEnd && i > 0) continue;
      this.#anchorAt = i;
      return { key, offset: fromEnd - sum };
    }
    return null;
  }

  #tellEnds(scroller: HTMLElement): void {
    if (this.#keys.length === 0) return;
    const fromEnd = -scroller.scrollTop;
    const fromStart = scroller.scrollHeight - scroller.clientHeight - fromEnd;
    if (fromStart < NEAR_END) this.#events.nearStart();
    if (fromEnd < NEAR_END) this.#events.nearEnd();
  }
}

function rowsIn(scroller: HTMLElement): HTMLElement | null {
  return scroller.querySelector("[data-rows]");
}

function rowOf(rows: HTMLElement, key: string): HTMLElement | null {
  for (const row of rows.children) {
    if (row instanceof HTMLElement && row.dataset.row === key) return row;
  }
  return null;
}

function setHeight(element: Element | null, height: number): void {
  if (element instanceof HTMLElement) element.style.height = `${height}px`;
}
