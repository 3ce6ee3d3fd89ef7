import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { ConversationRow } from "./ConversationRow.tsx";
import type { InboxPage } from "./use_inbox_page.ts";
import {
  ROW_HEIGHT,
  rowsIn,
  rowsPerPage,
  type Sight,
  topToSee,
} from "./windowing.ts";

interface ConversationRowsProps {
  page: InboxPage;
  ids: ReadonlySignal<readonly string[]>;
  /** What the list is scrolled in. */
  scroller: { readonly current: HTMLElement | null };
}

/**
 * Conversations one below the other, of which those in sight are on the page.
 * Tab leads to one of them; arrows, Home, End and pages go on from there.
 */
export function ConversationRows(props: ConversationRowsProps) {
  const { page, ids } = props;
  const { store: { state } } = useLivePage();
  const rows = useRows(props);
  useKeys(page, rows);
  const total = ids.value.length;
  return (
    <ul
      ref={rows.element}
      class="rows"
      role="list"
      aria-label="Conversations"
      onKeyDown={rows.press}
      onFocusIn={rows.enter}
      onFocusOut={rows.leave}
    >
      {rows.indexes().map((index) => {
        const id = ids.value[index] ?? "";
        const conversation = state.conversation(id);
        return conversation && (
          <ConversationRow
            key={id}
            page={page}
            id={id}
            conversation={conversation}
            index={index}
            total={total}
            isStop={index === rows.stop.value}
          />
        );
      })}
    </ul>
  );
}

