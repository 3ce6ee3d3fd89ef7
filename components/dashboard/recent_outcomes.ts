import type { OutcomeKind } from "@/lib/models/conversation.ts";
import type { Evidence } from "@/lib/models/insight_answers.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { Answer, ask } from "@/components/live/request.ts";
import {
  evidencePath,
  type EvidenceQuestion,
} from "@/components/evidence/evidence.ts";
import { displayName } from "@/components/wording/people.ts";
import { scopeOf } from "./answers.ts";

/** Something that a conversation led to. */
export interface RecentOutcome {
  kind: OutcomeKind;
  chat: string;
  /** The message that shows it. */
  message: string;
  /** What the fan is called. */
  name: string;
  /** US dollars; `null` where none is paid. */
  amount: number | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The latest outcomes, the very latest first. */
export interface RecentOutcomes {
  outcomes: RecentOutcome[];
  /** Whether later ones than these may be missing. */
  isPartial: boolean;
}

/** Outcomes on the page. */
const SHOWN = 7;
/** Asked for of each kind: pages end within a day, of which the rest is unknown. */
const PAGE = 14;
/** Names that are kept. */
const MOST_NAMES = 500;

/** What is asked for: payments name their amount, the others have none. */
const SOURCES: Pick<EvidenceQuestion, "metric" | "params">[] = [
  { metric: "revenue", params: { kind: "tip" } },
  { metric: "revenue", params: { kind: "purchase" } },
  { metric: "outcomes", params: { kind: "renewal" } },
  { metric: "outcomes", params: { kind: "reactivation" } },
];

/** A page of outcomes of one kind. */
export interface OutcomePage {
  kind: OutcomeKind;
  isPaid: boolean;
  page: Pick<Evidence, "evidence" | "next_cursor">;
}

/** Reads the latest outcomes out of what is behind their numbers. */
export class OutcomeReader {
  readonly #get: typeof ask;
  readonly #names = new Map<string, string>();

  constructor(get: typeof ask) {
    this.#get = get;
  }

  /** The latest outcomes of the days and creator that `path` is of. */
  async read(path: string): Promise<Answer<RecentOutcomes>> {
    const scope = scopeOf(path);
    const answers = await Promise.all(
      SOURCES.map(async ({ metric, params }) => ({
        kind: params.kind as OutcomeKind,
        isPaid: metric === "revenue",
        answer: await this.#get<Evidence>(
          "GET",
          evidencePath(
            { metric, params: { ...scope, ...params } },
            { limit: PAGE, cursor: null },
          ),
        ),
      })),
    );
    const pages: OutcomePage[] = [];
    for (const { answer, ...of } of answers) {
      if (!answer.ok) return answer;
      pages.push({ ...of, page: answer.body });
    }
    const { outcomes, isPartial } = latestOf(pages);
    return {
      ok: true,
      body: { isPartial, outcomes: await this.#named(outcomes) },
    };
  }

  async #named(outcomes: RecentOutcome[]): Promise<RecentOutcome[]> {
    if (this.#names.size > MOST_NAMES) this.#names.clear();
    for (const { chat, name } of outcomes) {
      if (name !== "") this.#names.set(chat, name);
    }
    const unknown = new Set(
      outcomes.map(({ chat }) => chat).filter((chat) => !this.#names.has(chat)),
    );
    await Promise.all([...unknown].map((chat) => this.#askName(chat)));
    return outcomes.map((outcome) => ({
      ...outcome,
      name: this.#names.get(outcome.chat) ?? displayName(null, outcome.chat),
    }));
  }

  async #askName(chat: string): Promise<void> {
    const path = `/api/v1/conversations/${encodeURIComponent(chat)}`;
    const answer = await this.#get<{ withUser: Fan }>("GET", path);
    if (!answer.ok) return;
    this.#names.set(chat, displayName(answer.body.withUser, chat));
  }
}

type Fan = Parameters<typeof displayName>[0];

/**
 * The latest of some pages, each of which has its latest day first, but a day
 * not in order of time. A day on which a page ends may have more of that kind:
 * it is left out, unless nothing else is there, and then some are missing.
 * Names of fans who did not write themselves are empty.
 */
export function latestOf(pages: readonly OutcomePage[]): RecentOutcomes {
  const all = pages.flatMap(({ kind, isPaid, page }) =>
    page.evidence.flatMap((item) => {
      const outcome = outcomeOf(kind, isPaid, item);
      return outcome === null ? [] : [{ ...outcome, date: item.date }];
    })
  );
  const ends = pages.flatMap(({ page: { evidence, next_cursor } }) =>
    next_cursor === null ? [] : [evidence.at(-1)?.date ?? null]
  );
  const known = ends.filter((date) => date !== null);
  const horizon = known.reduce((a, b) => a > b ? a : b, "");
  const sure = all.filter(({ date }) => date > horizon);
  const isPartial = sure.length < Math.min(SHOWN, all.length) ||
    known.length < ends.length;
  return {
    outcomes: (sure.length < Math.min(SHOWN, all.length) ? all : sure)
      .sort((a, b) => b.at - a.at).slice(0, SHOWN)
      .map(({ date: _, ...outcome }) => outcome),
    isPartial,
  };
}

function outcomeOf(
  kind: OutcomeKind,
  isPaid: boolean,
  item: Evidence["evidence"][number],
): RecentOutcome | null {
  const message = item.messages.at(-1);
  const at = parseTimestamp(message?.createdAt);
  if (message === undefined || at === null) return null;
  const chat = item.conversation_id;
  return {
    kind,
    chat,
    message: message.id,
    name: message.is_inbound === true && message.fromUser?.name
      ? displayName(message.fromUser, chat)
      : "",
    amount: isPaid ? item.contribution : null,
    at,
  };
}

/** What an outcome is called, once and many times. */
export const OUTCOME_WORDS: Record<OutcomeKind, { one: string; many: string }> =
  {
    tip: { one: "Tip", many: "Tips" },
    purchase: { one: "Paid message opened", many: "Purchases" },
    renewal: { one: "Renewed", many: "Renewals" },
    subscription_ending: {
      one: "Subscription ends soon",
      many: "Subscriptions ending",
    },
    subscription_ended: {
      one: "Subscription ended",
      many: "Subscriptions ended",
    },
    drop_off: { one: "Fell silent", many: "Fans who fell silent" },
    reactivation: { one: "Came back", many: "Fans who came back" },
  };
