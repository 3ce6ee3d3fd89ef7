import { useSignal } from "@preact/signals";
import { Chart } from "@/components/charts/Chart.tsx";
import {
  type ColumnData,
  ColumnFigure,
  columnPlot,
  partClass,
} from "@/components/charts/ColumnFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { ticks } from "@/components/charts/scale.ts";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import type {
  RevenueInsights,
  SpenderInsights,
} from "@/lib/models/insight_answers.ts";
import { count } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import { Figure, SubHead, Unfolded } from "./parts.tsx";
import {
  type RevenueColumn,
  revenueColumns,
  sourcesOf,
} from "@/components/insights/revenue_columns.ts";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import {
  type Asked,
  askedOf,
  askedOfDays,
  daysAsked,
  insightPath,
} from "@/components/insights/answers.ts";
import { chatAddress } from "@/components/inbox/links.ts";
import { daysInWords, fileName } from "./questions.ts";
import { OUTCOME_WORDS } from "@/components/wording/outcomes.ts";
import { dollars } from "@/components/wording/money.ts";
import { fullDay } from "@/components/wording/time.ts";
import { changeOf } from "@/components/insights/change.ts";
import { ChangeMark } from "@/components/insights/ChangeMark.tsx";
import { beforeWords } from "@/components/insights/range.ts";

const HEIGHT = 240;
/** The most that a table of spenders holds. */
const MOST_SPENDERS = "200";

/** What fans paid, when, for what, and who paid most. */
export function Revenue(
  { revenue, spenders }: Pick<Sources, "revenue" | "spenders">,
) {
  const loaded = revenue.resource.loaded.value;
  const listed = spenders.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  const body = loaded?.body ?? null;
  const isPaid = body !== null && body.payments > 0;
  return (
    <Section
      id="revenue"
      sources={[revenue, spenders]}
      lead="What fans paid, as far as messages name the amount"
      exports={isPaid && (
        <>
          <CsvButton
            what="revenue by day"
            path={insightPath("revenue", asked)}
            file={fileName("revenue", asked)}
          />
          <PngButton
            what="revenue by day"
            picture={() => revenuePicture(body, asked)}
            file={fileName("revenue", asked)}
          />
        </>
      )}
    >
      {body === null
        ? null
        : !isPaid
        ? <Nothing>No payment of these days was captured.</Nothing>
        : (
          <>
            <KeyAmounts body={body} asked={asked} />
            <div class="chart-columns">
              <div class="min-w-0">
                <Legend body={body} asked={asked} />
                <ByDay body={body} asked={asked} />
              </div>
              {listed !== null && (
                <Spenders body={listed.body} asked={askedOf(listed.path)} />
              )}
            </div>
          </>
        )}
    </Section>
  );
}

function KeyAmounts({ body, asked }: { body: RevenueInsights; asked: Asked }) {
  const { amount, payments, spenders, average_per_spender } = body;
  const before = body.previous_amount;
  const change = changeOf({
    value: amount,
    previous: before,
    change: before === 0 ? null : 100 * (amount - before) / before,
  }, { better: "up", show: dollars, before: beforeWords(asked) });
  const figure = (label: string, value: string) => ({
    label,
    value,
    question: paidQuestion(label, value, asked),
  });
  return (
    <dl class="figure-row">
      <Figure
        {...figure("Revenue", dollars(amount))}
        note={
          <>
            {change !== null && <ChangeMark change={change} />}{" "}
            {dollars(before)} before
          </>
        }
      />
      <Figure {...figure("Payments", count(payments))} />
      <Figure {...figure("Fans who paid", count(spenders))} />
      {average_per_spender === null
        ? <Figure label="Per fan who paid" value={null} />
        : (
          <Figure
            {...figure("Per fan who paid", dollars(average_per_spender))}
          />
        )}
    </dl>
  );
}

function Legend({ body, asked }: { body: RevenueInsights; asked: Asked }) {
  return (
    <ul class="plot-legend">
      {body.by_source.map(({ source, amount, payments }, i) => (
        <li key={source}>
          <svg width="10" height="10" aria-hidden="true">
            <rect class={partClass(i)} width="10" height="10" rx="2" />
          </svg>
          {OUTCOME_WORDS[source].many}{" "}
          <EvidenceNumber
            class="font-medium"
            question={paidQuestion(
              `Revenue: ${OUTCOME_WORDS[source].many}`,
              dollars(amount),
              { ...asked, kind: source },
            )}
          >
            {dollars(amount)}
          </EvidenceNumber>
          <span class="text-muted">in {count(payments)}</span>
        </li>
      ))}
    </ul>
  );
}

