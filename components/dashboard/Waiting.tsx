import type { ReadonlySignal } from "@preact/signals";
import type { Resource } from "@/components/live/resource.ts";
import { count, counted } from "@/components/wording/number.ts";
import { displayName, initials, tint } from "@/components/wording/people.ts";
import { dateTime, duration } from "@/components/wording/time.ts";
import type { UnansweredInsights } from "@/lib/models/insight_answers.ts";
import { chatAddress, waitingAddress } from "@/components/inbox/links.ts";
import type { Answers } from "./answers.ts";
import { Panel } from "./Panel.tsx";

interface WaitingProps {
  unanswered: Resource<Answers["unanswered"]>;
  /** Milliseconds since the epoch, moving on. */
  now: ReadonlySignal<number>;
  creator: string | null;
}

/** Who waits for an answer, the longest first. */
export function Waiting({ unanswered, now, creator }: WaitingProps) {
  return (
    <Panel
      name="waiting"
      title="Waiting for an answer"
      resource={unanswered}
      aside={<p class="panel-aside">waiting · priority</p>}
    >
      {({ body: { total, conversations } }) =>
        total === 0
          ? (
            <p class="tile-empty">
              Nobody waits: every fan has an answer.
            </p>
          )
          : (
            <>
              <ol class="people">
                {conversations.map((one) => (
                  <Waiter
                    key={one.conversation_id}
                    conversation={one}
                    now={now.value}
                  />
                ))}
              </ol>
              <p class="tile-foot">
                <a class="more" href={waitingAddress(creator)}>
                  {total === 1 ? "Open it" : `All ${count(total)}`} in the Inbox
                </a>
              </p>
            </>
          )}
    </Panel>
  );
}

function Waiter({ conversation, now }: {
  conversation: UnansweredInsights["conversations"][number];
  now: number;
}) {
  const { conversation_id: chat, withUser, unread_count: unread } =
    conversation;
  const name = displayName(withUser, chat);
  const since = Date.parse(conversation.waiting_since);
  const priority = Math.round(conversation.priority_score);
  return (
    <li>
      <a class="person" href={chatAddress(chat)}>
        <span
          class={`avatar-letters small tint-${tint(chat)}`}
          aria-hidden="true"
        >
          {initials(name)}
        </span>
        <bdi class="truncate">{name}</bdi>
        {unread > 0 && (
          <span class="unread" title={counted(unread, "unread message")}>
            {count(unread)}
            <span class="sr-only">unread</span>
          </span>
        )}
      </a>
      <time
        class="text-muted"
        dateTime={conversation.waiting_since}
        title={`since ${dateTime(since)}`}
      >
        {duration(Math.max(0, now - since) / 60_000)}
      </time>
      <span class="priority" title={`Priority ${priority} of 100`}>
        <span class="sr-only">priority</span> {priority}
      </span>
    </li>
  );
}
