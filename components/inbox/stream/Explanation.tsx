import { useSignal } from "@preact/signals";
import type { Message } from "@/lib/models/message.ts";
import type { ExplainedEnrichment } from "@/lib/models/read_answers.ts";
import { ask } from "@/components/live/request.ts";
import { sentimentWord, signed } from "@/components/wording/number.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";

interface ExplanationProps {
  chat: string;
  message: Message;
  /** Before it becomes higher. */
  grow(): void;
}

type Why =
  | { kind: "closed" }
  | { kind: "loading" }
  | { kind: "open"; found: ExplainedEnrichment }
  | { kind: "failed"; detail: string };

/** What was found in a message: its sentiment, its topics, and on demand why. */
export function Explanation({ chat, message, grow }: ExplanationProps) {
  const titleOf = useTopicTitle();
  const why = useSignal<Why>({ kind: "closed" });
  const load = async () => {
    grow();
    if (why.value.kind === "open") {
      why.value = { kind: "closed" };
      return;
    }
    why.value = { kind: "loading" };
    const answer = await ask<ExplainedEnrichment>(
      "GET",
      `/api/v1/conversations/${encodeURIComponent(chat)}/messages/${
        encodeURIComponent(message.id)
      }/enrichment`,
    );
    grow();
    why.value = answer.ok
      ? { kind: "open", found: answer.body }
      : { kind: "failed", detail: answer.problem.detail };
  };
  const score = message.sentimentScore ?? null;
  return (
    <div class="explanation">
      <p class="explanation-line">
        {score === null ? <span>No sentiment</span> : (
          <span
            class="explanation-score"
            data-sentiment={sentimentWord(score)}
          >
            {signed(score)} {sentimentWord(score)}
          </span>
        )}
        {(message.topics ?? []).map((topic) => (
          <a
            key={topic}
            class="chip"
            href={`/inbox?topic=${encodeURIComponent(topic)}`}
          >
            {titleOf(topic)}
          </a>
        ))}
        <button
          type="button"
          class="quiet"
          aria-expanded={why.value.kind === "open"}
          onClick={load}
        >
          {why.value.kind === "open" ? "Less" : "Why?"}
        </button>
      </p>
      {why.value.kind === "loading" && <p role="status">Looking it up…</p>}
      {why.value.kind === "failed" && <p role="alert">{why.value.detail}</p>}
      {why.value.kind === "open" && <Reasons found={why.value.found} />}
    </div>
  );
}

function Reasons({ found }: { found: ExplainedEnrichment }) {
  const { words, actions, entities, version } = found;
  if (version === 0) return <p>This message is still being read.</p>;
  return (
    <dl class="explanation-reasons">
      <dt>Words</dt>
      <dd>
        {words === null
          ? "Found by an earlier version of the analysis"
          : words.length === 0
          ? "None that tell a feeling"
          : words.map(({ word, valence }, i) => (
            <span key={i} class="explanation-word">
              <bdi>{plainText(word)}</bdi>{" "}
              <span data-sentiment={sentimentWord(valence)}>
                {signed(valence, 1)}
              </span>
            </span>
          ))}
      </dd>
      {actions.length > 0 && (
        <>
          <dt>It does</dt>
          <dd>{actions.map((one) => one.replaceAll("_", " ")).join(", ")}</dd>
        </>
      )}
      {entities != null && entities.length > 0 && (
        <>
          <dt>It names</dt>
          <dd>
            <bdi>
              {entities.map(({ name }) => plainText(name)).join(", ")}
            </bdi>
          </dd>
        </>
      )}
    </dl>
  );
}
