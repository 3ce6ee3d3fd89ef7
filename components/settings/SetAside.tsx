import { count } from "@/components/wording/number.ts";
import { dateTime } from "@/components/wording/time.ts";
import type { GraphRefused } from "@/lib/models/graph_answers.ts";
import { Compare } from "./Compare.tsx";
import { changeWords, upTo } from "./graph.ts";
import { Quarantine, type QuarantineList } from "./Quarantine.tsx";

/** What the section of what was set aside shows. */
export interface SetAsidePanel {
  quarantine: QuarantineList;
  /** `null`: there is no graph server that could refuse anything. */
  refused: { total: number; changes: GraphRefused["refused"] } | null;
}

/** What could not be processed, and why: nothing is skipped in silence. */
export function SetAside({ quarantine, refused }: SetAsidePanel) {
  return (
    <section class="panel" id="set-aside" aria-labelledby="set-aside-title">
      <header class="panel-head">
        <h2 id="set-aside-title">Set aside</h2>
      </header>
      <div class="panel-body">
        <p class="text-muted">
          What could not be processed, and why. The rest of what came with it
          was.
        </p>
        <Quarantine list={quarantine} />
        {refused !== null && <Refused {...refused} />}
      </div>
    </section>
  );
}

function Refused({ total, changes }: NonNullable<SetAsidePanel["refused"]>) {
  const more = total - changes.length;
  return (
    <section class="part" aria-labelledby="refused-title">
      <header class="topic-group">
        <h3 id="refused-title">Changes of the graph's copy</h3>
        {total > 0 && <p class="panel-aside">{upTo(total, "change")}</p>}
      </header>
      {total === 0
        ? (
          <p class="part-empty">
            None: the Gremlin server has taken every change.
          </p>
        )
        : (
          <>
            <div class="graph-refused">
              <p>The server refuses {upTo(total, "change")}.</p>
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
                  {changes.map((change) => (
                    <Change key={change.id} change={change} />
                  ))}
                </tbody>
              </table>
            </div>
            {more > 0 && <p class="graph-note">and {count(more)} more</p>}
          </>
        )}
    </section>
  );
}

function Change({ change }: { change: GraphRefused["refused"][number] }) {
  const { kind, name } = changeWords(change);
  return (
    <tr>
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
}
