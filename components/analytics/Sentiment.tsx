import { useSignal } from "@preact/signals";
import { Chart } from "@/components/charts/Chart.tsx";
import {
  type LineData,
  LineFigure,
  linePlot,
} from "@/components/charts/LineFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { SentimentMark } from "@/components/charts/SentimentMark.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import type { DailyInsights } from "@/lib/models/insight_answers.ts";
import { count, sentimentWord, signed } from "@/components/wording/number.ts";
import { day, fullDay } from "@/components/wording/time.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import { Figure, SubHead, Unfolded } from "./parts.tsx";
import { Nothing, Section } from "./Section.tsx";
import {
  daysByWord,
  extremes,
  type ScoredDay,
  scoredDays,
  sentimentSentence,
  sentimentTicks,
} from "./sentiment.ts";
import type { Sources } from "./source.ts";
import {
  type Asked,
  askedOf,
  askedOfDays,
  insightPath,
} from "@/components/insights/answers.ts";
import { daysInWords, fileName } from "./questions.ts";

const HEIGHT = 240;
/** Best and worst days that are listed. */
const LISTED = 3;

/** How fans and creator feel, day by day. */
export function Sentiment(
  { daily, comparison }: Pick<Sources, "daily" | "comparison">,
) {
  const loaded = daily.resource.loaded.value;
  const compared = comparison.resource.loaded.value;
  const days = loaded?.body.days ?? [];
  const scored = scoredDays(days);
  const { best, worst } = extremes(scored, LISTED);
  const asked = askedOf(loaded?.path ?? "");
  return (
    <Section
      id="sentiment"
      sources={[daily, comparison]}
      lead="Mean sentiment of each day's messages"
      exports={scored.length > 0 && (
        <>
          <CsvButton
            what="sentiment by day"
            path={insightPath("sentiment-trend", asked)}
            file={fileName("sentiment", asked)}
          />
          <PngButton
            what="sentiment by day"
            picture={() => sentimentPicture(days, asked)}
            file={fileName("sentiment", asked)}
          />
        </>
      )}
    >
      {loaded === null
        ? null
        : scored.length === 0
        ? <Nothing>No message of these days has a sentiment.</Nothing>
        : (
          <>
            <dl class="figure-row">
              <Mean
                value={compared?.body.figures.sentiment.value ?? null}
                asked={askedOf(compared?.path ?? "")}
              />
              {daysByWord(scored).map(({ word, days }) => (
                <Figure
                  key={word}
                  label={`Days that were ${word}`}
                  value={count(days)}
                />
              ))}
            </dl>
            <div class="chart-columns">
              <div class="min-w-0">
                <DayLine days={days} asked={asked} />
                <Unfolded label="Every day as a table">
                  {() => <DayTable days={days} asked={asked} />}
                </Unfolded>
              </div>
              <div class="chart-aside">
                <DayList title="Best days" days={best} asked={asked} />
                <DayList title="Worst days" days={worst} asked={asked} />
              </div>
            </div>
          </>
        )}
    </Section>
  );
}

function Mean({ value, asked }: { value: number | null; asked: Asked }) {
  const text = value === null ? null : signed(value);
  return (
    <Figure
      label="Mean over all messages"
      value={text}
      note={value === null ? undefined : sentimentWord(value)}
      question={{
        title: "Mean sentiment",
        value: text ?? "",
        metric: "sentiment-trend",
        params: asked,
        unit: "sentiment",
      }}
    />
  );
}

function DayLine(
  { days, asked }: { days: DailyInsights["days"]; asked: Asked },
) {
  const pointed = useSignal<number | null>(null);
  const open = useEvidence();
  const one = pointed.value === null ? undefined : days[pointed.value];
  const data = lineOf(days);
  return (
    <>
      <p class="plot-said" aria-hidden="true">
        {one === undefined
          ? "Press a day to read its messages."
          : `${fullDay(Date.parse(one.date))}: ${
            one.sentiment_score === null
              ? "no sentiment"
              : signed(one.sentiment_score)
          }`}
      </p>
      <Chart
        label={sentimentSentence(scoredDays(days))}
        height={HEIGHT}
        count={days.length}
        plotOf={linePlot}
        figure={(size) => (
          <LineFigure data={data} size={size} pointed={pointed.value} />
        )}
        onPoint={(index) => pointed.value = index}
        onPress={(index) => {
          const { date, sentiment_score } = days[index] ?? {};
          if (date === undefined || sentiment_score == null) return;
          open(questionOfDay({ date, score: sentiment_score }, asked));
        }}
      />
    </>
  );
}

function DayList({ title, days, asked }: {
  title: string;
  days: readonly ScoredDay[];
  asked: Asked;
}) {
  if (days.length === 0) return null;
  return (
    <div>
      <SubHead title={title} />
      <ul class="day-list">
        {days.map((one) => (
          <li key={one.date}>
            <EvidenceNumber
              class="day-button"
              question={questionOfDay(one, asked)}
            >
              <span>{fullDay(Date.parse(one.date))}</span>
              <SentimentMark value={one.score} />
            </EvidenceNumber>
          </li>
        ))}
      </ul>
    </div>
  );
}

function DayTable(
  { days, asked }: { days: DailyInsights["days"]; asked: Asked },
) {
  return (
    <table class="grid-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" data-number="">From fans</th>
          <th scope="col" data-number="">From you</th>
          <th scope="col" data-number="">Sentiment</th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map(({ date, inbound, outbound, ...one }) => (
          <tr key={date}>
            <th scope="row">{fullDay(Date.parse(date))}</th>
            <td>{count(inbound)}</td>
            <td>{count(outbound)}</td>
            <td>
              {one.sentiment_score === null
                ? <span class="text-muted">–</span>
                : (
                  <EvidenceNumber
                    question={questionOfDay({
                      date,
                      score: one.sentiment_score,
                    }, asked)}
                  >
                    {signed(one.sentiment_score)}
                  </EvidenceNumber>
                )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function questionOfDay(
  { date, score }: ScoredDay,
  asked: Asked,
): EvidenceQuestion {
  return {
    title: `Sentiment on ${fullDay(Date.parse(date))}`,
    value: signed(score),
    metric: "sentiment-trend",
    params: askedOfDays(asked, date),
    unit: "sentiment",
  };
}

function lineOf(days: DailyInsights["days"]): LineData {
  return {
    labels: days.map(({ date }) => day(Date.parse(date))),
    values: days.map(({ sentiment_score }) => sentiment_score),
    ticks: sentimentTicks(scoredDays(days)),
    say: (value) => signed(value, 1),
  };
}

/** The line as a picture. */
export function sentimentPicture(
  days: DailyInsights["days"],
  asked: Asked,
): Picture {
  const data = lineOf(days);
  return {
    title: "Sentiment by day",
    subtitle: `Mean sentiment of each day's messages, ${daysInWords(asked)}`,
    height: 320,
    figure: (size) => <LineFigure data={data} size={size} />,
  };
}
