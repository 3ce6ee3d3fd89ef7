import { useComputed, useSignal } from "@preact/signals";
import type { CommandList } from "@/lib/models/commands.ts";
import type { FanProfile } from "@/lib/models/fans.ts";
import type { Priority } from "@/lib/models/insight_answers.ts";
import type { NoteList } from "@/lib/models/notes.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { EvidenceQuestion } from "@/components/evidence/evidence.ts";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { dateIn, plusDays } from "@/components/insights/range.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Resource } from "@/components/live/resource.ts";
import { useResource } from "@/components/live/use_resource.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { CrossIcon } from "@/components/shell/icons.tsx";
import { count, sentimentWord, signed } from "@/components/wording/number.ts";
import { displayName, initials, tint } from "@/components/wording/people.ts";
import { plainText, typedText } from "@/components/wording/plain_text.ts";
import { duration } from "@/components/wording/time.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { fullTime, shortDate } from "@/components/wording/zoned_time.ts";
import { useInbox } from "../inbox.ts";
import type { InboxSeed } from "../seed.ts";
import { dollars } from "../stream/attachments.ts";
import {
  lastSeenWords,
  OUTCOME_WORDS,
  spaced,
  subscriptionWords,
  withDates,
} from "./fan_words.ts";
import { Notes } from "./Notes.tsx";
import { Section } from "./Section.tsx";
import { sentimentLine, sentimentSentence } from "./sentiment_line.ts";

/** Days that evidence reaches back: the service gives no more. */
const ALL_DAYS = 1_096;
/** A profile is read again after so long at the earliest, ms. */
const EVERY_MS = 3_000;
/** Topics and actions that are shown before somebody asks for all. */
const SHOWN = 8;

interface FanPanelProps {
  chat: string;
  initial: InboxSeed["open"];
  /** Where the panel can be closed. */
  close?: () => void;
}

/** All that is known of a fan, beside the conversation. */
export function FanPanel({ chat, initial, close }: FanPanelProps) {
  const base = `/api/v1/conversations/${encodeURIComponent(chat)}`;
  const profile = useOf<FanProfile>(`${base}/profile`, initial?.profile);
  const notes = useOf<NoteList>(`${base}/notes`, initial?.notes);
  const priority = useOf<Priority>(`${base}/priority`, null);
  const commands = useOf<CommandList>(
    `/api/v1/commands?${new URLSearchParams({ chat_id: chat, limit: "50" })}`,
    initial?.commands,
  );
  const known = profile.loaded.value?.body ?? null;
  const user = known?.withUser ?? initial?.node.withUser ?? null;
  const name = displayName(user, chat);
  return (
    <aside class="fan-panel" aria-label={`About ${name}`}>
      <header class="fan-head">
        <span
          class={`avatar-letters fan-avatar tint-${tint(chat)}`}
          aria-hidden="true"
        >
          {initials(name)}
        </span>
        <div class="min-w-0 flex-1">
          <h2 class="truncate text-lg font-semibold tracking-tight">
            <bdi>{name}</bdi>
          </h2>
          <Username username={user?.username ?? null} />
        </div>
        {close !== undefined && (
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            onClick={close}
          >
            <CrossIcon />
          </button>
        )}
      </header>
      <Boundary name="The fan's profile">
        <State resource={profile} />
        {known !== null && <Profile chat={chat} profile={known} left={close} />}
        <Section
          name="notes"
          title="Notes"
          aside={countOf(notes.loaded.value?.body.notes.length)}
        >
          <Notes chat={chat} notes={notes} />
        </Section>
        <OpenCommands commands={commands} />
        <PrioritySection priority={priority} />
      </Boundary>
    </aside>
  );
}

/** One resource of the chat, kept up to date. */
function useOf<T>(path: string, initial: T | null | undefined): Resource<T> {
  const asked = useSignal<string | null>(path);
  return useResource<T>(asked, {
    initial: initial == null ? null : { path, body: initial },
    everyMs: EVERY_MS,
  });
}

function countOf(number: number | undefined): string | undefined {
  return number === undefined ? undefined : count(number);
}

function Username({ username }: { username: string | null }) {
  const text = plainText(username ?? "");
  if (text === "") return null;
  return (
    <p class="truncate text-sm text-muted">
      <bdi>@{text}</bdi>
    </p>
  );
}

/** What is said while a profile is read, or where that failed. */
function State<T>({ resource }: { resource: Resource<T> }) {
  const problem = resource.problem.value;
  if (problem !== null) {
    return (
      <div class="fan-state" role="alert">
        <p>
          {problem}
          {resource.data !== null && " What was known is still shown."}
        </p>
        <button
          type="button"
          class="btn btn-sm"
          onClick={() => resource.reload()}
        >
          Try again
        </button>
      </div>
    );
  }
  return resource.loaded.value === null
    ? <p class="fan-state" role="status">Reading the profile…</p>
    : null;
}

interface ProfileProps {
  chat: string;
  profile: FanProfile;
}

interface OutcomesProps extends ProfileProps {
  /** Closes what lies over the conversation, where anything does. */
  left?: () => void;
}

