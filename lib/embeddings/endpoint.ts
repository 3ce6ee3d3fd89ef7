import { type Clock, systemClock } from "@/lib/store/mod.ts";
import { BadAnswer, readAnswer } from "./answer.ts";
import { cutBatches } from "./batches.ts";
import {
  checkTexts,
  type Embedder,
  EmbeddingError,
  type EmbedOptions,
} from "./embedder.ts";
import { Endpoint } from "./endpoint_request.ts";

/** What of the configuration an endpoint needs. */
export interface EndpointSettings {
  /**
   * `http:` or `https:`, of the endpoint (`…/embeddings`) or of the API that
   * has it (`…/v1`); without a user and a password.
   */
  url: string;
  /** Sent as bearer token; `null`: none. */
  key: string | null;
  model: string;
}

/** How an endpoint is asked. */
export interface EndpointOptions extends EndpointSettings {
  /** Default: the platform's. */
  fetch?: typeof fetch;
  /** Default: the machine's; its timers do not keep the process alive. */
  clock?: Clock;
  /**
   * Waits between two tries, in ms; rejects when the signal is aborted.
   * Default: by the clock.
   */
  delay?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to below 1, for jitter. Default: `Math.random`. */
  random?: () => number;
  /** Time for one request and its answer, in ms. Default 30 s. */
  timeLimitMs?: number;
  /** How often each request is tried in all. Default 5. */
  tries?: number;
}

/** What one request holds at most: few enough for every known server. */
const BATCH = { texts: 128, characters: 60_000 };
/** Characters of a text that count: fewer tokens than models take. */
const MAX_TEXT_CHARACTERS = 4_000;

/**
 * Asks an OpenAI-compatible endpoint, at most 128 texts in each request and one
 * request at a time; only the first 4,000 characters of a text count. Answers
 * 429 and 5xx, and no answer in time, are tried again after growing random
 * pauses, or after what `Retry-After` says if that is a minute or less. Any
 * other failure rejects at once. Throws a `TypeError` where URL or key are
 * unusable; no message holds the key.
 */
export function endpointEmbedder(options: EndpointOptions): Embedder {
  return new EndpointEmbedder(options);
}

class EndpointEmbedder implements Embedder {
  readonly model: string;
  readonly #endpoint: Endpoint;
  #dimensions: number | null = null;

  constructor(
    {
      fetch = globalThis.fetch,
      clock = systemClock,
      delay = (ms, signal) => pause(clock, ms, signal),
      random = Math.random,
      timeLimitMs = 30_000,
      tries = 5,
      ...settings
    }: EndpointOptions,
  ) {
    this.model = settings.model;
    this.#endpoint = new Endpoint({
      ...settings,
      fetch,
      clock,
      delay,
      random,
      timeLimitMs,
      tries,
    });
  }

  get dimensions(): number | null {
    return this.#dimensions;
  }

  async embed(
    texts: readonly string[],
    { signal }: EmbedOptions = {},
  ): Promise<number[][]> {
    signal?.throwIfAborted();
    checkTexts(texts);
    // Half a surrogate pair is not UTF-8.
    const sent = texts.map((text) =>
      text.slice(0, MAX_TEXT_CHARACTERS).toWellFormed()
    );
    const vectors: number[][] = [];
    for (const batch of cutBatches(sent, BATCH)) {
      vectors.push(...await this.#embedBatch(batch, signal));
    }
    return vectors;
  }

  async #embedBatch(
    input: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<number[][]> {
    const body = { model: this.model, input, encoding_format: "float" };
    const answer = await this.#endpoint.post(JSON.stringify(body), signal);
    const vectors = this.#read(answer, input.length);
    const dimensions = vectors[0]?.length ?? 0;
    if (dimensions !== (this.#dimensions ?? dimensions)) {
      throw this.#unusable(
        `vectors of ${dimensions} dimensions after such of ${this.#dimensions}`,
        "If it serves another model now, set EMBEDDINGS_MODEL to its name and " +
          "restart.",
      );
    }
    this.#dimensions = dimensions;
    return vectors;
  }

  #read(answer: string, count: number): number[][] {
    try {
      return readAnswer(answer, count);
    } catch (error) {
      if (!(error instanceof BadAnswer)) throw error;
      throw this.#unusable(
        error.message,
        "EMBEDDINGS_URL must be an OpenAI-compatible endpoint, and " +
          "EMBEDDINGS_MODEL a model for embeddings.",
      );
    }
  }

  #unusable(what: string, advice: string): EmbeddingError {
    return new EmbeddingError(
      `The embeddings endpoint ${this.#endpoint.address} gave an unusable ` +
        `answer: ${what}. ${advice}`,
      200,
    );
  }
}

function pause(
  clock: Clock,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
  });
}
