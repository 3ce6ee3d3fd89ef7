import { useEffect, useRef } from "preact/hooks";
import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
} from "@preact/signals";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { useEvidence } from "@/components/evidence/evidence.ts";
import { askedOfDays } from "@/components/insights/answers.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count, signed } from "@/components/wording/number.ts";
import { weekDay } from "@/components/wording/time.ts";
import type { Answers } from "./answers.ts";
import { DaySlider } from "./DaySlider.tsx";
import { Panel } from "./Panel.tsx";
import { type TrendChart, trendChart } from "./trend_chart.ts";
import {
  type Day,
  daySentence,
  trendSentence,
  trendSeries,
} from "./trend_series.ts";

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
          <Chart days={days} chosen={chosen} scope={scope} />
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

interface ChartProps {
  days: ReadonlySignal<readonly Day[]>;
  chosen: Signal<number | null>;
  scope: Record<string, string>;
}

function Chart({ days, chosen, scope }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const open = useEvidence();
  const press = (place: number, at: "sentiment" | "messages") => {
    const day = days.peek()[place];
    if (day === undefined) return;
    const question = at === "sentiment"
      ? sentimentOf(day, scope)
      : messagesOf(day, scope);
    if (question !== null) open(question);
  };
  // What the chart is told at first must not be what it goes on asking for.
  const pressed = useRef(press);
  pressed.current = press;
  useEffect(() => {
    if (element.current === null) return;
    let chart: TrendChart | null = null;
    let isGone = false;
    let stop = () => {};
    trendChart(element.current, trendSeries(days.peek()), {
      onPoint: (place) => chosen.value = place,
      onPress: (place, at) => pressed.current(place, at),
    }).then((made) => {
      if (isGone) return made.remove();
      chart = made;
      const stopDays = days.subscribe((days) => made.update(trendSeries(days)));
      const stopChosen = chosen.subscribe((place) => made.point(place));
      stop = () => {
        stopDays();
        stopChosen();
      };
    });
    return () => {
      isGone = true;
      stop();
      chart?.remove();
    };
  }, []);
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
      open={(place) => press(place, "messages")}
    >
      <div ref={element} aria-hidden="true" />
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
