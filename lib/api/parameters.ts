import { z } from "zod";
import { type Endpoint, pathNames } from "./endpoint.ts";
import { exampleOf } from "./examples.ts";

/** JSON Schema of a value. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A field of an object that a client writes. */
export interface Field {
  name: string;
  required: boolean;
  description: string;
  /** What is allowed. */
  schema: JsonSchema;
  example?: unknown;
}

/** A parameter of an endpoint; its schema is that of the text in the address. */
export interface Parameter extends Field {
  in: "path" | "query";
}

/** An object's fields, in their order. */
export function fieldsOf(object: z.ZodObject): Field[] {
  const { properties = {}, required = [] } = z.toJSONSchema(object, {
    io: "input",
    reused: "inline",
  });
  const example: Record<string, unknown> = { ...exampleOf(object) ?? {} };
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === "boolean") return [];
    const { description = "", examples: _, ...schema } = property;
    return [{
      name,
      required: required.includes(name),
      description,
      schema,
      ...example[name] === undefined ? {} : { example: example[name] },
    }];
  });
}

/** An endpoint's parameters, those of its path first. */
export function parametersOf(endpoint: Endpoint): Parameter[] {
  if (endpoint.parameters === undefined) return [];
  const names = pathNames(endpoint);
  const parameters = fieldsOf(endpoint.parameters).map(
    ({ name, ...field }): Parameter => ({
      name,
      in: names.includes(name) ? "path" : "query",
      ...field,
    }),
  );
  const placeOf = ({ name }: Parameter) =>
    names.includes(name) ? names.indexOf(name) : names.length;
  return parameters.sort((a, b) => placeOf(a) - placeOf(b));
}
