import { BarFigure, barsHeight } from "@/components/charts/BarFigure.tsx";
import type { Picture } from "@/components/charts/picture.tsx";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import type { FunnelInsights } from "@/lib/models/insight_answers.ts";
import { count, counted, percent } from "@/components/wording/number.ts";
import { CsvButton, PngButton } from "./Export.tsx";
import { RowBar } from "./parts.tsx";
import { Nothing, Section } from "./Section.tsx";
import type { Sources } from "./source.ts";
import { STAGES } from "./words.ts";
import {
  type Asked,
  askedOf,
  insightPath,
} from "@/components/insights/answers.ts";
import { daysInWords, fileName } from "./questions.ts";

type Stages = FunnelInsights["stages"];

/** How far sessions come. */
export function Funnel({ funnel }: Pick<Sources, "funnel">) {
  const loaded = funnel.resource.loaded.value;
  const asked = askedOf(loaded?.path ?? "");
  const stages = loaded?.body.stages ?? [];
  const most = stages[0]?.sessions ?? 0;
  return (
    <Section
      id="funnel"
      isHalf
      sources={[funnel]}
      lead="How far sessions came"
      exports={most > 0 && (
        <>
          <CsvButton
            what="the funnel"
            path={insightPath("funnel", asked)}
            file={fileName("funnel", asked)}
          />
          <PngButton
            what="the funnel"
            picture={() => funnelPicture(stages, asked)}
            file={fileName("funnel", asked)}
          />
        </>
      )}
    >
      {loaded === null
        ? null
        : most === 0
        ? <Nothing>No session began in these days.</Nothing>
        : <StageTable stages={stages} most={most} asked={asked} />}
    </Section>
  );
}

function StageTable(
  { stages, most, asked }: { stages: Stages; most: number; asked: Asked },
) {
  return (
    <table class="grid-table bar-table">
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" class="w-full">
            <span class="sr-only">In proportion</span>
          </th>
          <th scope="col" data-number="">Sessions</th>
          <th scope="col" data-number="">Of the step before</th>
          <th scope="col" data-number="">Of the first</th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ stage, sessions, ...share }) => (
          <tr key={stage}>
            <th scope="row">{STAGES[stage]}</th>
            <td class="w-full">
              <RowBar value={sessions} most={most} />
            </td>
            <td>
              <EvidenceNumber
                class="font-medium"
                question={sessions === 0 ? null : {
                  title: `Sessions that reached: ${STAGES[stage]}`,
                  value: count(sessions),
                  metric: "funnel",
                  params: { ...asked, stage },
                  unit: "count",
                }}
              >
                {count(sessions)}
              </EvidenceNumber>
            </td>
            <td class="text-muted">{shareOf(share.percentage_of_previous)}</td>
            <td class="text-muted">{shareOf(share.percentage_of_first)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shareOf(value: number | null): string {
  return value === null ? "–" : percent(value);
}

/** The steps as a picture. */
export function funnelPicture(stages: Stages, asked: Asked): Picture {
  const bars = stages.map(({ stage, sessions, percentage_of_first }) => ({
    label: STAGES[stage],
    value: sessions,
    text: `${counted(sessions, "session")}, ${shareOf(percentage_of_first)}`,
  }));
  return {
    title: "Funnel",
    subtitle: `How far sessions came, ${daysInWords(asked)}`,
    height: barsHeight(bars.length),
    figure: ({ width }) => <BarFigure bars={bars} width={width} />,
  };
}
