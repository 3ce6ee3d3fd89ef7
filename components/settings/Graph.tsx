import { count } from "@/components/wording/number.ts";
import type { GraphCopy } from "@/lib/models/graph_answers.ts";
import { Compare } from "./Compare.tsx";
import {
  copyWords,
  graphFigures,
  type GraphPanel,
  usageWords,
} from "./graph.ts";

/** What the graph holds and where it is kept, and how its copy stands. */
export function Graph(panel: GraphPanel) {
  const { counts, copy } = panel;
  return (
    <section class="part" id="graph" aria-labelledby="graph-title">
      <header class="topic-group">
        <h3 id="graph-title">Graph</h3>
        <p class="panel-aside text-right whitespace-normal">
          In the built-in database{copy !== null &&
            ", with a copy on a Gremlin server"}
        </p>
      </header>
      <p class="text-muted">
        Who talked about what, and what came of it.
      </p>
      <dl class="graph-figures">
        {graphFigures(counts).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {copy !== null && <Copy {...panel} copy={copy} />}
    </section>
  );
}

function Copy({ copy, usage, isAsked }: GraphPanel & { copy: GraphCopy }) {
  const { tone, state, notes } = copyWords(copy);
  return (
    <section class="graph-copy" aria-labelledby="graph-copy-title">
      <header class="topic-group">
        <h4 id="graph-copy-title" class="text-sm font-semibold">
          Copy on the Gremlin server
        </h4>
        {copy.refused === 0 && <Compare look="quiet" text="Compare again" />}
      </header>
      {isAsked && (
        <p class="notice" role="status">
          The copy will be compared with the built-in database; what differs is
          sent again.
        </p>
      )}
      <div>
        <p class="connection" data-tone={tone}>
          <span class="connection-dot" />
          <span>{state}</span>
        </p>
        {notes.map((note) => (
          <p key={note} class="graph-note wrap-anywhere">{note}</p>
        ))}
        {usage !== null && <p class="graph-note">{usageWords(usage)}</p>}
      </div>
      {copy.refused > 0 && (
        <p class="graph-note">
          What it refuses is listed under{" "}
          <a href="#set-aside" class="underline">Set aside</a>.
        </p>
      )}
    </section>
  );
}
