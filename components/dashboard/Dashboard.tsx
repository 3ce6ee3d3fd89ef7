import { useMemo } from "preact/hooks";
import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
} from "@preact/signals";
import {
  RangePicker,
  rememberRange,
} from "@/components/insights/RangePicker.tsx";
import {
  beforeWords,
  type Range,
  rangeWords,
} from "@/components/insights/range.ts";
import { useInsights } from "@/components/insights/use_insights.ts";
import { useLivePage } from "@/components/live/page.ts";
import { ask } from "@/components/live/request.ts";
import type { Resource } from "@/components/live/resource.ts";
import { useResource } from "@/components/live/use_resource.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import {
  type AnswerName,
  answerPaths,
  type Answers,
  type FirstAnswers,
} from "./answers.ts";
import type { KnownAgent } from "./first_run.ts";
import { FirstRun } from "./FirstRun.tsx";
import { Hours } from "./Hours.tsx";
import { Kpis } from "./Kpis.tsx";
import { Outcomes } from "./Outcomes.tsx";
import { OutcomeReader, type RecentOutcomes } from "./recent_outcomes.ts";
import { ResponseTimes } from "./ResponseTimes.tsx";
import { Revenue } from "./Revenue.tsx";
import { isRevenueCaptured } from "./revenue_series.ts";
import { Topics } from "./Topics.tsx";
import { Trend } from "./Trend.tsx";
import { Waiting } from "./Waiting.tsx";

/** What the dashboard is rendered with, beside the page's own seed. */
export interface DashboardSeed {
  range: Range;
  /** `null`: there are no conversations yet, or no such days. */
  answers: FirstAnswers | null;
  agents: KnownAgent[];
}

/** Time between two looks at what moves slowly, ms. */
const CALM_MS = 5_000;
/** Time between two looks through messages for the latest outcomes, ms. */
const LATEST_EVERY_MS = 10_000;

/** How things stand; before the first chat, the way there. */
export function Dashboard({ seed }: { seed: DashboardSeed }) {
  const { store: { state } } = useLivePage();
  const isEmpty = useComputed(() =>
    state.ranking.value.length === 0 &&
    (state.figures.value?.totals?.conversations ?? 0) === 0
  );
  return isEmpty.value
    ? <FirstRun status={state.status} agents={seed.agents} />
    : <Panels seed={seed} />;
}

function Panels({ seed }: { seed: DashboardSeed }) {
  const { store: { state }, now, creator } = useLivePage();
  const range = useSignal(seed.range);
  const { recent, ...answers } = useAnswers(range, seed.answers);
  const { comparison, daily, unanswered } = answers;
  const isPaid = useComputed(() =>
    isRevenueCaptured(
      answers.revenue.loaded.value?.body ?? null,
      daily.loaded.value?.body ?? null,
    )
  );
  return (
    <>
      <Head range={range} comparison={comparison} />
      <Boundary name="The key figures">
        <Kpis
          comparison={comparison}
          daily={daily}
          unanswered={unanswered}
          figures={state.figures}
          now={now}
        />
      </Boundary>
      <div class="tiles" data-paid={isPaid.value ? "" : undefined}>
        <Boundary name="Messages and sentiment">
          <Trend daily={daily} />
        </Boundary>
        <Boundary name="Who waits">
          <Waiting unanswered={unanswered} now={now} creator={creator} />
        </Boundary>
        <Boundary name="Topics">
          <Topics topics={answers.topics} daily={daily} />
        </Boundary>
        <Boundary name="Response times">
          <ResponseTimes responseTime={answers.responseTime} />
        </Boundary>
        {isPaid.value && (
          <Boundary name="Revenue">
            <Revenue revenue={answers.revenue} spenders={answers.spenders} />
          </Boundary>
        )}
        <Boundary name="Hours">
          <Hours hours={answers.hours} />
        </Boundary>
        <Boundary name="Outcomes">
          <Outcomes outcomes={answers.outcomes} recent={recent} now={now} />
        </Boundary>
      </div>
    </>
  );
}

interface HeadProps {
  range: Signal<Range>;
  comparison: Resource<Answers["comparison"]>;
}

/** What the figures are of, and the choice of other days. */
function Head({ range, comparison }: HeadProps) {
  const { now, zone, creators, creator } = useLivePage();
  const whose = creators.find(({ id }) => id === creator);
  const words = rangeWords(range.value);
  const compared = comparison.loaded.value?.body.range;
  return (
    <div class="title-row">
      <div class="min-w-0">
        <h2>
          {words.slice(0, 1).toUpperCase() + words.slice(1)}
          {whose !== undefined && (
            <>
              {" of "}
              <bdi>{creatorName(whose)}</bdi>
            </>
          )}
        </h2>
        <p class="text-sm text-muted">
          {compared && `Compared with ${beforeWords(compared)}. `}
          Days of {zone.replaceAll("_", " ")}.
        </p>
      </div>
      <RangePicker
        range={range.value}
        zone={zone}
        now={now.value}
        query={creator === null ? {} : { creator }}
        onChange={(next) => {
          range.value = next;
          rememberRange(next);
        }}
      />
    </div>
  );
}

type Resources =
  & { [Name in AnswerName]: Resource<Answers[Name]> }
  & { recent: Resource<RecentOutcomes> };

/** Everything that the panels show, kept up to date. */
function useAnswers(
  range: ReadonlySignal<Range>,
  first: FirstAnswers | null,
): Resources {
  const { now, zone, creator, names } = useLivePage();
  const paths = useComputed(() =>
    answerPaths({ range: range.value, creator, now: now.value, zone })
  );
  const outcomes = useComputed(() => paths.value.outcomes);
  const reader = useMemo(() => new OutcomeReader(ask, names), []);
  const useInsight = useInsights(paths, first);
  const useAnswer = <Name extends AnswerName>(name: Name, everyMs?: number) =>
    useInsight(name, everyMs).resource;
  return {
    comparison: useAnswer("comparison"),
    unanswered: useAnswer("unanswered"),
    daily: useAnswer("daily"),
    topics: useAnswer("topics", CALM_MS),
    responseTime: useAnswer("responseTime", CALM_MS),
    revenue: useAnswer("revenue", CALM_MS),
    spenders: useAnswer("spenders", CALM_MS),
    hours: useAnswer("hours", CALM_MS),
    outcomes: useAnswer("outcomes", CALM_MS),
    recent: useResource<RecentOutcomes>(outcomes, {
      get: (path) => reader.read(path),
      everyMs: LATEST_EVERY_MS,
    }),
  };
}
