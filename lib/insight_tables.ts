/**
 * Figures as tables, for spreadsheets: one table of each answer, the one that is
 * read most. What else an answer holds is in its JSON.
 * @module
 */
import {
  type ComparisonInsights,
  type DailyInsights,
  type Evidence,
  type ExtendedConversationNode,
  type FunnelInsights,
  type HourInsights,
  type Message,
  type OutcomeInsights,
  OutcomeKind,
  parseTimestamp,
  type ResponseTimeInsights,
  type RevenueInsights,
  type SentimentInsights,
  type SpenderInsights,
  type TopicInsights,
  type UnansweredInsights,
  type UserRef,
} from "@/lib/models/mod.ts";
import { type Cell, csvForm, type Table } from "@/lib/representation.ts";

/** Topics, the largest first. */
export const topicTable = csvForm(
  "topics",
  ({ topics }: TopicInsights) =>
    tableOf(topics, ["topic", "volume", "percentage_of_total", "trend"]),
);

/** Mean sentiment by day. */
export const sentimentTable = csvForm(
  "sentiment-trend",
  ({ trend }: SentimentInsights) => tableOf(trend, ["date", "sentiment_score"]),
);

/** How quickly fans are answered, by the hour at which they began to write. */
export const responseTimeTable = csvForm(
  "response-time",
  ({ by_hour }: ResponseTimeInsights) =>
    tableOf(by_hour, ["hour", "answered", "average_minutes"]),
);

/** Key figures, each in a row: over all, with no creator, then by creator. */
export const comparisonTable = csvForm(
  "comparison",
  ({ figures, by_creator }: ComparisonInsights) => ({
    columns: ["creator_id", "figure", "value", "previous", "change"],
    rows: [{ creator_id: null, figures }, ...by_creator].flatMap((one) =>
      Object.entries(one.figures).map(([figure, compared]) => [
        one.creator_id,
        figure,
        compared.value,
        compared.previous,
        compared.change,
      ])
    ),
  }),
);

/** Revenue by day, with a column for each source. */
export const revenueTable = csvForm(
  "revenue",
  ({ by_day }: RevenueInsights) => ({
    columns: ["date", "amount", "payments", ...OutcomeKind.options],
    rows: by_day.map(({ date, amount, payments, by_source }) => [
      date,
      amount,
      payments,
      ...OutcomeKind.options.map((kind) =>
        by_source.find(({ source }) => source === kind)?.amount ?? 0
      ),
    ]),
  }),
);

/** Fans who paid most. */
export const spenderTable = csvForm(
  "spenders",
  ({ spenders }: SpenderInsights) =>
    tableOf(spenders.map(withFan), [
      "conversation_id",
      ...FAN,
      "amount",
      "payments",
      "last_date",
    ]),
);

/** Hours of the week in which anything happened. */
export const hourTable = csvForm(
  "hours",
  ({ hours }: HourInsights) =>
    tableOf(hours, [
      "weekday",
      "hour",
      "inbound",
      "outbound",
      "answered",
      "average_minutes",
      "revenue",
    ]),
);

/** Every day in a row, with a column for each topic. */
export const dailyTable = csvForm(
  "daily",
  ({ days, topics }: DailyInsights) => {
    const table = tableOf(days, [
      "date",
      "inbound",
      "outbound",
      "sentiment_score",
      "revenue",
    ]);
    return {
      // A topic may be called like one of the others.
      columns: [
        ...table.columns,
        ...topics.map(({ topic }) => `topic_${topic}`),
      ],
      rows: table.rows.map((cells, i) => [
        ...cells,
        ...topics.map(({ volumes }) => volumes[i] ?? 0),
      ]),
    };
  },
);

/** Conversations that wait, the longest first. */
export const unansweredTable = csvForm(
  "unanswered",
  ({ conversations }: UnansweredInsights) =>
    tableOf(conversations.map(withFan), [
      "conversation_id",
      ...FAN,
      "waiting_since",
      "waiting_minutes",
      "unread_count",
      "priority_score",
    ]),
);

/** Outcomes by kind. */
export const outcomeTable = csvForm(
  "outcomes",
  ({ outcomes }: OutcomeInsights) =>
    tableOf(outcomes, ["kind", "outcomes", "amount"]),
);

/** How far sessions come. */
export const funnelTable = csvForm(
  "funnel",
  ({ stages }: FunnelInsights) =>
    tableOf(stages, [
      "stage",
      "sessions",
      "percentage_of_previous",
      "percentage_of_first",
    ]),
);

const MESSAGE = [
  "message_id",
  "sent_at",
  "is_inbound",
  "text",
  "price",
  "tip_amount",
  "sentiment",
  "topics",
] as const;

/** What is behind a number, a row for each message. */
export const evidenceTable = csvForm(
  "evidence",
  ({ evidence }: Evidence) => ({
    columns: ["conversation_id", "date", "contribution", ...MESSAGE],
    rows: evidence.flatMap((
      { conversation_id, date, contribution, messages },
    ) =>
      messages.map((message) => [
        conversation_id,
        date,
        contribution,
        ...messageCells(message),
      ])
    ),
  }),
);

/** A page of conversations, without their messages. */
export const conversationTable = csvForm(
  "conversations",
  ({ conversations }: { conversations: ExtendedConversationNode[] }) =>
    tableOf(
      conversations.map((node) => ({
        ...withFan(node),
        conversation_id: node.conversationId,
        start_date: node.startDate,
        end_date: node.endDate,
        messages: node.messageCount,
        turns: node.turns,
        average_response_minutes: node.averageResponseTime,
        silence_percentage: node.silencePercentage,
        sentiment: node.sentiment,
        topics: node.topics.join(" "),
        unread_count: node.unreadCount,
        priority_score: node.priorityScore,
        creator_id: node.creatorId ?? null,
        spent: node.spent ?? null,
        waiting_since: node.waitingSince ?? null,
      })),
      [
        "conversation_id",
        ...FAN,
        "start_date",
        "end_date",
        "messages",
        "turns",
        "average_response_minutes",
        "silence_percentage",
        "sentiment",
        "topics",
        "unread_count",
        "priority_score",
        "creator_id",
        "spent",
        "waiting_since",
      ],
    ),
);

/** A page of a conversation's messages. */
export const messageTable = csvForm(
  "messages",
  ({ messages }: { messages: Message[] }) => ({
    columns: MESSAGE,
    rows: messages.map(messageCells),
  }),
);

const FAN = ["fan_id", "fan"] as const;

/** A table of some fields of records. */
function tableOf<C extends string>(
  records: readonly Record<C, Cell>[],
  columns: readonly C[],
): Table {
  return {
    columns,
    rows: records.map((record) => columns.map((column) => record[column])),
  };
}

/** The fan of a record as cells of it. */
function withFan<R extends { withUser: UserRef | null }>(record: R) {
  const { withUser } = record;
  return {
    ...record,
    fan_id: withUser?.id ?? null,
    fan: withUser?.name ?? withUser?.username ?? null,
  };
}

function messageCells(message: Message): Cell[] {
  const { createdAt, created_at, is_inbound, topics } = message;
  const at = parseTimestamp(createdAt ?? created_at ?? "");
  return [
    message.id,
    at === null ? null : new Date(at).toISOString(),
    is_inbound == null ? null : String(is_inbound),
    message.text ?? null,
    message.price ?? null,
    message.tipAmount ?? null,
    message.sentimentScore ?? null,
    topics?.join(" ") ?? null,
  ];
}
