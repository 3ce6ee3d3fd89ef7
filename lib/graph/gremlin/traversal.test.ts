import { expect, test } from "vitest";
import { isCosmos } from "./settings.ts";
import { ELEMENT_ID, isTextShort, sentBindings } from "./traversal.ts";

test("the id of an element is T.id, and a property to Cosmos DB", () => {
  const bindings = { k: ELEMENT_ID, v: "id" };
  expect(sentBindings(bindings, false)).toEqual({
    k: { "@type": "g:T", "@value": "id" },
    v: "id",
  });
  expect(sentBindings(bindings, true)).toEqual({ k: "id", v: "id" });
});

test.each([NaN, Infinity, -Infinity])("%d cannot be sent", (value) => {
  expect(() => sentBindings({ score: value }, false)).toThrow(
    new TypeError("The value of score is not a finite number"),
  );
});

test.each([
  ["wss://a.gremlin.cosmos.azure.com:443/", true],
  ["wss://a.gremlin.cosmosdb.azure.com/", true],
  ["wss://a.gremlin.cosmos.azure.us:443/", true],
  ["wss://A.GREMLIN.COSMOS.AZURE.CN/", true],
  ["ws://127.0.0.1:8182/gremlin", false],
  ["wss://a.gremlin.cosmos.azure.com.example.org/", false],
  ["wss://example.org/a.gremlin.cosmos.azure.com", false],
])("whether %s is Cosmos DB: %s", (url, expected) => {
  expect(isCosmos({ url, database: "d", graph: "g", key: "k" })).toBe(expected);
});

test("the length of a text counts in bytes", () => {
  expect(isTextShort("a".repeat(65_536))).toBe(true);
  expect(isTextShort("a".repeat(65_537))).toBe(false);
  expect(isTextShort("é".repeat(32_768))).toBe(true);
  expect(isTextShort("é".repeat(32_769))).toBe(false);
});
