import { useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { Totals } from "@/lib/models/insights.ts";
import type { Figures } from "@/components/live/state.ts";
import { type Kpi, kpis } from "./kpis.ts";

/** The first row: how things stand, in four figures. */
export function Kpis({ figures }: { figures: ReadonlySignal<Figures | null> }) {
  const opened = useRef<Totals | null>(null);
  opened.current ??= figures.value?.totals ?? null;
  const row = useComputed(() => kpis(figures.value, opened.current));
  return (
    <dl class="kpis">
      {row.value.map((kpi) => <KpiCard key={kpi.label} {...kpi} />)}
    </dl>
  );
}

function KpiCard({ label, value, explanation, note }: Kpi) {
  const first = useRef(value);
  const moved = first.current !== null && first.current !== value;
  return (
    <div class="panel kpi" title={explanation}>
      <dt>{label}</dt>
      <dd class="kpi-value">
        {/* A new key restarts the animation with each change. */}
        <span key={value} class={moved ? "tick" : undefined}>
          {value ?? (
            <>
              –<span class="sr-only">{explanation}</span>
            </>
          )}
        </span>
      </dd>
      <dd class="kpi-note">{note}</dd>
    </div>
  );
}
