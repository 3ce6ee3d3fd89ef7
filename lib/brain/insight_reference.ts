import {
  bucketMs,
  responseBucket,
  SENTIMENT_UNIT,
} from "@/lib/insights/mod.ts";
import type { OutcomeKind, PlacedMessage, Side } from "@/lib/models/mod.ts";

/**
 * For tests: the answers to questions about figures, written down plainly from
 * their definitions, over all messages at once.
 * @module
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BOUNDS = [1, 5, 15, 30, 60, 180, 360, 720, 1_440];

/** Dates of a zone: from the first on, and before the last. */
export interface Dates {
  from: string;
  to: string;
}

/** A fan turn that was answered. */
export interface AnsweredTurn {
  asked: PlacedMessage;
  answer: PlacedMessage;
  ms: number;
}

/** A payment that a message shows. */
export interface Payment {
  message: PlacedMessage;
  kind: OutcomeKind;
  cents: number;
}

interface SeenOutcome {
  kind: OutcomeKind;
  topics: string[];
}

/** All messages of an account, and the zone in which its days are counted. */
export class PlainInsights {
  readonly #zone: string;
  /** Each chat's messages in order. */
  readonly #chats: PlacedMessage[][];

  constructor(messages: readonly PlacedMessage[], zone: string) {
    this.#zone = zone;
    const sorted = messages.toSorted((a, b) =>
      a.at - b.at || (a.id < b.id ? -1 : 1)
    );
    this.#chats = [...Map.groupBy(sorted, ({ chat }) => chat).values()];
  }

  /** Messages that mention each topic. */
  topics(dates: Dates): Map<string, number> {
    return counts(
      this.#messages(dates).flatMap(({ enrichment }) => enrichment.topics),
    );
  }

