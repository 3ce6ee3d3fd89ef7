import { type TopicReading, TOPICS } from "@/lib/enrichment/mod.ts";
import {
  MAX_ADDED_TOPICS,
  type NewTopic,
  type TopicChange,
  type TopicSetting,
  type TopicSettings,
  type TopicView,
} from "@/lib/models/mod.ts";

/** Why topics cannot be changed as asked. */
export interface Refusal {
  code: "unknown_topic" | "conflict";
  reason: string;
  /** What of the change is at fault, where it is one part of it. */
  field?: "title" | "merged_into";
}

/** What became of a change of topics. */
export type Edited =
  | { ok: true; settings: TopicSettings; id: string }
  | { ok: false } & Refusal;

/** Nothing is decided. */
export const NO_SETTINGS: TopicSettings = {
  revision: 0,
  edition: 0,
  topics: {},
};

const TAXONOMY = new Map(TOPICS.map((topic) => [topic.id, topic]));

/** Ids have room for a number behind what their title gave. */
const MAX_ID_OF_TITLE = 72;

/** All topics of an account, in the order of the taxonomy, its own ones last. */
export function topicViews(settings: TopicSettings): TopicView[] {
  const { topics } = settings;
  const added = Object.keys(topics).filter((id) => topics[id]?.added).sort();
  return [...TAXONOMY.keys(), ...added].map((id) => topicView(settings, id));
}

/** One topic of an account, by its id. */
export function topicView(settings: TopicSettings, id: string): TopicView {
  const setting = settingOf(settings, id) ?? {};
  const known = TAXONOMY.get(id);
  return {
    id,
    title: titleOf(settings, id),
    kind: known?.kind ?? "added",
    hidden: setting.hidden ?? false,
    merged_into: setting.merged_into ?? null,
    keywords: setting.keywords ?? [],
  };
}

/** What people read for each topic. */
export function topicTitles(settings: TopicSettings): Record<string, string> {
  return Object.fromEntries(
    topicViews(settings).map(({ id, title }) => [id, title]),
  );
}

/** How messages are sorted into topics by what was decided. */
export function readingOf({ topics }: TopicSettings): TopicReading {
  const hidden: string[] = [];
  const merged: Record<string, string> = {};
  const keywords: Record<string, string[]> = {};
  for (const [id, setting] of Object.entries(topics)) {
    if (setting.hidden) hidden.push(id);
    if (setting.merged_into) merged[id] = setting.merged_into;
    if (setting.keywords?.length) keywords[id] = setting.keywords;
  }
  return { hidden, merged, keywords };
}

/** Adds a topic; its id comes of its title. */
export function addTopic(
  settings: TopicSettings,
  { title, keywords }: NewTopic,
): Edited {
  const added = Object.values(settings.topics).filter((one) => one.added);
  if (added.length >= MAX_ADDED_TOPICS) {
    return refused(
      "conflict",
      `There are ${MAX_ADDED_TOPICS} topics of your own already: delete one first.`,
    );
  }
  const taken = takenTitle(settings, title, null);
  if (taken !== null) return taken;
  const id = newId(settings, title);
  return edited(settings, id, { title, keywords: tidy(keywords), added: true });
}

/** Changes a topic; what `change` leaves out stays. */
export function changeTopic(
  settings: TopicSettings,
  id: string,
  change: TopicChange,
): Edited {
  if (!isTopic(settings, id)) return unknown(id);
  const known = settingOf(settings, id);
  const { title, hidden, merged_into, keywords } = change;
  if (typeof title === "string") {
    const taken = takenTitle(settings, title, id);
    if (taken !== null) return taken;
  }
  if (title === null && known?.added) {
    return refused("conflict", "A topic of your own needs a title.", "title");
  }
  if (typeof merged_into === "string") {
    const wrong = wrongTarget(settings, id, merged_into);
    if (wrong !== null) return wrong;
  }
  const next: TopicSetting = { ...known };
  if (title === null) delete next.title;
  else if (title !== undefined) next.title = title;
  if (hidden !== undefined) next.hidden = hidden;
  if (merged_into === null) delete next.merged_into;
  else if (merged_into !== undefined) next.merged_into = merged_into;
  if (keywords !== undefined) next.keywords = tidy(keywords);
  return edited(settings, id, next);
}

