import { useSignal } from "@preact/signals";
import { BarFigure, barsHeight } from "@/components/charts/BarFigure.tsx";
import { Chart } from "@/components/charts/Chart.tsx";
import {
  type ColumnData,
  ColumnFigure,
  columnPlot,
} from "@/components/charts/ColumnFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import type { ResponseBucket } from "@/components/insights/response_buckets.ts";
import type { ResponseTimeInsights } from "@/lib/models/insight_answers.ts";
import { count, counted, percent } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import { Figure, RowBar, SubHead, Unfolded } from "./parts.tsx";
import {
  buckets,
  hourLabel,
  type HourOfDay,
  hoursOfDay,
  minuteTicks,
} from "./response_times.ts";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import { shortMinutes } from "./words.ts";
import {
  type Asked,
  askedOf,
  insightPath,
} from "@/components/insights/answers.ts";
import { daysInWords, fileName } from "./questions.ts";

const HEIGHT = 240;

/** How long fans wait for an answer. */
export function ResponseTimes(
  { responseTime }: Pick<Sources, "responseTime">,
) {
  const loaded = responseTime.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  const body = loaded?.body ?? null;
  return (
    <Section
      id="response-times"
      sources={[responseTime]}
      lead="From a fan's first message to the answer"
      exports={body !== null && body.answered > 0 && (
        <CsvButton
          what="response times by hour"
          path={insightPath("response-time", asked)}
          file={fileName("response-times", asked)}
        />
      )}
    >
      {body === null
        ? null
        : body.answered === 0
        ? <Nothing>No message of these days was answered.</Nothing>
        : (
          <>
            <KeyTimes body={body} asked={asked} />
            <div class="figure-columns">
              <Distribution rows={buckets(body)} asked={asked} />
              <ByHour hours={hoursOfDay(body.by_hour)} asked={asked} />
            </div>
            {body.by_operator.length > 0 && (
              <Operators operators={body.by_operator} />
            )}
          </>
        )}
    </Section>
  );
}

function KeyTimes(
  { body, asked }: { body: ResponseTimeInsights; asked: Asked },
) {
  const time = (label: string, minutes: number | null) => {
    const value = minutes === null ? null : duration(minutes);
    return {
      label,
      value,
      question: answersQuestion(`${label} response time`, value ?? "", asked),
    };
  };
  const answered = count(body.answered);
  const turns = body.turns === null ? null : body.turns.toFixed(1);
  const silence = percent(body.silence_percentage);
  return (
    <dl class="figure-row">
      <Figure {...time("Mean", body.average_handling_time_minutes)} />
      <Figure {...time("Median", body.median_minutes)} />
      <Figure
        {...time("90th percentile", body.p90_minutes)}
        note="nine of ten came sooner"
      />
      <Figure
        label="Answered"
        value={answered}
        note="turns of fans"
        question={answersQuestion("Answered turns of fans", answered, asked)}
      />
      <Figure
        label="Turns"
        value={turns}
        note="per conversation"
        question={{
          title: "Turns per conversation",
          value: turns ?? "",
          metric: "turns",
          params: asked,
          unit: "count",
        }}
      />
      <Figure
        label="Silence"
        value={silence}
        note="of the time in sessions"
        question={{
          title: "Silence in sessions",
          value: silence,
          metric: "silence",
          params: asked,
          unit: "minutes",
        }}
      />
    </dl>
  );
}

