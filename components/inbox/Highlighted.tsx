import { highlight, type TextPart } from "@/components/wording/highlight.ts";

/** Characters before the first hit that an excerpt keeps. */
const BEFORE = 40;

/** A plain text in which what is looked for is marked. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  const parts = query.trim() === ""
    ? [{ text, isHit: false }]
    : highlight(text, query);
  return <Parts parts={parts} />;
}

/** The part of a longer text around what is looked for, which is marked. */
export function Excerpt({ text, query }: { text: string; query: string }) {
  return <Parts parts={excerpt(highlight(text, query))} />;
}

/** The parts from shortly before the first hit on. */
export function excerpt(parts: readonly TextPart[]): readonly TextPart[] {
  const [first, ...rest] = parts;
  if (first === undefined || first.isHit || first.text.length <= BEFORE) {
    return parts;
  }
  if (rest.length === 0) return parts;
  const words = first.text.slice(-BEFORE);
  // A word is not cut apart, unless it is all there is.
  const text = words.slice(words.indexOf(" ") + 1);
  return [{ text: `… ${text}`, isHit: false }, ...rest];
}

function Parts({ parts }: { parts: readonly TextPart[] }) {
  return (
    <>
      {parts.map(({ text, isHit }, i) =>
        isHit ? <mark key={i} class="hit">{text}</mark> : text
      )}
    </>
  );
}
