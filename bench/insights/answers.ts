import { WAITING_IN_FULL } from "@/lib/brain/insight_views.ts";
import { calendarOf } from "@/lib/insights/mod.ts";
import {
  AnalyticsUpdate,
  dateOf,
  type DayRange,
  Evidence,
  type EvidenceMetric,
  MAX_INSIGHT_RESULTS,
  TopicInsights,
} from "@/lib/models/mod.ts";
import { differencesFrom } from "./differences.ts";
import {
  MAX_DAILY_TOPICS,
  type PlainAnswers,
  plainAnswers,
} from "./plain_answers.ts";
import { insightsPath } from "./questions.ts";
import type { Findings } from "./reading.ts";

/** Asks for a path, and gives what is answered. */
export type AskJson = (path: string) => Promise<unknown>;

/** What the messages behind a number come to, over all pages. */
interface EvidenceSum {
  /** Contributions. */
  count: number;
  sum: number;
}

/** Numbers whose evidence is added up. */
const TRACED = [
  "messages",
  "topics",
  "response-time",
  "revenue",
] as const satisfies readonly EvidenceMetric[];

/** Endpoints that are compared, without evidence. */
const COMPARED = [
  "topics",
  "sentiment-trend",
  "response-time",
  "full",
  "comparison",
  "revenue",
  "hours",
  "outcomes",
  "funnel",
  "spenders",
  "daily",
  "unanswered",
] as const satisfies readonly (keyof PlainAnswers)[];

/** What some are asked for beside the range: as much as they give. */
const PARAMETERS: Partial<
  Record<typeof COMPARED[number], Record<string, number>>
> = {
  spenders: { limit: MAX_INSIGHT_RESULTS },
  daily: { topics: MAX_DAILY_TOPICS },
  unanswered: { limit: MAX_INSIGHT_RESULTS },
};

/** What the service answers over its default range. */
export interface ServiceAnswers {
  range: DayRange;
  answers: Record<typeof COMPARED[number], unknown>;
  /** The day and topic of the evidence: the last whole day, the largest topic. */
  day: number;
  topic: string;
  evidence: Record<typeof TRACED[number], EvidenceSum>;
}

/** Asks every endpoint for its default range, and for evidence of one day. */
export async function serviceAnswers(ask: AskJson): Promise<ServiceAnswers> {
  const answers = await recordOf(
    COMPARED,
    async (name) => await ask(insightsPath(name, PARAMETERS[name])),
  );
  const { range: dates, topics: [largest] } = TopicInsights.parse(
    answers.topics,
  );
  if (largest === undefined) throw new Error("There are no topics.");
  const { topic } = largest;
  const calendar = calendarOf(dates.time_zone);
  const range = {
    from: calendar.dayOf(Date.parse(dates.start_date)),
    to: calendar.dayOf(Date.parse(dates.end_date)),
  };
  const day = range.to - 2;
  const evidence = await recordOf(
    TRACED,
    (metric) => evidenceSum(ask, { metric, day, topic }),
  );
  return { range, answers, day, topic, evidence };
}

async function evidenceSum(
  ask: AskJson,
  { metric, day, topic }: { metric: string; day: number; topic: string },
): Promise<EvidenceSum> {
  const all = { count: 0, sum: 0 };
  let cursor: string | null = null;
  do {
    const page = Evidence.parse(
      await ask(insightsPath(`${metric}/evidence`, {
        start_date: dateOf(day),
        end_date: dateOf(day + 1),
        limit: MAX_INSIGHT_RESULTS,
        ...(metric === "topics" ? { topic } : {}),
        ...(cursor === null ? {} : { cursor }),
      })),
    );
    all.count += page.evidence.length;
    for (const { contribution } of page.evidence) all.sum += contribution;
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

/** Where the service's answers are not what reading all messages finds. */
export function differencesOf(
  { answers, day, topic, evidence }: ServiceAnswers,
  findings: Findings,
): string[] {
  const plain = plainAnswers(findings);
  const { spenders, unanswered } = plain;
  const firstOf = <T>(list: readonly T[]) => list.slice(0, MAX_INSIGHT_RESULTS);
  const expected = {
    ...plain,
    spenders: { ...spenders, spenders: firstOf(spenders.spenders) },
    unanswered: {
      ...unanswered,
      conversations: firstOf(unanswered.conversations),
    },
  };
  const waiting = unanswered.conversations.slice(0, WAITING_IN_FULL)
    .map(({ conversation_id }) => conversation_id);
  const { priorityScores } = AnalyticsUpdate.parse(answers.full);
  return [
    ...differencesFrom(expected, answers),
    ...differencesFrom(
      waiting.sort(),
      Object.keys(priorityScores).sort(),
      "full: conversations that wait longest",
    ),
    ...differencesFrom(evidenceOf(findings, day, topic), evidence, "evidence"),
  ];
}

function evidenceOf(
  { days }: Findings,
  day: number,
  topic: string,
): ServiceAnswers["evidence"] {
  const figures = days.get(day);
  if (figures === undefined) throw new Error("The last day has no messages.");
  const { messages, topics, handled, handledMs, payments, cents } = figures;
  const total = (counters: Record<string, number>) =>
    Object.values(counters).reduce((sum, n) => sum + n, 0);
  const volume = topics[topic] ?? 0;
  return {
    messages: { count: messages, sum: messages },
    topics: { count: volume, sum: volume },
    "response-time": { count: handled, sum: handledMs / 60_000 },
    revenue: { count: total(payments), sum: total(cents) / 100 },
  };
}

async function recordOf<Name extends string, T>(
  names: readonly Name[],
  valueOf: (name: Name) => Promise<T>,
): Promise<Record<Name, T>> {
  const entries: [Name, T][] = [];
  for (const name of names) entries.push([name, await valueOf(name)]);
  return Object.fromEntries(entries) as Record<Name, T>;
}
