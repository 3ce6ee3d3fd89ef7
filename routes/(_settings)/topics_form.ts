import type { TopicsState } from "@/components/settings/Topics.tsx";
import {
  changeOf,
  failureOf,
  fieldsOf,
  NEW_TOPIC,
  readKeywords,
} from "@/components/settings/topics.ts";
import type { Brain } from "@/lib/brain.ts";
import {
  type AccountId,
  NewTopic,
  TopicChange,
  type TopicSettings,
} from "@/lib/models/mod.ts";
import { badBody, type Problem, refusal } from "@/lib/problem.ts";
import {
  addTopic,
  changeTopic,
  deleteTopic,
  type Edited,
  NO_SETTINGS,
  topicTitles,
  topicView,
} from "@/lib/topics/mod.ts";
import type { z } from "zod";

/** Titles that topics came with, by id. */
export const ORIGINALS = topicTitles(NO_SETTINGS);

/** What the section of topics is asked to show. */
export type TopicsAsked = Pick<
  TopicsState,
  "query" | "open" | "failure" | "typed"
>;

/** Whether a form is of the section of topics. */
export function isTopicsForm(form: FormData): boolean {
  return ["topic", "hide", "show"].some((name) => form.has(name));
}

/**
 * Does what a form of the section asks that a browser without scripts sent;
 * gives what to show if it is refused, and `null` if it is done.
 */
export async function submitTopicsForm(
  brain: Brain,
  account: AccountId,
  form: FormData,
): Promise<TopicsAsked | null> {
  const id = String(form.get("hide") ?? form.get("show") ?? form.get("topic"));
  const change = requestOf(id, form, await brain.topics.settings(account));
  const done = change.ok
    ? await brain.changeTopics(account, change.edit)
    : change;
  if (done.ok) return null;
  const problem = "problem" in done ? done.problem : refusal(done);
  const typed = form.has("topic") ? fieldsOf(form) : null;
  const keywords = readKeywords(typed?.keywords ?? "");
  return {
    query: "",
    open: typed && id,
    failure: failureOf(id, problem, keywords),
    typed,
  };
}

type Requested =
  | { ok: true; edit: (settings: TopicSettings) => Edited }
  | { ok: false; problem: Problem };

function requestOf(
  id: string,
  form: FormData,
  before: TopicSettings,
): Requested {
  const toDo = (edit: (settings: TopicSettings) => Edited): Requested => ({
    ok: true,
    edit,
  });
  if (!form.has("topic")) {
    const hidden = form.has("hide");
    return toDo((settings) => changeTopic(settings, id, { hidden }));
  }
  if (form.get("action") === "delete") {
    return toDo((settings) => deleteTopic(settings, id));
  }
  const fields = fieldsOf(form);
  if (id === NEW_TOPIC) {
    const { title } = fields;
    const keywords = readKeywords(fields.keywords);
    const topic = NewTopic.safeParse({ title, keywords });
    if (!topic.success) return invalid(topic.error);
    return toDo((settings) => addTopic(settings, topic.data));
  }
  const change = TopicChange.safeParse(
    changeOf(topicView(before, id), fields, ORIGINALS[id]),
  );
  if (!change.success) return invalid(change.error);
  return toDo((settings) => changeTopic(settings, id, change.data));
}

function invalid(error: z.ZodError): Requested {
  return { ok: false, problem: badBody(error) };
}
