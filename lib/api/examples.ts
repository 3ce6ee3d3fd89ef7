import type { z } from "zod";
import type { Answer } from "./endpoint.ts";

/** A schema's first example. */
export function exampleOf(schema: z.ZodType): unknown {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples[0] : undefined;
}

/** The example of an answer; `undefined` where it has no body. */
export function exampleAnswer({ example, schema }: Answer): unknown {
  return example ?? (schema === undefined ? undefined : exampleOf(schema));
}
