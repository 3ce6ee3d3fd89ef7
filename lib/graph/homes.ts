import type { EdgeLabel } from "@/lib/models/mod.ts";
import type { EdgeName } from "./changes.ts";

/**
 * An edge's home is that of its ends where there are few edges of its label; at
 * the other end there may be very many. There edges are looked for.
 */
const HOMES: Record<EdgeLabel, "from" | "to"> = {
  HAS_CONVERSATION: "to",
  DISCUSS_TOPIC: "from",
  USES_ENGAGEMENT: "from",
  TARGETS_TOPIC: "from",
  RESULTS_IN_OUTCOME: "to",
};

/** The end that is the home of edges of `label`. */
export function homeEnd(label: EdgeLabel): "from" | "to" {
  return HOMES[label];
}

/** The ids of an edge's home, and of the vertex at its other end. */
export function endsOf(
  { from, label, to }: EdgeName,
): { home: string; other: string } {
  return HOMES[label] === "from"
    ? { home: from, other: to }
    : { home: to, other: from };
}

/** The name of an edge by its home and the vertex at its other end. */
export function edgeFrom(
  home: string,
  label: EdgeLabel,
  other: string,
): EdgeName {
  return HOMES[label] === "from"
    ? { from: home, label, to: other }
    : { from: other, label, to: home };
}
