/**
 * Frames of the service with a time and a revision of their own, where they
 * can be read without reading the whole frame.
 * @module
 */

/** A frame that lacks its time and revision: what comes before them. */
export type Template = string;

/** What a frame says of itself. */
export interface Stamp {
  /** In ms since the epoch. */
  publishedAt: number;
  revision: number;
}

/** Bytes at the end of a frame that surely hold its stamp. */
const STAMP_BYTES = 80;
const STAMP = /"published_at":([\d.]+),"revision":(\d+)\}\}$/;

/** Takes a frame's own revision away. */
export function templateOf(frame: string): Template {
  const { type, payload: { revision: _, ...payload } } = JSON.parse(frame);
  return JSON.stringify({ type, payload }).slice(0, -"}}".length);
}

/** The frame of a template. */
export function stamped(
  template: Template,
  { publishedAt, revision }: Stamp,
): string {
  return `${template},"published_at":${publishedAt},"revision":${revision}}}`;
}

/** Reads stamps, which are ASCII. */
export class StampReader {
  readonly #decoder = new TextDecoder();

  /** The stamp of a frame in UTF-8. */
  read(frame: Uint8Array): Stamp {
    const end = this.#decoder.decode(frame.subarray(-STAMP_BYTES));
    const found = STAMP.exec(end);
    if (!found) throw new Error(`A frame without a stamp: ${end}`);
    return { publishedAt: Number(found[1]), revision: Number(found[2]) };
  }
}

/** The time in ms since the epoch, for all processes of this machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
