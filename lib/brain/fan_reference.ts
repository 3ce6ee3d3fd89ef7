import type { Outcome, PlacedMessage, Side } from "@/lib/models/mod.ts";
import {
  answeredOf,
  counts,
  datesOf,
  hasComeBack,
  mean,
  paid,
  paymentsOf,
  PlainInsights,
  sentimentOf,
} from "./insight_reference.ts";

/**
 * For tests: a fan's profile, written down plainly from its definition, over
 * all messages of the conversation at once.
 * @module
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is known of a conversation at `now`, as far as its messages tell. */
export function plainProfile(
  all: readonly PlacedMessage[],
  { chat, zone, now }: { chat: string; zone: string; now: number },
) {
  const messages = all.filter((message) => message.chat === chat)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const zoned = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
      .toPlainDate();
  const byDate = Map.groupBy(messages, ({ at }) => zoned(at).toString());
  const days = datesOf({
    from: zoned(now).subtract({ days: 89 }).toString(),
    to: zoned(now).add({ days: 1 }).toString(),
  });
  const of = (side: Side) => messages.filter((one) => one.side === side);
  const [waiting] = new PlainInsights(messages, zone).waiting();
  return {
    first: messages[0]?.at ?? null,
    last: messages.at(-1)?.at ?? null,
    inbound: of("inbound").length,
    outbound: of("outbound").length,
    waitingSince: waiting?.since ?? null,
    spent: paid(messages.flatMap(paymentsOf)).amount,
    minutes: meanOrNull(answeredOf(messages).map(({ ms }) => ms / MINUTE)),
    sentiment: meanSentiment(messages),
    trend: days.flatMap((date) => {
      const sentiment = meanSentiment(byDate.get(date) ?? []);
      return sentiment === null ? [] : [{ date, sentiment }];
    }),
    topics: counts(messages.flatMap(({ enrichment }) => enrichment.topics)),
    actions: [
      ...counts(messages.flatMap(({ enrichment }) => enrichment.actions)),
    ].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)),
    outcomes: outcomesAt(messages, now),
  };
}

function meanOrNull(list: readonly number[]): number | null {
  return list.length === 0 ? null : mean(list);
}

function meanSentiment(messages: readonly PlacedMessage[]): number | null {
  return meanOrNull(
    messages.filter(({ enrichment }) => enrichment.sentiment !== null)
      .map(sentimentOf),
  );
}

/**
 * The latest 20 outcomes that messages show, and before those of the same time
 * that the fan has fallen silent.
 */
function outcomesAt(
  chat: readonly PlacedMessage[],
  now: number,
): Omit<Outcome, "evidence">[] {
  const nameOf = ({ kind, message_id }: Outcome) => `${kind} ${message_id}`;
  const latest = chat.flatMap((message) => shownBy(message, chat))
    .sort((a, b) =>
      Date.parse(b.date) - Date.parse(a.date) ||
      (nameOf(a) < nameOf(b) ? -1 : 1)
    ).slice(0, 20);
  const inbound = chat.filter(({ side }) => side === "inbound");
  const dropsOffAt = (inbound.at(-1)?.at ?? NaN) + 14 * DAY;
  if (inbound.length < 5 || !(dropsOffAt <= now)) return latest;
  const dropOff: Outcome = {
    kind: "drop_off",
    date: new Date(dropsOffAt).toISOString(),
    observed: false,
  };
  const later = latest.filter(({ date }) => Date.parse(date) > dropsOffAt);
  return [...later, dropOff, ...latest.slice(later.length)];
}

function shownBy(
  message: PlacedMessage,
  chat: readonly PlacedMessage[],
): Outcome[] {
  const about = {
    date: new Date(message.at).toISOString(),
    message_id: message.id,
  };
  const shown = message.enrichment.outcomes
    .map((outcome): Outcome => ({ ...about, ...outcome, observed: true }));
  return hasComeBack(message, chat)
    ? [...shown, { ...about, kind: "reactivation", observed: false }]
    : shown;
}
