import { count } from "@/components/wording/number.ts";
import { LabelMark } from "./marks.tsx";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS, LABELS } from "./words.ts";

/** What the shapes stand for, how many there are, and which are shown. */
export function Legend(
  { view: { explorer, overview } }: { view: GraphView },
) {
  const all = overview.loaded.value?.body.counts.vertices ?? {};
  const shown = explorer.counts.value;
  const hidden = explorer.hidden.value;
  return (
    <fieldset class="graph-legend">
      <legend class="sr-only">Shown in the picture</legend>
      <p class="graph-legend-head" aria-hidden="true">
        <span>Show</span>
        <span>in picture / in graph</span>
      </p>
      {LABELS.map((label) => {
        const [here, total] = [shown.get(label) ?? 0, all[label] ?? 0];
        return (
          <label key={label} class="graph-row">
            <input
              type="checkbox"
              class="size-3.5 shrink-0 accent-primary"
              checked={!hidden.has(label)}
              onChange={() => explorer.toggle(label)}
            />
            <LabelMark label={label} />
            <span class="flex-1">{LABEL_WORDS[label].many}</span>
            <span class="graph-small">
              <span aria-hidden="true">{count(here)} / {count(total)}</span>
              <span class="sr-only">
                {count(here)} in the picture, {count(total)} in the graph
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
