import { useSignal } from "@preact/signals";
import {
  type Bar,
  BarFigure,
  barsHeight,
} from "@/components/charts/BarFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { Sparkline } from "@/components/charts/Sparkline.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { count, counted, percent } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import {
  filtered,
  LARGEST_FIRST,
  type Order,
  pressed,
  sorted,
  type TopicColumn,
  type TopicRow,
  topicRows,
} from "./topic_table.ts";
import {
  type Asked,
  askedOf,
  insightPath,
} from "@/components/insights/answers.ts";
import { topicAddress } from "@/components/inbox/links.ts";
import { daysInWords, fileName } from "./questions.ts";
import { topicChange } from "@/components/insights/change.ts";
import { ChangeMark } from "@/components/insights/ChangeMark.tsx";
import { beforeWords } from "@/components/insights/range.ts";

/** Rows that are shown at first. */
const SHOWN = 20;

const COLUMNS: { by: TopicColumn; label: string }[] = [
  { by: "title", label: "Topic" },
  { by: "volume", label: "Messages" },
  { by: "percentage_of_total", label: "Share" },
  { by: "trend", label: "Trend" },
];

/** What is talked about, how much, and how that changes. */
export function Topics({ topics, daily }: Pick<Sources, "topics" | "daily">) {
  const titleOf = useTopicTitle();
  const order = useSignal(LARGEST_FIRST);
  const typed = useSignal("");
  const isWhole = useSignal(false);
  const loaded = topics.resource.loaded.value;
  const days = daily.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  const all = topicRows(
    loaded?.body.topics ?? [],
    days?.body.topics ?? [],
    titleOf,
  );
  const rows = sorted(filtered(all, typed.value), order.value);
  const shown = isWhole.value ? rows : rows.slice(0, SHOWN);
  return (
    <Section
      id="topics"
      isHalf
      sources={[topics, daily]}
      lead="Messages by what they mention"
      exports={all.length > 0 && (
        <>
          <CsvButton
            what="topics"
            path={insightPath("topics", asked)}
            file={fileName("topics", asked)}
          />
          <PngButton
            what="topics"
            picture={() => topicsPicture(shown, asked)}
            file={fileName("topics", asked)}
          />
        </>
      )}
    >
      {loaded === null
        ? null
        : all.length === 0
        ? <Nothing>No topic was mentioned in these days.</Nothing>
        : (
          <>
            <div class="topic-filter">
              <input
                type="search"
                class="field"
                placeholder="Filter topics"
                aria-label="Filter topics"
                value={typed.value}
                onInput={(event) => typed.value = event.currentTarget.value}
              />
              <p class="text-sm text-muted">
                {shown.length === all.length
                  ? `${count(all.length)} topics`
                  : `${count(shown.length)} of ${count(all.length)} topics`}
              </p>
            </div>
            {rows.length === 0
              ? <Nothing>No topic is called like that.</Nothing>
              : (
                <TopicTable
                  rows={shown}
                  asked={asked}
                  order={order.value}
                  sort={(by) => order.value = pressed(order.value, by)}
                />
              )}
            {rows.length > SHOWN && (
              <button
                type="button"
                class="btn btn-sm mt-3"
                onClick={() => isWhole.value = !isWhole.value}
              >
                {isWhole.value
                  ? `Show the first ${SHOWN}`
                  : `Show all ${count(rows.length)}`}
              </button>
            )}
          </>
        )}
    </Section>
  );
}

function TopicTable({ rows, asked, order, sort }: {
  rows: readonly TopicRow[];
  asked: Asked;
  order: Order<TopicColumn>;
  sort(by: TopicColumn): void;
}) {
  return (
    <table class="grid-table topic-table">
      <thead>
        <tr>
          {COLUMNS.map(({ by, label }) => (
            <th
              key={by}
              scope="col"
              data-number={by === "title" ? undefined : ""}
              aria-sort={order.by === by ? order.direction : "none"}
            >
              <button type="button" class="sort" onClick={() => sort(by)}>
                {label}
                <span class="sort-mark" aria-hidden="true">
                  {order.by !== by
                    ? "↕"
                    : order.direction === "ascending"
                    ? "↑"
                    : "↓"}
                </span>
              </button>
            </th>
          ))}
          <th scope="col" class="topic-days">By day</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TopicLine
            key={row.topic}
            row={row}
            asked={asked}
          />
        ))}
      </tbody>
    </table>
  );
}

function TopicLine({ row, asked }: { row: TopicRow; asked: Asked }) {
  const { topic, title, volume, percentage_of_total, volumes } = row;
  const change = topicChange(row, beforeWords(asked));
  const value = count(volume);
  return (
    <tr>
      <th scope="row">
        <a
          class="table-link"
          href={topicAddress(topic)}
          title={`Conversations about ${title} in the Inbox`}
        >
          <bdi>{title}</bdi>
        </a>
      </th>
      <td>
        <EvidenceNumber
          class="font-medium"
          question={{
            title: `Messages about ${title}`,
            value,
            metric: "topics",
            params: { ...asked, topic },
            unit: "count",
          }}
        >
          {value}
        </EvidenceNumber>
      </td>
      <td class="text-muted">{percent(percentage_of_total)}</td>
      <td>
        {change !== null && <ChangeMark change={change} />}
      </td>
      <td class="topic-days">
        {volumes !== null && <Sparkline values={volumes} />}
      </td>
    </tr>
  );
}

/** The rows that are shown, as a picture. */
export function topicsPicture(
  rows: readonly TopicRow[],
  asked: Asked,
): Picture {
  const bars: Bar[] = rows.map(({ title, volume, percentage_of_total }) => ({
    label: title,
    value: volume,
    text: `${counted(volume, "message")}, ${percent(percentage_of_total)}`,
  }));
  return {
    title: "Topics",
    subtitle: `Messages by what they mention, ${daysInWords(asked)}`,
    height: barsHeight(bars.length),
    figure: ({ width }) => <BarFigure bars={bars} width={width} />,
  };
}
