import type { ComponentChildren } from "preact";
import { type EvidenceQuestion, useEvidence } from "./evidence.ts";

interface EvidenceNumberProps {
  /** `null`: there is nothing behind it to show. */
  question: EvidenceQuestion | null;
  class?: string;
  children: ComponentChildren;
}

/** A number that opens the messages behind it. */
export function EvidenceNumber(
  { question, class: className = "", children }: EvidenceNumberProps,
) {
  const open = useEvidence();
  if (question === null) return <span class={className}>{children}</span>;
  return (
    <button
      type="button"
      class={`evidence-number ${className}`}
      title="Show the messages behind this number"
      onClick={() => open(question)}
    >
      {children}
      <span class="sr-only">, {question.title}: show the messages</span>
    </button>
  );
}
