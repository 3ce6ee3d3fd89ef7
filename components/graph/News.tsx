import { useSignal, useSignalEffect } from "@preact/signals";
import type { GraphOverview } from "@/lib/models/graph_answers.ts";
import { count } from "@/components/wording/number.ts";
import type { GraphView } from "./view.ts";

/** Says that the graph has grown; nothing moves until that is asked for. */
export function News({ view: { explorer, overview } }: { view: GraphView }) {
  const opened = useSignal<GraphOverview | null>(null);
  useSignalEffect(() => {
    if (explorer.opening.value.kind === "ready") {
      opened.value = overview.loaded.peek()?.body ?? null;
    }
  });
  const body = overview.loaded.value?.body;
  if (opened.value === null || body === undefined) return null;
  const added = grown(opened.value, body);
  if (added === 0) return null;
  return (
    <button
      type="button"
      class="quiet graph-news"
      title="The graph has grown since it was opened: look again"
      onClick={() => explorer.open()}
    >
      <span class="sr-only">The graph has grown:</span> {count(added)}{" "}
      new, refresh
    </button>
  );
}

/** How many vertices a graph has more than before. */
export function grown(before: GraphOverview, now: GraphOverview): number {
  return Object.entries(now.counts.vertices).reduce(
    (sum, [label, count]) =>
      sum + Math.max(0, count - (before.counts.vertices[label] ?? 0)),
    0,
  );
}
