import {
  createEnricher,
  createEntityFinder,
  type Enricher,
  entityId,
  factsOf,
  PIPELINE_VERSION,
} from "@/lib/enrichment/mod.ts";
import type { Enrich, FindNames } from "@/lib/ingest/mod.ts";
import type { InsightBook } from "@/lib/insights/mod.ts";
import type { AccountId, EnrichmentBasis } from "@/lib/models/mod.ts";
import { LruCache } from "@/lib/store/mod.ts";
import type { TopicBook } from "@/lib/topics/mod.ts";

/** Creators' own topics that are kept ready. */
const READY = 1_000;

/**
 * Enrichment as each account wants it: the lexicons are shared, what creators
 * decided about topics is on top of them.
 */
export class EnrichmentPart {
  readonly #topics: TopicBook;
  readonly #insights: InsightBook;
  readonly #version: number;
  readonly #enricher: Enricher = createEnricher();
  readonly #plain: Enrich;
  #nameFinder: Promise<FindNames> | null = null;
  readonly #own = new LruCache<Enrich>(READY);

  /** `version` is the pipeline's. */
  constructor(
    { topics, insights }: { topics: TopicBook; insights: InsightBook },
    version: number = PIPELINE_VERSION,
  ) {
    this.#topics = topics;
    this.#insights = insights;
    this.#version = version;
    this.#plain = this.#enrichBy(this.#enricher);
  }

  /** How messages of the account are to be enriched and counted by now. */
  async basis(account: AccountId): Promise<EnrichmentBasis> {
    const [{ revision }, zone] = await Promise.all([
      this.#topics.settings(account),
      this.#insights.timeZone(account),
    ]);
    return { version: this.#version, topics: revision, zone };
  }

  /** Enriches as a basis says; `null` for another version of the pipeline. */
  async enricher(
    account: AccountId,
    { version, topics }: EnrichmentBasis,
  ): Promise<Enrich | null> {
    if (version !== this.#version) return null;
    if (topics === 0) return this.#plain;
    const id = `${account} ${topics}`;
    let own = this.#own.get(id);
    if (own === undefined) {
      const reading = await this.#topics.reading(account, topics);
      own = this.#enrichBy(this.#enricher.withTopics(reading));
      this.#own.set(id, own);
    }
    return own;
  }

  /** Loads the language model with the first call: it takes much memory. */
  nameFinder(): Promise<FindNames> {
    return this.#nameFinder ??= this.#loadNameFinder();
  }

  async #loadNameFinder(): Promise<FindNames> {
    try {
      const finder = await createEntityFinder();
      return (text) =>
        finder.find(text).map((entity) => ({
          id: entityId(entity),
          name: entity.name,
        }));
    } catch (error) {
      // The next call tries again.
      this.#nameFinder = null;
      throw error;
    }
  }

  #enrichBy(enricher: Enricher): Enrich {
    return (message, side) => {
      const { sentiment, topics, actions, outcomes, mayNameEntity } = enricher
        .enrichMessage(factsOf(message, side));
      const version = this.#version;
      return mayNameEntity
        ? { version, sentiment, topics, actions, outcomes, entities: null }
        : { version, sentiment, topics, actions, outcomes };
    };
  }
}
