import { useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { Sparkline } from "@/components/charts/Sparkline.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { ChangeMark } from "@/components/insights/ChangeMark.tsx";
import type { Resource } from "@/components/live/resource.ts";
import type { Figures } from "@/components/live/state.ts";
import type { Answers } from "./answers.ts";
import { type Kpi, kpis } from "./kpis.ts";
import { knownOf, Missing } from "./Panel.tsx";

interface KpisProps {
  comparison: Resource<Answers["comparison"]>;
  daily: Resource<Answers["daily"]>;
  unanswered: Resource<Answers["unanswered"]>;
  figures: ReadonlySignal<Figures | null>;
  /** Milliseconds since the epoch. */
  now: ReadonlySignal<number>;
}

/** The first row: how things stand, and how they stood before. */
export function Kpis(props: KpisProps) {
  const { comparison, daily, unanswered, figures, now } = props;
  const row = useComputed(() => {
    const compared = comparison.loaded.value;
    const waiting = unanswered.loaded.value;
    return kpis({
      comparison: compared && knownOf(compared),
      daily: daily.loaded.value?.body ?? null,
      unanswered: waiting && knownOf(waiting),
      totals: figures.value?.totals ?? null,
      now: now.value,
    });
  });
  const isKnown = comparison.loaded.value !== null;
  const problem = comparison.problem.value;
  if (!isKnown && problem !== null) {
    return (
      <section class="panel tile" data-tile="kpis" aria-label="Key figures">
        <Missing
          problem={problem}
          retry={() =>
            comparison.reload()}
        />
      </section>
    );
  }
  const isLate = isKnown && comparison.isLoading.value;
  return (
    <dl
      class="kpis"
      data-count={row.value.length}
      data-late={isLate ? "" : undefined}
    >
      {row.value.map((kpi) => <KpiCard key={kpi.label} {...kpi} />)}
    </dl>
  );
}

function KpiCard(kpi: Kpi) {
  const { label, value, explanation, change, note, days, question } = kpi;
  const first = useRef(value);
  const moved = first.current !== null && first.current !== value;
  return (
    <div class="panel kpi">
      <dt title={explanation}>{label}</dt>
      <dd class="kpi-value">
        {value === null
          ? (
            <span title={explanation}>
              –<span class="sr-only">{explanation}</span>
            </span>
          )
          : (
            <EvidenceNumber question={question}>
              {/* A new key restarts the animation; the button keeps its focus. */}
              <span key={value} class={moved ? "tick" : undefined}>
                {value}
              </span>
            </EvidenceNumber>
          )}
        {days !== null && <Sparkline values={days} />}
      </dd>
      <dd class="kpi-note">
        {change === null ? null : <ChangeMark change={change} />}
        <span class="truncate" title={note}>{note}</span>
      </dd>
    </div>
  );
}
