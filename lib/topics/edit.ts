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
export type Refusal =
  | { code: "unknown_topic"; reason: string }
  | { code: "conflict"; reason: string };

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

/** All topics of an account, in the order of the taxonomy, its own ones last. */
export function topicViews({ topics }: TopicSettings): TopicView[] {
  const added = Object.keys(topics).filter((id) => topics[id]?.added).sort();
  return [...TAXONOMY.keys(), ...added].map((id) => {
    const setting = topics[id] ?? {};
    const known = TAXONOMY.get(id);
    return {
      id,
      title: setting.title ?? known?.title ?? id,
      kind: known?.kind ?? "added",
      hidden: setting.hidden ?? false,
      merged_into: setting.merged_into ?? null,
      keywords: setting.keywords ?? [],
    };
  });
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
  const known = settings.topics[id];
  if (known === undefined && !TAXONOMY.has(id)) return unknown(id);
  const { title, hidden, merged_into, keywords } = change;
  if (typeof title === "string") {
    const taken = takenTitle(settings, title, id);
    if (taken !== null) return taken;
  }
  if (title === null && known?.added) {
    return refused("conflict", "A topic of your own needs a title.");
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
  if (!settings.topics[id]?.added) {
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
  return other === undefined
    ? null
    : refused("conflict", `There is a topic called ${other.title} already.`);
}

function wrongTarget(
  settings: TopicSettings,
  id: string,
  target: string,
): Edited | null {
  if (!TAXONOMY.has(target) && settings.topics[target] === undefined) {
    return unknown(target);
  }
  for (
    let at: string | undefined = target;
    at !== undefined;
    at = settings.topics[at]?.merged_into
  ) {
    if (at !== id) continue;
    const title = titleOf(settings, id);
    return refused("conflict", `${title} would be merged into itself.`);
  }
  return null;
}

function titleOf({ topics }: TopicSettings, id: string): string {
  return topics[id]?.title ?? TAXONOMY.get(id)?.title ?? id;
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
  const base = words.join("-");
  let id = base;
  for (
    let n = 2;
    TAXONOMY.has(id) || settings.topics[id] !== undefined;
    n++
  ) {
    id = `${base}-${n}`;
  }
  return id;
}

function unknown(id: string): Edited {
  return refused("unknown_topic", `There is no topic ${id}.`);
}

function refused(code: Refusal["code"], reason: string): Edited {
  return { ok: false, code, reason };
}
