import { useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { count } from "@/components/wording/number.ts";
import { plainLines } from "@/components/wording/plain_text.ts";

/** Longer texts show only their beginning at first, in characters. */
const SHOWN_LENGTH = 1_200;
/** A text is not cut for the sake of so few characters. */
const SPARED_LENGTH = 300;

interface MessageTextProps {
  html: string;
  /** Before the text becomes longer: what is read shall stay in its place. */
  grow(): void;
}

/** A captured text as nothing but text; a long one is shown whole on demand. */
export function MessageText({ html, grow }: MessageTextProps) {
  const text = useMemo(() => plainLines(html), [html]);
  const isWhole = useSignal(false);
  if (text === "") return null;
  const isLong = text.length > SHOWN_LENGTH + SPARED_LENGTH;
  if (!isLong) return <bdi dir="auto" class="message-text">{text}</bdi>;
  return (
    <>
      <bdi dir="auto" class="message-text">
        {isWhole.value ? text : `${beginning(text)}…`}
      </bdi>
      <button
        type="button"
        class="message-more"
        aria-expanded={isWhole.value}
        onClick={() => {
          grow();
          isWhole.value = !isWhole.value;
        }}
      >
        {isWhole.value
          ? "Show less"
          : `Show all ${count(text.length)} characters`}
      </button>
    </>
  );
}

/** The first characters, none of them cut in two. */
function beginning(text: string): string {
  return text.slice(0, SHOWN_LENGTH).replace(/[\ud800-\udbff]$/, "").trimEnd();
}
