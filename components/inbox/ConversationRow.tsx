import { useLayoutEffect, useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { count, counted } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import { preview } from "@/components/wording/preview.ts";
import { ago, dateTime } from "@/components/wording/time.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { Avatar } from "./Avatar.tsx";
import { fanOf } from "./filter.ts";
import { Highlighted } from "./Highlighted.tsx";
import { LEAVE_MS, TIP_ID } from "./PriorityTip.tsx";
import { chatAddress } from "./links.ts";
import { type InboxPage, isPlainClick } from "./use_inbox_page.ts";
import { waits } from "./waiting.ts";
import { ROW_HEIGHT } from "./windowing.ts";

interface ConversationRowProps {
  page: InboxPage;
  id: string;
  conversation: ReadonlySignal<ExtendedConversationNode>;
  /** Its place in the list, from 0. */
  index: number;
  /** How many the list has. */
  total: number;
  /** Whether Tab leads here. */
  isStop: boolean;
}

/** One conversation of the list; renders again only when it itself changed. */
export function ConversationRow(props: ConversationRowProps) {
  const { page, id, index, total } = props;
  const { now } = useLivePage();
  const element = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    const top = index * ROW_HEIGHT;
    element.current?.style.setProperty("transform", `translateY(${top}px)`);
  }, [index]);
  const node = props.conversation.value;
  const firstCount = useRef(node.messageCount);
  const isOpen = useComputed(() => page.openChat.value === id);
  const isExplained = useComputed(() => page.reasons.shown.value?.id === id);
  const name = displayName(node.withUser, id);
  const online = useOnline(node).value;
  // The parity alternates two equal animations: each new message shows once.
  const beat = node.messageCount === firstCount.current
    ? undefined
    : node.messageCount % 2;
  return (
    <li
      ref={element}
      class="row"
      data-chat={id}
      data-index={index}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      <a
        class="row-link"
        href={chatAddress(id)}
        tabIndex={props.isStop ? 0 : -1}
        aria-current={isOpen.value ? "true" : undefined}
        aria-describedby={isExplained.value ? TIP_ID : undefined}
        data-beat={beat}
        data-unread={node.unreadCount > 0}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          page.reasons.leave();
          page.open(id);
        }}
      >
        <Avatar id={id} name={name} isOnline={online} />
        <span class="row-main">
          <span class="row-line">
            <bdi class="row-name">
              <Highlighted text={name} query={page.query.value} />
            </bdi>
            {online && <span class="sr-only">online</span>}
            {node.unreadCount > 0 && (
              <span
                class="unread"
                title={counted(node.unreadCount, "unread message")}
              >
                {count(node.unreadCount)}
                <span class="sr-only">unread</span>
              </span>
            )}
            <Ago at={node.endDate} now={now} />
          </span>
          <span class="row-line">
            <LastMessage node={node} />
            <Score page={page} id={id} value={node.priorityScore} />
          </span>
          <Facts page={page} node={node} now={now} />
        </span>
      </a>
    </li>
  );
}

function useOnline(node: ExtendedConversationNode): ReadonlySignal<boolean> {
  const { store: { state: { presence } } } = useLivePage();
  const fan = fanOf(node);
  return useComputed(() => presence.value?.users.has(fan) ?? false);
}

function Ago(
  { at, now }: { at: string | null; now: ReadonlySignal<number> },
) {
  const time = parseTimestamp(at);
  if (time === null) return null;
  return (
    <time
      class="row-time"
      dateTime={new Date(time).toISOString()}
      title={dateTime(time)}
    >
      {ago(time, now.value)}
    </time>
  );
}

function LastMessage({ node }: { node: ExtendedConversationNode }) {
  const message = preview(node.lastMessage);
  if (message === null) {
    return <span class="row-preview">No messages yet</span>;
  }
  return (
    <span class="row-preview">
      {message.fromCreator && "You: "}
      <bdi class={message.named ? "italic" : undefined}>{message.text}</bdi>
    </span>
  );
}

/** A priority; who points at it for a while is told the reasons. */
function Score(
  { page: { reasons }, id, value }: {
    page: InboxPage;
    id: string;
    value: number;
  },
) {
  const level = value >= 70 ? "high" : value >= 40 ? "middle" : "low";
  return (
    <span
      class="row-score"
      data-level={level}
      onPointerEnter={(event) =>
        event.pointerType === "mouse" && reasons.point(id)}
      onPointerLeave={() => reasons.leave(LEAVE_MS)}
    >
      <span class="sr-only">priority</span>
      {Math.round(value)}
    </span>
  );
}

function Facts(
  { page, node, now }: {
    page: InboxPage;
    node: ExtendedConversationNode;
    now: ReadonlySignal<number>;
  },
) {
  const titleOf = useTopicTitle();
  const waiting = parseTimestamp(node.waitingSince);
  const { suggestions } = page;
  const suggested =
    useComputed(() => suggestions.chats.value.get(node.conversationId) ?? 0)
      .value;
  const wanted = page.list.filter.value.topic;
  const topic = node.topics.find((one) => one === wanted) ?? node.topics[0];
  return (
    <span class="row-facts">
      {suggested > 0 && (
        <span class="row-suggested">
          {suggested === 1 ? "Suggestion" : `${count(suggested)} suggestions`}
        </span>
      )}
      {waiting !== null && (
        <span class="row-waiting" title={`Waits since ${dateTime(waiting)}`}>
          {waits(waiting, now.value)}
        </span>
      )}
      {(node.spent ?? 0) > 0 && (
        <span title="Paid in all time">{dollars(node.spent ?? 0)}</span>
      )}
      {topic !== undefined && <span class="row-topic">{titleOf(topic)}</span>}
    </span>
  );
}

function dollars(amount: number): string {
  return amount < 1 ? `$${amount.toFixed(2)}` : `$${count(amount)}`;
}
