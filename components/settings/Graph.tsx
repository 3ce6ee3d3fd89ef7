import { count } from "@/components/wording/number.ts";
import { dateTime } from "@/components/wording/time.ts";
import type { GraphCopy, GraphRefused } from "@/lib/models/graph_answers.ts";
import {
  changeWords,
  copyWords,
  graphFigures,
  type GraphPanel,
  upTo,
  usageWords,
} from "./graph.ts";

/** What the graph holds and where it is kept, and how its copy stands. */
export function Graph(panel: GraphPanel) {
  const { counts, copy } = panel;
  return (
    <section class="panel" id="graph" aria-labelledby="graph-title">
      <header class="panel-head">
        <h2 id="graph-title">Graph</h2>
        <p class="panel-aside text-right whitespace-normal">
          In the built-in database{copy !== null &&
            ", with a copy on a Gremlin server"}
        </p>
      </header>
      <div class="panel-body">
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
      </div>
    </section>
  );
}

function Copy(
  { copy, usage, refused, isAsked }: GraphPanel & { copy: GraphCopy },
) {
  const { tone, state, notes } = copyWords(copy);
  return (
    <section class="graph-copy" aria-labelledby="graph-copy-title">
      <header class="topic-group">
        <h3 id="graph-copy-title">Copy on the Gremlin server</h3>
        {refused.length === 0 && <Compare look="quiet" text="Compare again" />}
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
      {refused.length > 0 && <Refused total={copy.refused} refused={refused} />}
    </section>
  );
}

function Refused(
  { total, refused }: { total: number; refused: GraphRefused["refused"] },
) {
  const more = total - refused.length;
  return (
    <>
      <div class="graph-refused">
        <p>
          The server refuses {upTo(total, "change")}.
        </p>
        <Compare look="btn btn-sm" text="Send again" />
      </div>
      <div class="overflow-x-auto">
        <table class="records">
          <thead>
            <tr>
              <th scope="col" class="w-2/5">What</th>
              <th scope="col">Why</th>
              <th scope="col" class="w-px">Refused</th>
            </tr>
          </thead>
          <tbody>
            {refused.map((change) => {
              const { kind, name } = changeWords(change);
              return (
                <tr key={change.id}>
                  <td>
                    <p>{kind}</p>
                    <p class="graph-name">
                      <bdi>{name}</bdi>
                    </p>
                  </td>
                  <td class="wrap-anywhere">
                    <p>{change.message}</p>
                    <p class="font-mono text-xs text-muted">{change.code}</p>
                  </td>
                  <td class="whitespace-nowrap text-muted">
                    {dateTime(Date.parse(change.at))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="graph-note">and {count(more)} more</p>}
    </>
  );
}

/** Has the whole compared, and what was refused sent again. */
function Compare({ look, text }: { look: string; text: string }) {
  return (
    <form method="post" action="/settings#graph">
      <button type="submit" name="graph" value="compare" class={look}>
        {text}
      </button>
    </form>
  );
}
