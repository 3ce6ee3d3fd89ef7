import type { ReadonlySignal } from "@preact/signals";
import type { OutcomeInsights } from "@/lib/models/insight_answers.ts";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import type { Resource } from "@/components/live/resource.ts";
import { dollars } from "@/components/wording/money.ts";
import { count } from "@/components/wording/number.ts";
import { ago, dateTime } from "@/components/wording/time.ts";
import { chatAddress } from "@/components/inbox/links.ts";
import type { Answers } from "./answers.ts";
import { Missing, Panel } from "./Panel.tsx";
import type { RecentOutcome, RecentOutcomes } from "./recent_outcomes.ts";
import { OUTCOME_WORDS } from "@/components/wording/outcomes.ts";

interface OutcomesProps {
  outcomes: Resource<Answers["outcomes"]>;
  recent: Resource<RecentOutcomes>;
  /** Milliseconds since the epoch, moving on. */
  now: ReadonlySignal<number>;
}

/** What conversations led to: how often, and the latest. */
export function Outcomes({ outcomes, recent, now }: OutcomesProps) {
  return (
    <Panel name="outcomes" title="Outcomes" resource={outcomes}>
      {({ body, scope }) =>
        body.outcomes.length === 0
          ? (
            <p class="tile-empty">
              No tip, purchase, renewal or return in these days.
            </p>
          )
          : (
            <div class="halves">
              <table class="figure-list">
                <thead class="sr-only">
                  <tr>
                    <th scope="col">Outcome</th>
                    <th scope="col">How often</th>
                    <th scope="col">Amount</th>
                  </tr>
                </thead>
                <tbody>
                  {body.outcomes.map((outcome) => (
                    <KindRow
                      key={outcome.kind}
                      outcome={outcome}
                      scope={scope}
                    />
                  ))}
                </tbody>
              </table>
              <Recent recent={recent} now={now} />
            </div>
          )}
    </Panel>
  );
}

function KindRow({ outcome, scope }: {
  outcome: OutcomeInsights["outcomes"][number];
  scope: Record<string, string>;
}) {
  const { kind, outcomes, amount } = outcome;
  const { many } = OUTCOME_WORDS[kind];
  return (
    <tr>
      <th scope="row">{many}</th>
      <td class="font-medium">
        <EvidenceNumber
          question={{
            title: many,
            value: count(outcomes),
            metric: "outcomes",
            params: { ...scope, kind },
            unit: "count",
          }}
        >
          {count(outcomes)}
        </EvidenceNumber>
      </td>
      <td class="w-18 text-muted">{amount > 0 && dollars(amount)}</td>
    </tr>
  );
}

function Recent({ recent, now }: Pick<OutcomesProps, "recent" | "now">) {
  const known = recent.loaded.value?.body;
  const problem = recent.problem.value;
  return (
    <div class="min-w-0">
      <h3 class="tile-part">
        {known?.isPartial === true ? "Some of the latest" : "The latest"}
      </h3>
      {known === undefined
        ? <Missing problem={problem} retry={() => recent.reload()} />
        : (
          <ol class="people">
            {known.outcomes.map((outcome) => (
              <Latest
                key={`${outcome.kind} ${outcome.message}`}
                outcome={outcome}
                now={now.value}
              />
            ))}
          </ol>
        )}
    </div>
  );
}

function Latest({ outcome, now }: { outcome: RecentOutcome; now: number }) {
  const { kind, chat, message, name, amount, at } = outcome;
  return (
    <li>
      <a
        class="person"
        href={chatAddress(chat, message)}
      >
        <bdi class="truncate">{name}</bdi>
      </a>
      <span class="shrink-0">
        {OUTCOME_WORDS[kind].one}
        {amount !== null && <>, {dollars(amount)}</>}
      </span>
      <time
        class="w-9 shrink-0 text-right text-muted"
        dateTime={new Date(at).toISOString()}
        title={dateTime(at)}
      >
        {ago(at, now)}
      </time>
    </li>
  );
}
