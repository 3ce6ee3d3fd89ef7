import { useEffect, useMemo, useRef } from "preact/hooks";
import { CrossIcon } from "@/components/shell/icons.tsx";
import { Problem } from "@/components/shell/Problem.tsx";
import type { EvidenceQuestion } from "./evidence.ts";
import { EvidenceItem } from "./EvidenceItem.tsx";
import { EvidencePages } from "./pages.ts";

interface EvidenceSheetProps {
  question: EvidenceQuestion;
  close(): void;
}

/** The messages behind a number, page by page. */
export function EvidenceSheet({ question, close }: EvidenceSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pages = useMemo(() => new EvidencePages(question), []);
  useEffect(() => {
    dialog.current?.showModal();
    pages.more();
    return () => pages.stop();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet evidence"
      aria-labelledby="evidence-title"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <header class="sheet-head">
        <div class="min-w-0">
          <h2 id="evidence-title">{question.title}</h2>
          <p class="text-sm text-muted">
            <span class="font-semibold text-base-content">
              {question.value}
            </span>{" "}
            · the messages behind this number
          </p>
        </div>
        <form method="dialog">
          <button type="submit" class="icon-button" aria-label="Close">
            <CrossIcon />
          </button>
        </form>
      </header>
      <div class="sheet-body" tabIndex={0} aria-label="Messages">
        <ol class="evidence-list">
          {pages.items.value.map((item, i) => (
            <EvidenceItem key={i} item={item} unit={question.unit} />
          ))}
        </ol>
        <Foot pages={pages} />
      </div>
    </dialog>
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
