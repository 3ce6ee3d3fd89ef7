import {
  type AutomaticLimits,
  type CommandBook,
  listSuggestions,
  MAX_SUGGESTED,
  nextQuietAt,
  type Occasion,
  occasionOf,
  type ProposalRefusal,
  quietUntil,
  REST_MS,
  type SuggestionBook,
  type SuggestionPlan,
  type SuggestionRow,
  type SuggestionWriter,
} from "@/lib/commands/mod.ts";
import type { Head, SuggestionContext } from "@/lib/ingest/mod.ts";
import { readConversations, waitingMessage } from "@/lib/insights/mod.ts";
import {
  type AccountId,
  DAY_MS,
  type MessageId,
  SuggestionRule,
} from "@/lib/models/mod.ts";
import { type Dataset, LruCache, type Store } from "@/lib/store/mod.ts";
import { Candidates, type Seen } from "./suggest_candidates.ts";
import { factsOf, hasCreatorWritten, readChecked } from "./suggest_facts.ts";
import { wordsFor } from "./suggest_words.ts";

/** What proposing messages works with. */
export interface SuggesterOptions {
  store: Store;
  book: CommandBook;
  settings: SuggestionBook;
  /** IANA name of the zone of an account's quiet hours. */
  timeZone(account: AccountId): Promise<string>;
  /** Words messages where an account wants that; `null`: there is none. */
  writer: SuggestionWriter | null;
}

/** What time brings is looked for this often, in ms. */
const EVERY_MS = 60_000;
/** Where more is left than one run proposes, the next is so soon, in ms. */
const SOON_MS = 5_000;
/** Messages that one run proposes. */
const PER_RUN = 10;
/** A proposed message can be approved for so long, in ms. */
const PROPOSED_MS = DAY_MS;
/** What a rule sends by itself waits for the Agent for so long, in ms. */
const AUTOMATIC_MS = 15 * 60_000;
/** With less time than this before quiet hours, it waits for their end, in ms. */
const SHORTEST_MS = 30_000;
/** Accounts of which it is known when it was looked, and what was seen. */
const REMEMBERED_ACCOUNTS = 1_000;

/** What is known of an account between two runs; nothing rests on it. */
interface Memory {
  /** When what time brings is looked for next, in ms. */
  fullAt: number;
  seen: Seen;
}

/**
 * Proposes messages to an account's fans, by the rules that the account has
 * switched on. A run does a bounded amount of work, however large the account is:
 * see {@linkcode Candidates}. That a message is proposed once for its occasion,
 * and only while that holds, is up to the commit that stores it: it checks the
 * occasion, the conversation as it was looked at, and the lease. So a run may end
 * anywhere, and another instance may begin the same.
 */
export class Suggester {
  readonly #options: SuggesterOptions;
  readonly #memories = new LruCache<Memory>(REMEMBERED_ACCOUNTS);

  constructor(options: SuggesterOptions) {
    this.#options = options;
  }

  /**
   * Takes back what is not so any more, and proposes what is; gives in how many ms
   * it is to look again. Tips are looked for each time, the rest once a minute.
   */
  async run(context: SuggestionContext): Promise<number> {
    const { store } = this.#options;
    const { account } = context;
    const head = await context.head();
    if (head.generation === 0) return EVERY_MS;
    const now = store.clock.now();
    const memory = this.#memories.get(account) ??
      { fullAt: -Infinity, seen: { version: "", cents: new Map() } };
    this.#memories.set(account, memory);
    const isFull = now >= memory.fullAt;
    const run = new SuggestionRun(this.#options, context, head);
    const hasMore = await run.run({ isFull, seen: memory.seen });
    if (isFull && !hasMore) memory.fullAt = now + EVERY_MS;
    if (hasMore) return SOON_MS;
    return Math.max(1, memory.fullAt - store.clock.now());
  }
}

/** One run for one account. */
class SuggestionRun {
  readonly #options: SuggesterOptions;
  readonly #context: SuggestionContext;
  readonly #dataset: Dataset;
  readonly #head: Head;
  /** The endpoint failed in this run, and is not asked again. */
  #endpointFailed = false;

  constructor(
    options: SuggesterOptions,
    context: SuggestionContext,
    head: Head,
  ) {
    this.#options = options;
    this.#context = context;
    this.#head = head;
    const { generation } = head;
    this.#dataset = { account: context.account, generation };
  }

  /** Whether there is more to propose than this run did. */
  async run({ isFull, seen }: { isFull: boolean; seen: Seen }) {
    const { store, settings, timeZone } = this.#options;
    const { account, signal, lease } = this.#context;
    const plan = await settings.plan(account);
    const zone = await timeZone(account);
    const rows = await listSuggestions(store, account, store.clock.now());
    const open = await this.#withdrawStale(rows, plan);
    signal.throwIfAborted();
    const candidates = new Candidates({
      store,
      account,
      lease,
      dataset: this.#dataset,
      creators: this.#head.creators,
      zone: this.#head.basis.zone,
      plan,
      rules: this.#rulesNow(plan, { zone, open }),
      open,
      seen,
    });
    let proposed = 0;
    for await (const occasion of candidates.find(isFull)) {
      signal.throwIfAborted();
      if (proposed === PER_RUN) return true;
      const done = await this.#propose(occasion, plan, zone);
      if (done === "proposed") proposed++;
      // What is left is found again when there is room.
      if (done === "too_many") return false;
    }
    await candidates.finish();
    return false;
  }

