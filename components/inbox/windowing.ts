/** A row's height in pixels, as in inbox.css. */
export const ROW_HEIGHT = 68;
/** Rows beyond each edge that are there before they are scrolled to. */
const BEYOND = 6;
/** Rows before it is known how many fit. */
const FIRST_ROWS = 20;

/** What is seen of a list: pixels from its first row's top, and how many of them. */
export interface Sight {
  top: number;
  /** `null`: not known yet. */
  height: number | null;
}

/** The rows to have on the page: from the first to before the last. */
export function rowsIn(
  { top, height }: Sight,
  count: number,
): { from: number; to: number } {
  if (height === null) return { from: 0, to: Math.min(count, FIRST_ROWS) };
  const first = Math.floor(top / ROW_HEIGHT);
  const last = Math.ceil((top + height) / ROW_HEIGHT);
  const to = Math.max(0, Math.min(count, last + BEYOND));
  return { from: Math.min(to, Math.max(0, first - BEYOND)), to };
}

/** Rows that are seen as a whole: a page of the keyboard. */
export function rowsPerPage({ height }: Sight): number {
  return Math.max(1, Math.floor((height ?? 0) / ROW_HEIGHT) - 1);
}

/** Where the list is to be scrolled to, so that row `index` is seen as a whole. */
export function topToSee(index: number, { top, height }: Sight): number {
  const start = index * ROW_HEIGHT;
  const end = start + ROW_HEIGHT - (height ?? 0);
  return start < top ? start : end > top ? end : top;
}
