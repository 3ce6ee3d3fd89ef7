import { useEffect, useMemo, useRef } from "preact/hooks";
import { useComputed, useSignalEffect } from "@preact/signals";
import { useInbox } from "@/components/inbox/inbox.ts";
import { useLivePage } from "@/components/live/page.ts";
import { Problem } from "@/components/shell/Problem.tsx";
import { counted } from "@/components/wording/number.ts";
import { ProposalDesk, type Talk } from "./desk.ts";
import { SuggestionCard } from "./SuggestionCard.tsx";

interface SuggestionPanelProps {
  chat: string;
  fan: string;
  talk: Talk;
}

/** What rules propose in a conversation, above where one writes. */
export function SuggestionPanel({ chat, fan, talk }: SuggestionPanelProps) {
  const { suggestions, reviewer } = useInbox();
  const { store, now } = useLivePage();
  const panel = useRef<HTMLElement>(null);
  const desk = useMemo(
    () =>
      new ProposalDesk({ chat, suggestions, talk }, {
        isConnected: () => store.connection.peek().kind === "live",
        isHere: () => panel.current !== null,
        isIdle,
        now: () => now.peek(),
      }),
    [],
  );
  useEffect(() => {
    reviewer.desk = desk;
    return () => {
      reviewer.desk = null;
      suggestions.hold(null);
      suggestions.leave(chat);
    };
  }, []);
  const shown = useComputed(() => suggestions.of(chat));
  useSignalEffect(() => {
    if (shown.value.length > 0) desk.isDone.value = false;
  });
  const hold = useHold(chat);
  return (
    <>
      <section
        ref={panel}
        class="suggestions"
        aria-label="Suggested messages"
        hidden={shown.value.length === 0 && !desk.isDone.value}
        {...hold}
        onKeyDown={withoutRepeats}
      >
        {shown.value.map((proposal) => (
          <SuggestionCard
            key={proposal.id}
            proposal={proposal}
            fan={fan}
            desk={desk}
          />
        ))}
        {shown.value.length === 0 && desk.isDone.value && <NextOne />}
      </section>
      <Unread />
      <p class="sr-only" aria-live="polite">{desk.said.value}</p>
    </>
  );
}

/** Leads on where all of this conversation are decided on. */
function NextOne() {
  const { suggestions, reviewer } = useInbox();
  const place = useRef<HTMLDivElement>(null);
  const left = suggestions.open.value.length;
  useEffect(() => {
    const next = place.current?.querySelector("button") ??
      place.current?.closest(".stream")
        ?.querySelector<HTMLElement>(".stream-scroll");
    next?.focus();
  }, []);
  return (
    <div ref={place} class="suggestions-next">
      {left > 0 && (
        <>
          <p>{counted(left, "more suggestion")} in other conversations</p>
          <button
            type="button"
            class="btn btn-sm"
            onClick={() => reviewer.step(1)}
          >
            Next <kbd class="key" aria-hidden="true">n</kbd>
          </button>
        </>
      )}
    </div>
  );
}

/** What is said where it is not known what is proposed. */
function Unread() {
  const { suggestions } = useInbox();
  if (suggestions.problem.value === null) return null;
  return (
    <Problem class="suggestions-unread" retry={() => suggestions.reload()}>
      Suggestions could not be read.
    </Problem>
  );
}

/** Whether the focus is nowhere, or where a decision leads it. */
function isIdle(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches(".stream-scroll") ||
    at.closest(".suggestions") !== null;
}

/** A key that is held down decides on nothing. */
function withoutRepeats(event: KeyboardEvent): void {
  const isText = event.target instanceof HTMLInputElement ||
    event.target instanceof HTMLTextAreaElement;
  const isLetter = event.key.length === 1 || event.key === "Enter";
  if (event.repeat && isLetter && !isText) event.preventDefault();
}

/** Nothing vanishes from under a pointer or the focus. */
function useHold(chat: string) {
  const { suggestions } = useInbox();
  const by = useRef({ pointer: false, focus: false });
  const set = (change: Partial<typeof by.current>) => {
    Object.assign(by.current, change);
    const { pointer, focus } = by.current;
    suggestions.hold(pointer || focus ? chat : null);
  };
  return {
    onPointerEnter: () => set({ pointer: true }),
    onPointerLeave: () => set({ pointer: false }),
    onFocusIn: () => set({ focus: true }),
    onFocusOut: ({ currentTarget, relatedTarget }: FocusEvent) =>
      set({
        focus: currentTarget instanceof Node &&
          relatedTarget instanceof Node &&
          currentTarget.contains(relatedTarget),
      }),
  };
}
