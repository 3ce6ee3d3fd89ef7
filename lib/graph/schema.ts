import { EdgeLabel, VertexLabel } from "@/lib/models/mod.ts";
import { ID_PREFIX } from "./ids.ts";

/** What edges of a label lead from, and to: nothing else is written. */
export const EDGE_ENDS: Record<
  EdgeLabel,
  { from: readonly VertexLabel[]; to: readonly VertexLabel[] }
> = {
  HAS_CONVERSATION: { from: ["Fan", "Creator"], to: ["ConversationNode"] },
  DISCUSS_TOPIC: { from: ["ConversationNode", "Day"], to: ["Topic"] },
  USES_ENGAGEMENT: { from: ["ConversationNode"], to: ["EngagementAction"] },
  TARGETS_TOPIC: { from: ["EngagementAction"], to: ["Topic"] },
  RESULTS_IN_OUTCOME: {
    from: ["ConversationNode"],
    to: ["InteractionOutcome"],
  },
};

/** The label that vertices with such an id have; `null` if none has. */
export function labelOfId(id: string): VertexLabel | null {
  return VertexLabel.options.find((label) => id.startsWith(ID_PREFIX[label])) ??
    null;
}

/** The labels that edges at a vertex can have in a direction, by its id. */
export function edgeLabelsAt(
  id: string,
  direction: "out" | "in",
): EdgeLabel[] {
  const label = labelOfId(id);
  if (label === null) return [];
  return EdgeLabel.options.filter((one) =>
    EDGE_ENDS[one][direction === "out" ? "from" : "to"].includes(label)
  );
}
