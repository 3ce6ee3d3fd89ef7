import { useEffect, useMemo } from "preact/hooks";
import { batch, effect, type Signal, signal } from "@preact/signals";
import { type LiveContext, useLivePage } from "@/components/live/page.ts";
import { Reviewer } from "@/components/suggestions/reviewer.ts";
import { Suggestions } from "@/components/suggestions/suggestions.ts";
import { useSuggestions } from "@/components/suggestions/use_suggestions.ts";
import type { LiveStore } from "@/components/live/store.ts";
import { type InboxAddress, readAddress, writeAddress } from "./address.ts";
import type { Inbox } from "./inbox.ts";
import { InboxList } from "./inbox_list.ts";
import { MessageSearch } from "./message_search.ts";
import { PriorityReasons } from "./priority_reasons.ts";
import type { InboxSeed } from "./seed.ts";

/** What the Inbox itself works with. */
export interface InboxPage extends Inbox {
  list: InboxList;
  search: MessageSearch;
  reasons: PriorityReasons;
  openChat: Signal<string | null>;
  /** The message at which the conversation is shown; `null`: the latest. */
  message: Signal<string | null>;
  query: Signal<string>;
  /** Whom the page was opened with, until the list has shown them. */
  linked: { chat: string | null };
  /** Shows no conversation. */
  close(): void;
}

/** The Inbox as its address says, which goes with it from then on. */
export function useInboxPage(seed: InboxSeed): InboxPage {
  const live = useLivePage();
  const page = useMemo(() => inboxPage(seed, live), []);
  useSuggestions(page.suggestions);
  useEffect(() => page.list.start(), []);
  useEffect(() => followAddress(page), []);
  useEffect(() => {
    const stop = effect(() => page.search.look(page.query.value));
    return () => {
      stop();
      page.search.stop();
      page.reasons.leave();
    };
  }, []);
  return page;
}

function inboxPage(
  seed: InboxSeed,
  { store, creator, now }: LiveContext,
): InboxPage {
  const { filter, order } = readAddress(new URLSearchParams(seed.query));
  const suggestions = new Suggestions({
    initial: seed.suggestions ?? null,
    clock: now,
    isOurs: (chat) => creator === null || creatorOf(store, chat) === creator,
  });
  const suggested = suggestions.chats;
  const list = new InboxList(store.state, {
    filter,
    order,
    creator,
    suggested,
  });
  const openChat = signal(seed.chat);
  const message = signal(seed.message);
  const go = (chat: string | null, at: string | null) => {
    if (chat === openChat.peek() && at === message.peek()) return;
    batch(() => {
      openChat.value = chat;
      message.value = at;
    });
    history.pushState(null, "", addressOf(page));
  };
  const page: InboxPage = {
    list,
    search: new MessageSearch(),
    reasons: new PriorityReasons(() => store.revision.peek()),
    openChat,
    message,
    query: list.query,
    suggestions,
    reviewer: new Reviewer(suggestions, {
      chat: () => openChat.peek(),
      open: (chat) => go(chat, null),
    }),
    linked: { chat: seed.chat },
    open: (chat, at = null) => go(chat, at),
    close: () => go(null, null),
  };
  return page;
}

/** Whose chat it is; read within a signal's computation, it is kept up to date. */
function creatorOf({ state }: LiveStore, chat: string) {
  // A conversation may come to be known later.
  state.changes.value;
  return state.conversation(chat)?.peek().creatorId;
}

/** Page and address follow each other until the returned function is called. */
function followAddress(page: InboxPage): () => void {
  const { list, openChat, message } = page;
  const back = () => {
    const address = readAddress(new URLSearchParams(location.search));
    batch(() => {
      openChat.value = address.chat;
      message.value = address.message;
      list.order.value = address.order;
      const same = writeAddress(address) === addressOf(page, "");
      if (!same) list.filter.value = address.filter;
    });
  };
  let isFirst = true;
  const stop = effect(() => {
    list.filter.value;
    list.order.value;
    if (!isFirst) history.replaceState(null, "", addressOf(page));
    isFirst = false;
  });
  addEventListener("popstate", back);
  return () => {
    stop();
    removeEventListener("popstate", back);
  };
}

function addressOf(page: InboxPage, others = location.search): string {
  const address: InboxAddress = {
    chat: page.openChat.peek(),
    message: page.message.peek(),
    filter: page.list.filter.peek(),
    order: page.list.order.peek(),
  };
  return writeAddress(address, new URLSearchParams(others));
}

/** Whether a click is to be answered here rather than in a new window. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey &&
    !event.shiftKey && !event.altKey;
}
