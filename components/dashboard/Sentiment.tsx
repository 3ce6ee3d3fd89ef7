import { useEffect, useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { Figures } from "@/components/live/state.ts";
import { signed } from "@/components/wording/number.ts";
import { day } from "@/components/wording/time.ts";
import {
  type PointedDay,
  type SentimentChart,
  sentimentChart,
} from "./sentiment_chart.ts";
import { sentimentSeries, sentimentSummary } from "./sentiment_series.ts";

/** Mean sentiment by day, as a line and as a sentence. */
export function Sentiment(
  { figures }: { figures: ReadonlySignal<Figures | null> },
) {
  const trend = useComputed(() => figures.value?.sentiment_trend.trend ?? []);
  const pointed = useSignal<PointedDay | null>(null);
  return (
    <section class="panel" aria-labelledby="sentiment-title">
      <header class="panel-head">
        <h2 id="sentiment-title">Sentiment</h2>
        <p class="panel-aside">
          {pointed.value === null
            ? "by day, last 30 days"
            : readout(pointed.value)}
        </p>
      </header>
      <Line trend={trend} onPoint={(day) => pointed.value = day} />
      <p class="panel-foot">{sentimentSummary(trend.value)}</p>
    </section>
  );
}

function Line({ trend, onPoint }: {
  trend: ReadonlySignal<Figures["sentiment_trend"]["trend"]>;
  onPoint: (day: PointedDay | null) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (element.current === null) return;
    let chart: SentimentChart | null = null;
    let gone = false;
    let stop = () => {};
    sentimentChart(
      element.current,
      sentimentSeries(trend.peek()),
      onPoint,
    ).then((made) => {
      if (gone) return made.remove();
      chart = made;
      stop = trend.subscribe((points) => made.update(sentimentSeries(points)));
    });
    return () => {
      gone = true;
      stop();
      chart?.remove();
    };
  }, []);
  return <div ref={element} class="chart" aria-hidden="true" />;
}

function readout({ at, score }: PointedDay): string {
  return `${day(at)}: ${score === null ? "no messages" : signed(score)}`;
}
