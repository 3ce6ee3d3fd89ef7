import type { NewTopic, TopicChange, TopicList } from "@/lib/models/topics.ts";

/** Why the service did not do what it was asked. */
export interface Refused {
  detail: string;
  errors?: { pointer: string; detail: string }[];
}

/** What became of a request: the answer's body, or why there is none. */
export type Answer<R> = { ok: true; body: R } | { ok: false; problem: Refused };

const PATH = "/api/v1/topics";
const UNREACHABLE = "The service could not be reached. Try again in a moment.";

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

async function ask<R>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<R>> {
  try {
    const response = await fetch(path, {
      method,
      ...body === undefined ? {} : {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      },
    });
    if (response.status === 401) location.assign("/login?reason=expired");
    const text = await response.text();
    const answer = text === "" ? null : JSON.parse(text);
    return response.ok
      ? { ok: true, body: answer }
      : { ok: false, problem: { detail: UNREACHABLE, ...answer } };
  } catch {
    return { ok: false, problem: { detail: UNREACHABLE } };
  }
}
