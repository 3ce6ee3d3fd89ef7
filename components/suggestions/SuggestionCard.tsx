import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useInbox } from "@/components/inbox/inbox.ts";
import { useLivePage } from "@/components/live/page.ts";
import { BackIcon } from "@/components/shell/icons.tsx";
import { count } from "@/components/wording/number.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime } from "@/components/wording/zoned_time.ts";
import type { ProposalDesk } from "./desk.ts";
import {
  faultOf,
  isEdited,
  MOST_CHARACTERS,
  type Proposal,
  wording,
} from "./suggestions.ts";
import { outcomeWords, RULE_TITLES, untilWords } from "./words.ts";

/** As of CommandRejection of lib/models/suggestions.ts. */
const MOST_OF_REASON = 500;

interface CardProps {
  proposal: Proposal;
  fan: string;
  desk: ProposalDesk;
}

/** A proposed message: whom it is for, why, what it says, and what to do. */
export function SuggestionCard({ proposal, fan, desk }: CardProps) {
  const { now } = useLivePage();
  const card = useWanted(proposal);
  const title = useId();
  const stage = proposal.stage.value;
  const isLate = proposal.expiresAt <= now.value;
  const isOver = stage.kind === "settled" || isLate;
  return (
    <article
      ref={card}
      class="suggestion"
      tabIndex={-1}
      aria-labelledby={title}
      data-suggestion={proposal.id}
    >
      <Head proposal={proposal} fan={fan} desk={desk} titleId={title} />
      <Text proposal={proposal} fan={fan} desk={desk} isOver={isOver} />
      {isOver
        ? <Over proposal={proposal} desk={desk} />
        : <Decision proposal={proposal} desk={desk} />}
    </article>
  );
}

/** The card, which takes the focus when it is its turn. */
function useWanted({ id }: Proposal) {
  const { suggestions: { wanted } } = useInbox();
  const card = useRef<HTMLElement>(null);
  // Read here, so that the card is drawn again when it is wanted.
  useComputed(() => wanted.value?.id === id).value;
  useLayoutEffect(() => {
    const part = wanted.peek();
    if (part?.id !== id || card.current === null) return;
    const place = part.part === "whole"
      ? card.current
      : card.current.querySelector<HTMLElement>(`[data-part="${part.part}"]`);
    if (place === null) return;
    wanted.value = null;
    place.focus();
    if (place instanceof HTMLTextAreaElement) {
      place.setSelectionRange(place.value.length, place.value.length);
    }
  });
  return card;
}

function Head(
  { proposal, fan, desk, titleId }: CardProps & { titleId: string },
) {
  const { rule, reason, message_id: message } = proposal.why;
  const why = typedText(reason);
  return (
    <header class="suggestion-head">
      <h3 id={titleId}>
        {RULE_TITLES[rule]}
        <span class="sr-only">
          , suggested for <bdi>{fan}</bdi>
        </span>
      </h3>
      <p class="suggestion-why">
        {message === null ? <bdi>{why}</bdi> : (
          <button
            type="button"
            class="suggestion-reason"
            title="Show the message"
            onClick={() => desk.talk.show(message)}
          >
            <bdi>{why}</bdi>
          </button>
        )}
      </p>
      <Until proposal={proposal} />
      <Steps proposal={proposal} />
    </header>
  );
}

function Until({ proposal: { stage, expiresAt } }: { proposal: Proposal }) {
  const { now, zone } = useLivePage();
  const left = useComputed(() =>
    untilWords(expiresAt, { now: now.value, zone })
  );
  if (stage.value.kind === "settled" || expiresAt === Infinity) return null;
  return (
    <p class="suggestion-until" title={fullTime(zone, expiresAt)}>
      {left.value}
    </p>
  );
}

/** Which of all it is, and the way to the others. */
function Steps({ proposal }: { proposal: Proposal }) {
  const { suggestions, reviewer } = useInbox();
  const open = suggestions.open.value;
  const at = open.findIndex(({ id }) => id === proposal.id);
  if (open.length < 2 || at < 0) return null;
  return (
    <p class="suggestion-steps">
      <button
        type="button"
        class="icon-button"
        aria-label="Suggestion before"
        title="Suggestion before (p)"
        onClick={() => reviewer.step(-1)}
      >
        <BackIcon />
      </button>
      {count(at + 1)} of {count(open.length)}
      <button
        type="button"
        class="icon-button"
        aria-label="Next suggestion"
        title="Next suggestion (n)"
        onClick={() => reviewer.step(1)}
      >
        <BackIcon />
      </button>
    </p>
  );
}

