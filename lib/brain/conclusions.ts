import { characteristicTopics, inferOutcomes } from "@/lib/enrichment/mod.ts";
import type { Conclusions, ConversationRecord } from "@/lib/insights/mod.ts";
import type { Outcome } from "@/lib/models/mod.ts";

/** What enrichment concludes from a conversation's record. */
export const CONCLUSIONS: Conclusions = {
  infer: inferConversationOutcomes,
  rankTopics: (counts, messages) => characteristicTopics(counts, messages),
};

/** Outcomes that time brings, or the fan's profile shows. */
function inferConversationOutcomes(
  record: ConversationRecord,
  now: number,
): Outcome[] {
  const { withUser } = record;
  return inferOutcomes({
    subscribedOn: withUser?.subscribedOn,
    subscribedBy: withUser?.subscribedBy,
    subscribedByAutoprolong: withUser?.subscribedByAutoprolong,
    subscribedByExpireDate: withUser?.subscribedByExpireDate,
    subscribedOnData: withUser?.subscribedOnData,
    inboundCount: record.figures.inbound,
    lastInboundAt: record.sequence?.lastInboundAt ?? null,
  }, now);
}
