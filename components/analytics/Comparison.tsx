import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import type {
  ComparedFigure,
  ComparisonInsights,
} from "@/lib/models/insight_answers.ts";
import { figureQuestion, KEY_FIGURES, type KeyFigure } from "./comparison.ts";
import { CsvButton } from "./Export.tsx";
import { changeOf, difference } from "@/components/insights/change.ts";
import { ChangeMark } from "@/components/insights/ChangeMark.tsx";
import { dayIn } from "@/components/wording/zoned_time.ts";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import { beforeWords, plusDays } from "@/components/insights/range.ts";
import {
  type Asked,
  askedOf,
  askedOfDays,
  daysAsked,
  insightPath,
} from "@/components/insights/answers.ts";
import { daysInShort, daysInWords, fileName } from "./questions.ts";

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
          path={insightPath("comparison", asked)}
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
  const words = beforeWords(asked);
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
            <DaysHead asked={asked} />
            <DaysHead asked={before} />
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
                  <Changed figure={figure} of={compared} before={words} />
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
                        before={words}
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

function Changed({ figure, of, before }: {
  figure: KeyFigure;
  of: ComparedFigure;
  /** What it is compared with: "the 30 days before". */
  before: string;
}) {
  const { say: show, unit, better } = figure;
  const change = changeOf(of, {
    show,
    before,
    ...(better === undefined ? {} : { better }),
    // Percent say nothing of what has two signs.
    ...(unit === "sentiment" ? { size: difference } : {}),
  });
  return change === null
    ? <span class="text-muted">–</span>
    : <ChangeMark change={change} />;
}

/** The days of a column, short; in full where that is pointed at. */
function DaysHead({ asked }: { asked: Asked }) {
  const { now, zone } = useLivePage();
  const year = dayIn(zone, now.value).slice(0, 4);
  return (
    <th
      scope="col"
      data-number=""
      class="whitespace-nowrap"
      title={daysInWords(asked)}
    >
      {daysInShort(asked, year)}
    </th>
  );
}
