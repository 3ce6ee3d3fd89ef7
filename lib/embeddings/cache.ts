import { keys, RawJson, type Store } from "@/lib/store/mod.ts";
import { checkTexts, type Embedder, type EmbedOptions } from "./embedder.ts";
import { packVector, unpackVector } from "./vector.ts";

/** What a cache is made of. */
export interface EmbeddingCacheOptions {
  store: Store;
  /** Whose vectors they are. */
  embedder: Embedder;
  /** Vectors that stay in memory, four bytes a number. Default 4,096. */
  maxInMemory?: number;
}

/** Single precision: what is stored, and so what everybody gets. */
type Vector = Float32Array<ArrayBuffer>;

/** How long a vector stays in the database, in ms: 180 days. */
const KEPT_MS = 180 * 24 * 60 * 60 * 1_000;
/** Texts that are asked for at a time: an answer is stored before the next. */
const TEXTS_PER_ANSWER = 128;
/** How much of a commit is used before vectors go on in the next one. */
const FULL_COMMIT = 0.5;

/**
 * Keeps the vectors of an embedder in the database, under the model's name and
 * the SHA-256 of the text, and those used last in memory; asks only for what it
 * does not hold, and once for a text that comes twice. A vector is the same
 * whether it was held or not: unit length in single precision.
 *
 * All instances and accounts share what lies in the database; whoever can read
 * it learns no text from it but one that they can guess. When the embedder
 * fails, what it answered before is stored, and texts that are held are still
 * answered.
 */
export class EmbeddingCache implements Embedder {
  readonly #store: Store;
  readonly #embedder: Embedder;
  readonly #maxInMemory: number;
  /** Those used last are last. */
  readonly #recent = new Map<string, Vector>();

  constructor(
    { store, embedder, maxInMemory = 4_096 }: EmbeddingCacheOptions,
  ) {
    this.#store = store;
    this.#embedder = embedder;
    this.#maxInMemory = maxInMemory;
  }

  get model(): string {
    return this.#embedder.model;
  }

  get dimensions(): number | null {
    return this.#embedder.dimensions;
  }

  async embed(
    texts: readonly string[],
    { signal }: EmbedOptions = {},
  ): Promise<number[][]> {
    signal?.throwIfAborted();
    checkTexts(texts);
    const distinct = [...new Set(texts)];
    const vectors = await this.#recall(distinct);
    const missing = distinct.filter((text) => !vectors.has(text));
    await this.#ask(missing, vectors, signal);
    await this.#ask(this.#outdated(vectors), vectors, signal);
    for (const [text, vector] of vectors) this.#remember(text, vector);
    return texts.map((text) => [...vectors.get(text) ?? []]);
  }

  /** What of the texts is held. */
  async #recall(texts: readonly string[]): Promise<Map<string, Vector>> {
    const vectors = new Map<string, Vector>();
    const unknown: string[] = [];
    for (const text of texts) {
      const vector = this.#recent.get(text);
      if (vector === undefined) unknown.push(text);
      else vectors.set(text, vector);
    }
    const entries = await this.#store.getMany<string>(
      await Promise.all(unknown.map((text) => this.#keyOf(text))),
    );
    unknown.forEach((text, i) => {
      const entry = entries[i];
      if (entry) vectors.set(text, unpackVector(entry.value));
    });
    return vectors;
  }

  /**
   * Texts whose vectors are of another length than the model's: they come from
   * another one that was served under its name.
   */
  #outdated(vectors: ReadonlyMap<string, Vector>): string[] {
    const { dimensions } = this.#embedder;
    const lengths = new Set([...vectors.values()].map(({ length }) => length));
    // As long as they are alike, it need not be asked.
    if (dimensions === null && lengths.size <= 1) return [];
    return [...vectors].filter(([, { length }]) => length !== dimensions)
      .map(([text]) => text);
  }

  async #ask(
    texts: readonly string[],
    vectors: Map<string, Vector>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (let from = 0; from < texts.length; from += TEXTS_PER_ANSWER) {
      const some = texts.slice(from, from + TEXTS_PER_ANSWER);
      const answer = await this.#embedder.embed(some, { signal });
      const made = some.map((text, i): [string, Vector] => [
        text,
        new Float32Array(answer[i] ?? []),
      ]);
      await this.#keep(made);
      for (const [text, vector] of made) vectors.set(text, vector);
    }
  }

  async #keep(vectors: readonly [string, Vector][]): Promise<void> {
    let commit = this.#store.newCommit();
    for (const [text, vector] of vectors) {
      const key = await this.#keyOf(text);
      const json = JSON.stringify(packVector(vector));
      commit.add({ key, value: new RawJson(json, KEPT_MS), chunksBefore: 0 });
      if (commit.load < FULL_COMMIT) continue;
      await this.#store.commit(commit);
      commit = this.#store.newCommit();
    }
    if (!commit.isEmpty) await this.#store.commit(commit);
  }

  #remember(text: string, vector: Vector): void {
    this.#recent.delete(text);
    this.#recent.set(text, vector);
    if (this.#recent.size <= this.#maxInMemory) return;
    const oldest = this.#recent.keys().next();
    if (!oldest.done) this.#recent.delete(oldest.value);
  }

  async #keyOf(text: string): Promise<Deno.KvKey> {
    // As JSON, since half a surrogate pair has no UTF-8 of its own.
    const bytes = new TextEncoder().encode(JSON.stringify(text));
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    return keys.embedding(this.model, new Uint8Array(hash).toHex());
  }
}
