import {
  batch,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import { CalmOrder } from "@/components/live/calm_order.ts";
import type { LiveState } from "@/components/live/state.ts";
import {
  countOf,
  fanOf,
  type InboxFilter,
  isWaiting,
  meets,
  type Surroundings,
} from "./filter.ts";
import { NameSearch } from "./names.ts";
import { type InboxOrder, rankIn } from "./order.ts";
import { ConversationView, type Criteria } from "./view.ts";

const NOBODY: ReadonlySet<string> = new Set();
const NONE = signal<Surroundings["suggested"]>(new Map());

/** What a list starts with. */
export interface ListOptions {
  filter: InboxFilter;
  order: InboxOrder;
  /** The creator whose conversations are listed at all; `null`: of everyone. */
  creator: string | null;
  /** How many suggestions a conversation has, by its id; default: none has. */
  suggested?: ReadonlySignal<Surroundings["suggested"]>;
}

/**
 * The list of conversations: those that meet the filter and have what is looked
 * for in the name, in an order that keeps calm while the account goes on.
 */
export class InboxList {
  readonly filter: Signal<InboxFilter>;
  readonly order: Signal<InboxOrder>;
  /** What is looked for; "": nothing. */
  readonly query = signal("");
  /** The order that is on the page. */
  readonly calm: CalmOrder;
  /** How many conversations are shown: those of the list, held or not. */
  readonly matching: ReadonlySignal<number>;
  /** How many are known. */
  readonly known: ReadonlySignal<number>;
  /** Topics of conversations that are known; grows as the list comes in. */
  readonly topics: ReadonlySignal<readonly string[]>;
  readonly #state: LiveState;
  readonly #creator: string | null;
  readonly #names = new NameSearch();
  readonly #view: ConversationView;
  readonly #matching = signal(0);
  readonly #topics = signal<readonly string[]>([]);
  /** Conversations of fans whose user id is not the conversation's. */
  readonly #others = new Map<string, Set<string>>();
  readonly #suggestions: ReadonlySignal<Surroundings["suggested"]>;
  #online = NOBODY;
  #suggested: Surroundings["suggested"];

  constructor(
    state: LiveState,
    { filter, order, creator, suggested = NONE }: ListOptions,
  ) {
    this.#state = state;
    this.#creator = creator;
    this.filter = signal(filter);
    this.order = signal(order);
    this.matching = this.#matching;
    this.topics = this.#topics;
    this.known = state.known;
    this.#online = state.presence.peek()?.users ?? NOBODY;
    this.#suggestions = suggested;
    this.#suggested = suggested.peek();
    this.#view = new ConversationView(
      this.#criteria(),
      (id) => state.conversation(id)?.peek(),
    );
    this.calm = new CalmOrder([]);
    this.#learn(state.ranking.peek());
    this.#view.update(state.ranking.peek());
    this.#showAnew();
  }

  /** Whether anything but everything is asked for. */
  get isNarrowed(): boolean {
    return this.query.value.trim() !== "" || countOf(this.filter.value) > 0;
  }

  /** Follows the account until the returned function is called. */
  start(): () => void {
    const stopChanges = this.#state.onChanged((ids) => {
      this.#learn(ids);
      this.#update(ids);
    });
    const stopPresence = effect(() => {
      this.#follow(this.#state.presence.value?.users ?? NOBODY);
    });
    const stopSuggestions = effect(() => {
      this.#followSuggestions(this.#suggestions.value);
    });
    let isFirst = true;
    const stopCriteria = effect(() => {
      this.filter.value;
      this.order.value;
      this.query.value;
      if (!isFirst) this.#showAnew();
      isFirst = false;
    });
    return () => {
      stopChanges();
      stopPresence();
      stopSuggestions();
      stopCriteria();
      this.calm.stop();
    };
  }

  /**
   * The first conversation after `id` in which a fan waits for an answer, from
   * the beginning again after the last; `null`: nobody waits.
   */
  nextWaiting(id: string | null): string | null {
    const ids = this.calm.shown.peek();
    const start = id === null ? 0 : ids.indexOf(id) + 1;
    for (let i = 0; i < ids.length; i++) {
      const next = ids[(start + i) % ids.length];
      const node = next === undefined
        ? undefined
        : this.#state.conversation(next)?.peek();
      if (node !== undefined && next !== id && isWaiting(node)) {
        return node.conversationId;
      }
    }
    return null;
  }

  #criteria(): Criteria {
    const filter = this.filter.peek();
    const creator = this.#creator;
    this.#names.look(this.query.peek());
    return {
      accepts: (node) =>
        (creator === null || node.creatorId === creator) &&
        meets(node, filter, {
          online: this.#online,
          suggested: this.#suggested,
        }) && this.#names.finds(node),
      rank: rankIn(this.order.peek()),
    };
  }

  #showAnew(): void {
    this.#view.show(this.#criteria());
    batch(() => {
      this.#matching.value = this.#view.ids.length;
      this.calm.show(this.#view.ids);
    });
  }

  #update(changed: Iterable<string>): void {
    const moved = this.#view.update(changed);
    if (moved.length === 0) return;
    this.#matching.value = this.#view.ids.length;
    this.calm.follow(this.#view.ids, moved);
  }

  /** Others are online. */
  #follow(online: ReadonlySet<string>): void {
    const changed = [...online.symmetricDifference(this.#online)];
    this.#online = online;
    if (!this.filter.peek().marks.has("online")) return;
    this.#update(
      changed.flatMap((fan) => [fan, ...this.#others.get(fan) ?? []]),
    );
  }

  /** Other conversations have suggestions. */
  #followSuggestions(suggested: Surroundings["suggested"]): void {
    const ids = new Set(suggested.keys());
    const changed = ids.symmetricDifference(new Set(this.#suggested.keys()));
    this.#suggested = suggested;
    if (this.filter.peek().marks.has("suggested")) this.#update(changed);
  }

  /** Notes what is needed of conversations beside where they stand. */
  #learn(ids: Iterable<string>): void {
    const topics = new Set(this.#topics.peek());
    const before = topics.size;
    for (const id of ids) {
      const node = this.#state.conversation(id)?.peek();
      if (node === undefined) continue;
      this.#names.learn(node);
      for (const topic of node.topics) topics.add(topic);
      const fan = fanOf(node);
      if (fan === id) continue;
      const chats = this.#others.get(fan);
      if (chats === undefined) this.#others.set(fan, new Set([id]));
      else chats.add(id);
    }
    if (topics.size > before) this.#topics.value = [...topics];
  }
}
