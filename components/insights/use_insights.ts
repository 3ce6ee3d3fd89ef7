import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { Resource } from "@/components/live/resource.ts";
import { useResource } from "@/components/live/use_resource.ts";
import type {
  FirstInsights,
  InsightBodies,
  InsightName,
  InsightPaths,
} from "./answers.ts";

/** An answer that is kept up to date, and where the one is that should be shown. */
export interface Source<T> {
  path: ReadonlySignal<string>;
  resource: Resource<T>;
}

/**
 * Gives what keeps an answer up to date, by its name: a hook, to be called for
 * the same names each time.
 */
export function useInsights<Name extends InsightName>(
  paths: ReadonlySignal<InsightPaths<Name>>,
  initial: FirstInsights<Name> | null,
): <N extends Name>(name: N, everyMs?: number) => Source<InsightBodies[N]> {
  return (name, everyMs) => {
    const path = useComputed(() => paths.value[name]);
    const resource = useResource<InsightBodies[typeof name]>(path, {
      initial: initial?.[name] ?? null,
      ...(everyMs === undefined ? {} : { everyMs }),
    });
    return { path, resource };
  };
}
