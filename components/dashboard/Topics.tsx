import type { ReadonlySignal } from "@preact/signals";
import type { TopicMetricsResponse } from "@/lib/models/insights.ts";
import type { Figures } from "@/components/live/state.ts";
import { count, percent } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";

const SHOWN = 8;

/** What fans and creator talk about most, and how that changes. */
export function Topics(
  { figures }: { figures: ReadonlySignal<Figures | null> },
) {
  const topics = (figures.value?.topics ?? [])
    .toSorted((a, b) => b.volume - a.volume);
  const most = topics[0]?.volume ?? 0;
  return (
    <section class="panel" aria-labelledby="topics-title">
      <header class="panel-head">
        <h2 id="topics-title">Top topics</h2>
        <p class="panel-aside">
          {topics.length > SHOWN
            ? `${SHOWN} of ${count(topics.length)}, last 30 days`
            : "last 30 days"}
        </p>
      </header>
      {topics.length === 0
        ? <p class="panel-empty">No topic was mentioned in the last 30 days.</p>
        : (
          <table class="topics">
            <thead class="sr-only">
              <tr>
                <th scope="col">Topic</th>
                <th scope="col">Messages, in proportion</th>
                <th scope="col">Messages</th>
                <th scope="col">Share</th>
                <th scope="col">Against the 30 days before</th>
              </tr>
            </thead>
            <tbody>
              {topics.slice(0, SHOWN).map((topic) => (
                <TopicRow key={topic.topic} topic={topic} most={most} />
              ))}
            </tbody>
          </table>
        )}
    </section>
  );
}

function TopicRow(
  { topic, most }: { topic: TopicMetricsResponse; most: number },
) {
  const title = useTopicTitle()(topic.topic);
  return (
    <tr>
      <th scope="row" class="max-w-36 truncate" title={title}>
        {title}
      </th>
      <td class="w-full">
        <svg class="bar" width="100%" height="8" aria-hidden="true">
          <rect class="bar-track" width="100%" height="8" rx="4" />
          <rect
            class="bar-value"
            width={`${most === 0 ? 0 : 100 * topic.volume / most}%`}
            height="8"
            rx="4"
          />
        </svg>
      </td>
      <td class="text-right font-medium">{count(topic.volume)}</td>
      <td class="text-right text-muted">
        {percent(topic.percentage_of_total)}
      </td>
      <td class="text-right">
        <Trend value={topic.trend} />
      </td>
    </tr>
  );
}

function Trend({ value }: { value: number | null }) {
  if (value === null) {
    return (
      <span class="chip" title="Not mentioned in the 30 days before">new</span>
    );
  }
  const size = percent(Math.abs(value));
  if (Math.abs(value) < 0.5) {
    return <span class="text-muted" title="As in the 30 days before">= 0</span>;
  }
  const up = value > 0;
  return (
    <span
      class="trend"
      title={`${size} ${up ? "more" : "less"} than in the 30 days before`}
    >
      <span aria-hidden="true">{up ? "↑" : "↓"}</span>
      <span class="sr-only">{up ? "up" : "down"}</span> {size}
    </span>
  );
}
