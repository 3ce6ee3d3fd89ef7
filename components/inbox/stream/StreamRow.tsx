import { Component } from "preact";
import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
} from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { plainText, typedText } from "@/components/wording/plain_text.ts";
import { dayWords, fullTime, timeIn } from "@/components/wording/zoned_time.ts";
import {
  attachedTo,
  moneyOf,
  repliedTo,
} from "@/components/wording/attachments.ts";
import { commandWords } from "./command_words.ts";
import type { Commands } from "./commands.ts";
import { CommandDetails } from "@/components/suggestions/CommandDetails.tsx";
import { Explanation } from "./Explanation.tsx";
import { MessageText } from "./MessageText.tsx";
import type { Placed } from "./messages.ts";
import type { Row } from "./rows.ts";

/** What all rows of a stream share. */
export interface RowContext {
  chat: string;
  fan: string;
  commands: Commands;
  isExplained: ReadonlySignal<boolean>;
  /** The message that was looked for. */
  goal: ReadonlySignal<string | null>;
  /** Before a row becomes higher. */
  grow(): void;
}

interface StreamRowProps {
  row: Row;
  context: RowContext;
}

/** A row of the stream; drawn again only when it is another. */
export class StreamRow extends Component<StreamRowProps> {
  override shouldComponentUpdate(next: StreamRowProps): boolean {
    return !isSame(this.props.row, next.row) ||
      this.props.context !== next.context;
  }

  override render({ row, context }: StreamRowProps) {
    switch (row.kind) {
      case "day":
        return <Day row={row} />;
      case "unread":
        return (
          <li class="stream-unread" data-row={row.key}>
            <span>New messages</span>
          </li>
        );
      case "message":
        return <MessageRow row={row} context={context} />;
      case "pending":
        return <PendingRow row={row} context={context} />;
    }
  }
}

function isSame(a: Row, b: Row): boolean {
  if (a.kind === "message" && b.kind === "message") {
    return a.placed.message === b.placed.message && a.isFirst === b.isFirst;
  }
  if (a.kind === "pending" && b.kind === "pending") {
    return a.pending === b.pending && a.isFirst === b.isFirst;
  }
  return a.kind === b.kind && a.key === b.key;
}

type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

function Day({ row }: { row: RowOf<"day"> }) {
  const { zone, now } = useLivePage();
  return (
    <li class="stream-day" data-row={row.key}>
      <span>{dayWords(zone, row.at, now.value)}</span>
    </li>
  );
}

function MessageRow(
  { row, context }: { row: RowOf<"message">; context: RowContext },
) {
  const { placed, isOwn, isFirst } = row;
  const { message } = placed;
  const { chat, fan, grow, isExplained, goal } = context;
  const quote = repliedTo(message);
  const attached = attachedTo(message);
  const money = moneyOf(message);
  const { commands } = context;
  const origin = useComputed(() => commands.origins.value.get(placed.id)).value;
  const isOriginShown = useSignal(false);
  return (
    <li
      class="stream-message"
      data-row={row.key}
      data-side={isOwn ? "own" : "fan"}
      data-first={isFirst ? "" : undefined}
      data-goal={goal.value === row.key ? "" : undefined}
    >
      <div class="bubble">
        <p class="sr-only">
          {isOwn ? "You" : <bdi>{fan}</bdi>}:
        </p>
        {quote !== null && (
          <blockquote class="message-quote">
            <bdi dir="auto">{plainText(quote.text)}</bdi>
          </blockquote>
        )}
        {money !== null && (
          <p class="message-money" data-kind={money.kind}>{money.text}</p>
        )}
        <MessageText html={message.text ?? ""} grow={grow} />
        {attached !== null && (
          <p class="message-attached">
            {attached.text}
            {attached.isLocked && ", locked"}
          </p>
        )}
        {isEmpty(placed) && <p class="message-empty">No text</p>}
        {isExplained.value && (
          <Explanation chat={chat} message={message} grow={grow} />
        )}
        {origin !== undefined && isOriginShown.value && (
          <CommandDetails origin={origin} grow={grow} />
        )}
      </div>
      <p class="message-meta">
        {message.isFromQueue === true && <span>Mass message ·</span>}
        {message.isPinned === true && <span>Pinned ·</span>}
        {message.isLiked === true && <span>Liked ·</span>}
        {origin !== undefined && (
          <OriginButton isShown={isOriginShown} grow={grow} />
        )}
        <Time at={placed.at} />
      </p>
    </li>
  );
}

/** Shows by what a message was proposed. */
function OriginButton(
  { isShown, grow }: { isShown: Signal<boolean>; grow: () => void },
) {
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-expanded={isShown.value}
        onClick={() => {
          grow();
          isShown.value = !isShown.peek();
        }}
      >
        Suggested
      </button>
      <span aria-hidden="true">·</span>
    </>
  );
}

/** Whether nothing of a message can be shown. */
function isEmpty({ message }: Placed): boolean {
  return plainText(message.text ?? "") === "" && attachedTo(message) === null &&
    moneyOf(message) === null;
}

function Time({ at }: { at: number }) {
  const { zone } = useLivePage();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={fullTime(zone, at)}
    >
      {timeIn(zone, at)}
    </time>
  );
}

function PendingRow(
  { row, context }: { row: RowOf<"pending">; context: RowContext },
) {
  const { now } = useLivePage();
  const { commands } = context;
  const { pending, isFirst } = row;
  const words = commandWords(pending, now.value);
  return (
    <li
      class="stream-message stream-pending"
      data-row={row.key}
      data-side="own"
      data-first={isFirst ? "" : undefined}
      data-tone={words.tone}
    >
      <div class="bubble">
        <p class="sr-only">You:</p>
        <bdi dir="auto" class="message-text">{typedText(pending.text)}</bdi>
        {pending.origin !== null && pending.status !== "approving" && (
          <CommandDetails origin={pending.origin} grow={context.grow} />
        )}
      </div>
      <p class="message-meta">
        <span class="pending-state">{words.text}</span>
        {words.canRetry && (
          <button
            type="button"
            class="quiet"
            onClick={() => commands.retry(pending)}
          >
            Retry
          </button>
        )}
        {words.canDiscard && (
          <button
            type="button"
            class="quiet"
            onClick={() => commands.discard(pending.id)}
          >
            Discard
          </button>
        )} <Time at={pending.at} />
      </p>
    </li>
  );
}
