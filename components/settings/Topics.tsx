import type { ReadonlySignal } from "@preact/signals";
import type { Progress } from "@/lib/models/system.ts";
import type { TopicList, TopicView } from "@/lib/models/topics.ts";
import { count } from "@/components/wording/number.ts";
import { TopicForm } from "./TopicForm.tsx";
import {
  decisions,
  groupTopics,
  NEW_TOPIC,
  type TopicFailure,
  type TopicFields,
  type TopicGroup,
} from "./topics.ts";

/** What the section of topics shows. */
export interface TopicsState {
  list: TopicList;
  /** Titles that topics came with, by id. */
  originals: Readonly<Record<string, string>>;
  /** What is looked for. */
  query: string;
  /** The topic whose form is open, or {@linkcode NEW_TOPIC}. */
  open: string | null;
  failure: TopicFailure | null;
  /** What was typed and not accepted, where no script keeps it. */
  typed: TopicFields | null;
}

interface TopicsProps {
  state: ReadonlySignal<TopicsState>;
  onSearch: (query: string) => void;
}

/** Topics by kind, with what was decided, and a form for one of them. */
export function Topics({ state, onSearch }: TopicsProps) {
  const { list, query, open, failure } = state.value;
  const groups = groupTopics(list.topics, query, open);
  const isFound = groups.some(({ topics }) => topics.length > 0);
  return (
    <div class="panel-body">
      <p class="text-muted">
        What messages are sorted into. Rename, merge or hide topics, or add your
        own.
      </p>
      <div class="topic-tools">
        <form method="get" action="/settings#topics" role="search">
          <input
            type="search"
            name="topics"
            id="topic-search"
            class="field"
            placeholder="Find a topic"
            aria-label="Find a topic"
            autocomplete="off"
            value={query}
            onInput={(event) => onSearch(event.currentTarget.value)}
          />
        </form>
        <Reading progress={list.progress} topics={list.topics} />
      </div>
      {failure !== null && failure.form !== open && (
        <p class="field-error" role="alert">{failure.detail}</p>
      )}
      {groups.map((group) =>
        (group.topics.length > 0 || group.kind === "added") && (
          <Group key={group.kind} group={group} state={state.value} />
        )
      )}
      {!isFound && (
        <p class="text-muted">
          No topic has <bdi>“{query.trim()}”</bdi>{" "}
          in its title or in keywords that you added.
        </p>
      )}
      {/* What the buttons of the list belong to: they work without a script. */}
      <form id="topic-open" method="get" action="/settings#topics" hidden />
      <form id="topic-shown" method="post" action="/settings#topics" hidden />
    </div>
  );
}

function Reading(
  { progress, topics }: { progress: Progress | null; topics: TopicView[] },
) {
  if (progress === null) {
    const hidden = topics.filter((topic) => topic.hidden).length;
    return (
      <p class="topic-reading">
        {count(topics.length)} topics{hidden > 0 && `, ${count(hidden)} hidden`}
      </p>
    );
  }
  const { done, total } = progress;
  return (
    <div class="topic-reading">
      <p id="topic-progress" class="text-base-content">
        Reading messages anew: {count(done)} of {count(total)}
      </p>
      <progress
        class="progress progress-primary"
        aria-labelledby="topic-progress"
        value={done}
        max={Math.max(total, 1)}
      />
      <p>Figures stay those of before until all are read.</p>
    </div>
  );
}

function Group({ group, state }: { group: TopicGroup; state: TopicsState }) {
  const { kind, name, topics } = group;
  const titles = new Map(state.list.topics.map(({ id, title }) => [id, title]));
  const isOwn = kind === "added";
  return (
    <section aria-labelledby={`topics-${kind}`}>
      <header class="topic-group">
        <h3 id={`topics-${kind}`}>{name}</h3>
        {isOwn && state.open !== NEW_TOPIC && (
          <OpenButton id={NEW_TOPIC} text="Add a topic" look="btn btn-xs" />
        )}
      </header>
      {isOwn && state.open === NEW_TOPIC && (
        <TopicForm topic={null} state={state} />
      )}
      {topics.length === 0 && !state.query && state.open !== NEW_TOPIC && (
        <p class="topic-none">
          None yet. A topic of your own needs a title and the words that show
          it.
        </p>
      )}
      <ul class="topic-list">
        {topics.map((topic) =>
          topic.id === state.open
            ? (
              <li key={topic.id} class="topic-open">
                <TopicForm topic={topic} state={state} />
              </li>
            )
            : (
              <Row
                key={topic.id}
                topic={topic}
                words={decisions(topic, titles, state.originals[topic.id])}
              />
            )
        )}
      </ul>
    </section>
  );
}

function Row({ topic, words }: { topic: TopicView; words: string[] }) {
  const { id, title, hidden, merged_into } = topic;
  const isOff = hidden || merged_into !== null;
  return (
    <li class="topic-row" data-off={isOff || undefined}>
      <p title={[title, ...words].join(" · ")}>
        <bdi class="topic-title">{title}</bdi>
        {words.length > 0 && (
          <span class="topic-words">
            <span class="sr-only">,</span> <bdi>{words.join(" · ")}</bdi>
          </span>
        )}
      </p>
      <button
        type="submit"
        form="topic-shown"
        name={hidden ? "show" : "hide"}
        value={id}
        class="quiet"
        aria-label={`${hidden ? "Show" : "Hide"} ${title}`}
      >
        {hidden ? "Show" : "Hide"}
      </button>
      <OpenButton id={id} text="Edit" label={`Edit ${title}`} look="quiet" />
    </li>
  );
}

function OpenButton(
  { id, text, label, look }: {
    id: string;
    text: string;
    label?: string;
    look: string;
  },
) {
  return (
    <button
      type="submit"
      form="topic-open"
      name="topic"
      value={id}
      id={`open-${id}`}
      class={look}
      aria-label={label}
      aria-expanded="false"
    >
      {text}
    </button>
  );
}
