import type { OutcomeKind } from "@/lib/models/conversation.ts";
import type { Evidence } from "@/lib/models/insight_answers.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { FanNames } from "@/components/live/fan_names.ts";
import type { Answer, ask } from "@/components/live/request.ts";
import {
  evidencePath,
  type EvidenceQuestion,
} from "@/components/evidence/evidence.ts";
import { displayName, nameOf } from "@/components/wording/people.ts";
import { scopeOf } from "@/components/insights/answers.ts";

/** Something that a conversation led to. */
export interface RecentOutcome {
  kind: OutcomeKind;
  chat: string;
  /** The message that shows it. */
  message: string;
  /** What the fan is called; `null`: not known yet. */
  name: string | null;
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
  readonly #names: FanNames;

  constructor(get: typeof ask, names: FanNames) {
    this.#get = get;
    this.#names = names;
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
    for (const { chat, name } of outcomes) {
      if (name !== null) this.#names.learn(chat, name);
    }
    await this.#names.find(outcomes.map(({ chat }) => chat));
    return outcomes.map((outcome) => ({
      ...outcome,
      name: this.#names.of(outcome.chat) ?? displayName(null, outcome.chat),
    }));
  }
}

/**
 * The latest of some pages, each of which has its latest day first, but a day
 * not in order of time. A day on which a page ends may have more of that kind:
 * it is left out, unless nothing else is there, and then some are missing.
 * Names are known of fans who wrote themselves.
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
    name: message.is_inbound === true ? nameOf(message.fromUser ?? null) : null,
    amount: isPaid ? item.contribution : null,
    at,
  };
}
