import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import { signed } from "@/components/wording/number.ts";
import type {
  ComparedFigure,
  ComparisonInsights,
} from "@/lib/models/insight_answers.ts";
import { figureQuestion, KEY_FIGURES, type KeyFigure } from "./comparison.ts";
import { CsvButton } from "./Export.tsx";
import { Change } from "./parts.tsx";
import {
  type Asked,
  askedOf,
  askedOfDays,
  daysAsked,
  daysInWords,
  fileName,
  tablePath,
} from "./questions.ts";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import { plusDays } from "@/components/insights/range.ts";

/** Key figures beside those of the days before, and of each creator. */
export function Comparison({ comparison }: Pick<Sources, "comparison">) {
  const loaded = comparison.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  return (
    <Section
      id="comparison"
      isHalf
      sources={[comparison]}
      lead="Key figures beside those of the days before"
      exports={loaded !== null && (
        <CsvButton
          what="the comparison"
          path={tablePath("comparison", asked)}
          file={fileName("comparison", asked)}
        />
      )}
    >
      {loaded === null
        ? null
        : isEmpty(loaded.body)
        ? <Nothing>No message is of these days, or of those before.</Nothing>
        : <FigureTable body={loaded.body} asked={asked} />}
    </Section>
  );
}

function isEmpty({ figures: { messages } }: ComparisonInsights): boolean {
  return !messages.value && !messages.previous;
}

function FigureTable(
  { body, asked }: { body: ComparisonInsights; asked: Asked },
) {
  const { creators } = useLivePage();
  const days = daysAsked(asked);
  const before = askedOfDays(asked, plusDays(asked.start_date, -days), days);
  const columns = body.by_creator.length > 1 ? body.by_creator : [];
  const nameOf = (id: string) => {
    const creator = creators.find((one) => one.id === id);
    return creator === undefined ? `Creator ${id}` : creatorName(creator);
  };
  return (
    <div
      class="matrix-scroll"
      tabIndex={0}
      role="group"
      aria-label="Key figures"
    >
      <table class="grid-table comparison-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" data-number="">{daysInWords(asked)}</th>
            <th scope="col" data-number="">{daysInWords(before)}</th>
            <th scope="col" data-number="">Change</th>
            {columns.map(({ creator_id }) => (
              <th key={creator_id} scope="col" data-number="">
                <bdi>{nameOf(creator_id)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KEY_FIGURES.map((figure) => {
            const compared = body.figures[figure.key];
            return (
              <tr key={figure.key}>
                <th scope="row">{figure.label}</th>
                <td class="font-medium">
                  <Value figure={figure} of={compared.value} asked={asked} />
                </td>
                <td class="text-muted">
                  <Value
                    figure={figure}
                    of={compared.previous}
                    asked={before}
                  />
                </td>
                <td>
                  <Changed figure={figure} of={compared} days={days} />
                </td>
                {columns.map(({ creator_id, figures }) => (
                  <td key={creator_id}>
                    <Value
                      figure={figure}
                      of={figures[figure.key].value}
                      asked={{ ...asked, creator_id }}
                    />{" "}
                    <span class="text-xs">
                      <Changed
                        figure={figure}
                        of={figures[figure.key]}
                        days={days}
                      />
                    </span>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Value({ figure, of, asked }: {
  figure: KeyFigure;
  of: number | null;
  asked: Asked;
}) {
  if (of === null) return <span class="text-muted">–</span>;
  return (
    <EvidenceNumber question={figureQuestion(figure, of, asked)}>
      {figure.say(of)}
    </EvidenceNumber>
  );
}

function Changed({ figure, of, days }: {
  figure: KeyFigure;
  of: ComparedFigure;
  days: number;
}) {
  const { value, previous } = of;
  if (figure.unit === "sentiment" && value !== null && previous !== null) {
    return <Difference value={value - previous} />;
  }
  return (
    <Change
      value={of.change}
      days={days}
      better={figure.better}
      none={<span class="text-muted">–</span>}
    />
  );
}

/** How a sentiment moved: percent say nothing of what has two signs. */
function Difference({ value }: { value: number }) {
  const text = signed(value);
  const tone = value > 0 ? "good" : "bad";
  const isNone = Number(value.toFixed(2)) === 0;
  return (
    <span
      class={isNone ? "text-muted" : "change"}
      data-tone={isNone ? undefined : tone}
    >
      {isNone ? "= 0" : text}
    </span>
  );
}
