import type { ComponentChildren } from "preact";
import type { Loaded, Resource } from "@/components/live/resource.ts";
import { scopeOf } from "@/components/insights/answers.ts";
import { Problem } from "@/components/shell/Problem.tsx";

/** An answer, and the parameters that say whose it is, and of when. */
export interface Known<T> {
  body: T;
  scope: Record<string, string>;
}

interface PanelProps<T> {
  /** Names the panel in the page's grid. */
  name: string;
  title: string;
  resource: Resource<T>;
  /** Stands beside the title: what the figures are of, or a choice. */
  aside?: ComponentChildren;
  children: (known: Known<T>) => ComponentChildren;
}

/**
 * A panel of one answer: what is known stays, dimmed, until what was asked for
 * is here, and beside a note when that fails.
 */
export function Panel<T>(
  { name, title, resource, aside, children }: PanelProps<T>,
) {
  const loaded = resource.loaded.value;
  const problem = resource.problem.value;
  const isLate = resource.isLoading.value && loaded !== null;
  const id = `${name}-title`;
  return (
    <section
      class="panel tile"
      data-tile={name}
      aria-labelledby={id}
      aria-busy={isLate || undefined}
    >
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        <div class="tile-aside">
          {loaded !== null && problem !== null && (
            <Outdated
              problem={problem}
              retry={() => resource.reload()}
            />
          )}
          {aside}
        </div>
      </header>
      <div class="tile-body" data-late={isLate ? "" : undefined}>
        {loaded === null
          ? <Missing problem={problem} retry={() => resource.reload()} />
          : children(knownOf(loaded))}
      </div>
    </section>
  );
}

/** An answer with its scope. */
export function knownOf<T>({ path, body }: Loaded<T>): Known<T> {
  return { body, scope: scopeOf(path) };
}

interface ProblemProps {
  problem: string;
  retry(): void;
}

function Outdated({ problem, retry }: ProblemProps) {
  return (
    <p class="panel-aside" role="status" title={problem}>
      Not up to date.{" "}
      <button type="button" class="underline" onClick={retry}>Try again</button>
    </p>
  );
}

/** What stands where nothing is known: that it is on its way, or why not. */
export function Missing(
  { problem, retry }: { problem: string | null; retry(): void },
) {
  if (problem === null) {
    return (
      <div class="missing">
        <span class="skeleton-line" />
        <span class="skeleton-line" />
        <span class="skeleton-line" />
        <span class="sr-only">Counting…</span>
      </div>
    );
  }
  return <Problem class="missing" retry={retry}>{problem}</Problem>;
}
