import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { Problem } from "@/components/shell/Problem.tsx";
import type { Message } from "@/lib/models/message.ts";
import { counted } from "@/components/wording/number.ts";
import { preview } from "@/components/wording/preview.ts";
import type { ListWindow } from "./list_window.ts";
import type { Messages } from "./messages.ts";
import { rowsOf } from "./rows.ts";
import { type RowContext, StreamRow } from "./StreamRow.tsx";

interface StreamListProps {
  messages: Messages;
  list: ListWindow;
  context: RowContext;
  firstUnread: ReadonlySignal<string | null>;
}

/** The messages of a chat, of which only those near what is seen are drawn. */
export function StreamList(props: StreamListProps) {
  const { messages, list, context, firstUnread } = props;
  const { zone } = useLivePage();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useComputed(() =>
    rowsOf({
      view: messages.view.value,
      pending: context.commands.pending.value,
      firstUnread: firstUnread.value,
      zone,
    })
  );
  const keys = useComputed(() => rows.value.map(({ key }) => key));
  useLayoutEffect(() => {
    if (scroller.current !== null) return list.attach(scroller.current);
  }, []);
  useLayoutEffect(() => list.settle());
  list.version.value;
  list.hasNewest = !messages.view.value.hasNewer;
  const { from, to } = list.rangeOf(keys.value);
  return (
    <>
      <div
        ref={scroller}
        class="stream-scroll"
        role="region"
        tabIndex={0}
        aria-label={`Messages with ${context.fan}`}
        onKeyDown={(event) => {
          if (event.key !== "End" || event.target !== event.currentTarget) {
            return;
          }
          event.preventDefault();
          toNewest(messages, list);
        }}
      >
        <div>
          <OlderFoot messages={messages} />
          <div data-room="above" />
          <ol data-rows class="stream-rows">
            {rows.value.slice(from, to).map((row) => (
              <StreamRow key={row.key} row={row} context={context} />
            ))}
          </ol>
          <div data-room="below" />
          <NewerFoot messages={messages} />
        </div>
      </div>
      <NewMessages messages={messages} list={list} />
      <Announcement messages={messages} fan={context.fan} />
    </>
  );
}

/** Shows the newest messages, however far away they are. */
export async function toNewest(
  messages: Messages,
  list: ListWindow,
): Promise<void> {
  await messages.newest();
  list.toEnd();
}

/** What is said at the beginning of what is held. */
function OlderFoot({ messages }: { messages: Messages }) {
  const { hasOlder, isKnown, items } = messages.view.value;
  const state = messages.older.value;
  if (!isKnown) return null;
  if (state === "failed") {
    return (
      <Problem class="stream-edge" retry={() => messages.readOlder()}>
        Older messages could not be read.
      </Problem>
    );
  }
  if (hasOlder) return <p class="stream-edge">Reading older messages…</p>;
  return items.length === 0
    ? <p class="stream-edge">There are no messages yet.</p>
    : <p class="stream-edge">This is where the conversation begins.</p>;
}

function NewerFoot({ messages }: { messages: Messages }) {
  if (!messages.view.value.hasNewer) return null;
  if (messages.newer.value !== "failed") {
    return <p class="stream-edge">Reading newer messages…</p>;
  }
  return (
    <Problem class="stream-edge" retry={() => messages.readNewer()}>
      Newer messages could not be read.
    </Problem>
  );
}

/** Leads to the newest message, and says how many came meanwhile. */
function NewMessages(
  { messages, list }: Pick<StreamListProps, "messages" | "list">,
) {
  const seen = useSignal(messages.arrived.peek());
  const isAtEnd = list.isAtEnd.value;
  const arrived = messages.arrived.value;
  useEffect(() => {
    if (isAtEnd) seen.value = arrived;
  }, [isAtEnd, arrived]);
  if (isAtEnd) return null;
  const missed = arrived - seen.value;
  return (
    <button
      type="button"
      class="stream-newest"
      data-new={missed > 0 ? "" : undefined}
      onClick={() => toNewest(messages, list)}
    >
      {missed > 0 ? `${counted(missed, "new message")} ↓` : "Newest ↓"}
    </button>
  );
}

/** New messages are read out one by one, not what scrolling brings along. */
function Announcement({ messages, fan }: { messages: Messages; fan: string }) {
  const latest = messages.latest.value;
  const text = useMemo(
    () => latest === null ? "" : announced(latest.message, fan),
    [latest],
  );
  return <p class="sr-only" role="status">{text}</p>;
}

function announced(message: Message, fan: string): string {
  const shown = preview(message);
  if (shown === null) return "";
  return `${shown.fromCreator ? "You" : fan}: ${shown.text.slice(0, 200)}`;
}
