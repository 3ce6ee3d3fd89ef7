import type { NewTopic, TopicChange, TopicList } from "@/lib/models/topics.ts";
import { type Answer, ask } from "@/components/live/request.ts";

const PATH = "/api/v1/topics";

/** All topics of the account. */
export function listTopics(): Promise<Answer<TopicList>> {
  return ask("GET", PATH);
}

/** Adds a topic. */
export function addTopic(topic: NewTopic): Promise<Answer<{ id: string }>> {
  return ask("POST", PATH, topic);
}

/** Changes a topic. */
export function changeTopic(
  id: string,
  change: TopicChange,
): Promise<Answer<unknown>> {
  return ask("PATCH", `${PATH}/${encodeURIComponent(id)}`, change);
}

/** Deletes a topic that was added. */
export function deleteTopic(id: string): Promise<Answer<unknown>> {
  return ask("DELETE", `${PATH}/${encodeURIComponent(id)}`);
}
