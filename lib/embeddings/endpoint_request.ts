import {
  endpointHeaders,
  type EndpointName,
  endpointUrl,
  readBounded,
} from "@/lib/endpoint.ts";
import { EmbeddingError } from "./embedder.ts";
import type { EndpointOptions } from "./endpoint.ts";
import { adviceFor, oneLine, reasonIn, retryAfterMs } from "./refusal.ts";

const NAME: EndpointName = { article: "An embeddings", path: "/embeddings" };
/** The longest pause before the second try, in ms; it doubles with each try. */
const FIRST_PAUSE_MS = 500;
/** The longest pause that this side chooses, in ms. */
const MAX_PAUSE_MS = 8_000;
/** The longest pause that the endpoint may ask for, in ms. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Bytes of an answer that are read, and of an error. */
const MAX_BYTES = { answer: 2 ** 26, error: 2 ** 16 };

/** Why a try was in vain. */
interface Failure {
  error: EmbeddingError;
  /** Whether the next try may be answered. */
  isPassing: boolean;
  /** What the endpoint asks to wait, in ms. */
  retryAfterMs: number;
}

type Outcome = { answer: string } | { failure: Failure };

/** Posts JSON to one address until it is answered. */
export class Endpoint {
  /** The address as messages show it: without what may be secret. */
  readonly address: string;
  readonly #url: URL;
  readonly #headers: Headers;
  readonly #options: Required<EndpointOptions>;

  /** Throws a `TypeError` where URL or key are unusable. */
  constructor(options: Required<EndpointOptions>) {
    this.#options = options;
    this.#url = endpointUrl(options.url, NAME);
    this.address = `${this.#url.origin}${this.#url.pathname}`;
    this.#headers = endpointHeaders(options.key, NAME);
  }

  /**
   * The body of the answer. Rejects with an {@linkcode EmbeddingError} if there
   * is none to be had, and with the reason of `signal` if that ends it.
   */
  async post(body: string, signal?: AbortSignal): Promise<string> {
    for (let attempt = 1;; attempt++) {
      const outcome = await this.#try(body, signal);
      if ("answer" in outcome) return outcome.answer;
      const { error, isPassing, retryAfterMs } = outcome.failure;
      if (!isPassing) throw error;
      if (attempt >= this.#options.tries) throw tried(error, attempt);
      if (retryAfterMs > MAX_RETRY_AFTER_MS) {
        throw told(error, `It asks to wait ${retryAfterMs / 1000} s.`);
      }
      await this.#options.delay(
        Math.max(this.#pauseAfter(attempt), retryAfterMs),
        signal,
      );
    }
  }

  /** Longer after each try, and never the same. */
  #pauseAfter(attempt: number): number {
    const longest = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
    return longest * (0.5 + this.#options.random() / 2);
  }

  async #try(body: string, signal: AbortSignal | undefined): Promise<Outcome> {
    const { clock, timeLimitMs } = this.#options;
    const late = new AbortController();
    const cancel = clock.after(timeLimitMs, () => late.abort());
    try {
      return await this.#ask(
        body,
        signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof EmbeddingError) throw error;
      return {
        failure: late.signal.aborted
          ? this.#passing(`did not answer within ${timeLimitMs / 1000} s`)
          : this.#passing(`cannot be reached: ${this.#wordsOf(error)}`),
      };
    } finally {
      cancel();
    }
  }

  async #ask(body: string, signal: AbortSignal): Promise<Outcome> {
    const response = await this.#options.fetch(this.#url, {
      method: "POST",
      headers: this.#headers,
      body,
      // The key is for this address only.
      redirect: "manual",
      signal,
    });
    if (response.ok) return { answer: await this.#answerOf(response) };
    const { text } = await readBounded(response, MAX_BYTES.error);
    return { failure: this.#refusal(response, text) };
  }

  async #answerOf(response: Response): Promise<string> {
    const { text, isWhole } = await readBounded(response, MAX_BYTES.answer);
    if (isWhole) return text;
    throw new EmbeddingError(
      `The embeddings endpoint ${this.address} answered with more than ` +
        `${MAX_BYTES.answer / 2 ** 20} MiB. Check EMBEDDINGS_URL.`,
      response.status,
    );
  }

  #refusal({ status, headers }: Response, body: string): Failure {
    const reason = reasonIn(body, this.#options.key);
    return {
      error: new EmbeddingError(
        `The embeddings endpoint ${this.address} answered ${status}` +
          `${reason === "" ? "" : ` (${reason})`}. ${adviceFor(status)}`,
        status,
      ),
      isPassing: status === 429 || status >= 500,
      retryAfterMs: retryAfterMs(headers, this.#options.clock.now()),
    };
  }

  #passing(what: string): Failure {
    return {
      error: new EmbeddingError(
        `The embeddings endpoint ${this.address} ${what}. Check ` +
          "EMBEDDINGS_URL, and that the endpoint runs.",
      ),
      isPassing: true,
      retryAfterMs: 0,
    };
  }

  /** What the platform says, mostly in the cause, which names all of the URL. */
  #wordsOf(error: unknown): string {
    const reason = error instanceof Error ? error.cause ?? error : error;
    const words = reason instanceof Error ? reason.message : String(reason);
    const shown = words.replaceAll(this.#url.href, this.address);
    return oneLine(shown, this.#options.key);
  }
}

function tried(error: EmbeddingError, times: number): EmbeddingError {
  return times === 1 ? error : told(error, `It was tried ${times} times.`);
}

function told(error: EmbeddingError, more: string): EmbeddingError {
  return new EmbeddingError(`${error.message} ${more}`, error.status);
}
