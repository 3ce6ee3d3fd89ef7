import { useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import type { Presence } from "@/components/live/state.ts";
import { displayName, initials, tint } from "@/components/wording/people.ts";
import { type Preview, preview } from "@/components/wording/preview.ts";
import { count, counted } from "@/components/wording/number.ts";
import { ago, dateTime } from "@/components/wording/time.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { PriorityMeter, SentimentMark } from "./marks.tsx";

const TOPICS_SHOWN = 2;

interface ConversationRowProps {
  conversation: ReadonlySignal<ExtendedConversationNode>;
  presence: ReadonlySignal<Presence | null>;
  now: ReadonlySignal<number>;
}

/** One conversation in a line; renders again only when it itself changed. */
export function ConversationRow(props: ConversationRowProps) {
  const node = props.conversation.value;
  const titleOf = useTopicTitle();
  const firstCount = useRef(node.messageCount);
  const id = node.conversationId;
  const name = displayName(node.withUser, id);
  const online = useComputed(() =>
    props.presence.value?.users.has(node.withUser?.id ?? id) ?? false
  );
  // The parity alternates two equal animations: each new message shows once.
  const beat = node.messageCount === firstCount.current
    ? undefined
    : node.messageCount % 2;
  return (
    <tr data-beat={beat}>
      <th scope="row">
        <div class="fan">
          <span class={`avatar-letters tint-${tint(id)}`} aria-hidden="true">
            {initials(name)}
            {online.value && <span class="online" />}
          </span>
          <div class="min-w-0 flex-1">
            <p class="flex items-center gap-2">
              <bdi class="truncate font-semibold">{name}</bdi>
              {online.value && <span class="sr-only">online</span>}
              {node.unreadCount > 0 && (
                <span
                  class="unread"
                  title={counted(node.unreadCount, "unread message")}
                >
                  {count(node.unreadCount)}
                  <span class="sr-only">unread</span>
                </span>
              )}
            </p>
            <LastMessage message={preview(node.lastMessage)} />
          </div>
        </div>
      </th>
      <td class="max-lg:hidden">
        <ul
          class="topic-chips"
          title={node.topics.map(titleOf).join(", ")}
        >
          {node.topics.slice(0, TOPICS_SHOWN).map((topic) => (
            <li key={topic} class="chip">{titleOf(topic)}</li>
          ))}
          {node.topics.length > TOPICS_SHOWN && (
            <li class="text-xs text-muted">
              +{node.topics.length - TOPICS_SHOWN}
            </li>
          )}
        </ul>
      </td>
      <td class="max-sm:hidden">
        <SentimentMark value={node.sentiment} />
      </td>
      <td class="text-right text-muted">
        <LastSeen
          at={parseTimestamp(node.endDate)}
          now={props.now}
        />
      </td>
      <td>
        <PriorityMeter value={node.priorityScore} />
      </td>
    </tr>
  );
}

function LastMessage({ message }: { message: Preview | null }) {
  if (message === null) return <p class="last-message">No messages yet</p>;
  return (
    <p class="last-message">
      {message.fromCreator && <span class="font-medium">You:</span>}
      <bdi class={message.named ? "truncate italic" : "truncate"}>
        {message.text}
      </bdi>
    </p>
  );
}

function LastSeen(
  { at, now }: { at: number | null; now: ReadonlySignal<number> },
) {
  if (at === null) return <span title="No dated message">–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {ago(at, now.value)}
    </time>
  );
}
