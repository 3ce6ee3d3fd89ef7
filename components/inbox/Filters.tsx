import { useEffect, useRef } from "preact/hooks";
import { useLivePage } from "@/components/live/page.ts";
import { closeWhenLeft } from "@/components/shell/menu.ts";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import { count } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import {
  choicesOf,
  type InboxFilter,
  MARKS,
  SENTIMENTS,
  SPENDS,
  toggled,
} from "./filter.ts";
import type { InboxPage } from "./use_inbox_page.ts";

/** What narrows the list: marks to switch, and choices in a menu. */
export function Filters({ page }: { page: InboxPage }) {
  const { list } = page;
  const { filter, topics } = list;
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeWhenLeft(menu.current), []);
  const choices = choicesOf(filter.value);
  return (
    <div class="inbox-filters" role="group" aria-label="Filter">
      {MARKS.map(({ mark, title }) => (
        <button
          key={mark}
          type="button"
          class="filter-chip"
          aria-pressed={filter.value.marks.has(mark)}
          onClick={() => filter.value = toggled(filter.value, mark)}
        >
          {title}
          {mark === "suggested" && <Suggested page={page} />}
        </button>
      ))}
      <details ref={menu} class="menu filter-menu">
        <summary class="filter-chip" data-chosen={choices > 0}>
          More
        </summary>
        <Choices
          filter={filter.value}
          topics={topics.value}
          onChange={(change) => filter.value = { ...filter.value, ...change }}
        />
      </details>
      <Chosen
        filter={filter.value}
        onChange={(change) => filter.value = { ...filter.value, ...change }}
      />
    </div>
  );
}

/** How many suggestions there are to decide on. */
function Suggested({ page: { suggestions } }: { page: InboxPage }) {
  const open = suggestions.open.value.length;
  if (open === 0) return null;
  return <span class="filter-count">&nbsp;{count(open)}</span>;
}

interface ChoicesProps {
  filter: InboxFilter;
  onChange(change: Partial<InboxFilter>): void;
}

function Choices(
  { filter, topics, onChange }: ChoicesProps & { topics: readonly string[] },
) {
  const { creators, creator } = useLivePage();
  const titleOf = useTopicTitle();
  // One that the address names is offered also where nothing has it.
  const known = filter.topic === null
    ? topics
    : new Set([...topics, filter.topic]);
  const byTitle = [...known].map((topic) => ({ topic, title: titleOf(topic) }))
    .sort((a, b) => a.title.localeCompare(b.title, "en"));
  return (
    <div class="menu-body">
      <Choice
        label="Sentiment"
        value={filter.sentiment}
        options={SENTIMENTS.map((value) => ({ value, title: capital(value) }))}
        onChange={(value) =>
          onChange({
            sentiment: SENTIMENTS.find((one) => one === value) ?? null,
          })}
      />
      <Choice
        label="Topic"
        value={filter.topic}
        options={byTitle.map(({ topic, title }) => ({ value: topic, title }))}
        onChange={(topic) => onChange({ topic })}
      />
      <Choice
        label="Spend"
        value={filter.spend === null ? null : String(filter.spend)}
        options={SPENDS.map((dollars) => ({
          value: String(dollars),
          title: spendTitle(dollars),
        }))}
        onChange={(value) =>
          onChange({
            spend: SPENDS.find((one) => String(one) === value) ?? null,
          })}
      />
      {creator === null && creators.length > 1 && (
        <Choice
          label="Creator"
          value={filter.creator}
          options={creators.map((one) => ({
            value: one.id,
            title: creatorName(one),
          }))}
          onChange={(creator) => onChange({ creator })}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null;
  options: readonly { value: string; title: string }[];
  onChange(value: string | null): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="filter-choice">
      {label}
      <select
        class="field"
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      >
        <option value="">Any</option>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>{title}</option>
        ))}
      </select>
    </label>
  );
}

/** The choices that were made, each to be taken back. */
function Chosen({ filter, onChange }: ChoicesProps) {
  const { creators } = useLivePage();
  const titleOf = useTopicTitle();
  const { sentiment, topic, spend, creator } = filter;
  const all: { title: string; without: Partial<InboxFilter> }[] = [];
  if (sentiment !== null) {
    all.push({ title: capital(sentiment), without: { sentiment: null } });
  }
  if (topic !== null) {
    all.push({ title: titleOf(topic), without: { topic: null } });
  }
  if (spend !== null) {
    all.push({ title: spendTitle(spend), without: { spend: null } });
  }
  if (creator !== null) {
    const found = creators.find(({ id }) => id === creator);
    const title = found === undefined ? creator : creatorName(found);
    all.push({ title, without: { creator: null } });
  }
  if (all.length === 0) return null;
  return (
    <ul class="filter-chosen">
      {all.map(({ title, without }) => (
        <li key={Object.keys(without)[0]}>
          <button
            type="button"
            class="chip"
            aria-label={`Any instead of ${title}`}
            onClick={() => onChange(without)}
          >
            <bdi>{title}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function spendTitle(dollars: number): string {
  return `$${dollars} or more`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
