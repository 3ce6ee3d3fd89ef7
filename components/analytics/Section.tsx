import type { ComponentChildren } from "preact";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { Problem } from "@/components/shell/Problem.tsx";
import type { Source } from "@/components/insights/use_insights.ts";
import { isBehind, problemOf } from "./source.ts";
import { askedOf } from "@/components/insights/answers.ts";
import { daysInWords } from "./questions.ts";

/** The parts of the page, in their order. */
export const SECTIONS = [
  { id: "comparison", title: "Comparison" },
  { id: "funnel", title: "Funnel" },
  { id: "topics", title: "Topics" },
  { id: "outcomes", title: "Outcomes by topic" },
  { id: "sentiment", title: "Sentiment" },
  { id: "response-times", title: "Response times" },
  { id: "revenue", title: "Revenue" },
] as const;

/** What a part of the page goes by in its address. */
export type SectionId = typeof SECTIONS[number]["id"];

interface SectionProps {
  id: SectionId;
  /** What it shows; the first one's days are told. */
  sources: readonly [Source<unknown>, ...Source<unknown>[]];
  /** Where there is room, others stand beside it. Default: none. */
  isHalf?: boolean;
  /** What is asked, in a sentence. */
  lead: string;
  /** Buttons for what it shows as files. */
  exports?: ComponentChildren;
  /** `null` until all of it is known. */
  children: ComponentChildren | null;
}

/** A part of the page: its figures, or why there are none yet. */
export function Section(props: SectionProps) {
  const { id, sources, isHalf = false, lead, exports, children } = props;
  const title = SECTIONS.find((section) => section.id === id)?.title ?? id;
  const isKnown = children !== null;
  const problem = problemOf(sources);
  const isLoading = problem === null && isBehind(sources);
  const loaded = sources[0].resource.loaded.value;
  return (
    <section
      id={id}
      class="panel figures"
      data-half={isHalf ? "" : undefined}
      aria-labelledby={`${id}-title`}
    >
      <header class="figures-head">
        <div class="min-w-0">
          <h2 id={`${id}-title`}>{title}</h2>
          <p class="text-sm text-muted">
            {lead}
            {loaded !== null && `, ${daysInWords(askedOf(loaded.path))}`}
          </p>
        </div>
        {isKnown && exports !== undefined && (
          <div class="figures-exports">{exports}</div>
        )}
      </header>
      {problem !== null && (
        <Problem
          class="figures-problem"
          retry={() => {
            for (const { resource } of sources) {
              if (resource.problem.value !== null) resource.reload();
            }
          }}
        >
          {isKnown ? "What you see is as it was before. " : ""}
          {problem}
        </Problem>
      )}
      {isKnown
        ? (
          <div
            class="figures-body"
            data-stale={isBehind(sources) ? "" : undefined}
            aria-busy={isLoading}
          >
            <Boundary name={title}>{children}</Boundary>
          </div>
        )
        : problem === null && (
          <div class="figures-body figures-loading">
            <p role="status">Loading {title.toLowerCase()}…</p>
          </div>
        )}
    </section>
  );
}

/** What a part says that has nothing to show. */
export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="py-4 text-sm text-muted">{children}</p>;
}
