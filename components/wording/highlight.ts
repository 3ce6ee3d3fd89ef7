import { findWord, fold, wordsOf } from "@/lib/text/words.ts";

/** A part of a text, and whether it is what was looked for. */
export interface TextPart {
  text: string;
  isHit: boolean;
}

let segmenter: Intl.Segmenter | undefined;

/**
 * Characters as people see them: half of an emoji is never highlighted. What
 * finds them is dear to make, and needed only by whoever searches.
 */
function charactersOf(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}

/**
 * A plain text in parts, of which those are hits that a search for `query` finds
 * in it. Put together, the parts are the text.
 *
 * ```ts
 * highlight("Zoë slept", "zo"); // "Zo" is a hit, "ë slept" is none
 * ```
 */
export function highlight(text: string, query: string): TextPart[] {
  let folded = "";
  /** Characters by where in the folded text they are. */
  const pieces: { text: string; start: number; end: number }[] = [];
  for (const { segment } of charactersOf(text)) {
    const start = folded.length;
    folded += fold(segment);
    pieces.push({ text: segment, start, end: folded.length });
  }
  const hits = new Uint8Array(folded.length);
  for (const word of wordsOf(query)) {
    let at = findWord(folded, word);
    while (at !== -1) {
      hits.fill(1, at, at + word.length);
      at = findWord(folded, word, at + 1);
    }
  }
  const parts: TextPart[] = [];
  for (const { text, start, end } of pieces) {
    const last = parts.at(-1);
    // What cannot be seen goes with what it stands behind.
    const isHit = start === end
      ? last?.isHit ?? false
      : hits.subarray(start, end).includes(1);
    if (last?.isHit === isHit) last.text += text;
    else parts.push({ text, isHit });
  }
  return parts;
}
