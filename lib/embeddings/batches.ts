/** What one request holds at most. */
export interface BatchLimits {
  texts: number;
  /** UTF-16 units; a text that is longer has a request of its own. */
  characters: number;
}

/** The texts in their order, in as many batches as the limits ask for. */
export function cutBatches(
  texts: readonly string[],
  limits: BatchLimits,
): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    const isFull = batch.length === limits.texts ||
      characters + text.length > limits.characters;
    if (batch.length > 0 && isFull) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
