import type { GraphScope, GraphStore } from "@/lib/graph/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import {
  calendarOf,
  type ConversationRecord,
  listConversations,
  outcomesByTopic,
  readAnalytics,
  timesOf,
} from "@/lib/insights/mod.ts";
import type {
  AccountId,
  AnalyticsUpdate,
  DayRange,
  GraphCounts,
  OutcomeKind,
} from "@/lib/models/mod.ts";
import { type Store, Transaction } from "@/lib/store/mod.ts";
import type { Answers } from "./differences.ts";

/** What is asked, and who is. */
export interface QuestionContext {
  store: Store;
  account: AccountId;
  head: Head;
  /** Days that have messages. */
  range: DayRange;
  stores: Record<"embedded" | "server", GraphStore>;
}

/** A question to a graph, and what the insights say to it, if anything. */
interface Question {
  what: string;
  ask(graph: GraphStore, scope: GraphScope): Promise<readonly unknown[]>;
  source?(scope: GraphScope): Promise<readonly unknown[]>;
}

/**
 * What both graphs and the insights say of the account: how much there is, and
 * topics, sentiment and outcomes over all days and over a part of them.
 */
export async function answersTo(context: QuestionContext): Promise<Answers[]> {
  const { account, head, stores } = context;
  const dataset = { account, generation: head.generation };
  const records: ConversationRecord[] = [];
  const listed = listConversations(context.store, dataset);
  for await (const record of listed) records.push(record);
  const all: Answers[] = [];
  for (const creator of head.creators) {
    const scope = { dataset, creator };
    const own = records.filter((record) => record.creator === creator);
    for (const { what, ask, source } of questions(context, own)) {
      all.push({
        what,
        embedded: await ask(stores.embedded, scope),
        server: await ask(stores.server, scope),
        ...(source === undefined ? {} : { source: await source(scope) }),
      });
    }
  }
  return all;
}

function questions(
  context: QuestionContext,
  records: readonly ConversationRecord[],
): Question[] {
  const { from, to } = context.range;
  const third = Math.floor((to - from) / 3);
  const part = { from: from + third, to: to - third };
  const counted = (of: keyof GraphCounts): Question => ({
    what: `${of} by label`,
    ask: async (graph, scope) => {
      const counts = await graph.counts(scope);
      return Object.entries(counts[of]).filter(([, n]) => n > 0).sort();
    },
  });
  return [
    counted("vertices"),
    counted("edges"),
    ...overDays(context, records, { name: "all days", range: { from, to } }),
    ...overDays(context, records, {
      name: `${part.to - part.from} days`,
      range: part,
    }),
  ];
}

function overDays(
  context: QuestionContext,
  records: readonly ConversationRecord[],
  { name, range }: { name: string; range: DayRange },
): Question[] {
  const calendar = calendarOf(context.head.basis.zone);
  const times = timesOf(range, calendar);
  const insights = (
    scope: GraphScope,
  ): Promise<AnalyticsUpdate> =>
    readAnalytics(new Transaction(context.store), {
      dataset: scope.dataset,
      creators: [scope.creator],
      range,
      calendar,
      totals: context.head.totals,
    });
  return [
    {
      what: `topicVolumes, ${name}`,
      ask: async (graph, scope) =>
        (await graph.topicVolumes(scope, range))
          .map(({ topic, volume }) => [topic, volume]),
      source: async (scope) =>
        (await insights(scope)).topics
          .map(({ topic, volume }) => [topic, volume]),
    },
    {
      what: `sentimentByDay, ${name}`,
      ask: async (graph, scope) =>
        (await graph.sentimentByDay(scope, range))
          .map(({ date, sentiment_score }) => [date, sentiment_score]),
      source: async (scope) =>
        (await insights(scope)).sentiment_trend.trend
          .map(({ date, sentiment_score }) => [date, sentiment_score]),
    },
    ...kindsIn(records).map((kind): Question => ({
      what: `outcomesByTopic, ${name}, ${kind}`,
      ask: async (graph, scope) =>
        (await graph.outcomesByTopic(scope, times, kind))
          .map(({ topic, outcomes }) => [topic, outcomes]),
      source: () =>
        Promise.resolve(
          outcomesByTopic(records, times, kind)
            .map(({ topic, outcomes }) => [topic, outcomes]),
        ),
    })),
  ];
}

/** Kinds of outcomes that occur. */
function kindsIn(records: readonly ConversationRecord[]): OutcomeKind[] {
  const kinds = records.flatMap(({ outcomes }) =>
    outcomes.map(({ kind }) => kind)
  );
  return [...new Set(kinds)].sort();
}
