import type { OutcomeKind, TimeRange } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import type { ConversationRecord } from "./conversation.ts";

/** How many outcomes conversations came to that discuss a topic. */
export interface OutcomesOfTopic {
  topic: string;
  outcomes: number;
}

/**
 * Which topics come before an outcome, written down plainly: each outcome of the
 * kind within the time counts once for every topic that its conversation
 * mentions, at whatever time. The most first, then in order of names.
 */
export function outcomesByTopic(
  records: Iterable<Pick<ConversationRecord, "figures" | "outcomes">>,
  { start, end }: TimeRange,
  kind: OutcomeKind,
): OutcomesOfTopic[] {
  const byTopic = new Map<string, number>();
  for (const { figures, outcomes } of records) {
    const found = outcomes.filter((outcome) => {
      const at = Date.parse(outcome.date);
      return outcome.kind === kind && at >= start && at < end;
    });
    if (found.length === 0) continue;
    for (const [topic, messages] of Object.entries(figures.topics)) {
      if (messages <= 0) continue;
      byTopic.set(topic, (byTopic.get(topic) ?? 0) + found.length);
    }
  }
  return [...byTopic]
    .map(([topic, outcomes]) => ({ topic, outcomes }))
    .sort((a, b) =>
      b.outcomes - a.outcomes || compareKeyText(a.topic, b.topic)
    );
}
