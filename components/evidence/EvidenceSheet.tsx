import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Evidence } from "@/lib/models/insight_answers.ts";
import { useLivePage } from "@/components/live/page.ts";
import { CrossIcon } from "@/components/shell/icons.tsx";
import { signed } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import { preview } from "@/components/wording/preview.ts";
import { dateTime, duration } from "@/components/wording/time.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { EvidenceQuestion } from "./evidence.ts";
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
        <div class="evidence-foot" role="alert">
          <p>{pages.state.value.detail}</p>
          <button
            type="button"
            class="btn btn-sm"
            onClick={() => pages.more()}
          >
            Try again
          </button>
        </div>
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

type Item = Evidence["evidence"][number];

function EvidenceItem(
  { item, unit }: { item: Item; unit: EvidenceQuestion["unit"] },
) {
  const { store } = useLivePage();
  const chat = item.conversation_id;
  const inbound = item.messages.find(({ is_inbound }) => is_inbound === true);
  const user = store.state.conversation(chat)?.peek().withUser ??
    inbound?.fromUser ?? null;
  const last = item.messages.at(-1);
  return (
    <li class="evidence-item">
      <p class="flex items-baseline justify-between gap-3">
        <bdi class="truncate font-semibold">{displayName(user, chat)}</bdi>
        <span class="shrink-0 text-sm text-muted">
          {contribution(item.contribution, unit)}
        </span>
      </p>
      {item.messages.map((message) => {
        const shown = preview(message);
        const at = parseTimestamp(message.createdAt);
        return (
          <p key={message.id} class="evidence-message">
            <span class="text-muted">
              {shown?.fromCreator === true ? "You" : "Fan"}
              {at !== null && `, ${dateTime(at)}`}:
            </span>{" "}
            <bdi class={shown?.named === true ? "italic" : ""}>
              {shown?.text}
            </bdi>
          </p>
        );
      })}
      {last !== undefined && (
        <a
          class="text-sm underline"
          href={`/inbox?chat=${encodeURIComponent(chat)}&message=${
            encodeURIComponent(last.id)
          }`}
        >
          Open in Inbox
        </a>
      )}
    </li>
  );
}

function contribution(value: number, unit: EvidenceQuestion["unit"]): string {
  switch (unit) {
    case "count":
      return "";
    case "sentiment":
      return signed(value);
    case "minutes":
      return duration(value);
    case "dollars":
      return `$${value.toFixed(2)}`;
  }
}
