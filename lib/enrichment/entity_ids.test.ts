import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Entity,
  entityId,
  entityTitle,
  parseEntityId,
} from "./entity_ids.ts";
import { TOPICS } from "./taxonomy.ts";

const anyEntity: fc.Arbitrary<Entity> = fc.record({
  kind: fc.constantFrom("person", "place", "organisation"),
  name: fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 120 }),
    fc.string({ unit: "binary", maxLength: 120 }),
    fc.string({ maxLength: 900 }),
    fc.array(
      fc.constantFrom("ß", "İ", "ﬁ", "Σ", "𝒜", "𐐀", "é", "\u0301", "-"),
      {
        maxLength: 80,
      },
    ).map((parts) => parts.join("")),
  ),
});

describe("entityId", () => {
  it.each(
    [
      ["place", "New York City", "place:new-york-city"],
      ["person", "Maria", "person:maria"],
      ["person", "O'Brien", "person:o-brien"],
      ["person", "José", "person:josé"],
      ["person", "Jose\u0301", "person:josé"],
      ["organisation", "H&M", "organisation:h-m"],
      ["organisation", "  NETFLIX!", "organisation:netflix"],
      ["place", "東京", "place:東京"],
      ["place", "", "place:unnamed"],
      ["person", "😀", "person:unnamed"],
      ["person", "\ud800", "person:unnamed"],
    ] as const,
  )("%s %j is %s", (kind, name, id) => {
    expect(entityId({ kind, name })).toBe(id);
  });

  it("does not cut a surrogate pair", () => {
    const id = entityId({ kind: "person", name: "a" + "𐐨".repeat(40) });
    expect(id).toBe("person:a" + "𐐨".repeat(23));
  });

  it("is bounded, well formed, and taken apart again", () => {
    fc.assert(fc.property(anyEntity, (entity) => {
      const id = entityId(entity);
      const slug = id.slice(entity.kind.length + 1);
      expect(slug.length).toBeGreaterThan(0);
      expect(slug.length).toBeLessThanOrEqual(48);
      expect(slug).toMatch(/^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u);
      expect(slug).toBe(slug.normalize("NFKC").toLowerCase());
      expect(parseEntityId(id)).toEqual({ kind: entity.kind, slug });
    }));
  });

  it("is the same for the title made of it", () => {
    fc.assert(fc.property(anyEntity, ({ kind, name }) => {
      const id = entityId({ kind, name });
      expect(entityId({ kind, name: entityTitle(id) })).toBe(id);
    }));
  });
});

describe("parseEntityId", () => {
  it.each([
    "",
    "travel",
    "place:",
    ":paris",
    "city:paris",
    "place:Paris",
    "place:new york",
    "place:-paris",
    "place:paris:france",
    "place:paris\n",
    `place:${"a".repeat(49)}`,
  ])("%j is none", (id) => {
    expect(parseEntityId(id)).toBeNull();
  });

  it("knows no topic's id", () => {
    for (const { id } of TOPICS) expect(parseEntityId(id)).toBeNull();
  });
});

describe("entityTitle", () => {
  it.each([
    ["place:new-york-city", "New York City"],
    ["organisation:bank-of-america", "Bank of America"],
    ["person:élodie", "Élodie"],
    ["person:de-la-cruz", "De la Cruz"],
    ["travel", "travel"],
  ])("of %s is %s", (id, title) => {
    expect(entityTitle(id)).toBe(title);
  });
});
