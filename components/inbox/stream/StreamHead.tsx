import { type ReadonlySignal, type Signal, useComputed } from "@preact/signals";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { displayName, initials, tint } from "@/components/wording/people.ts";
import { duration } from "@/components/wording/time.ts";
import { fullTime } from "@/components/wording/zoned_time.ts";
import { lastSeenWords } from "../fan/fan_words.ts";

interface StreamHeadProps {
  chat: string;
  node: ReadonlySignal<ExtendedConversationNode | null>;
  isExplained: Signal<boolean>;
  isFanShown: Signal<boolean>;
}

/** Whom one talks with, and how that stands. */
export function StreamHead(
  { chat, node, isExplained, isFanShown }: StreamHeadProps,
) {
  const { store, now, zone } = useLivePage();
  const user = node.value?.withUser ?? null;
  const name = displayName(user, chat);
  const isOnline = useComputed(() =>
    store.state.presence.value?.users.has(node.value?.withUser?.id ?? chat) ??
      false
  );
  const lastSeen = parseTimestamp(user?.lastSeen);
  const waiting = parseTimestamp(node.value?.waitingSince);
  return (
    <header class="stream-head">
      <span class={`avatar-letters tint-${tint(chat)}`} aria-hidden="true">
        {initials(name)}
        {isOnline.value && <span class="online" />}
      </span>
      <div class="min-w-0 flex-1">
        <h2 class="truncate font-semibold">
          <bdi>{name}</bdi>
        </h2>
        <p class="stream-state">
          <span>
            {isOnline.value
              ? "Online"
              : lastSeenWords(lastSeen, { now: now.value, zone })}
          </span>
          {waiting !== null && (
            <span title={fullTime(zone, waiting)}>
              Waiting for {duration(
                Math.max(0, (now.value - waiting) / 60_000),
              )}
            </span>
          )}
        </p>
      </div>
      <button
        type="button"
        class="btn btn-sm"
        aria-pressed={isExplained.value}
        title="Sentiment and topics of each message (e)"
        onClick={() => isExplained.value = !isExplained.value}
      >
        Explain
      </button>
      <button
        type="button"
        class="btn btn-sm stream-fan"
        aria-haspopup="dialog"
        onClick={() => isFanShown.value = true}
      >
        About
      </button>
    </header>
  );
}
