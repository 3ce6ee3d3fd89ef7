import { useEffect, useMemo } from "preact/hooks";
import { Problem } from "@/components/shell/Problem.tsx";
import { Sheet } from "@/components/shell/Sheet.tsx";
import type { EvidenceQuestion } from "./evidence.ts";
import { EvidenceItem } from "./EvidenceItem.tsx";
import { EvidencePages } from "./pages.ts";

interface EvidenceSheetProps {
  question: EvidenceQuestion;
  close(): void;
}

/** The messages behind a number, page by page. */
export function EvidenceSheet({ question, close }: EvidenceSheetProps) {
  const pages = useMemo(() => new EvidencePages(question), []);
  useEffect(() => {
    pages.more();
    return () => pages.stop();
  }, []);
  return (
    <Sheet
      titleId="evidence-title"
      title={question.title}
      subtitle={
        <p class="text-sm text-muted">
          <span class="font-semibold text-base-content">{question.value}</span>
          {" "}
          · the messages behind this number
        </p>
      }
      contentLabel="Messages"
      close={close}
    >
      <ol class="evidence-list">
        {pages.items.value.map((item, i) => (
          <EvidenceItem key={i} item={item} unit={question.unit} />
        ))}
      </ol>
      <Foot pages={pages} />
    </Sheet>
  );
}

function Foot({ pages }: { pages: EvidencePages }) {
  const { kind } = pages.state.value;
  switch (kind) {
    case "loading":
      return <p class="evidence-foot" role="status">Looking for messages…</p>;
    case "failed":
      return (
        <Problem class="evidence-foot" retry={() => pages.more()}>
          {pages.state.value.detail}
        </Problem>
      );
    case "more":
      return (
        <div class="evidence-foot">
          <button
            type="button"
            class="btn btn-sm"
            onClick={() => pages.more()}
          >
            Show more
          </button>
        </div>
      );
    case "end":
      return (
        <p class="evidence-foot">
          {pages.items.value.length === 0
            ? "No message is behind this number."
            : "These are all."}
        </p>
      );
  }
}
