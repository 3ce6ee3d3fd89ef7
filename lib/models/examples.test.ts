import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as models from "./mod.ts";

const schemas = Object.entries<unknown>(models).filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
);

/** A schema's own examples, and those of its fields, items and options. */
function* examplesWithin(
  schema: z.core.$ZodType,
  path: string,
): Generator<[path: string, schema: z.core.$ZodType, example: unknown]> {
  const examples = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(examples)) {
    for (const example of examples) yield [path, schema, example];
  }
  if (schema instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(schema.shape)) {
      yield* examplesWithin(field, `${path}.${name}`);
    }
  } else if (schema instanceof z.ZodArray) {
    yield* examplesWithin(schema.element, `${path}[]`);
  } else if (schema instanceof z.ZodUnion) {
    for (const [i, option] of schema.options.entries()) {
      yield* examplesWithin(option, `${path}|${i}`);
    }
  } else if (
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  ) {
    yield* examplesWithin(schema.unwrap(), path);
  }
}

describe("every exported schema", () => {
  it.each(schemas)("%s says what it is and shows an example", (_, schema) => {
    const { description, examples } = schema.meta() ?? {};
    expect(description).toEqual(expect.any(String));
    expect(examples).toEqual([expect.anything()]);
  });

  it.each(schemas)("%s accepts the examples within it", (name, schema) => {
    for (const [path, inner, example] of examplesWithin(schema, name)) {
      const result = z.safeParse(inner, example);
      expect(result.error, `${path} ${JSON.stringify(example)}`)
        .toBeUndefined();
    }
  });
});

describe.each([
  ["incoming", models.IncomingWssMessage],
  ["outgoing", models.OutgoingWssMessage],
])("the %s union", (_, union) => {
  it.each(union.options.map((frame) => [frame.shape.type.value, frame]))(
    "accepts the examples of %s as its payload",
    (type, frame) => {
      const payloads = [...examplesWithin(frame.shape.payload, type)]
        .filter(([path]) => path === type);
      expect(payloads).not.toEqual([]);
      for (const [, , payload] of payloads) {
        expect(union.safeParse({ type, payload }).error).toBeUndefined();
      }
    },
  );
});
