import { dateOf, type GraphVertex } from "@/lib/models/mod.ts";
import { type GraphChange, weightedEdge } from "./changes.ts";
import { type Embed, sharedTopic, sharedVertex } from "./conversation.ts";
import { countOf } from "./counters.ts";
import { vertexIds } from "./ids.ts";
import { compactProperties, sameProperties } from "./properties.ts";

/** What the graph needs to know of a creator's day, over all conversations. */
export interface DayFacts {
  /** Counted from 1 January 1970. */
  day: number;
  messages: number;
  /** Mean, from -1 to 1; `null` while no message is scored. */
  sentiment: number | null;
  /** Messages that mention the topic. */
  topics: Record<string, number>;
}

/**
 * What of the graph changes when a day goes from `before` to `after`; `null` for
 * a day without messages. Days make the figures of any range a matter of a few
 * vertices, however many conversations there are.
 */
export function dayChanges(
  before: DayFacts | null,
  after: DayFacts | null,
  embed: Embed,
): GraphChange[] {
  const day = after?.day ?? before?.day;
  if (day === undefined) return [];
  const from = vertexIds.day(day);
  const label = "DISCUSS_TOPIC";
  const changes: GraphChange[] = [];
  const removed: GraphChange[] = [];
  const vertex = after && dayVertex(after);
  const known = before && dayVertex(before);
  if (vertex === null) removed.push({ kind: "removeVertex", id: from });
  else if (
    known === null || !sameProperties(known.properties, vertex.properties)
  ) changes.push({ kind: "vertex", vertex });
  const [topics, old] = [after?.topics ?? {}, before?.topics ?? {}];
  for (const name in topics) {
    const volume = countOf(topics, name);
    const oldVolume = countOf(old, name);
    if (volume === 0 || volume === oldVolume) continue;
    const topic = sharedTopic(name);
    if (oldVolume === 0) {
      changes.push({ kind: "vertex", vertex: sharedVertex(topic, embed) });
    }
    const edge = weightedEdge(from, label, topic.id, volume);
    changes.push({ kind: "edge", edge });
  }
  for (const name in old) {
    if (countOf(old, name) === 0 || countOf(topics, name) > 0) continue;
    const { id } = sharedTopic(name);
    changes.push({ kind: "removeEdge", from, label, to: id });
    removed.push({ kind: "removeVertex", id });
  }
  return [...changes, ...removed];
}

function dayVertex({ day, messages, sentiment }: DayFacts): GraphVertex {
  return {
    id: vertexIds.day(day),
    label: "Day",
    properties: compactProperties({
      date: dateOf(day),
      day,
      messages,
      sentiment,
    }),
  };
}