function Profile({ chat, profile, left }: OutcomesProps) {
  return (
    <>
      <Facts chat={chat} profile={profile} />
      <SentimentSection chat={chat} profile={profile} />
      <TopicsSection chat={chat} profile={profile} />
      <ActionsSection profile={profile} />
      <OutcomesSection chat={chat} profile={profile} left={left} />
    </>
  );
}

/** Asks for the messages of this chat behind a number, of all time. */
function useQuestion(chat: string) {
  const { now, zone } = useLivePage();
  const end = useComputed(() => plusDays(dateIn(zone, now.value), 1));
  return (
    question:
      & Pick<EvidenceQuestion, "title" | "value" | "metric" | "unit">
      & { topic?: string },
  ): EvidenceQuestion => {
    const { topic, ...rest } = question;
    return {
      ...rest,
      params: {
        conversation_id: chat,
        start_date: plusDays(end.value, -ALL_DAYS),
        end_date: end.value,
        ...(topic === undefined ? {} : { topic }),
      },
    };
  };
}

function Facts({ chat, profile }: ProfileProps) {
  const { now, zone } = useLivePage();
  const ask = useQuestion(chat);
  const told = { now: now.value, zone };
  const { inbound, outbound, average_response_minutes: minutes } = profile;
  const messages = ask({
    title: "Messages of this conversation",
    value: `${count(inbound)} in, ${count(outbound)} out`,
    metric: "messages",
    unit: "count",
  });
  const spent = dollars(profile.spent);
  return (
    <Section name="facts" title="Profile">
      <p class="fan-subscription">
        {subscriptionWords(profile.withUser, told).join(" ") ||
          "Nothing is known of a subscription."}
      </p>
      <dl class="fan-facts">
        <dt>Spent in all time</dt>
        <dd>
          <EvidenceNumber
            question={profile.spent === 0 ? null : ask({
              title: "Spent in all time",
              value: spent,
              metric: "revenue",
              unit: "dollars",
            })}
          >
            {spent}
          </EvidenceNumber>
        </dd>
        <dt>Messages</dt>
        <dd>
          <EvidenceNumber question={inbound + outbound === 0 ? null : messages}>
            {messages.value}
          </EvidenceNumber>
        </dd>
        <dt>Answered in</dt>
        <dd>
          {minutes === null
            ? <span title="No fan turn was answered yet">–</span>
            : (
              <EvidenceNumber
                question={ask({
                  title: "Average response time",
                  value: duration(minutes),
                  metric: "response-time",
                  unit: "minutes",
                })}
              >
                {duration(minutes)} on average
              </EvidenceNumber>
            )}
        </dd>
        <dt>First message</dt>
        <dd>
          <Moment time={profile.first_message_at} />
        </dd>
        <dt>Last message</dt>
        <dd>
          <Moment time={profile.last_message_at} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          {lastSeenWords(parseTimestamp(profile.last_seen_at), told)
            .replace(/^Seen (on )?/, "").replace(/^just/, "Just")}
        </dd>
      </dl>
    </Section>
  );
}

function Moment({ time }: { time: string | null }) {
  const { zone } = useLivePage();
  const at = parseTimestamp(time);
  if (at === null) return <span title="There is none yet">–</span>;
  return (
    <time dateTime={time ?? undefined} title={fullTime(zone, at)}>
      {shortDate(zone, at)}
    </time>
  );
}

const CHART = { width: 280, height: 56 };

