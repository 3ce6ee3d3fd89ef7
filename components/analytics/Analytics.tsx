import { useSignal } from "@preact/signals";
import type { Range } from "@/components/insights/range.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { Comparison } from "./Comparison.tsx";
import { Contents } from "./Contents.tsx";
import { Funnel } from "./Funnel.tsx";
import { Outcomes } from "./Outcomes.tsx";
import type { AnalyticsFigures } from "./questions.ts";
import { ResponseTimes } from "./ResponseTimes.tsx";
import { Revenue } from "./Revenue.tsx";
import { Sentiment } from "./Sentiment.tsx";
import { useSources } from "./source.ts";
import { Topics } from "./Topics.tsx";

/** What the page was rendered with. */
export interface AnalyticsSeed {
  range: Range;
  figures: AnalyticsFigures;
}

/** All figures of some days, part by part. */
export function Analytics({ seed }: { seed: AnalyticsSeed }) {
  const range = useSignal(seed.range);
  const sources = useSources(range, seed.figures);
  return (
    <div class="analytics">
      <Contents range={range} />
      <Boundary name="Comparison">
        <Comparison {...sources} />
      </Boundary>
      <Boundary name="Funnel">
        <Funnel {...sources} />
      </Boundary>
      <Boundary name="Topics">
        <Topics {...sources} />
      </Boundary>
      <Boundary name="Outcomes by topic">
        <Outcomes {...sources} />
      </Boundary>
      <Boundary name="Sentiment">
        <Sentiment {...sources} />
      </Boundary>
      <Boundary name="Response times">
        <ResponseTimes {...sources} />
      </Boundary>
      <Boundary name="Revenue">
        <Revenue {...sources} />
      </Boundary>
    </div>
  );
}
