import { useMemo, useRef } from "preact/hooks";
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { Problem } from "@/components/shell/Problem.tsx";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { useLivePage } from "@/components/live/page.ts";
import { SuggestionPanel } from "@/components/suggestions/SuggestionPanel.tsx";
import { displayName } from "@/components/wording/people.ts";
import { FanSheet } from "../fan/FanSheet.tsx";
import { useInbox } from "../inbox.ts";
import type { InboxSeed } from "../seed.ts";
import { Composer } from "./Composer.tsx";
import { ListWindow } from "./list_window.ts";
import type { Messages } from "./messages.ts";
import { StreamHead } from "./StreamHead.tsx";
import { StreamList, toNewest } from "./StreamList.tsx";
import type { RowContext } from "./StreamRow.tsx";
import {
  type Search,
  useCommands,
  useFirstUnread,
  useGoal,
  useMessages,
  useNode,
  usePageKeys,
} from "./use_stream.ts";

interface StreamProps {
  chat: string;
  /** The message to show, of all there are; `null`: the newest. */
  message: string | null;
  initial: InboxSeed["open"];
}

/** The messages of a chat, and where one answers. */
export function Stream({ chat, message, initial }: StreamProps) {
  const node = useNode(chat, initial);
  const messages = useMessages(chat, initial);
  const commands = useCommands(chat, initial);
  const list = useMemo(
    () =>
      new ListWindow({
        nearStart: () => {
          if (messages.older.peek() === "idle") messages.readOlder();
        },
        nearEnd: () => {
          if (messages.newer.peek() === "idle") messages.readNewer();
        },
      }),
    [],
  );
  const isExplained = useSignal(false);
  const isFanShown = useSignal(false);
  const root = useRef<HTMLElement>(null);
  const inbox = useInbox();
  const { toasts } = useLivePage();
  const { goal, search, again } = useGoal(message, { messages, list });
  const written = useSignal("");
  const firstUnread = useFirstUnread(messages, node);
  const fan = displayName(node.value?.withUser ?? null, chat);
  useShortcuts("Conversation", [
    {
      keys: "e",
      label: "Sentiment and topics of each message",
      run: () => isExplained.value = !isExplained.peek(),
    },
    {
      keys: "End",
      label: "The newest message",
      run: () => toNewest(messages, list),
    },
    {
      keys: "r",
      label: "Write an answer",
      run: () =>
        root.current?.querySelector<HTMLElement>(".composer-field")?.focus(),
    },
  ]);
  usePageKeys(root);
  const context = useMemo<RowContext>(
    () => ({
      chat,
      fan,
      commands,
      isExplained,
      goal,
      grow: () => list.hold(),
    }),
    [fan],
  );
  return (
    <section ref={root} class="stream" aria-label={`Conversation with ${fan}`}>
      <StreamHead
        chat={chat}
        node={node}
        isExplained={isExplained}
        isFanShown={isFanShown}
      />
      <SearchState search={search} />
      <div class="stream-body">
        <Boundary name="The conversation">
          <FirstReading messages={messages} />
          <StreamList
            messages={messages}
            list={list}
            context={context}
            firstUnread={firstUnread}
          />
        </Boundary>
      </div>
      <SuggestionPanel
        chat={chat}
        fan={fan}
        talk={{
          commands,
          latest: () =>
            messages.view.peek().items.at(-1)?.at,
          toNewest: () =>
            toNewest(messages, list),
          show(id) {
            if (id === inbox.message.peek()) {
              again();
            } else inbox.open(chat, id);
          },
          write(text) {
            const before = written.peek().trimEnd();
            written.value = before === "" ? text : `${before}\n${text}`;
            root.current?.querySelector<HTMLElement>(".composer-field")
              ?.focus();
          },
          missed(why) {
            const name = displayName(node.peek()?.withUser ?? null, chat);
            toasts.say({
              tone: "bad",
              text: `The suggestion for ${name} still waits for a decision, ` +
                "or somebody else was faster.",
              ...why === null ? {} : { detail: why },
            });
          },
        }}
      />
      <Composer
        chat={chat}
        fan={fan}
        text={written}
        send={(text) => {
          const last = messages.view.peek().items.at(-1);
          commands.send(text, last?.at);
          toNewest(messages, list);
        }}
      />
      {isFanShown.value && (
        <FanSheet
          chat={chat}
          initial={initial}
          close={() => isFanShown.value = false}
        />
      )}
    </section>
  );
}

/** What is said while a message is looked for, or where it is not there. */
function SearchState({ search }: { search: ReadonlySignal<Search> }) {
  switch (search.value) {
    case "none":
      return null;
    case "looking":
      return (
        <p class="stream-search" role="status">
          Looking for the message…
        </p>
      );
    case "missing":
      return (
        <p class="stream-search" role="status">
          The message is not in this conversation, or too far back in it.
        </p>
      );
    case "failed":
      return (
        <p class="stream-search" role="alert">
          The message could not be looked for.
        </p>
      );
  }
}

/** What is said before there is any message to show. */
function FirstReading({ messages }: { messages: Messages }) {
  if (messages.view.value.isKnown) return null;
  const problem = messages.problem.value;
  if (problem === null) {
    return <p class="stream-first" role="status">Reading messages…</p>;
  }
  return (
    <Problem class="stream-first" retry={() => messages.start()}>
      {problem}
    </Problem>
  );
}
