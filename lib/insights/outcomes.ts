import {
  type FunnelInsights,
  FunnelStage,
  type OutcomeInsights,
  OutcomeKind,
} from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import { countOf, dollarsOf } from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";

/**
 * Outcomes of a range by kind, and the topics that their sessions had mentioned
 * by then; of one `kind`, or of all. The most first.
 */
export function outcomes(
  { sum }: RangeFigures,
  kind?: OutcomeKind,
): Omit<OutcomeInsights, "range"> {
  const kinds = kind === undefined ? OutcomeKind.options : [kind];
  return {
    outcomes: kinds
      .map((kind) => ({
        kind,
        outcomes: countOf(sum.outcomes, kind),
        amount: dollarsOf(countOf(sum.cents, kind)),
      }))
      .filter(({ outcomes }) => outcomes > 0)
      .sort((a, b) => b.outcomes - a.outcomes),
    topics: Object.entries(sum.outcomeTopics)
      .flatMap(([pair, outcomes]) => {
        const space = pair.indexOf(" ");
        const of = kinds.find((kind) => kind === pair.slice(0, space));
        const topic = pair.slice(space + 1);
        return of === undefined ? [] : [{ kind: of, topic, outcomes }];
      })
      .sort((a, b) =>
        b.outcomes - a.outcomes || compareKeyText(a.kind, b.kind) ||
        compareKeyText(a.topic, b.topic)
      ),
  };
}

/** How far the sessions that began in a range came. */
export function funnel({ sum }: RangeFigures): FunnelInsights["stages"] {
  const counts = FunnelStage.options.map((stage) => countOf(sum.funnel, stage));
  const share = (sessions: number, of: number | undefined) =>
    of === undefined || of === 0 ? null : (100 * sessions) / of;
  return FunnelStage.options.map((stage, i) => {
    const sessions = counts[i] ?? 0;
    return {
      stage,
      sessions,
      percentage_of_previous: share(sessions, counts[i - 1]),
      percentage_of_first: share(sessions, counts[0]),
    };
  });
}
