import {
  clusterKeywords,
  type Embedder,
  similar,
  vectorsOf,
} from "@/lib/embeddings/mod.ts";
import { topicWords } from "@/lib/enrichment/mod.ts";
import type {
  KeywordCluster,
  SimilarTopic,
  TopicSettings,
  TopicView,
} from "@/lib/models/mod.ts";
import { topicViews } from "./edit.ts";

/** Words of a topic that its embedding is made of, beside its title. */
const WORDS = 24;

/** What is like what, by the meaning or the spelling that an embedder knows. */
export class Relatedness {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  /** The model that tells. */
  get model(): string {
    return this.#embedder.model;
  }

  /**
   * The account's topics that are most like one of them, without hidden and
   * merged ones; `null` if it has no such topic. Rejects with an
   * `EmbeddingError` if the model cannot be asked.
   */
  async similarTopics(
    settings: TopicSettings,
    id: string,
    limit: number,
  ): Promise<SimilarTopic[] | null> {
    const topics = topicViews(settings);
    if (!topics.some((topic) => topic.id === id)) return null;
    const shown = topics.filter((topic) =>
      topic.id === id || (!topic.hidden && topic.merged_into === null)
    );
    const set = await vectorsOf(
      this.#embedder,
      shown.map((topic) => [topic.id, textOf(topic)]),
    );
    const titles = new Map(topics.map(({ id, title }) => [id, title]));
    return similar(set, id, { limit }).map(({ id, similarity }) => ({
      id,
      title: titles.get(id) ?? id,
      similarity,
    }));
  }

  /** Keywords in groups of those that belong together; rejects likewise. */
  async keywordClusters(
    keywords: readonly string[],
    threshold: number,
  ): Promise<KeywordCluster[]> {
    const set = await vectorsOf(
      this.#embedder,
      keywords.map((word) => [word, word]),
    );
    return clusterKeywords(keywords, set, { threshold });
  }
}

function textOf({ id, title, keywords }: TopicView): string {
  return [title, ...keywords, ...topicWords(id, WORDS)].join(", ");
}
