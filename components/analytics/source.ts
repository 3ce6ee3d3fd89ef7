import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { InsightBodies } from "@/components/insights/answers.ts";
import type { Range } from "@/components/insights/range.ts";
import {
  type Source,
  useInsights,
} from "@/components/insights/use_insights.ts";
import { useLivePage } from "@/components/live/page.ts";
import {
  type AnalyticsFigures,
  analyticsPaths,
  type FigureName,
} from "./questions.ts";

/** All figures of the page. */
export type Sources = {
  readonly [Name in FigureName]: Source<InsightBodies[Name]>;
};

/** Keeps the figures of a range up to date. */
export function useSources(
  range: ReadonlySignal<Range>,
  initial: AnalyticsFigures,
): Sources {
  const { now, zone, creator } = useLivePage();
  const paths = useComputed(() =>
    analyticsPaths({ range: range.value, now: now.value, zone, creator })
  );
  const useSource = useInsights(paths, initial);
  return {
    topics: useSource("topics"),
    daily: useSource("daily"),
    responseTime: useSource("responseTime"),
    outcomes: useSource("outcomes"),
    funnel: useSource("funnel"),
    comparison: useSource("comparison"),
    revenue: useSource("revenue"),
    spenders: useSource("spenders"),
  };
}

/** Whether what is shown of some sources is not yet what should be. */
export function isBehind(sources: readonly Source<unknown>[]): boolean {
  return sources.some(({ path, resource }) => {
    const loaded = resource.loaded.value;
    return loaded !== null && loaded.path !== path.value;
  });
}

/** Why the latest of some sources is not known; `null` if all of it is. */
export function problemOf(
  sources: readonly Source<unknown>[],
): string | null {
  for (const { resource } of sources) {
    if (resource.problem.value !== null) return resource.problem.value;
  }
  return null;
}
