/**
 * For tests: what creators may decide about topics and time zones, and what
 * follows from it.
 * @module
 */
import fc from "fast-check";
import { createEnricher, factsOf } from "@/lib/enrichment/mod.ts";
import type {
  StoredMessage,
  TopicChange,
  TopicSettings,
} from "@/lib/models/mod.ts";
import { type Dataset, keys, type Store } from "@/lib/store/mod.ts";
import { readingOf } from "@/lib/topics/mod.ts";

/** What a creator may decide about topics that the messages of tests mention. */
export const decision: fc.Arbitrary<{ id: string; change: TopicChange }> = fc
  .record({
    id: fc.constantFrom("food", "travel"),
    change: fc.constantFrom<TopicChange[]>(
      { hidden: true },
      { hidden: false },
      { merged_into: "weather" },
      { merged_into: null },
      { keywords: ["love"] },
      { keywords: [] },
      { title: "Other" },
    ),
  });

/** Zones by which an account may have its days counted. */
export const timeZone: fc.Arbitrary<string> = fc.constantFrom(
  "UTC",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Pacific/Apia",
);

/** How many of the messages name what, over all and in each chat. */
export function countEntities(
  rows: readonly StoredMessage[],
): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { chat, enrichment: { entities } } of rows) {
    for (const { id, name } of entities ?? []) {
      for (const place of ["", chat]) {
        const key = `${place} ${id} ${name}`;
        counted[key] = (counted[key] ?? 0) + 1;
      }
    }
  }
  return counted;
}

/** The same as it is stored. */
export async function storedEntities(
  store: Store,
  dataset: Dataset,
): Promise<Record<string, number>> {
  const stored: Record<string, number> = {};
  const note = (
    chat: string,
    id: string,
    spellings: Record<string, number>,
  ) => {
    for (const [name, n] of Object.entries(spellings)) {
      stored[`${chat} ${id} ${name}`] = n;
    }
  };
  const all = store.list<Record<string, number>>({
    prefix: keys.entities(dataset),
  });
  for await (const { key, value } of all) note("", String(key.at(-1)), value);
  const ofChats = store.list<Record<string, number>>({
    prefix: keys.entitiesOfChats(dataset),
  });
  for await (const { key, value } of ofChats) {
    note(String(key.at(-2)), String(key.at(-1)), value);
  }
  return stored;
}

const enricher = createEnricher();

/** Messages that are enriched otherwise than they are to be in the end. */
export function wronglyEnriched(
  rows: readonly StoredMessage[],
  { version, settings }: { version: number; settings: TopicSettings },
): unknown[] {
  const own = enricher.withTopics(readingOf(settings));
  return rows.flatMap(({ id, message, side, enrichment }) => {
    const { mayNameEntity: _, ...found } = own.enrichMessage(
      factsOf(message, side),
    );
    const expected = { version, ...found };
    return isSame(expected, enrichment) ? [] : [{ id, expected, enrichment }];
  });
}

function isSame(expected: object, found: object): boolean {
  return Object.entries(expected).every(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(found, name))
  );
}
