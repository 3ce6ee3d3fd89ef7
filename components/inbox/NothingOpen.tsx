import { useComputed } from "@preact/signals";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { counted } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import { preview } from "@/components/wording/preview.ts";
import { Avatar } from "./Avatar.tsx";
import { waits } from "./waiting.ts";
import { chatAddress } from "./links.ts";
import { type InboxPage, isPlainClick } from "./use_inbox_page.ts";

/** Where no conversation is open: what to do, and where to begin. */
export function NothingOpen({ page }: { page: InboxPage }) {
  const { store: { state } } = useLivePage();
  const first = useComputed(() => {
    const [id] = state.ranking.value;
    return id === undefined ? undefined : state.conversation(id)?.value;
  });
  return (
    <section class="inbox-nothing" aria-labelledby="nothing-title">
      <h2 id="nothing-title">No conversation is open</h2>
      <p class="text-muted">
        Choose one from the list, or begin with the one that most wants an
        answer.
      </p>
      {first.value !== undefined && <First page={page} node={first.value} />}
      <Review page={page} />
      <p class="inbox-keys">
        <span>
          <kbd class="key">j</kbd> <kbd class="key">k</kbd> up and down the list
        </span>
        <span>
          <kbd class="key">u</kbd> next unanswered
        </span>
        <span>
          <kbd class="key">n</kbd> next suggestion
        </span>
        <span>
          <kbd class="key">/</kbd> search
        </span>
      </p>
    </section>
  );
}

/** Leads through what rules propose. */
function Review({ page: { suggestions, reviewer } }: { page: InboxPage }) {
  const open = suggestions.open.value.length;
  if (open === 0) return null;
  return (
    <button
      type="button"
      class="btn btn-sm"
      onClick={() => reviewer.step(1)}
    >
      Review {counted(open, "suggestion")}
    </button>
  );
}

function First(
  { page, node }: { page: InboxPage; node: ExtendedConversationNode },
) {
  const { now } = useLivePage();
  const id = node.conversationId;
  const name = displayName(node.withUser, id);
  const waiting = parseTimestamp(node.waitingSince);
  return (
    <a
      class="inbox-first"
      href={chatAddress(id)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        page.open(id);
      }}
    >
      <Avatar id={id} name={name} />
      <span class="min-w-0 flex-1 text-left">
        <bdi class="block truncate font-semibold">{name}</bdi>
        <span class="block truncate text-sm text-muted">
          <bdi>{preview(node.lastMessage)?.text ?? "No messages yet"}</bdi>
        </span>
        <span class="block text-xs text-muted">
          Priority {Math.round(node.priorityScore)} of 100
          {waiting !== null && `, ${waits(waiting, now.value)}`}
        </span>
      </span>
      <span class="btn btn-sm btn-primary" aria-hidden="true">Open</span>
    </a>
  );
}

/** Where the address names a conversation that there is not. */
export function Unknown({ page }: { page: InboxPage }) {
  return (
    <section class="inbox-nothing" aria-labelledby="unknown-title">
      <h2 id="unknown-title">There is no such conversation</h2>
      <p class="text-muted">
        The address names a conversation that this account does not have. It may
        be one of another account, or have gone with a newer snapshot.
      </p>
      <button type="button" class="btn btn-sm" onClick={() => page.close()}>
        Back to the list
      </button>
    </section>
  );
}
