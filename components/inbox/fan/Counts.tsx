import { useSignal } from "@preact/signals";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { topicAddress } from "@/components/inbox/links.ts";
import { count } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import type { ProfileProps } from "./Facts.tsx";
import { spaced } from "./fan_words.ts";
import { Section } from "./Section.tsx";
import { useQuestion } from "./use_question.ts";

/** Topics that are shown before somebody asks for all. */
const SHOWN = 8;

/** What the conversation is about, and how often. */
export function TopicsSection({ chat, profile }: ProfileProps) {
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
              href={topicAddress(topic)}
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

/** What either side did, and how often. */
export function ActionsSection(
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
