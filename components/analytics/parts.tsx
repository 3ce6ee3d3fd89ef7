import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import type { EvidenceQuestion } from "@/components/evidence/evidence.ts";

/** One figure with its name, in a row of them. */
export function Figure({ label, value, note, question }: {
  label: string;
  /** `null`: it cannot be computed. */
  value: string | null;
  note?: ComponentChildren;
  question?: EvidenceQuestion | null;
}) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd class="figure-value">
        {value === null
          ? (
            <>
              –<span class="sr-only">not known</span>
            </>
          )
          : (
            <EvidenceNumber question={question ?? null}>
              {value}
            </EvidenceNumber>
          )}
      </dd>
      {note !== undefined && <dd class="figure-note">{note}</dd>}
    </div>
  );
}

/** A bar in a table's row, as long as its share of `most`. */
export function RowBar({ value, most }: { value: number; most: number }) {
  return (
    <svg class="bar" width="100%" height="8" aria-hidden="true">
      <rect class="bar-track" width="100%" height="8" rx="4" />
      <rect
        class="bar-value"
        width={`${most === 0 ? 0 : 100 * value / most}%`}
        height="8"
        rx="4"
      />
    </svg>
  );
}

/** A table that is made when somebody opens it. */
export function Unfolded({ label, children }: {
  label: string;
  children(): ComponentChildren;
}) {
  const isOpen = useSignal(false);
  return (
    <details
      class="unfolded"
      onToggle={(event) => isOpen.value = event.currentTarget.open}
    >
      <summary>{label}</summary>
      {isOpen.value && children()}
    </details>
  );
}

/** A chart's head below that of its section, with what it is as files. */
export function SubHead({ title, aside, children }: {
  title: string;
  aside?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="sub-head">
      <h3>{title}</h3>
      {aside !== undefined && <p class="sub-aside">{aside}</p>}
      {children}
    </div>
  );
}
