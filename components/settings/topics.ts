import type { TopicChange, TopicView } from "@/lib/models/topics.ts";
import { counted } from "@/components/wording/number.ts";

/** Topics of one kind, under its name. */
export interface TopicGroup {
  kind: TopicView["kind"];
  name: string;
  topics: TopicView[];
}

/** What was typed into a topic's form. */
export interface TopicFields {
  title: string;
  /** With commas or new lines between them. */
  keywords: string;
  /** A topic's id; "": it is a topic of its own. */
  mergedInto: string;
  hidden: boolean;
}

/** Why a form was not accepted. */
export interface TopicFailure {
  /** The topic's id, or {@linkcode NEW_TOPIC}. */
  form: string;
  detail: string;
  /** By the field that is at fault; `detail` says it where none is. */
  fields: Partial<Record<TopicField, string>>;
}

const FIELDS = ["title", "keywords", "merged_into"] as const;

/** A field that can be at fault, as the REST API calls it. */
export type TopicField = typeof FIELDS[number];

/** Stands for the topic that is to be added; no topic has this id. */
export const NEW_TOPIC = "+";

const GROUPS = [
  { kind: "added", name: "Your own" },
  { kind: "trade", name: "The trade" },
  { kind: "everyday", name: "Everyday" },
] as const;

/** Topics by kind and title: those with `query` in their words, and `kept`. */
export function groupTopics(
  topics: readonly TopicView[],
  query = "",
  kept: string | null = null,
): TopicGroup[] {
  const wanted = query.trim().toLowerCase();
  const found = topics.filter(({ id, title, keywords }) =>
    id === kept ||
    [title, ...keywords].some((text) => text.toLowerCase().includes(wanted))
  ).sort((a, b) => a.title.localeCompare(b.title, "en"));
  return GROUPS.map((group) => ({
    ...group,
    topics: found.filter(({ kind }) => kind === group.kind),
  }));
}

/** What was decided about a topic, in a few words each. */
export function decisions(
  topic: TopicView,
  titles: ReadonlyMap<string, string>,
  original: string | undefined,
): string[] {
  const { title, hidden, merged_into, keywords } = topic;
  const words: string[] = [];
  if (hidden) words.push("hidden");
  if (merged_into !== null) {
    words.push(`merged into ${titles.get(merged_into) ?? merged_into}`);
  }
  if (keywords.length > 0) words.push(counted(keywords.length, "keyword"));
  if (original !== undefined && original !== title) {
    words.push(`was ${original}`);
  }
  return words;
}

/** Keywords as they are typed. */
export function writeKeywords(keywords: readonly string[]): string {
  return keywords.join(", ");
}

/** Keywords with commas or new lines between them. */
export function readKeywords(text: string): string[] {
  return text.split(/[,\n]/).map((word) => word.trim()).filter(Boolean);
}

/** What a form's fields change of a topic; empty if nothing. */
export function changeOf(
  topic: TopicView,
  { title, keywords, mergedInto, hidden }: TopicFields,
  original: string | undefined,
): TopicChange {
  const change: TopicChange = {};
  const called = title.trim() === "" && original !== undefined
    ? original
    : title.trim();
  if (called !== topic.title) {
    change.title = called === original ? null : called;
  }
  if (hidden !== topic.hidden) change.hidden = hidden;
  const target = mergedInto === "" ? null : mergedInto;
  if (target !== topic.merged_into) change.merged_into = target;
  const words = readKeywords(keywords);
  const before = readKeywords(writeKeywords(topic.keywords));
  if (words.join() !== before.join()) change.keywords = words;
  return change;
}

/** What a problem of the REST API says of the fields of a form. */
export function failureOf(
  form: string,
  { detail, errors = [] }: {
    detail: string;
    errors?: { pointer: string; detail: string }[];
  },
  keywords: readonly string[] = [],
): TopicFailure {
  const fields: TopicFailure["fields"] = {};
  for (const { pointer, detail } of errors) {
    const [, name, index] = pointer.split("/");
    const field = FIELDS.find((one) => one === name);
    if (field === undefined) continue;
    const word = index === undefined ? undefined : keywords[Number(index)];
    fields[field] ??= sentence(
      word === undefined ? detail : `“${word}” ${detail}`,
    );
  }
  return { form, detail, fields };
}

/** The fields of a form that was sent. */
export function fieldsOf(form: FormData): TopicFields {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    title: text("title"),
    keywords: text("keywords"),
    mergedInto: text("merged_into"),
    hidden: form.has("hidden"),
  };
}

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase();
  return first + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
