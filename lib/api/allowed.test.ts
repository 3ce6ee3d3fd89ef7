import { expect, it } from "vitest";
import { z } from "zod";
import { allowedWords } from "./mod.ts";

it.each<[z.ZodType, string]>([
  [z.coerce.number().int().min(0).max(10_000), "whole number, 0 to 10,000"],
  [z.number().min(-0.5), "number, at least -0.5"],
  [z.enum(["person", "place"]), "person, place"],
  [z.literal("ok"), "ok"],
  [z.boolean(), "true, false"],
  [z.string().min(1), "text"],
  [z.string().min(2).max(60), "text, 2 to 60 characters"],
  [z.string().max(80).nullable(), "text, at most 80 characters or null"],
  [z.array(z.string()).min(1).max(5), "list, of 1 to 5: text"],
  [z.unknown(), "anything"],
])("what a schema allows is said in words: %#", (schema, words) => {
  expect(allowedWords(z.toJSONSchema(schema, { io: "input" }))).toBe(words);
});
