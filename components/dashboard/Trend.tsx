import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
} from "@preact/signals";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { Chart } from "@/components/charts/Chart.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import { askedOfDays } from "@/components/insights/answers.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count, signed } from "@/components/wording/number.ts";
import { weekDay } from "@/components/wording/time.ts";
import type { Answers } from "./answers.ts";
import { DaySlider } from "./DaySlider.tsx";
import { Panel } from "./Panel.tsx";
import { isAtLine, TrendFigure, trendPlot } from "./TrendFigure.tsx";
import { type Day, daySentence, trendSentence } from "./trend_series.ts";

/** Height of the drawing, in pixels. */
const HEIGHT = 236;

/** Messages and mean sentiment by day, drawn, and in words. */
export function Trend({ daily }: { daily: Resource<Answers["daily"]> }) {
  const chosen = useSignal<number | null>(null);
  const days = useComputed(() => daily.loaded.value?.body.days ?? []);
  return (
    <Panel
      name="trend"
      title="Messages and sentiment"
      resource={daily}
      aside={<Legend />}
    >
      {({ scope }) => (
        <>
          <Drawing days={days} chosen={chosen} scope={scope} />
          <Readout days={days.value} chosen={chosen} scope={scope} />
        </>
      )}
    </Panel>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-label="What is drawn">
      <li data-key="inbound">from fans</li>
      <li data-key="outbound">from you</li>
      <li data-key="line">sentiment</li>
    </ul>
  );
}

interface DrawingProps {
  days: ReadonlySignal<readonly Day[]>;
  chosen: Signal<number | null>;
  scope: Record<string, string>;
}

function Drawing({ days, chosen, scope }: DrawingProps) {
  const open = useEvidence();
  const show = (question: EvidenceQuestion | null) => {
    if (question !== null) open(question);
  };
  return (
    <DaySlider
      class="trend-chart"
      label="Messages and sentiment by day"
      count={days.value.length}
      chosen={chosen}
      describe={(place) => {
        const day = days.value[place];
        return day === undefined ? "" : daySentence(day);
      }}
      open={(place) => {
        const day = days.value[place];
        if (day !== undefined) show(messagesOf(day, scope));
      }}
    >
      <div aria-hidden="true">
        <Chart
          label="Messages and sentiment by day"
          height={HEIGHT}
          count={days.value.length}
          plotOf={trendPlot}
          figure={(size) => (
            <TrendFigure
              days={days.value}
              size={size}
              pointed={chosen.value}
            />
          )}
          onPoint={(place) => chosen.value = place}
          onPress={(place, y, size) => {
            const day = days.value[place];
            if (day === undefined) return;
            show(
              isAtLine(day, y, size)
                ? sentimentOf(day, scope)
                : messagesOf(day, scope),
            );
          }}
        />
      </div>
    </DaySlider>
  );
}

/** What the day that is looked at had, or what stands out of all days. */
function Readout({ days, chosen, scope }: {
  days: readonly Day[];
  chosen: Signal<number | null>;
  scope: Record<string, string>;
}) {
  const day = chosen.value === null ? undefined : days[chosen.value];
  if (day === undefined) {
    return <p class="tile-foot">{trendSentence(days)}</p>;
  }
  const messages = day.inbound + day.outbound;
  const { sentiment_score: score } = day;
  return (
    <p class="tile-foot">
      <span class="font-medium text-base-content">
        {weekDay(Date.parse(day.date))}
      </span>:{" "}
      <EvidenceNumber question={messagesOf(day, scope)}>
        {count(messages)} messages
      </EvidenceNumber>
      , {count(day.inbound)} from fans and {count(day.outbound)}{" "}
      from you; sentiment{" "}
      <EvidenceNumber question={sentimentOf(day, scope)}>
        {score === null ? "–" : signed(score)}
      </EvidenceNumber>
      .
    </p>
  );
}

function messagesOf(day: Day, scope: Record<string, string>) {
  const messages = day.inbound + day.outbound;
  return messages === 0 ? null : {
    title: `Messages on ${weekDay(Date.parse(day.date))}`,
    value: count(messages),
    metric: "messages" as const,
    params: askedOfDays(scope, day.date),
    unit: "count" as const,
  };
}

function sentimentOf(day: Day, scope: Record<string, string>) {
  const { sentiment_score: score } = day;
  return score === null ? null : {
    title: `Sentiment on ${weekDay(Date.parse(day.date))}`,
    value: signed(score),
    metric: "sentiment-trend" as const,
    params: askedOfDays(scope, day.date),
    unit: "sentiment" as const,
  };
}
