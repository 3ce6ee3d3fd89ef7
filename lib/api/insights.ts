import {
  AnalyticsUpdate,
  BroadcastInsightQuery,
  ComparisonInsights,
  CreatorList,
  DailyInsights,
  DailyQuery,
  Evidence,
  EvidenceQuery,
  FunnelInsights,
  HourInsights,
  InsightQuery,
  OutcomeInsights,
  OutcomesQuery,
  Priority,
  PriorityQuery,
  ResponseTimeInsights,
  RevenueInsights,
  SentimentInsights,
  SpenderInsights,
  SpendersQuery,
  TopicInsights,
  UnansweredInsights,
  UnansweredQuery,
} from "@/lib/models/mod.ts";
import type { z } from "zod";
import {
  defineEndpoint,
  type Endpoint,
  type EndpointGroup,
} from "./endpoint.ts";

/** A figure of a range. */
function figure(
  { parameters = InsightQuery, ...rest }:
    & Pick<Endpoint, "operationId" | "path" | "summary" | "description">
    & { parameters?: z.ZodObject; schema: z.ZodType },
): Endpoint {
  const { schema, ...endpoint } = rest;
  return defineEndpoint({
    ...endpoint,
    method: "GET",
    access: "session",
    parameters,
    answers: { 200: { description: "The figures", schema } },
    csv: true,
  });
}

/** What the messages come to: figures, and the messages behind them. */
export const insights: EndpointGroup = {
  tag: "Figures",
  description:
    "What the messages come to, by the days of the account's time zone: over all of its creators, or one. Exact at any time; each number can be traced to the messages behind it.",
  endpoints: [
    defineEndpoint({
      operationId: "listCreators",
      method: "GET",
      path: "/api/v1/creators",
      summary: "Lists the account's creators",
      description:
        "Whose figures `creator_id` may ask for. A creator's name is that of their latest messages, where these give one.",
      access: "session",
      answers: { 200: { description: "The creators", schema: CreatorList } },
    }),
    figure({
      operationId: "getTopicInsights",
      path: "/api/v1/insights/topics",
      summary: "Topics: how often, and whether more or less than before",
      parameters: BroadcastInsightQuery,
      schema: TopicInsights,
    }),
    figure({
      operationId: "getSentimentInsights",
      path: "/api/v1/insights/sentiment-trend",
      summary: "Sentiment by day",
      schema: SentimentInsights,
    }),
    figure({
      operationId: "getResponseTimeInsights",
      path: "/api/v1/insights/response-time",
      summary: "How quickly fans are answered",
      description:
        "Mean, median and ninetieth percentile, distribution, by hour of the day and by who answered. As CSV: by hour of the day.",
      schema: ResponseTimeInsights,
    }),
    defineEndpoint({
      operationId: "getFullInsights",
      method: "GET",
      path: "/api/v1/insights/full",
      summary: "The dashboard's figures at once",
      description:
        "As dashboards get them in `analytics_update`. Priorities and unread counts are those of the 20 conversations that wait longest for an answer.",
      access: "session",
      parameters: BroadcastInsightQuery,
      answers: {
        200: { description: "The figures", schema: AnalyticsUpdate },
      },
    }),
    figure({
      operationId: "getComparison",
      path: "/api/v1/insights/comparison",
      summary: "Key figures beside those of the range just before",
      description: "Over all creators that are asked for, and by creator.",
      schema: ComparisonInsights,
    }),
    figure({
      operationId: "getRevenueInsights",
      path: "/api/v1/insights/revenue",
      summary: "What fans paid, by day and by source",
      description: "As far as captured messages name the amount.",
      schema: RevenueInsights,
    }),
    figure({
      operationId: "getSpenderInsights",
      path: "/api/v1/insights/spenders",
      summary: "Fans who paid most",
      parameters: SpendersQuery,
      schema: SpenderInsights,
    }),
    figure({
      operationId: "getHourInsights",
      path: "/api/v1/insights/hours",
      summary: "Messages, answers and revenue by hour of the week",
      schema: HourInsights,
    }),
    figure({
      operationId: "getDailyInsights",
      path: "/api/v1/insights/daily",
      summary: "Messages, sentiment, revenue and topics day by day",
      description:
        "Every day of the range. As CSV: a row for each day, with a column for each topic.",
      parameters: DailyQuery,
      schema: DailyInsights,
    }),
    figure({
      operationId: "getUnansweredInsights",
      path: "/api/v1/insights/unanswered",
      summary: "Conversations that wait for an answer, the longest first",
      parameters: UnansweredQuery,
      schema: UnansweredInsights,
    }),
    figure({
      operationId: "getOutcomeInsights",
      path: "/api/v1/insights/outcomes",
      summary: "Outcomes, and topics that came before them",
      parameters: OutcomesQuery,
      schema: OutcomeInsights,
    }),
    figure({
      operationId: "getFunnelInsights",
      path: "/api/v1/insights/funnel",
      summary: "How far sessions come, from a greeting to a purchase",
      schema: FunnelInsights,
    }),
    defineEndpoint({
      operationId: "getEvidence",
      method: "GET",
      path: "/api/v1/insights/{metric}/evidence",
      summary: "The messages behind a number",
      description:
        "Page by page, the latest day first. What the items contribute adds up to the number; of a mean, to its numerator.",
      access: "session",
      parameters: EvidenceQuery,
      answers: { 200: { description: "A page", schema: Evidence } },
      problems: { 404: "There is no such number to trace." },
      csv: true,
    }),
    defineEndpoint({
      operationId: "getPriority",
      method: "GET",
      path: "/api/v1/conversations/{id}/priority",
      summary: "Why a conversation has its priority",
      access: "session",
      parameters: PriorityQuery,
      answers: {
        200: { description: "The priority and its parts", schema: Priority },
      },
      problems: { 404: "The account has no such conversation." },
    }),
  ],
};
