import { z } from "zod";
import { toUnitLength } from "./vector.ts";

/** What of an OpenAI-compatible answer counts. */
const Answer = z.object({
  data: z.array(z.object({
    index: z.number().int(),
    embedding: z.array(z.number()).min(1),
  })),
});

/** The endpoint's answer is not what was asked for; the message says why. */
export class BadAnswer extends Error {}

/**
 * The unit vectors of an answer to `count` texts, in the order of the texts.
 * Throws a {@linkcode BadAnswer} if the answer is not such.
 */
export function readAnswer(json: string, count: number): number[][] {
  const { data } = parseAnswer(json);
  if (data.length !== count) {
    throw new BadAnswer(`${data.length} vectors for ${count} texts`);
  }
  const vectors: number[][] = [];
  for (const { index, embedding } of data) {
    if (index < 0 || index >= count || vectors[index] !== undefined) {
      throw new BadAnswer(`the index ${index} is of no text, or comes twice`);
    }
    vectors[index] = unitVector(embedding, index);
  }
  const lengths = new Set(vectors.map(({ length }) => length));
  if (lengths.size > 1) {
    throw new BadAnswer(`vectors of ${[...lengths].join(" and ")} dimensions`);
  }
  return vectors;
}

function parseAnswer(json: string): z.output<typeof Answer> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new BadAnswer("the answer is not JSON");
  }
  const parsed = Answer.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadAnswer(`${issue?.path.join(".")}: ${issue?.message}`);
}

function unitVector(embedding: readonly number[], index: number): number[] {
  const vector = toUnitLength(embedding);
  if (vector === null) throw new BadAnswer(`vector ${index} is zero`);
  return vector;
}
