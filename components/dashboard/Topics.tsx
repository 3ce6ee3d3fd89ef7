import type { TopicMetricsResponse } from "@/lib/models/insights.ts";
import { Sparkline } from "@/components/charts/Sparkline.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { topicChange } from "@/components/insights/change.ts";
import { ChangeMark } from "@/components/insights/ChangeMark.tsx";
import { beforeWords } from "@/components/insights/range.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count, percent } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { type Answers, TOPICS_SHOWN } from "./answers.ts";
import { Panel } from "./Panel.tsx";

interface TopicsProps {
  topics: Resource<Answers["topics"]>;
  daily: Resource<Answers["daily"]>;
}

/** What fans and creator talk about most, and how that changes. */
export function Topics({ topics, daily }: TopicsProps) {
  const all = topics.loaded.value?.body.topics.length ?? 0;
  const volumes = new Map(
    daily.loaded.value?.body.topics.map(({ topic, volumes }) =>
      [topic, volumes] as const
    ),
  );
  return (
    <Panel
      name="topics"
      title="Top topics"
      resource={topics}
      aside={all > TOPICS_SHOWN && (
        <p class="panel-aside">{TOPICS_SHOWN} of {count(all)}</p>
      )}
    >
      {({ body, scope }) =>
        body.topics.length === 0
          ? <p class="tile-empty">No topic was mentioned in these days.</p>
          : (
            <table class="figure-list">
              <thead class="sr-only">
                <tr>
                  <th scope="col">Topic</th>
                  <th scope="col">Messages</th>
                  <th scope="col">Share of all topics</th>
                  <th scope="col">Against {beforeWords(body.range)}</th>
                </tr>
              </thead>
              <tbody>
                {body.topics.slice(0, TOPICS_SHOWN).map((topic) => (
                  <TopicRow
                    key={topic.topic}
                    topic={topic}
                    volumes={volumes.get(topic.topic) ?? []}
                    before={beforeWords(body.range)}
                    scope={scope}
                  />
                ))}
              </tbody>
            </table>
          )}
    </Panel>
  );
}

interface TopicRowProps {
  topic: TopicMetricsResponse;
  volumes: readonly number[];
  before: string;
  scope: Record<string, string>;
}

function TopicRow({ topic, volumes, before, scope }: TopicRowProps) {
  const { topic: name, volume, percentage_of_total } = topic;
  const title = useTopicTitle()(name);
  const change = topicChange(topic, before);
  return (
    <tr>
      <th scope="row" title={title}>
        <span class="figure-name">
          <bdi class="min-w-0 flex-1 truncate">{title}</bdi>
          <Sparkline values={volumes} />
        </span>
      </th>
      <td class="font-medium">
        <EvidenceNumber
          question={{
            title: `Messages about ${title}`,
            value: count(volume),
            metric: "topics",
            params: { ...scope, topic: name },
            unit: "count",
          }}
        >
          {count(volume)}
        </EvidenceNumber>
      </td>
      <td class="w-12 text-muted">{percent(percentage_of_total)}</td>
      <td class="w-18">{change !== null && <ChangeMark change={change} />}</td>
    </tr>
  );
}
