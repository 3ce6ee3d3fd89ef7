import {
  type Occasion,
  occasionOf,
  type SuggestionPlan,
  type SuggestionRow,
  WINDOW_MS,
} from "@/lib/commands/mod.ts";
import {
  calendarOf,
  type ConversationRecord,
  latestWaiting,
  listConversations,
  listWaiting,
  priorityFactsAt,
  priorityScore,
  readConversations,
  type SpendByChat,
  type Waiting,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  ChatId,
  CreatorId,
  SuggestionRule,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keys,
  type Store,
  Transaction,
} from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";
import { factsOf } from "./suggest_facts.ts";

/** Payers of two days whose conversations one run reads. */
const PAYERS = 200;
/** Of those who wait, so many that wait longest and least are looked at. */
const WAITING = 100;
/** Answers that may be proposed at a time: to the highest priorities. */
const MAX_UNANSWERED = 20;
/** Conversations of the round that one run looks at. */
const ROUND_STEP = 500;
/** A round through all conversations begins this often at most, in ms. */
const ROUND_EVERY_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Whom it is of no use to look at again. */
export interface Seen {
  /** Of which plan. */
  version: string;
  /** What payers had paid when nothing was found to propose, in US cents. */
  readonly cents: Map<ChatId, number>;
}

/** What occasions are looked for in. */
export interface CandidatesContext {
  store: Store;
  account: AccountId;
  /** Checked by whatever is noted. */
  lease: Deno.AtomicCheck;
  dataset: Dataset;
  creators: readonly CreatorId[];
  /** By whose days the dataset is counted. */
  zone: string;
  plan: SuggestionPlan;
  /** Rules of which something is wanted now. */
  rules: ReadonlySet<SuggestionRule>;
  /** What is proposed already: one message for each fan at a time. */
  open: readonly SuggestionRow[];
  seen: Seen;
}

/** How far the round through all conversations is. */
interface Round {
  /** The last conversation that was looked at; `null`: none yet. */
  after: ChatId | null;
  isDone: boolean;
  /** In ms. */
  begunAt: number;
  /** Of which plan; another one begins anew. */
  version: string;
}

const ROUND_NAME = "round";

/**
 * Looks for occasions to write to fans. What that costs does not grow with the
 * number of conversations:
 *
 * - **Tips** are looked for among those who paid today or yesterday, which are one
 *   value a day; conversations of payers are read only if they paid since they
 *   were read last, and 200 at most.
 * - **Who waits** is in the index of those who wait, by since when: a hundred each
 *   of those whom the rule is about that wait longest and least. Those for whom
 *   something was proposed cost one read of a key.
 * - **Renewals and drop-offs**, of which no index says, are looked for in a round
 *   through all conversations: 500 a run, from where the last run ended, so that
 *   50,000 take 100 minutes. These rules count days. A round begins an hour after
 *   the one before at the earliest, or when the rules are changed.
 */
export class Candidates {
  readonly #context: CandidatesContext;
  readonly #now: number;
  readonly #busy: Set<ChatId>;
  /** How far the round is when everything that was given is proposed. */
  #round: Round | null = null;

  constructor(context: CandidatesContext) {
    this.#context = context;
    this.#now = context.store.clock.now();
    this.#busy = new Set(context.open.map(({ chat }) => chat));
    const { seen, plan } = context;
    if (seen.version === plan.version) return;
    seen.version = plan.version;
    seen.cents.clear();
  }

  /**
   * Occasions for which nothing was proposed yet, the most urgent rule first, one
   * for each fan. Without `isFull`, only what messages bring at once: tips.
   */
  async *find(isFull: boolean): AsyncGenerator<Occasion> {
    yield* this.#each(this.#tips());
    if (!isFull) return;
    yield* this.#each(this.#unanswered());
    yield* this.#each(this.#inRound());
  }