function Distribution(
  { rows, asked }: { rows: ResponseBucket[]; asked: Asked },
) {
  return (
    <div class="min-w-0">
      <SubHead title="How long answers took">
        <PngButton
          what="how long answers took"
          picture={() => distributionPicture(rows, asked)}
          file={fileName("answers-by-length", asked)}
        />
      </SubHead>
      <table class="grid-table bar-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" class="w-full">
              <span class="sr-only">In proportion</span>
            </th>
            <th scope="col" data-number="">Answers</th>
            <th scope="col" data-number="">Share</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ words, upTo, answered, share, height }) => (
            <tr key={upTo}>
              <th scope="row">{words}</th>
              <td class="w-full">
                <RowBar value={height} most={100} />
              </td>
              <td>
                {answered === 0
                  ? <span class="text-muted">0</span>
                  : (
                    <EvidenceNumber
                      class="font-medium"
                      question={answersQuestion(
                        `Answers: ${words}`,
                        count(answered),
                        { ...asked, up_to_minutes: upTo },
                      )}
                    >
                      {count(answered)}
                    </EvidenceNumber>
                  )}
              </td>
              <td class="text-muted">{percent(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ByHour({ hours, asked }: { hours: HourOfDay[]; asked: Asked }) {
  const pointed = useSignal<number | null>(null);
  const open = useEvidence();
  const one = pointed.value === null ? undefined : hours[pointed.value];
  const data = columnsOf(hours);
  return (
    <div class="min-w-0">
      <SubHead
        title="By hour of the day"
        aside={one === undefined ? "mean" : hourSentence(one)}
      >
        <PngButton
          what="response times by hour"
          picture={() => hoursPicture(hours, asked)}
          file={fileName("response-times-by-hour", asked)}
        />
      </SubHead>
      <Chart
        label={hoursSentence(hours)}
        height={HEIGHT}
        count={hours.length}
        plotOf={columnPlot}
        figure={(size) => (
          <ColumnFigure
            data={data}
            size={size}
            need={44}
            pointed={pointed.value}
          />
        )}
        onPoint={(index) => pointed.value = index}
        onPress={(index) => {
          const pressed = hours[index];
          if (pressed === undefined || pressed.answered === 0) return;
          open(hourQuestion(pressed, asked));
        }}
      />
      <Unfolded label="Every hour as a table">
        {() => <HourTable hours={hours} asked={asked} />}
      </Unfolded>
    </div>
  );
}

function HourTable({ hours, asked }: { hours: HourOfDay[]; asked: Asked }) {
  return (
    <table class="grid-table">
      <thead>
        <tr>
          <th scope="col">Hour</th>
          <th scope="col" data-number="">Answers</th>
          <th scope="col" data-number="">Mean</th>
        </tr>
      </thead>
      <tbody>
        {hours.filter(({ answered }) => answered > 0).map((one) => (
          <tr key={one.hour}>
            <th scope="row">{hourLabel(one.hour)}</th>
            <td>{count(one.answered)}</td>
            <td>
              <EvidenceNumber question={hourQuestion(one, asked)}>
                {duration(one.minutes ?? 0)}
              </EvidenceNumber>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Operators(
  { operators }: { operators: ResponseTimeInsights["by_operator"] },
) {
  return (
    <div>
      <SubHead title="By operator" />
      <table class="grid-table">
        <thead>
          <tr>
            <th scope="col">Operator</th>
            <th scope="col" data-number="">Answers</th>
            <th scope="col" data-number="">Mean</th>
          </tr>
        </thead>
        <tbody>
          {operators.map(({ operator_id, answered, average_minutes }) => (
            <tr key={operator_id}>
              <th scope="row">
                <bdi>{operator_id}</bdi>
              </th>
              <td>{count(answered)}</td>
              <td>{duration(average_minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function answersQuestion(
  title: string,
  value: string,
  params: Readonly<Record<string, string>>,
): EvidenceQuestion {
  return { title, value, metric: "response-time", params, unit: "minutes" };
}

function hourQuestion(one: HourOfDay, asked: Asked): EvidenceQuestion {
  return answersQuestion(
    `Answers to what fans began to write from ${hourLabel(one.hour)} on`,
    duration(one.minutes ?? 0),
    { ...asked, hour: String(one.hour) },
  );
}

function hourSentence({ hour, answered, minutes }: HourOfDay): string {
  return minutes === null
    ? `${hourLabel(hour)}: no answer`
    : `${hourLabel(hour)}: ${duration(minutes)}, ${
      counted(answered, "answer")
    }`;
}

function hoursSentence(hours: readonly HourOfDay[]): string {
  const known = hours.filter(({ minutes }) => minutes !== null)
    .toSorted((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0));
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined
    ? "Mean response time by hour of the day: none is known."
    : `Mean response time by hour of the day. Quickest at ${
      hourSentence(first)
    }; slowest at ${hourSentence(last)}.`;
}

function columnsOf(hours: readonly HourOfDay[]): ColumnData {
  const minutes = hours.map(({ minutes }) => minutes ?? 0);
  return {
    labels: hours.map(({ hour }) => hourLabel(hour)),
    parts: ["Mean response time"],
    values: minutes.map((value) => [value]),
    ticks: minuteTicks(Math.max(0, ...minutes)),
    say: shortMinutes,
  };
}

/** The hours as a picture. */
export function hoursPicture(
  hours: readonly HourOfDay[],
  asked: Asked,
): Picture {
  const data = columnsOf(hours);
  return {
    title: "Response times by hour of the day",
    subtitle: `Mean by the hour at which the fan began to write, ${
      daysInWords(asked)
    }`,
    height: 320,
    figure: (size) => <ColumnFigure data={data} size={size} need={44} />,
  };
}

/** The distribution as a picture. */
export function distributionPicture(
  rows: readonly ResponseBucket[],
  asked: Asked,
): Picture {
  const bars = rows.map(({ words, answered, share }) => ({
    label: words,
    value: answered,
    text: `${counted(answered, "answer")}, ${percent(share)}`,
  }));
  return {
    title: "How long answers took",
    subtitle: `Answered turns of fans, ${daysInWords(asked)}`,
    height: barsHeight(bars.length),
    figure: ({ width }) => <BarFigure bars={bars} width={width} />,
  };
}
