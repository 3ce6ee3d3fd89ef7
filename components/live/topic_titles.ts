import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { listTopics } from "@/components/settings/topics_api.ts";
import type { TopicTitles } from "@/components/wording/topic_titles.ts";
import type { Figures } from "./state.ts";

/**
 * What people read for topics: at first as the page was rendered, and asked for
 * again after a full sync, and when figures name a topic that is not known.
 */
export class LiveTopicTitles {
  readonly #titles: Signal<TopicTitles>;
  /** Topics that were asked for: also those without a title, only once. */
  readonly #asked: Set<string>;
  #syncs = 0;

  constructor(titles: TopicTitles) {
    this.#titles = signal(titles);
    this.#asked = new Set(Object.keys(titles));
  }

  /** The titles, by topic. */
  get titles(): ReadonlySignal<TopicTitles> {
    return this.#titles;
  }

  /** Asks for titles if there was a full sync, or a topic is new in `figures`. */
  async follow(
    { figures, syncs }: { figures: Figures | null; syncs: number },
    list = listTopics,
  ): Promise<void> {
    const unknown = (figures?.topics ?? [])
      .filter(({ topic }) => !this.#asked.has(topic));
    if (unknown.length === 0 && syncs === this.#syncs) return;
    for (const { topic } of unknown) this.#asked.add(topic);
    this.#syncs = syncs;
    const answer = await list();
    if (!answer.ok) return;
    this.#titles.value = Object.fromEntries(
      answer.body.topics.map(({ id, title }) => [id, title]),
    );
  }
}
