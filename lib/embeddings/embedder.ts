/** How texts are embedded. */
export interface EmbedOptions {
  /** Ends the work: what was asked then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Makes vectors of texts. Vectors of one model can be compared with each other,
 * and never with those of another model.
 */
export interface Embedder {
  /** Names the model, and so the vectors that can be compared. */
  readonly model: string;
  /** Numbers in each vector; `null` until the first answer tells. */
  readonly dimensions: number | null;
  /**
   * A unit vector of each text, in the order of the texts. Rejects with a
   * `RangeError` for a text that is blank, and with an
   * {@linkcode EmbeddingError} where there are no vectors to be had.
   */
  embed(
    texts: readonly string[],
    options?: EmbedOptions,
  ): Promise<number[][]>;
}

/** There are no vectors to be had; the message says why, and what to do. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";

  /** `status` is that of the endpoint's last answer; `null`: there was none. */
  constructor(message: string, readonly status: number | null = null) {
    super(message);
  }
}

/** Throws a `RangeError` if one of the texts says nothing. */
export function checkTexts(texts: readonly string[]): void {
  const blank = texts.findIndex((text) => text.trim() === "");
  if (blank !== -1) {
    throw new RangeError(`Text ${blank} is blank: it cannot be embedded`);
  }
}