function Text(
  { proposal, fan, desk, isOver }: CardProps & { isOver: boolean },
) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft } = proposal;
  const hint = useId();
  useLayoutEffect(() => {
    if (field.current !== null) fit(field.current);
  }, [draft.value]);
  if (draft.value === null || isOver) {
    return (
      <p class="suggestion-text">
        <bdi dir="auto">{typedText(wording(proposal))}</bdi>
      </p>
    );
  }
  const fault = faultOf(draft.value);
  return (
    <>
      <textarea
        ref={field}
        class="field suggestion-field"
        data-part="text"
        dir="auto"
        rows={1}
        aria-label={`Suggested message to ${fan}`}
        aria-describedby={hint}
        aria-invalid={fault === null ? undefined : "true"}
        value={draft.value}
        onInput={(event) => desk.write(proposal, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            desk.leaveText(proposal);
          }
          const isSending = event.key === "Enter" &&
            (event.ctrlKey || event.metaKey) && !event.repeat;
          if (!isSending) return;
          event.preventDefault();
          desk.approve(proposal);
        }}
      />
      <p
        id={hint}
        class={fault === null ? "field-hint" : "field-error"}
        role={fault === null ? undefined : "alert"}
      >
        {fault === "blank"
          ? "There is nothing to send."
          : fault === "long"
          ? `${
            count(draft.value.length - MOST_CHARACTERS)
          } characters too many.`
          : "Control and Enter approves, Escape leaves the field and keeps the text."}
      </p>
    </>
  );
}

/** What can be done while nobody has decided. */
function Decision(
  { proposal, desk }: Pick<CardProps, "proposal" | "desk">,
) {
  const { store } = useLivePage();
  const isOffline = useComputed(() => store.connection.value.kind !== "live");
  const problem = proposal.problem.value;
  return (
    <>
      {problem !== null && (
        <p class="field-error" role="alert">Not done: {problem}</p>
      )}
      {proposal.reason.value === null
        ? <Buttons proposal={proposal} desk={desk} isOffline={isOffline} />
        : <Rejection proposal={proposal} desk={desk} isOffline={isOffline} />}
      {isOffline.value && (
        <p class="field-hint" role="status">
          Not connected at present. What you changed is kept here; it can be
          approved when the connection is back.
        </p>
      )}
    </>
  );
}

interface DecisionProps extends Pick<CardProps, "proposal" | "desk"> {
  isOffline: ReadonlySignal<boolean>;
}

function Buttons({ proposal, desk, isOffline }: DecisionProps) {
  const edited = isEdited(proposal);
  const cannot = isOffline.value || faultOf(wording(proposal)) !== null;
  return (
    <p class="suggestion-buttons">
      <button
        type="button"
        class="btn btn-sm btn-primary"
        disabled={cannot}
        title="Approve (a)"
        onClick={() => desk.approve(proposal)}
      >
        {edited ? "Approve with your edit" : "Approve as it is"}
      </button>
      {proposal.draft.value === null
        ? (
          <button
            type="button"
            class="btn btn-sm"
            title="Change its text (c)"
            onClick={() => desk.edit(proposal)}
          >
            Edit
          </button>
        )
        : (
          <button
            type="button"
            class="btn btn-sm"
            onClick={() => desk.undo(proposal)}
          >
            {edited ? "Undo the edit" : "Cancel"}
          </button>
        )}
      <button
        type="button"
        class="btn btn-sm"
        disabled={isOffline.value}
        title="Reject (x)"
        onClick={() => desk.reject(proposal)}
      >
        Reject
      </button>
    </p>
  );
}

/** Asks why it is not to be sent, which may be left open. */
function Rejection({ proposal, desk, isOffline }: DecisionProps) {
  return (
    <form
      class="suggestion-buttons"
      onSubmit={(event) => {
        event.preventDefault();
        desk.reject(proposal);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        desk.keep(proposal);
      }}
    >
      <input
        class="field"
        data-part="reason"
        dir="auto"
        maxLength={MOST_OF_REASON}
        aria-label="Why it is not to be sent, for your team"
        placeholder="Why not? (optional)"
        value={proposal.reason.value ?? ""}
        onInput={(event) => proposal.reason.value = event.currentTarget.value}
      />
      <button
        type="submit"
        class="btn btn-sm btn-danger"
        disabled={isOffline.value}
      >
        Reject it
      </button>
      <button
        type="button"
        class="btn btn-sm"
        onClick={() => desk.keep(proposal)}
      >
        Keep it
      </button>
    </form>
  );
}

/** What became of one that is over, and what is left to do. */
function Over({ proposal, desk }: Pick<CardProps, "proposal" | "desk">) {
  const { now, zone } = useLivePage();
  const stage = proposal.stage.value;
  const told = { now: now.value, zone };
  const words = stage.kind === "settled"
    ? outcomeWords(stage, told)
    : "Nobody approved it in time: it was not sent.";
  return (
    <>
      <p class="suggestion-outcome" role="status">
        <bdi>{words}</bdi>
        {isEdited(proposal) && " Your edit was not sent."}
      </p>
      <p class="suggestion-buttons">
        <button
          type="button"
          class="btn btn-sm"
          onClick={() => desk.dismiss(proposal)}
        >
          Dismiss
        </button>
        <button
          type="button"
          class="btn btn-sm"
          onClick={() => desk.answerWith(proposal)}
        >
          {isEdited(proposal) ? "Write on with your edit" : "Write it yourself"}
        </button>
      </p>
    </>
  );
}

/** As high as the text; the style sheet says where that ends. */
function fit(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  const borders = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + borders}px`;
}