function ByDay({ body, asked }: { body: RevenueInsights; asked: Asked }) {
  const pointed = useSignal<number | null>(null);
  const open = useEvidence();
  const columns = revenueColumns(body, asked);
  const data = columnsOf(body, columns);
  const one = pointed.value === null ? undefined : columns[pointed.value];
  return (
    <>
      <p class="plot-said" aria-hidden="true">
        {one === undefined
          ? "Press a day to read what was paid."
          : `${columnName(one)}: ${dollars(one.amount)}`}
      </p>
      <Chart
        label={`Revenue by day: ${dollars(body.amount)} in all, on ${
          count(body.by_day.length)
        } of ${count(daysAsked(asked))} days.`}
        height={HEIGHT}
        count={columns.length}
        plotOf={columnPlot}
        figure={(size) => (
          <ColumnFigure data={data} size={size} pointed={pointed.value} />
        )}
        onPoint={(index) => pointed.value = index}
        onPress={(index) => {
          const column = columns[index];
          if (column === undefined || column.amount === 0) return;
          open(columnQuestion(column, asked));
        }}
      />
      <Unfolded label="Days with a payment as a table">
        {() => <PaidDays columns={columns} body={body} asked={asked} />}
      </Unfolded>
    </>
  );
}

function PaidDays({ columns, body, asked }: {
  columns: readonly RevenueColumn[];
  body: RevenueInsights;
  asked: Asked;
}) {
  const sources = sourcesOf(body);
  return (
    <table class="grid-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          {sources.map((source) => (
            <th key={source} scope="col" data-number="">
              {OUTCOME_WORDS[source].many}
            </th>
          ))}
          <th scope="col" data-number="">Revenue</th>
        </tr>
      </thead>
      <tbody>
        {columns.filter(({ amount }) => amount > 0).reverse().map((column) => (
          <tr key={column.date}>
            <th scope="row">{columnName(column)}</th>
            {column.amounts.map((amount, i) => (
              <td key={i} class="text-muted">{dollars(amount)}</td>
            ))}
            <td>
              <EvidenceNumber question={columnQuestion(column, asked)}>
                {dollars(column.amount)}
              </EvidenceNumber>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spenders({ body, asked }: { body: SpenderInsights; asked: Asked }) {
  const { spenders, total } = body;
  return (
    <div class="min-w-0">
      <SubHead
        title="Fans who paid most"
        aside={`${count(spenders.length)} of ${count(total)}`}
      >
        <CsvButton
          what="fans who paid"
          path={insightPath("spenders", { ...asked, limit: MOST_SPENDERS })}
          file={fileName("spenders", asked)}
        />
      </SubHead>
      <table class="grid-table">
        <thead>
          <tr>
            <th scope="col">Fan</th>
            <th scope="col" data-number="">Paid</th>
            <th scope="col" data-number="">Payments</th>
            <th scope="col" data-number="">Latest</th>
          </tr>
        </thead>
        <tbody>
          {spenders.map(({ conversation_id: chat, ...one }) => {
            const name = displayName(one.withUser, chat);
            return (
              <tr key={chat}>
                <th scope="row">
                  <a
                    class="table-link"
                    href={chatAddress(chat)}
                    title={`${name} in the Inbox`}
                  >
                    <bdi>{name}</bdi>
                  </a>
                </th>
                <td>
                  <EvidenceNumber
                    class="font-medium"
                    question={paidQuestion(
                      `Paid by ${name}`,
                      dollars(one.amount),
                      { ...asked, conversation_id: chat },
                    )}
                  >
                    {dollars(one.amount)}
                  </EvidenceNumber>
                </td>
                <td>{count(one.payments)}</td>
                <td class="text-muted">{fullDay(Date.parse(one.last_date))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function paidQuestion(
  title: string,
  value: string,
  params: Readonly<Record<string, string>>,
): EvidenceQuestion {
  return { title, value, metric: "revenue", params, unit: "dollars" };
}

function columnQuestion(
  column: RevenueColumn,
  asked: Asked,
): EvidenceQuestion {
  return paidQuestion(
    `Revenue, ${columnName(column)}`,
    dollars(column.amount),
    askedOfDays(asked, column.date, column.days),
  );
}

function columnName({ date, days }: RevenueColumn): string {
  return days === 1
    ? fullDay(Date.parse(date))
    : `${days} days from ${fullDay(Date.parse(date))}`;
}

function columnsOf(
  body: RevenueInsights,
  columns: readonly RevenueColumn[],
): ColumnData {
  return {
    labels: columns.map(({ label }) => label),
    parts: sourcesOf(body).map((source) => OUTCOME_WORDS[source].many),
    values: columns.map(({ amounts }) => amounts),
    ticks: ticks(Math.max(0, ...columns.map(({ amount }) => amount))),
    say: dollars,
  };
}

/** What was paid by day, as a picture. */
export function revenuePicture(body: RevenueInsights, asked: Asked): Picture {
  const data = columnsOf(body, revenueColumns(body, asked));
  return {
    title: `Revenue: ${dollars(body.amount)}`,
    subtitle: `What fans paid by day, ${daysInWords(asked)}`,
    legend: data.parts,
    height: 320,
    figure: (size) => <ColumnFigure data={data} size={size} />,
  };
}
