/**
 * For tests: what creators may decide about topics, and what follows from it.
 * @module
 */
import fc from "fast-check";
import { createEnricher, factsOf } from "@/lib/enrichment/mod.ts";
import type {
  StoredMessage,
  TopicChange,
  TopicSettings,
} from "@/lib/models/mod.ts";
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

const enricher = createEnricher();

/** Messages that are enriched otherwise than they are to be in the end. */
export function wronglyEnriched(
  rows: readonly StoredMessage[],
  { version, settings }: { version: number; settings: TopicSettings },
): unknown[] {
  const own = enricher.withTopics(readingOf(settings));
  return rows.flatMap(({ id, message, side, enrichment }) => {
    const expected = {
      version,
      ...own.enrichMessage(factsOf(message, side)),
    };
    return isSame(expected, enrichment) ? [] : [{ id, expected, enrichment }];
  });
}

function isSame(expected: object, found: object): boolean {
  return Object.entries(expected).every(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(found, name))
  );
}
