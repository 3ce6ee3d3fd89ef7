import type { JsonSchema } from "./parameters.ts";

/** What a schema allows, in words: "whole number, 1 to 200". */
export function allowedWords(schema: JsonSchema): string {
  const { type, enum: words, anyOf, const: only, items } = schema;
  if (only !== undefined) return String(only);
  if (words !== undefined) return words.join(", ");
  if (anyOf !== undefined) return anyOf.map(allowedIn).join(" or ");
  switch (type) {
    case "integer":
      return `whole number${numbers(schema)}`;
    case "number":
      return `number${numbers(schema)}`;
    case "boolean":
      return "true, false";
    case "array": {
      const { minItems, maxItems } = schema;
      const each = items === undefined || Array.isArray(items)
        ? "anything"
        : allowedIn(items);
      return `list${between(minItems, maxItems, "of ", "")}: ${each}`;
    }
    case "string": {
      const { minLength = 0, maxLength } = schema;
      // That a text may not be empty goes without saying.
      const least = minLength > 1 ? minLength : undefined;
      return `text${between(least, maxLength, "", " characters")}`;
    }
    default:
      return typeof type === "string" ? type : "anything";
  }
}

function allowedIn(schema: JsonSchema | boolean): string {
  return typeof schema === "boolean" ? "anything" : allowedWords(schema);
}

function numbers({ minimum, maximum }: JsonSchema): string {
  return between(minimum, maximum, "", "");
}

/** Bounds, where there are any: ", 1 to 200". */
function between(
  min: number | undefined,
  max: number | undefined,
  before: string,
  after: string,
): string {
  const bounds = max === undefined
    ? min === undefined ? null : `at least ${written(min)}`
    : min === undefined
    ? `at most ${written(max)}`
    : `${written(min)} to ${written(max)}`;
  return bounds === null ? "" : `, ${before}${bounds}${after}`;
}

function written(value: number): string {
  return value.toLocaleString("en-US");
}