/** What is in sight, and where the focus is. */
function useRows({ page, ids, scroller }: ConversationRowsProps) {
  const { calm } = page.list;
  const { store: { state } } = useLivePage();
  const element = useRef<HTMLUListElement>(null);
  const sight = useSignal<Sight>({ top: 0, height: null });
  const isFocused = useSignal(false);
  /** The conversation that was focused last. */
  const active = useSignal<string | null>(null);
  /** The row that is to have the focus as soon as it is on the page. */
  const wanted = useRef<number | null>(null);
  const lastAt = useRef(-1);
  const at = useComputed(() =>
    active.value === null ? -1 : ids.value.indexOf(active.value)
  );
  const from = useComputed(() => rowsIn(sight.value, ids.value.length).from);
  const to = useComputed(() => rowsIn(sight.value, ids.value.length).to);
  const seen = useComputed(() => Math.ceil(sight.value.top / ROW_HEIGHT));
  const stop = useComputed(() => {
    const isThere = at.value >= from.value && at.value < to.value;
    return isThere || isFocused.value && at.value >= 0
      ? at.value
      : Math.max(from.value, Math.min(seen.value, to.value - 1));
  });

  const look = () => {
    const [pane, list] = [scroller.current, element.current];
    if (pane === null || list === null) return;
    const next = {
      top: Math.max(0, pane.scrollTop - list.offsetTop),
      height: pane.clientHeight,
    };
    const { top, height } = sight.peek();
    if (next.top !== top || next.height !== height) sight.value = next;
  };
  const focusWanted = () => {
    if (wanted.current === null) return;
    const link = element.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] a`,
    );
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
  const go = (index: number) => {
    const last = ids.peek().length - 1;
    const next = Math.max(0, Math.min(last, index));
    const id = ids.peek()[next];
    const [pane, list] = [scroller.current, element.current];
    if (id === undefined || pane === null || list === null) return;
    wanted.current = next;
    active.value = id;
    pane.scrollTop = list.offsetTop + topToSee(next, sight.peek());
    look();
    focusWanted();
  };

  /** Whom the page was opened with is seen as soon as the list has come so far. */
  const showLinked = () => {
    const { linked, openChat } = page;
    const [pane, list] = [scroller.current, element.current];
    if (linked.chat === null || pane === null || list === null) return;
    const isLeft = sight.peek().top > 0 || isFocused.peek() ||
      linked.chat !== openChat.peek();
    const index = isLeft ? -1 : ids.peek().indexOf(linked.chat);
    if (index >= 0) {
      pane.scrollTop = list.offsetTop + topToSee(index, sight.peek());
      look();
    }
    if (isLeft || index >= 0 || state.isComplete.peek()) linked.chat = null;
  };

  useLayoutEffect(() => {
    const list = element.current;
    if (list === null) return;
    list.style.setProperty("height", `${ids.value.length * ROW_HEIGHT}px`);
    list.dataset.placed = "";
  }, [ids.value.length]);
  useLayoutEffect(() => {
    look();
    showLinked();
    focusWanted();
    // The focus stays in the list when its conversation leaves it.
    if (isFocused.peek() && at.peek() < 0) go(lastAt.current);
    lastAt.current = at.peek();
  });
  useEffect(() => {
    const pane = scroller.current;
    if (pane === null) return;
    const resize = new ResizeObserver(look);
    resize.observe(pane);
    pane.addEventListener("scroll", look, { passive: true });
    return () => {
      resize.disconnect();
      pane.removeEventListener("scroll", look);
      calm.release("focus");
    };
  }, []);

  return {
    element,
    stop,
    go,
    at,
    isFocused,
    /** The rows to have on the page; the focused one stays wherever it is. */
    indexes(): number[] {
      const shown: number[] = [];
      for (let i = from.value; i < to.value; i++) shown.push(i);
      const focused = isFocused.value ? at.value : -1;
      if (focused >= 0 && focused < from.value) shown.unshift(focused);
      if (focused >= to.value) shown.push(focused);
      return shown;
    },
    press(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") return page.reasons.leave();
      const next = destination(event.key, at.peek(), {
        last: ids.peek().length - 1,
        page: rowsPerPage(sight.peek()),
      });
      if (next === null) return;
      event.preventDefault();
      go(next);
    },
    enter({ target }: FocusEvent) {
      if (!(target instanceof HTMLElement)) return;
      const id = target.closest<HTMLElement>("[data-chat]")?.dataset.chat;
      if (id === undefined) return;
      active.value = id;
      isFocused.value = true;
      // A click leaves the focus behind, and nobody is about to press there.
      if (!target.matches(":focus-visible")) return;
      calm.hold("focus");
      page.reasons.point(id);
    },
    leave({ relatedTarget }: FocusEvent) {
      page.reasons.leave();
      const isInside = relatedTarget instanceof Node &&
        element.current?.contains(relatedTarget);
      if (isInside) return;
      isFocused.value = false;
      calm.release("focus");
    },
  };
}

/** Where a key leads from row `at`; `null`: nowhere. */
function destination(
  key: string,
  at: number,
  { last, page }: { last: number; page: number },
): number | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** Keys that work wherever one is on the page. */
function useKeys(page: InboxPage, rows: ReturnType<typeof useRows>): void {
  const { toasts } = useLivePage();
  const { calm } = page.list;
  const step = (by: number) => {
    const open = page.openChat.peek();
    const ids = calm.shown.peek();
    const from = rows.isFocused.peek() || rows.at.peek() >= 0
      ? rows.at.peek()
      : open === null
      ? -1
      : ids.indexOf(open);
    rows.go(from < 0 ? rows.stop.peek() : from + by);
  };
  useShortcuts("Conversations", [
    { keys: "j", label: "Next conversation", run: () => step(1) },
    { keys: "k", label: "Conversation before", run: () => step(-1) },
    {
      keys: "u",
      label: "Open the next unanswered",
      run() {
        const next = page.list.nextWaiting(page.openChat.peek());
        if (next === null) {
          toasts.say({
            tone: "good",
            text: "No fan here waits for an answer.",
          });
          return;
        }
        rows.go(calm.shown.peek().indexOf(next));
        page.open(next);
      },
    },
  ]);
}
