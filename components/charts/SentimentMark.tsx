import { sentimentWord, signed } from "@/components/wording/number.ts";

const WIDTH = 48;

/** A sentiment as a bar to the left or the right of neutral, and as a number. */
export function SentimentMark({ value }: { value: number | null }) {
  if (value === null) {
    return <span class="text-muted" title="No message is scored yet">–</span>;
  }
  const word = sentimentWord(value);
  const length = Math.max(1, Math.abs(value) * WIDTH / 2);
  return (
    <span class="mark" title={`Sentiment ${signed(value)}, ${word}`}>
      <svg width={WIDTH} height="8" aria-hidden="true" class="max-md:hidden">
        <rect class="bar-track" width={WIDTH} height="8" rx="2" />
        <rect
          class={`mark-${word}`}
          x={value < 0 ? WIDTH / 2 - length : WIDTH / 2}
          width={length}
          height="8"
        />
        <rect class="mark-zero" x={WIDTH / 2 - 0.5} width="1" height="8" />
      </svg>
      <span class="w-11 text-right">{signed(value)}</span>
      <span class="sr-only">{word}</span>
    </span>
  );
}
