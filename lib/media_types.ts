/** A range of media types of an `Accept` header. */
interface MediaRange {
  type: string;
  /** From 0 to 1; 0 is not acceptable. */
  quality: number;
}

/**
 * The offered media type that a request wants most, by its `Accept` header; of
 * several that it wants equally, the first. Gives `null` where it wants none.
 */
export function preferredType<T extends string>(
  accept: string | null,
  offered: readonly T[],
): T | null {
  const [first = null] = offered;
  if (accept === null || accept === "*/*" || accept.trim() === "") return first;
  const ranges = accept.toLowerCase().split(",").map(rangeOf);
  let best: { type: T; quality: number } | null = null;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type ?? null;
}

/** How much a media type is wanted: what names it most exactly decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const [kind = ""] = type.split("/", 1);
  for (const name of [type, `${kind}/*`, "*/*"]) {
    const found = ranges.filter((range) => range.type === name);
    if (found.length > 0) {
      return Math.max(...found.map(({ quality }) => quality));
    }
  }
  return 0;
}

function rangeOf(text: string): MediaRange {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim());
  const given = parameters.find((one) => one.startsWith("q="))?.slice(2);
  // A quality that is none does not make a type less wanted.
  const isQuality = given !== undefined && /^[01](\.\d{0,3})?$/.test(given);
  return { type, quality: isQuality ? Math.min(1, Number(given)) : 1 };
}
