import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { sentimentWord, signed } from "@/components/wording/number.ts";
import type { ProfileProps } from "./Facts.tsx";
import { Section } from "./Section.tsx";
import { sentimentLine, sentimentSentence } from "./sentiment_line.ts";
import { useQuestion } from "./use_question.ts";

const CHART = { width: 280, height: 56 };

/** How the conversation felt, day by day. */
export function SentimentSection({ chat, profile }: ProfileProps) {
  const ask = useQuestion(chat);
  const { sentiment, sentiment_trend: trend } = profile;
  const line = sentimentLine(trend, CHART);
  return (
    <Section
      name="sentiment"
      title="Sentiment"
      aside={sentiment === null ? "–" : signed(sentiment)}
    >
      {line !== null && (
        <svg
          class="fan-sentiment"
          viewBox={`0 0 ${CHART.width} ${CHART.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <line x1="0" x2={CHART.width} y1={line.zero} y2={line.zero} />
          <path d={line.path} vector-effect="non-scaling-stroke" />
          {line.dots.map(({ x, y }) => <circle key={x} cx={x} cy={y} r="2" />)}
        </svg>
      )}
      {sentiment !== null && (
        <p>
          <EvidenceNumber
            question={ask({
              title: "Sentiment of this conversation",
              value: signed(sentiment),
              metric: "sentiment-trend",
              unit: "sentiment",
            })}
          >
            {signed(sentiment)} {sentimentWord(sentiment)} on average
          </EvidenceNumber>
        </p>
      )}
      <p class="fan-note">{sentimentSentence(trend)}</p>
    </Section>
  );
}