/** Takes a topic away that was added; others can be hidden. */
export function deleteTopic(settings: TopicSettings, id: string): Edited {
  if (!settingOf(settings, id)?.added) {
    return TAXONOMY.has(id)
      ? refused("conflict", "This topic comes with Rapport: hide it instead.")
      : unknown(id);
  }
  const from = Object.keys(settings.topics)
    .find((other) => settings.topics[other]?.merged_into === id);
  if (from !== undefined) {
    const title = titleOf(settings, from);
    return refused("conflict", `${title} is merged into it: undo that first.`);
  }
  return edited(settings, id, {});
}

/** The settings with another one for a topic, with their new numbers. */
function edited(
  settings: TopicSettings,
  id: string,
  setting: TopicSetting,
): Edited {
  const topics = { ...settings.topics };
  const kept = Object.entries(setting).filter(([, value]) =>
    value !== undefined && value !== false &&
    !(Array.isArray(value) && value.length === 0)
  );
  if (kept.length === 0) delete topics[id];
  else topics[id] = Object.fromEntries(kept);
  const { revision, edition } = settings;
  const next = { revision, edition: edition + 1, topics };
  const sameReading = JSON.stringify(readingOf(settings)) ===
    JSON.stringify(readingOf(next));
  if (!sameReading) next.revision++;
  return { ok: true, settings: next, id };
}

function takenTitle(
  settings: TopicSettings,
  title: string,
  except: string | null,
): Edited | null {
  const folded = title.toLowerCase();
  const other = topicViews(settings).find((topic) =>
    topic.id !== except && topic.title.toLowerCase() === folded
  );
  return other === undefined ? null : refused(
    "conflict",
    `There is a topic called ${other.title} already.`,
    "title",
  );
}

function wrongTarget(
  settings: TopicSettings,
  id: string,
  target: string,
): Edited | null {
  if (!isTopic(settings, target)) return unknown(target, "merged_into");
  for (
    let at: string | undefined = target;
    at !== undefined;
    at = settings.topics[at]?.merged_into
  ) {
    if (at !== id) continue;
    const title = titleOf(settings, id);
    return refused(
      "conflict",
      `${title} would be merged into itself.`,
      "merged_into",
    );
  }
  return null;
}

/** What is decided of a topic; an id may come from anywhere. */
function settingOf(
  { topics }: TopicSettings,
  id: string,
): TopicSetting | undefined {
  return Object.hasOwn(topics, id) ? topics[id] : undefined;
}

function isTopic(settings: TopicSettings, id: string): boolean {
  return TAXONOMY.has(id) || settingOf(settings, id) !== undefined;
}

function titleOf(settings: TopicSettings, id: string): string {
  return settingOf(settings, id)?.title ?? TAXONOMY.get(id)?.title ?? id;
}

/** Each keyword once, without space around it. */
function tidy(keywords: readonly string[]): string[] {
  const byFolded = new Map(
    keywords.map((word) => [word.trim().toLowerCase(), word.trim()]),
  );
  return [...byFolded.values()];
}

function newId(settings: TopicSettings, title: string): string {
  const words = title.normalize("NFKC").toLowerCase()
    .match(/[\p{Ll}\p{Lo}\p{N}]+/gu) ?? ["topic"];
  // Cut off at the end of a letter: no hyphen, no half of a pair.
  const base = words.join("-").slice(0, MAX_ID_OF_TITLE)
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+$/u, "");
  let id = base;
  // `in`: nor is it the name of something that every object has.
  for (let n = 2; TAXONOMY.has(id) || id in settings.topics; n++) {
    id = `${base}-${n}`;
  }
  return id;
}

function unknown(id: string, field?: Refusal["field"]): Edited {
  return refused("unknown_topic", `There is no topic ${id}.`, field);
}

function refused(
  code: Refusal["code"],
  reason: string,
  field?: Refusal["field"],
): Edited {
  return { ok: false, code, reason, ...(field === undefined ? {} : { field }) };
}