  /** Mean sentiment by date. */
  sentiments(dates: Dates): Map<string, number> {
    const scored = this.#messages(dates)
      .filter(({ enrichment }) => enrichment.sentiment !== null);
    const byDate = Map.groupBy(scored, ({ at }) => this.#dateOf(at));
    return new Map(
      [...byDate].map(([date, some]) => [date, mean(some.map(sentimentOf))]),
    );
  }

  /** Of the fan turns begun then: those that were answered, whenever. */
  responseTimes(dates: Dates) {
    const answered = this.#answered(dates);
    const minutes = answered.map(({ ms }) => ms / MINUTE);
    return {
      answered: answered.length,
      mean: minutes.length === 0 ? null : mean(minutes),
      median: nearestRank(minutes, 0.5),
      p90: nearestRank(minutes, 0.9),
      byHour: meansBy(answered, ({ asked }) => this.#hourOf(asked.at)),
      byOperator: meansBy(
        answered.filter(({ answer }) => answer.message.operator_id != null),
        ({ answer }) => String(answer.message.operator_id),
      ),
      byBound: counts(answered.map(({ ms }) => {
        const told = bucketMs(responseBucket(ms)) / MINUTE;
        return BOUNDS.find((bound) => told <= bound) ?? null;
      })),
    };
  }

  /** Percent of the sessions' time that is silent. */
  silence(dates: Dates): number {
    let [all, silent] = [0, 0];
    for (const chat of this.#chats) {
      chat.slice(1).forEach((message, i) => {
        const gap = message.at - (chat[i]?.at ?? NaN);
        if (gap > 6 * HOUR || !this.#isIn(message, dates)) return;
        all += gap;
        if (gap > 5 * MINUTE) silent += gap;
      });
    }
    return all === 0 ? 0 : 100 * silent / all;
  }

  /** Turns begun then, for each conversation with a message then. */
  turns(dates: Dates): number | null {
    const begun = this.#chats.flatMap(turnsOf)
      .filter(([first]) => first !== undefined && this.#isIn(first, dates));
    const active = this.conversations(dates);
    return active === 0 ? null : begun.length / active;
  }

  /** Conversations with a message then. */
  conversations(dates: Dates): number {
    return new Set(this.#messages(dates).map(({ chat }) => chat)).size;
  }

  /** Messages of then, of one side or of both. */
  messages(dates: Dates, side?: Side): number {
    return this.#messages(dates)
      .filter((message) => side === undefined || message.side === side).length;
  }

  /** Mean sentiment of all scored messages. */
  sentiment(dates: Dates): number | null {
    const scores = this.#messages(dates)
      .filter(({ enrichment }) => enrichment.sentiment !== null)
      .map(sentimentOf);
    return scores.length === 0 ? null : mean(scores);
  }

  /** What was paid, by kind, and the same by date. */
  revenue(dates: Dates) {
    const all = this.#payments(dates);
    const bySource = (payments: Payment[]) =>
      new Map(
        [...Map.groupBy(payments, ({ kind }) => kind)]
          .map(([kind, some]) => [kind, paid(some)]),
      );
    const byDate = Map.groupBy(all, ({ message }) => this.#dateOf(message.at));
    return {
      ...paid(all),
      bySource: bySource(all),
      byDate: new Map(
        [...byDate].map(([date, some]) => [date, {
          ...paid(some),
          bySource: bySource(some),
        }]),
      ),
    };
  }

  /** Who paid, how much, and when last; the most first, then by id. */
  spenders(dates: Dates) {
    const byChat = Map.groupBy(
      this.#payments(dates),
      ({ message }) => message.chat,
    );
    return [...byChat].map(([chat, payments]) => ({
      chat,
      ...paid(payments),
      last: payments.map(({ message }) => this.#dateOf(message.at)).sort()
        .at(-1),
    })).sort((a, b) => b.amount - a.amount || (a.chat < b.chat ? -1 : 1));
  }

  /** What happened, by weekday and hour. */
  hours(dates: Dates) {
    const hours = new Map<string, {
      inbound: number;
      outbound: number;
      minutes: number[];
      cents: number;
    }>();
    const at = (ms: number) => {
      const { dayOfWeek, hour } = this.#zoned(ms);
      const name = `${dayOfWeek} ${hour}`;
      const known = hours.get(name) ??
        { inbound: 0, outbound: 0, minutes: [], cents: 0 };
      hours.set(name, known);
      return known;
    };
    for (const message of this.#messages(dates)) at(message.at)[message.side]++;
    for (const { asked, ms } of this.#answered(dates)) {
      at(asked.at).minutes.push(ms / MINUTE);
    }
    for (const { message, cents } of this.#payments(dates)) {
      at(message.at).cents += cents;
    }
    return hours;
  }

  /** What happened on each date, in order. */
  daily(dates: Dates) {
    const byDate = Map.groupBy(
      this.#messages(dates),
      ({ at }) => this.#dateOf(at),
    );
    const sentiments = this.sentiments(dates);
    const revenue = this.revenue(dates).byDate;
    return datesOf(dates).map((date) => {
      const messages = byDate.get(date) ?? [];
      const of = (side: Side) =>
        messages.filter((message) => message.side === side).length;
      return {
        date,
        inbound: of("inbound"),
        outbound: of("outbound"),
        sentiment: sentiments.get(date) ?? null,
        revenue: revenue.get(date)?.amount ?? 0,
        topics: counts(messages.flatMap(({ enrichment }) => enrichment.topics)),
      };
    });
  }

  /** Outcomes by kind, and by kind and topic. */
  outcomes(dates: Dates) {
    const all = this.#outcomes(dates);
    return {
      byKind: counts(all.map(({ kind }) => kind)),
      byTopic: counts(
        all.flatMap(({ kind, topics }) =>
          topics.map((topic) => `${kind} ${topic}`)
        ),
      ),
    };
  }

  /** Sessions begun then, by the stages that they reached. */
  funnel(dates: Dates): number[] {
    const sessions = this.#chats.flatMap(sessionsOf)
      .filter(([first]) => first !== undefined && this.#isIn(first, dates));
    const reached = sessions.map((session) => {
      let from = 0;
      let stages = 1;
      for (
        const names of [
          ["greeting"],
          ["offer", "ask_for_tip"],
          ["purchase", "tip"],
        ]
      ) {
        const next = session.findIndex(({ enrichment }, i) =>
          i >= from &&
          enrichment.actions.some((action) => names.includes(action))
        );
        if (next === -1) break;
        from = next;
        stages++;
      }
      return stages;
    });
    return [1, 2, 3, 4].map((stage) =>
      reached.filter((stages) => stages >= stage).length
    );
  }

  /** Who waits for an answer, the longest first, and since when. */
  waiting(): { chat: string; since: number }[] {
    return this.#chats.flatMap((chat) => {
      const turns = turnsOf(chat).filter(([first]) =>
        first?.side === "inbound" &&
        !chat.slice(chat.indexOf(first)).some(isAnswer)
      );
      const first = turns[0]?.[0];
      return first === undefined ? [] : [{ chat: first.chat, since: first.at }];
    }).sort((a, b) => a.since - b.since || (a.chat < b.chat ? -1 : 1));
  }

  #zoned(ms: number): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(this.#zone);
  }

  #dateOf(ms: number): string {
    return this.#zoned(ms).toPlainDate().toString();
  }

  #hourOf(ms: number): number {
    return this.#zoned(ms).hour;
  }

  #isIn({ at }: PlacedMessage, { from, to }: Dates): boolean {
    const date = this.#dateOf(at);
    return date >= from && date < to;
  }

  #messages(dates: Dates): PlacedMessage[] {
    return this.#chats.flat().filter((message) => this.#isIn(message, dates));
  }

  #answered(dates: Dates): AnsweredTurn[] {
    return this.#chats.flatMap(answeredOf)
      .filter(({ asked }) => this.#isIn(asked, dates));
  }

  #payments(dates: Dates): Payment[] {
    return this.#messages(dates).flatMap(paymentsOf);
  }

  #outcomes(dates: Dates): SeenOutcome[] {
    return this.#chats.flatMap((chat) =>
      sessionsOf(chat).flatMap((session) =>
        session.flatMap((message, i) => {
          if (!this.#isIn(message, dates)) return [];
          const mentioned = session.slice(0, i + 1)
            .flatMap(({ enrichment }) => enrichment.topics);
          const topics = [...new Set(mentioned.toReversed())].slice(0, 16);
          const kinds: OutcomeKind[] = message.enrichment.outcomes
            .map(({ kind }) => kind);
          if (hasComeBack(message, chat)) kinds.push("reactivation");
          return kinds.map((kind) => ({ kind, topics }));
        })
      )
    );
  }
}

