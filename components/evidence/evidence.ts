import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Signal } from "@preact/signals";
import type { EvidenceMetric } from "@/lib/models/insight_queries.ts";

/** A number, and how to ask for what is behind it. */
export interface EvidenceQuestion {
  /** What the number is, for people: "Messages about Travel". */
  title: string;
  /** The number as it stands on the page. */
  value: string;
  metric: EvidenceMetric;
  /** Parameters of `/insights/{metric}/evidence`; range and creator among them. */
  params: Readonly<Record<string, string>>;
  /** What each message adds to the number. */
  unit: "count" | "sentiment" | "minutes" | "dollars";
}

/** The question that is open, if any. */
export const EvidenceContext = createContext<
  Signal<EvidenceQuestion | null> | null
>(null);

/** Gives what opens the messages behind a number. */
export function useEvidence(): (question: EvidenceQuestion) => void {
  const open = useContext(EvidenceContext);
  return (question) => {
    if (open !== null) open.value = question;
  };
}

/** The address of a page of the messages behind a number. */
export function evidencePath(
  { metric, params }: Pick<EvidenceQuestion, "metric" | "params">,
  { limit, cursor }: { limit: number; cursor: string | null },
): string {
  const query = new URLSearchParams({ ...params, limit: String(limit) });
  if (cursor !== null) query.set("cursor", cursor);
  return `/api/v1/insights/${metric}/evidence?${query}`;
}
