import type { Head } from "@/lib/ingest/mod.ts";
import {
  askedRange,
  type Calendar,
  calendarOf,
  DayReader,
  type DayReading,
  rangeDates,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type CreatorId,
  type DayRange,
  type InsightQuery,
  type InsightRange,
  MAX_INSIGHT_DAYS,
} from "@/lib/models/mod.ts";
import { keyId, SharedReads, type Store } from "@/lib/store/mod.ts";
import type { Answer, NoAnswer } from "./insight_answers.ts";
import { RememberedAnswers } from "./remembered_answers.ts";

/** How long an answer that depends on the moment holds, in ms. */
const MOMENT_MS = 10_000;

/** What figures depend on of where an account stands. */
export type Standing = Pick<
  Head,
  "generation" | "commits" | "changed" | "creators" | "totals" | "basis"
>;

/** Who asks, as of where the account stands. */
export interface Asked {
  head: Standing;
  /** Those that were asked for, or all. */
  creators: readonly CreatorId[];
  calendar: Calendar;
  now: number;
}

/** The same of a question about days. */
export interface AskedOfDays extends Asked {
  range: DayRange;
}

/** A question, with what it depends on. */
export interface Question<T> {
  /** What it comes to by now. */
  details?: Deno.KvKeyPart[];
  /** The answer depends on when it is asked. */
  isOfMoment?: boolean;
  /** Values that the answer holds, about; default: few. */
  size?: number;
  answer(days: DayReading): Promise<Answer<T>>;
}

/** What else there is to a question about days. */
export interface DaysOptions {
  details?: Deno.KvKeyPart[];
  isOfMoment?: boolean;
  /** Values that the answer holds of each day, about; default: 1. */
  valuesOfDay?: number;
}

/** Answers questions about the figures of accounts, and remembers answers. */
export class InsightQuestions {
  readonly #store: Store;
  readonly #days: DayReader<Standing>;
  readonly #answers = new RememberedAnswers();
  /** Who asks the same at the same time is answered at once. */
  readonly #asking = new SharedReads<
    Answer<unknown>,
    [ask: () => Promise<Answer<unknown>>]
  >((_, ask) => ask());

  /** `head` tells where an account stands by what is in the database now. */
  constructor({ store, head }: {
    store: Store;
    head: (account: AccountId) => Promise<Standing>;
  }) {
    this.#store = store;
    this.#days = new DayReader({ store, head });
  }

  /** Answers a question about a range's days. */
  days<T>(
    account: AccountId,
    { creator_id, start_date, end_date }: InsightQuery,
    name: string,
    answer: (days: DayReading, asked: AskedOfDays) => Promise<T>,
    { details = [], isOfMoment, valuesOfDay = 1 }: DaysOptions = {},
  ): Promise<Answer<T>> {
    const borders = { start_date, end_date };
    const question = [name, JSON.stringify(borders), ...details];
    return this.about(account, creator_id ?? null, question, (asked) => {
      const range = daysOf(asked, borders);
      return range === null ? "range" : {
        isOfMoment,
        details: [range.from, range.to],
        size: valuesOfDay * (range.to - range.from),
        answer: async (days) => yes(await answer(days, { ...asked, range })),
      };
    });
  }

  /**
   * Answers a question as of one moment, or says why there is no answer. What
   * was answered before is, as long as it holds; `said` is all that the question
   * says.
   */
  about<T>(
    account: AccountId,
    creator: CreatorId | null,
    said: readonly Deno.KvKeyPart[],
    questionOf: (asked: Asked) => Question<T> | NoAnswer,
  ): Promise<Answer<T>> {
    const id = keyId([account, creator ?? "", ...said]);
    const ask = () => this.#answer(account, { id, creator, questionOf });
    // Under the same id lies the answer to the same question.
    return this.#asking.get(id, ask) as Promise<Answer<T>>;
  }

  async #answer<T>(
    account: AccountId,
    { id: said, creator, questionOf }: {
      id: string;
      creator: CreatorId | null;
      questionOf: (asked: Asked) => Question<T> | NoAnswer;
    },
  ): Promise<Answer<T>> {
    const { value, head, isExact } = await this.#days.read(
      account,
      async (days, head) => {
        const creators = creatorsOf(head, creator);
        if (creators === null) return { answer: no("creator") };
        const now = this.#store.clock.now();
        const calendar = calendarOf(head.basis.zone);
        const question = questionOf({ head, creators, calendar, now });
        if (typeof question === "string") return { answer: no(question) };
        const { details = [], isOfMoment = false, size = 1 } = question;
        const id = keyId([said, ...details]);
        const answer = this.#remembered<T>(id, head) ??
          await question.answer(days);
        const until = isOfMoment ? now + MOMENT_MS : Infinity;
        return { answer, id, until, size };
      },
    );
    const { answer, id, until, size } = value;
    if (!isExact || id === undefined) return answer;
    // An answer that holds still stays the same object.
    const known = this.#remembered<T>(id, head);
    if (known !== null) return known;
    const { generation, commits } = head;
    this.#answers.set(id, { answer, generation, commits, until, size });
    return answer;
  }

  /** The answer that was given before, if it holds still. */
  #remembered<T>(id: string, head: Standing): Answer<T> | null {
    const known = this.#answers.get(id);
    const holds = known !== undefined && known.commits === head.commits &&
      known.generation === head.generation &&
      this.#store.clock.now() < known.until;
    // Under the same name lies the answer to the same question.
    return holds ? known.answer as Answer<T> : null;
  }
}

/** There is an answer. */
export function yes<T>(answer: T): Answer<T> {
  return { ok: true, answer };
}

/** There is none. */
export function no(why: NoAnswer): Answer<never> {
  return { ok: false, why };
}

/** Whose figures are asked for; `null` if the account has no such creator. */
export function creatorsOf(
  { creators }: Pick<Standing, "creators">,
  creator: CreatorId | null,
): readonly CreatorId[] | null {
  if (creator === null) return creators;
  return creators.includes(creator) ? [creator] : null;
}

/** The days that are asked for; `null` if they are none, or too many. */
export function daysOf(
  { now, calendar }: Pick<Asked, "now" | "calendar">,
  borders: Pick<InsightQuery, "start_date" | "end_date">,
): DayRange | null {
  return askedRange(borders, { now, calendar, maxDays: MAX_INSIGHT_DAYS });
}

/** The range of an answer, as the answer tells it. */
export function rangeOf(
  { range, calendar }: Pick<AskedOfDays, "range" | "calendar">,
): InsightRange {
  return { ...rangeDates(range, calendar), time_zone: calendar.timeZone };
}