/** From the first on, and before the last. */
export function datesOf({ from, to }: Dates): string[] {
  const dates: string[] = [];
  for (
    let date = Temporal.PlainDate.from(from);
    date.toString() < to;
    date = date.add({ days: 1 })
  ) dates.push(date.toString());
  return dates;
}

function isAnswer({ side, isMass }: PlacedMessage): boolean {
  return side === "outbound" && !isMass;
}

/** Fan turns that were answered. */
export function answeredOf(chat: readonly PlacedMessage[]): AnsweredTurn[] {
  return turnsOf(chat).flatMap(([asked]) => {
    if (asked === undefined || asked.side !== "inbound") return [];
    const answer = chat.slice(chat.indexOf(asked)).find(isAnswer);
    return answer === undefined
      ? []
      : [{ asked, answer, ms: answer.at - asked.at }];
  });
}

/** What a message says was paid. */
export function paymentsOf(message: PlacedMessage): Payment[] {
  return message.enrichment.outcomes.flatMap(({ kind, amount }) =>
    amount === undefined
      ? []
      : [{ message, kind, cents: Math.round(100 * amount) }]
  );
}

/** Whether the fan writes again after two weeks. */
export function hasComeBack(
  message: PlacedMessage,
  chat: readonly PlacedMessage[],
): boolean {
  if (message.side !== "inbound") return false;
  const before = chat.slice(0, chat.indexOf(message))
    .findLast(({ side }) => side === "inbound");
  return before !== undefined && message.at - before.at >= 14 * DAY;
}

/** Runs of messages from one side. */
function turnsOf(chat: readonly PlacedMessage[]): PlacedMessage[][] {
  return runsOf(chat, (message, before) => message.side !== before.side);
}

/** Cut at gaps over six hours. */
function sessionsOf(chat: readonly PlacedMessage[]): PlacedMessage[][] {
  return runsOf(chat, (message, before) => message.at - before.at > 6 * HOUR);
}

function runsOf(
  chat: readonly PlacedMessage[],
  isCut: (message: PlacedMessage, before: PlacedMessage) => boolean,
): PlacedMessage[][] {
  const runs: PlacedMessage[][] = [];
  chat.forEach((message, i) => {
    const before = chat[i - 1];
    if (before === undefined || isCut(message, before)) runs.push([]);
    runs.at(-1)?.push(message);
  });
  return runs;
}

/** A message's sentiment in the precision in which it is kept. */
export function sentimentOf(
  { enrichment: { sentiment } }: PlacedMessage,
): number {
  return Math.round((sentiment ?? NaN) * SENTIMENT_UNIT) / SENTIMENT_UNIT;
}

/** Number and sum of payments, in US dollars. */
export function paid(payments: readonly Payment[]) {
  return {
    payments: payments.length,
    amount: payments.reduce((sum, { cents }) => sum + cents, 0) / 100,
  };
}

/** How often each occurs. */
export function counts<T>(list: readonly T[]): Map<T, number> {
  return new Map(
    [...Map.groupBy(list, (one) => one)].map(([one, all]) => [one, all.length]),
  );
}

function meansBy<K>(
  answered: readonly AnsweredTurn[],
  keyOf: (turn: AnsweredTurn) => K,
): Map<K, { answered: number; minutes: number }> {
  return new Map(
    [...Map.groupBy(answered, keyOf)].map(([key, some]) => [key, {
      answered: some.length,
      minutes: mean(some.map(({ ms }) => ms / MINUTE)),
    }]),
  );
}

/** The mean of some numbers; `NaN` of none. */
export function mean(list: readonly number[]): number {
  return list.reduce((sum, n) => sum + n, 0) / list.length;
}

function nearestRank(list: readonly number[], q: number): number | null {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? null;
}