  /** Rules of which a message may be proposed, or sent, now. */
  #rulesNow(
    plan: SuggestionPlan,
    { zone, open }: { zone: string; open: readonly SuggestionRow[] },
  ): Set<SuggestionRule> {
    const now = this.#options.store.clock.now();
    const isQuiet = quietUntil(now, plan.quietHours, zone) !== null;
    const hasRoom = open.length < MAX_SUGGESTED;
    return new Set(SuggestionRule.options.filter((rule) => {
      const { enabled, automatic } = plan.rules[rule];
      return enabled && (automatic ? !isQuiet : hasRoom);
    }));
  }

  /** Takes back what is not so any more; gives the rest. */
  async #withdrawStale(
    rows: readonly SuggestionRow[],
    plan: SuggestionPlan,
  ): Promise<SuggestionRow[]> {
    const { store, book } = this.#options;
    const { account, lease } = this.#context;
    const chats = rows.map(({ chat }) => chat);
    const records = await readConversations(store, this.#dataset, chats);
    const byChat = new Map(records.map((record) => [record.chat, record]));
    const kept: SuggestionRow[] = [];
    for (const row of rows) {
      const record = byChat.get(row.chat);
      const why = !plan.rules[row.rule].enabled
        ? "The rule was switched off."
        : record === undefined
        ? "The conversation is gone."
        : await this.#whyStale(row, factsOf(record), record.lastAt);
      if (why === null) kept.push(row);
      else await book.withdraw(account, row.id, { why, checks: [lease] });
    }
    return kept;
  }

  async #whyStale(
    { chat, rule, at, seenAt }: SuggestionRow,
    facts: ReturnType<typeof factsOf>,
    lastAt: number | null,
  ): Promise<string | null> {
    const { waitingSince, subscriptionEndsAt, lastInboundAt } = facts;
    if (rule === "unanswered" || rule === "tip") {
      const isAnswered = waitingSince === null || waitingSince > at;
      return isAnswered ? ANSWERED : null;
    }
    if (rule === "renewal" && subscriptionEndsAt !== at) {
      return "The subscription does not end then any more.";
    }
    if (rule === "drop_off" && lastInboundAt !== at) {
      return "The fan has written again.";
    }
    // Only where something was written since.
    if (lastAt === null || lastAt <= seenAt) return null;
    const { store } = this.#options;
    const after = { chat, after: seenAt };
    return await hasCreatorWritten(store, this.#dataset, after)
      ? ANSWERED
      : null;
  }

  /** Proposes a message, if its occasion holds still; what became of that. */
  async #propose(
    { rule, chat, key }: Occasion,
    plan: SuggestionPlan,
    zone: string,
  ): Promise<"proposed" | "skipped" | ProposalRefusal["code"]> {
    const { store, book } = this.#options;
    const { account, lease } = this.#context;
    const { threshold } = plan.rules[rule];
    const found = await readChecked(store, this.#dataset, chat);
    if (found === null) return "skipped";
    const { record, check } = found;
    const facts = factsOf(record);
    const now = store.clock.now();
    const occasion = occasionOf(rule, facts, { threshold, now });
    if (occasion === null || occasion.key !== key) return "skipped";
    const before = await this.#automatic(occasion, plan, zone);
    if (before === "later") return "skipped";
    const refusal = await book.refusalOf(account, {
      chat,
      key,
      suggestion: { rule },
      automatic: before,
    });
    if (refusal !== null) return refusal.code;
    const { text, note } = await this.#words(occasion, facts.name, plan);
    // Wording takes its time, in which it may have become quiet.
    const automatic = await this.#automatic(occasion, plan, zone);
    if (automatic === "later") return "skipped";
    const message_id = await this.#messageOf(occasion);
    const { reason, at, endsAt } = occasion;
    const proposal = {
      chat,
      text,
      suggestion: { rule, reason, message_id },
      at,
      key,
      seenAt: record.lastAt ?? 0,
      expiresAt: Math.min(now + PROPOSED_MS, endsAt),
      note,
      automatic,
    };
    const proposed = await book.propose(account, proposal, [lease, check]);
    return proposed.ok ? "proposed" : proposed.code;
  }

  /** How a rule may send a message by itself now; `null`: it may not at all. */
  async #automatic(
    { rule, chat }: Occasion,
    { rules, quietHours }: SuggestionPlan,
    zone: string,
  ): Promise<AutomaticLimits | "later" | null> {
    const { store } = this.#options;
    const { automatic, perFanPerDay, perDay } = rules[rule];
    if (!automatic) return null;
    const now = store.clock.now();
    const expiresAt = Math.min(
      now + AUTOMATIC_MS,
      nextQuietAt(now, quietHours, zone) ?? Infinity,
    );
    if (expiresAt - now < SHORTEST_MS) return "later";
    const isWriting = await hasCreatorWritten(store, this.#dataset, {
      chat,
      after: now - REST_MS,
    });
    return isWriting ? "later" : { perFanPerDay, perDay, expiresAt };
  }

  async #words(
    occasion: Occasion,
    name: string | null,
    plan: SuggestionPlan,
  ): Promise<{ text: string; note: string | null }> {
    const { store, writer } = this.#options;
    const { account, signal } = this.#context;
    const isAsked = plan.writer === "endpoint" && !this.#endpointFailed;
    const { hasFailed, ...words } = await wordsFor(occasion, {
      store,
      account,
      dataset: this.#dataset,
      name,
      templates: plan.rules[occasion.rule].templates,
      writer: isAsked ? writer : null,
      signal,
    });
    if (hasFailed) this.#endpointFailed = true;
    return words;
  }

  /** The fan's message that an occasion is about, if there is one. */
  async #messageOf(
    { rule, chat, at, message }: Occasion,
  ): Promise<MessageId | null> {
    if (rule !== "unanswered") return message;
    const { store } = this.#options;
    const waiting = { chat, since: at };
    const first = await waitingMessage(store, this.#dataset, waiting);
    return first?.id ?? null;
  }
}

const ANSWERED = "The creator has written meanwhile.";