  /** Notes that everything that was given was dealt with. */
  async finish(): Promise<void> {
    if (this.#round === null) return;
    const { store, account, lease } = this.#context;
    const tx = new Transaction(store);
    tx.set(keys.suggestionState(account, ROUND_NAME), this.#round);
    // Another holder of the lease goes its own round.
    await tx.tryCommit([lease]);
  }

  async *#each(occasions: AsyncIterable<Occasion>): AsyncGenerator<Occasion> {
    for await (const occasion of occasions) {
      if (this.#busy.has(occasion.chat)) continue;
      this.#busy.add(occasion.chat);
      yield occasion;
    }
  }

  async *#tips(): AsyncGenerator<Occasion> {
    const { store, dataset, rules, plan, seen } = this.#context;
    if (!rules.has("tip")) return;
    const { threshold } = plan.rules.tip;
    const paid = await this.#paidLately();
    for (const chat of seen.cents.keys()) {
      if (!paid.has(chat)) seen.cents.delete(chat);
    }
    const payers = [...paid]
      .filter(([chat, cents]) =>
        cents >= threshold * 100 && seen.cents.get(chat) !== cents
      )
      .sort(([, a], [, b]) => b - a).slice(0, PAYERS).map(([chat]) => chat);
    const records = await readConversations(store, dataset, payers);
    const found = this.#occasions("tip", records);
    const news = await this.#withoutKnown(found);
    const wanted = new Set(news.map(({ chat }) => chat));
    for (const chat of payers) {
      if (!wanted.has(chat)) seen.cents.set(chat, paid.get(chat) ?? 0);
    }
    yield* news;
  }

  /** What fans paid today and yesterday, in US cents. */
  async #paidLately(): Promise<Map<ChatId, number>> {
    const { store, dataset, creators, zone } = this.#context;
    const today = calendarOf(zone).dayOf(this.#now);
    const days = await store.getMany<SpendByChat>(
      creators.flatMap((creator) =>
        [today, today - 1].map((day) => keys.spendOfDay(dataset, creator, day))
      ),
    );
    const paid = new Map<ChatId, number>();
    for (const entry of days) {
      for (const [id, [, cents]] of Object.entries(entry?.value ?? {})) {
        // It was a chat's id when it was stored.
        const chat = id as ChatId;
        paid.set(chat, (paid.get(chat) ?? 0) + cents);
      }
    }
    return paid;
  }

  async *#unanswered(): AsyncGenerator<Occasion> {
    const { store, account, dataset, rules, open } = this.#context;
    if (!rules.has("unanswered")) return;
    const room = MAX_UNANSWERED -
      open.filter(({ rule }) => rule === "unanswered").length;
    if (room <= 0) return;
    const waiting = (await this.#waiting())
      .filter(({ chat }) => !this.#busy.has(chat));
    // An occasion's key says since when; see `rules.ts`.
    const known = await store.getMany(
      waiting.map(({ chat, since }) =>
        keys.occasion(account, chat, "unanswered", String(since))
      ),
    );
    const chats = waiting.flatMap(({ chat }, i) => known[i] ? [] : [chat]);
    const records = await readConversations(store, dataset, chats);
    const urgent = records
      .map((record) => ({ record, score: this.#priorityOf(record) }))
      .sort((a, b) => b.score - a.score).slice(0, room)
      .map(({ record }) => record);
    yield* this.#occasions("unanswered", urgent);
  }

  /** Some who wait long enough, and not for too long. */
  async #waiting(): Promise<Waiting[]> {
    const { store, dataset, creators, plan } = this.#context;
    const until = this.#now - plan.rules.unanswered.threshold * MINUTE_MS;
    const from = until - WINDOW_MS.unanswered;
    // Every id comes after none.
    const after: Waiting = { since: from + 1, chat: "" as ChatId };
    const limit = WAITING;
    const [longest, least] = await Promise.all([
      listWaiting(store, dataset, { creators, after, limit }),
      latestWaiting(store, dataset, { creators, before: until + 1, limit }),
    ]);
    const byChat = new Map<ChatId, Waiting>();
    for (const one of [...longest, ...least]) {
      if (one.since > from && one.since <= until) byChat.set(one.chat, one);
    }
    return [...byChat.values()];
  }

  #priorityOf(record: ConversationRecord): number {
    const { infer } = CONCLUSIONS;
    return priorityScore(priorityFactsAt(record, this.#now, infer), this.#now);
  }

  /** Goes on with the round through all conversations. */
  async *#inRound(): AsyncGenerator<Occasion> {
    const { store, dataset, rules } = this.#context;
    const wanted = (["renewal", "drop_off"] as const)
      .filter((rule) => rules.has(rule));
    if (wanted.length === 0) return;
    const round = await this.#currentRound();
    if (round === null) return;
    const records = await Array.fromAsync(
      listConversations(store, dataset, {
        limit: ROUND_STEP,
        ...round.after === null ? {} : { after: round.after },
      }),
    );
    const found = wanted.flatMap((rule) => this.#occasions(rule, records));
    yield* await this.#withoutKnown(found);
    // Who asks for no more of them begins this step again.
    this.#round = {
      ...round,
      after: records.at(-1)?.chat ?? round.after,
      isDone: records.length < ROUND_STEP,
    };
  }

  /** Where the round is, or a new one; `null`: it is too early for one. */
  async #currentRound(): Promise<Round | null> {
    const { store, account, plan: { version } } = this.#context;
    const key = keys.suggestionState(account, ROUND_NAME);
    const round = (await store.get<Round>(key))?.value;
    if (round !== undefined && round.version === version) {
      if (!round.isDone) return round;
      if (this.#now < round.begunAt + ROUND_EVERY_MS) return null;
    }
    return { after: null, isDone: false, begunAt: this.#now, version };
  }

  #occasions(
    rule: SuggestionRule,
    records: readonly ConversationRecord[],
  ): Occasion[] {
    const { threshold } = this.#context.plan.rules[rule];
    return records.flatMap((record) =>
      occasionOf(rule, factsOf(record), { threshold, now: this.#now }) ?? []
    );
  }

  async #withoutKnown(occasions: readonly Occasion[]): Promise<Occasion[]> {
    const { store, account } = this.#context;
    const known = await store.getMany(
      occasions.map(({ chat, rule, key }) =>
        keys.occasion(account, chat, rule, key)
      ),
    );
    return occasions.filter((_, i) => known[i] === null);
  }
}
