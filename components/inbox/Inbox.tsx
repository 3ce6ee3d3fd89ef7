import { useEffect, useRef } from "preact/hooks";
import {
  type Signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import { FirstRun } from "@/components/dashboard/FirstRun.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { BackIcon } from "@/components/shell/icons.tsx";
import { useReviewKeys } from "@/components/suggestions/use_suggestions.ts";
import { ConversationPane } from "./ConversationPane.tsx";
import { FanPanel } from "./fan/FanPanel.tsx";
import { InboxContext } from "./inbox.ts";
import { NothingOpen, Unknown } from "./NothingOpen.tsx";
import type { InboxSeed } from "./seed.ts";
import { Stream } from "./stream/Stream.tsx";
import { type InboxPage, useInboxPage } from "./use_inbox_page.ts";

/** Windows in which the fan's panel has a place beside the messages. */
const ROOM_FOR_FAN = "(width >= 80rem)";
/** Windows in which list and messages do not fit beside each other. */
const ONE_PANE = "(width < 48rem)";

/** The Inbox: conversations, the one that is open, and its fan. */
export function Inbox({ seed }: { seed: InboxSeed }) {
  const { store: { state } } = useLivePage();
  const page = useInboxPage(seed);
  useReviewKeys(page.reviewer);
  const isEmpty = useComputed(() =>
    state.ranking.value.length === 0 &&
    (state.figures.value?.totals?.conversations ?? 0) === 0
  );
  if (isEmpty.value) {
    return (
      <div class="inbox-empty">
        <FirstRun status={state.status} agents={seed.agents ?? []} />
      </div>
    );
  }
  return (
    <InboxContext.Provider value={page}>
      <div class="inbox" data-open={page.openChat.value !== null}>
        <Boundary name="The list">
          <ConversationPane page={page} />
        </Boundary>
        <OpenConversation page={page} seed={seed} />
      </div>
    </InboxContext.Provider>
  );
}

function OpenConversation(
  { page, seed }: { page: InboxPage; seed: InboxSeed },
) {
  const pane = useRef<HTMLDivElement>(null);
  useFocusOfOne(page, pane);
  const chat = page.openChat.value;
  const isUnknown = useIsUnknown(page, seed).value;
  const initial = chat !== null && chat === seed.chat ? seed.open : null;
  const isShown = chat !== null && !isUnknown;
  return (
    <>
      <div ref={pane} class="inbox-stream" tabIndex={-1}>
        {chat !== null && <Back page={page} />}
        {chat === null && <NothingOpen page={page} />}
        {isUnknown && <Unknown page={page} />}
        {isShown && (
          <Boundary key={chat} name="The conversation">
            <Stream
              key={chat}
              chat={chat}
              message={page.message.value}
              initial={initial}
            />
          </Boundary>
        )}
      </div>
      {isShown && <FanPane chat={chat} initial={initial} />}
    </>
  );
}

/** Leads back to the list, where that has no place beside the messages. */
function Back({ page }: { page: InboxPage }) {
  return (
    <div class="inbox-back">
      <button type="button" class="quiet" onClick={() => page.close()}>
        <BackIcon /> Conversations
      </button>
    </div>
  );
}

/** The fan beside the messages; without room, these have a button for it. */
function FanPane(
  { chat, initial }: { chat: string; initial: InboxSeed["open"] },
) {
  // Styles hide it where there is no room, also before a script knows of that.
  if (!useMedia(ROOM_FOR_FAN, true).value) return null;
  return (
    <div class="inbox-fan">
      <Boundary key={chat} name="The fan's panel">
        <FanPanel key={chat} chat={chat} initial={initial} />
      </Boundary>
    </div>
  );
}

/** Whether the window is so; `before` a browser says. */
function useMedia(query: string, before: boolean): Signal<boolean> {
  const matches = useSignal(before);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => matches.value = media.matches;
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** Where list and messages take turns, the focus goes with them. */
function useFocusOfOne(
  page: InboxPage,
  pane: { readonly current: HTMLElement | null },
): void {
  const isFirst = useRef(true);
  useSignalEffect(() => {
    const chat = page.openChat.value;
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (chat === null || !matchMedia(ONE_PANE).matches) return;
    pane.current?.focus();
  });
}

/** Whether there is no conversation of the id that the address names. */
function useIsUnknown(page: InboxPage, seed: InboxSeed) {
  const { store: { state } } = useLivePage();
  return useComputed(() => {
    const chat = page.openChat.value;
    // Asked again whenever another conversation is known.
    state.known.value;
    if (chat === null || state.conversation(chat) !== undefined) return false;
    return chat === seed.chat ? seed.open === null : state.isComplete.value;
  });
}