function SentimentSection({ chat, profile }: ProfileProps) {
  const ask = useQuestion(chat);
  const { sentiment, sentiment_trend: trend } = profile;
  const line = sentimentLine(trend, CHART);
  return (
    <Section
      name="sentiment"
      title="Sentiment"
      aside={sentiment === null ? "–" : signed(sentiment)}
    >
      {line !== null && (
        <svg
          class="fan-sentiment"
          viewBox={`0 0 ${CHART.width} ${CHART.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <line x1="0" x2={CHART.width} y1={line.zero} y2={line.zero} />
          <path d={line.path} vector-effect="non-scaling-stroke" />
          {line.dots.map(({ x, y }) => <circle key={x} cx={x} cy={y} r="2" />)}
        </svg>
      )}
      {sentiment !== null && (
        <p>
          <EvidenceNumber
            question={ask({
              title: "Sentiment of this conversation",
              value: signed(sentiment),
              metric: "sentiment-trend",
              unit: "sentiment",
            })}
          >
            {signed(sentiment)} {sentimentWord(sentiment)} on average
          </EvidenceNumber>
        </p>
      )}
      <p class="fan-note">{sentimentSentence(trend)}</p>
    </Section>
  );
}

function TopicsSection({ chat, profile }: ProfileProps) {
  const titleOf = useTopicTitle();
  const ask = useQuestion(chat);
  const isAll = useSignal(false);
  const { topics } = profile;
  const shown = isAll.value ? topics : topics.slice(0, SHOWN);
  return (
    <Section name="topics" title="Topics" aside={count(topics.length)}>
      {topics.length === 0 && <p class="fan-note">No topic yet.</p>}
      <ul class="fan-counts">
        {shown.map(({ topic, messages }) => (
          <li key={topic}>
            <a
              class="chip"
              href={`/inbox?topic=${encodeURIComponent(topic)}`}
              title="Conversations about it"
            >
              {titleOf(topic)}
            </a>
            <EvidenceNumber
              question={ask({
                title: `Messages about ${titleOf(topic)}`,
                value: count(messages),
                metric: "topics",
                unit: "count",
                topic,
              })}
            >
              {count(messages)}
            </EvidenceNumber>
          </li>
        ))}
      </ul>
      {topics.length > SHOWN && (
        <button
          type="button"
          class="quiet"
          aria-expanded={isAll.value}
          onClick={() => isAll.value = !isAll.value}
        >
          {isAll.value ? "Show fewer" : `Show all ${count(topics.length)}`}
        </button>
      )}
    </Section>
  );
}

function ActionsSection(
  { profile: { actions } }: Pick<ProfileProps, "profile">,
) {
  return (
    <Section name="actions" title="Actions" isOpen={false}>
      {actions.length === 0 && <p class="fan-note">None yet.</p>}
      <ul class="fan-counts">
        {actions.map(({ action, messages }) => (
          <li key={action}>
            <span>{spaced(action)}</span>
            <span>{count(messages)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OutcomesSection(
  { chat, profile: { outcomes }, left }: OutcomesProps,
) {
  const { zone } = useLivePage();
  const inbox = useInbox();
  return (
    <Section name="outcomes" title="Outcomes" aside={count(outcomes.length)}>
      {outcomes.length === 0 && <p class="fan-note">None yet.</p>}
      <ul class="fan-outcomes">
        {outcomes.map((outcome, i) => {
          const at = parseTimestamp(outcome.date);
          const { message_id: message } = outcome;
          return (
            <li key={i}>
              <p class="fan-outcome">
                <span class="font-medium">
                  {OUTCOME_WORDS[outcome.kind]}
                  {outcome.amount !== undefined &&
                    ` of ${dollars(outcome.amount)}`}
                </span>
                {at !== null && (
                  <span class="text-muted" title={fullTime(zone, at)}>
                    {shortDate(zone, at)}
                  </span>
                )}
              </p>
              <p class="fan-outcome fan-note">
                <bdi>
                  {outcome.evidence === undefined
                    ? outcome.observed ? "Seen in a message" : "Inferred"
                    : withDates(plainText(outcome.evidence), zone)}
                </bdi>
                {message !== undefined && (
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      left?.();
                      inbox.open(chat, message);
                    }}
                  >
                    Show the message
                  </button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What was written and did not come to an end yet. */
function OpenCommands({ commands }: { commands: Resource<CommandList> }) {
  const { now, zone } = useLivePage();
  const all = commands.loaded.value?.body.commands ?? null;
  const open =
    all?.filter(({ status, expires_at }) =>
      (status === "queued" || status === "sent") &&
      Date.parse(expires_at) > now.value
    ) ?? null;
  const problem = commands.problem.value;
  return (
    <Section
      name="commands"
      title="Open commands"
      aside={countOf(open?.length)}
    >
      {problem !== null && <p class="fan-note" role="alert">{problem}</p>}
      {open?.length === 0 && <p class="fan-note">Nothing waits to be sent.</p>}
      <ul class="fan-outcomes">
        {open?.map((command) => (
          <li key={command.command_id}>
            <p class="line-clamp-2 wrap-anywhere">
              <bdi dir="auto">{typedText(command.text.slice(0, 300))}</bdi>
            </p>
            <p class="fan-note">
              {command.status === "queued"
                ? "Waits for the Agent"
                : "The Agent has it"}, by <bdi>{command.created_by}</bdi>, until
              {" "}
              {fullTime(zone, Date.parse(command.expires_at))}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PrioritySection({ priority }: { priority: Resource<Priority> }) {
  const { zone } = useLivePage();
  const known = priority.loaded.value?.body ?? null;
  const problem = priority.problem.value;
  return (
    <Section
      name="priority"
      title="Priority"
      aside={known === null
        ? undefined
        : `${Math.round(known.priority_score)} of 100`}
    >
      {problem !== null && <p class="fan-note" role="alert">{problem}</p>}
      {known === null && problem === null && (
        <p class="fan-note" role="status">Reading the reasons…</p>
      )}
      <ul class="fan-outcomes">
        {known?.parts.map(({ part, points, most, because }) => (
          <li key={part}>
            <p class="fan-outcome">
              <span class="font-medium">{PART_WORDS[part]}</span>
              <span class="text-muted">
                {Math.round(points)} of {most}
              </span>
            </p>
            <p class="fan-note">{withDates(because, zone)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const PART_WORDS: Record<Priority["parts"][number]["part"], string> = {
  waiting: "Waiting",
  sentiment: "Sentiment",
  spend: "Spending",
  recency: "How lately they wrote",
  subscription: "Subscription",
};
