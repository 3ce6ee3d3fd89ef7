import { useSignal } from "@preact/signals";
import { cut } from "@/components/charts/BarFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { middle, round } from "@/components/charts/scale.ts";
import type { Size } from "@/components/charts/LineFigure.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import type { OutcomeInsights } from "@/lib/models/insight_answers.ts";
import { count } from "@/components/wording/number.ts";
import { useTopicTitle } from "@/components/wording/topic_titles.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import {
  type MatrixRow,
  type OutcomeMatrix,
  outcomeMatrix,
  shade,
} from "./outcome_matrix.ts";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import {
  type Asked,
  askedOf,
  insightPath,
} from "@/components/insights/answers.ts";
import { topicAddress } from "@/components/inbox/links.ts";
import { daysInWords, fileName } from "./questions.ts";
import { OUTCOME_WORDS } from "@/components/wording/outcomes.ts";
import { dollars } from "@/components/wording/money.ts";

/** Rows that are shown at first. */
const SHOWN = 18;

/** What conversations led to, and what was talked about before. */
export function Outcomes({ outcomes }: Pick<Sources, "outcomes">) {
  const titleOf = useTopicTitle();
  const isWhole = useSignal(false);
  const loaded = outcomes.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  const matrix = outcomeMatrix(loaded?.body ?? { outcomes: [], topics: [] });
  const rows = isWhole.value ? matrix.rows : matrix.rows.slice(0, SHOWN);
  return (
    <Section
      id="outcomes"
      isHalf
      sources={[outcomes]}
      lead="What a session had mentioned before"
      exports={matrix.kinds.length > 0 && (
        <>
          <CsvButton
            what="outcomes"
            path={insightPath("outcomes", asked)}
            file={fileName("outcomes", asked)}
          />
          <PngButton
            what="outcomes by topic"
            picture={() => outcomesPicture({ ...matrix, rows }, asked, titleOf)}
            file={fileName("outcomes-by-topic", asked)}
          />
        </>
      )}
    >
      {loaded === null
        ? null
        : matrix.kinds.length === 0
        ? <Nothing>These days led to no outcome that messages show.</Nothing>
        : (
          <>
            <div
              class="matrix-scroll"
              tabIndex={0}
              role="group"
              aria-label="Outcomes by topic"
            >
              <table class="grid-table matrix">
                <thead>
                  <tr>
                    <th scope="col">Topic</th>
                    {matrix.kinds.map((kind) => (
                      <KindHead key={kind.kind} {...kind} asked={asked} />
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <MatrixLine
                      key={row.topic}
                      row={row}
                      matrix={matrix}
                      asked={asked}
                      title={titleOf(row.topic)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
            {matrix.rows.length > SHOWN && (
              <button
                type="button"
                class="btn btn-sm mt-3"
                onClick={() => isWhole.value = !isWhole.value}
              >
                {isWhole.value
                  ? `Show the first ${SHOWN}`
                  : `Show all ${count(matrix.rows.length)}`}
              </button>
            )}
          </>
        )}
    </Section>
  );
}

function KindHead({ kind, outcomes, amount, asked }:
  & OutcomeInsights["outcomes"][number]
  & { asked: Asked }) {
  const name = OUTCOME_WORDS[kind].many;
  return (
    <th scope="col" class="matrix-kind">
      <span class="block">{name}</span>
      <EvidenceNumber
        class="matrix-total"
        question={{
          title: name,
          value: count(outcomes),
          metric: "outcomes",
          params: { ...asked, kind },
          unit: "count",
        }}
      >
        {count(outcomes)}
      </EvidenceNumber>
      {amount > 0 && (
        <span class="matrix-amount">
          ·{" "}
          <EvidenceNumber
            question={{
              title: `Revenue: ${name}`,
              value: dollars(amount),
              metric: "revenue",
              params: { ...asked, kind },
              unit: "dollars",
            }}
          >
            {dollars(amount)}
          </EvidenceNumber>
        </span>
      )}
    </th>
  );
}

function MatrixLine({ row, matrix, asked, title }: {
  row: MatrixRow;
  matrix: OutcomeMatrix;
  asked: Asked;
  title: string;
}) {
  return (
    <tr>
      <th scope="row">
        <a
          class="table-link"
          href={topicAddress(row.topic)}
          title={`Conversations about ${title} in the Inbox`}
        >
          <bdi>{title}</bdi>
        </a>
      </th>
      {matrix.kinds.map(({ kind }, i) => {
        const value = row.counts[i] ?? 0;
        return (
          <td key={kind} data-shade={shade(value, matrix.most)}>
            {value === 0 ? <span class="sr-only">none</span> : (
              <EvidenceNumber
                class="matrix-count"
                question={{
                  title: `${OUTCOME_WORDS[kind].many} after ${title}`,
                  value: count(value),
                  metric: "outcomes",
                  params: { ...asked, kind, topic: row.topic },
                  unit: "count",
                }}
              >
                {count(value)}
              </EvidenceNumber>
            )}
          </td>
        );
      })}
    </tr>
  );
}

const PICTURE_ROW = 30;
const NAME_WIDTH = 220;

/** The rows that are shown, as a picture. */
export function outcomesPicture(
  matrix: OutcomeMatrix,
  asked: Asked,
  titleOf: (topic: string) => string,
): Picture {
  return {
    title: "Outcomes by topic",
    subtitle: `What a session had mentioned before, ${daysInWords(asked)}`,
    height: PICTURE_ROW * (matrix.rows.length + 1),
    figure: (size) => (
      <MatrixFigure matrix={matrix} size={size} titleOf={titleOf} />
    ),
  };
}

function MatrixFigure({ matrix, size, titleOf }: {
  matrix: OutcomeMatrix;
  size: Size;
  titleOf(topic: string): string;
}) {
  const { kinds, rows, most } = matrix;
  const plot = {
    left: NAME_WIDTH,
    top: PICTURE_ROW,
    width: size.width - NAME_WIDTH,
    height: size.height - PICTURE_ROW,
  };
  const width = plot.width / kinds.length;
  return (
    <>
      {kinds.map(({ kind, outcomes }, i) => (
        <text
          key={kind}
          class="plot-label"
          x={round(middle(i, kinds.length, plot))}
          y={PICTURE_ROW / 2}
          dy="0.32em"
          text-anchor="middle"
        >
          {OUTCOME_WORDS[kind].many}: {count(outcomes)}
        </text>
      ))}
      {rows.map(({ topic, counts }, row) => {
        const y = plot.top + row * PICTURE_ROW;
        return (
          <g key={topic}>
            <text
              class="plot-name"
              x="0"
              y={y + PICTURE_ROW / 2}
              dy="0.32em"
            >
              {cut(titleOf(topic))}
            </text>
            {counts.map((value, i) =>
              value > 0 && (
                <g key={i}>
                  <rect
                    class={`shade-${shade(value, most)}`}
                    x={round(plot.left + i * width + 1)}
                    y={y + 1}
                    width={round(width - 2)}
                    height={PICTURE_ROW - 2}
                    rx="3"
                  />
                  <text
                    class="plot-name"
                    x={round(middle(i, kinds.length, plot))}
                    y={y + PICTURE_ROW / 2}
                    dy="0.32em"
                    text-anchor="middle"
                  >
                    {count(value)}
                  </text>
                </g>
              )
            )}
          </g>
        );
      })}
    </>
  );
}
