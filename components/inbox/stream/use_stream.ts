import { useEffect, useMemo } from "preact/hooks";
import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import type { RefObject } from "preact";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { executeHere } from "@/components/extension/extension_service.ts";
import { useLivePage } from "@/components/live/page.ts";
import { isTyping } from "@/components/shell/shortcuts.ts";
import type { InboxSeed } from "../seed.ts";
import { Commands } from "./commands.ts";
import { windowStorage } from "./drafts.ts";
import type { ListWindow } from "./list_window.ts";
import { Messages } from "./messages.ts";
import { firstUnreadOf } from "./rows.ts";

type Initial = InboxSeed["open"];

/** The conversation as it is at present; `null` where it is not known. */
export function useNode(
  chat: string,
  initial: Initial,
): ReadonlySignal<ExtendedConversationNode | null> {
  const { store: { state } } = useLivePage();
  return useComputed(() => {
    // A conversation may come to be known later.
    state.changes.value;
    return state.conversation(chat)?.value ?? initial?.node ?? null;
  });
}

/** The messages of the chat, kept up to date. */
export function useMessages(chat: string, initial: Initial): Messages {
  const { store: { state } } = useLivePage();
  const messages = useMemo(
    () => new Messages({ chat, initial: initial?.messages ?? null }),
    [],
  );
  useEffect(() => {
    messages.start();
    return state.onMessages((from, changed) => messages.apply(from, changed));
  }, []);
  useSyncs(() => messages.resync());
  return messages;
}

/** What was written for the chat and is on its way, kept up to date. */
export function useCommands(chat: string, initial: Initial): Commands {
  const { store: { account, state } } = useLivePage();
  const commands = useMemo(
    () =>
      new Commands({
        chat,
        initial: initial?.commands ?? null,
        shortWay({ chat_id, text, media_url, command_id, expires_at }) {
          executeHere(
            { chat_id, text, media_url, command_id, expires_at },
            account.id,
          );
        },
      }),
    [],
  );
  useEffect(() => {
    commands.start(windowStorage());
    return state.onCommand((command) => commands.apply(command));
  }, []);
  useSyncs(() => commands.reload());
  return commands;
}

/** Does something whenever everything came anew. */
function useSyncs(act: () => void): void {
  const { store: { state: { syncs } } } = useLivePage();
  const done = useSignal(syncs.peek());
  useSignalEffect(() => {
    if (syncs.value === done.peek()) return;
    done.value = syncs.value;
    act();
  });
}

/** How the search for a message stands. */
export type Search = "none" | "looking" | "missing" | "failed";

/** How long a message that was looked for stays marked, ms. */
const MARKED_MS = 4_000;

/** Shows the message that the address names, and marks it for a while. */
export function useGoal(
  message: string | null,
  { messages, list }: { messages: Messages; list: ListWindow },
): {
  goal: ReadonlySignal<string | null>;
  search: ReadonlySignal<Search>;
  /** Shows it once more. */
  again(): void;
} {
  const goal = useSignal<string | null>(null);
  const times = useSignal(0);
  const search = useSignal<Search>("none");
  useEffect(() => {
    if (message === null) {
      search.value = "none";
      return;
    }
    return lookFor(message, { messages, list, goal, search });
  }, [message, times.value]);
  return { goal, search, again: () => times.value++ };
}

function lookFor(
  message: string,
  { messages, list, goal, search }: {
    messages: Messages;
    list: ListWindow;
    goal: Signal<string | null>;
    search: Signal<Search>;
  },
): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  search.value = "looking";
  messages.find(message).then((found) => {
    if (isOver) return;
    search.value = found === "found" ? "none" : found;
    if (found !== "found") return;
    goal.value = message;
    list.toRow(message);
    timer = setTimeout(() => goal.value = null, MARKED_MS);
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
    goal.value = null;
  };
}

/**
 * The first message that was unread when the chat was opened: reading it here
 * does not move the line.
 */
export function useFirstUnread(
  messages: Messages,
  node: ReadonlySignal<ExtendedConversationNode | null>,
): ReadonlySignal<string | null> {
  const first = useSignal<string | null | undefined>(
    firstUnreadNow(messages, node),
  );
  useSignalEffect(() => {
    messages.view.value;
    if (first.peek() === undefined) {
      first.value = firstUnreadNow(messages, node);
    }
  });
  return useComputed(() => first.value ?? null);
}

function firstUnreadNow(
  messages: Messages,
  node: ReadonlySignal<ExtendedConversationNode | null>,
): string | null | undefined {
  const { isKnown, items } = messages.view.peek();
  const unread = node.peek()?.unreadCount;
  if (!isKnown || unread === undefined) return undefined;
  return firstUnreadOf(items, unread);
}

/** Scrolls the stream by keys that are pressed where nothing else takes them. */
export function usePageKeys(root: RefObject<HTMLElement>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const scroller = root.current?.querySelector(".stream-scroll") ?? null;
      const isOurs = event.target === document.body ||
        (event.target instanceof Node &&
          root.current?.contains(event.target) === true &&
          event.target !== scroller);
      if (
        scroller === null || !isOurs || event.defaultPrevented ||
        event.altKey || event.ctrlKey || event.metaKey ||
        isTyping(event.target)
      ) return;
      const pages = PAGES[event.key];
      if (pages === undefined) return;
      event.preventDefault();
      scroller.scrollBy({ top: pages * 0.85 * scroller.clientHeight });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

/** How many pages a key scrolls by. */
const PAGES: Partial<Record<string, number>> = {
  PageUp: -1,
  PageDown: 1,
  Home: -Infinity,
};
