import { useSignal } from "@preact/signals";
import type { GraphVertex } from "@/lib/models/graph.ts";
import { count, counted } from "@/components/wording/number.ts";
import { type Group, groupsOf } from "./groups.ts";
import { LabelMark } from "./marks.tsx";
import type { NeighbourPages } from "./neighbours.ts";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS, vertexName, vertexNote } from "./words.ts";

/** Rows of a group before it is asked to show all. */
const FIRST_ROWS = 6;

interface NeighbourGroupsProps {
  view: GraphView;
  pages: NeighbourPages;
  vertex: GraphVertex;
}

/** The neighbours of a vertex, by the edges to them. */
export function NeighbourGroups({ view, pages }: NeighbourGroupsProps) {
  const groups = groupsOf(pages.neighbours.value);
  return (
    <div class="graph-groups">
      {groups.map((group) => (
        <NeighbourGroup
          key={`${pages.id} ${group.key}`}
          view={view}
          group={group}
        />
      ))}
      <Foot view={view} pages={pages} />
    </div>
  );
}

function NeighbourGroup({ view, group }: { view: GraphView; group: Group }) {
  const { explorer, names } = view;
  const isWhole = useSignal(false);
  const { neighbours, title, label } = group;
  const rows = isWhole.value ? neighbours : neighbours.slice(0, FIRST_ROWS);
  const { vertices } = explorer.sight.value;
  return (
    <section>
      <h3 class="graph-group-head">
        <span>
          {title}{" "}
          <span class="text-muted">
            {LABEL_WORDS[label].many.toLowerCase()}
          </span>
        </span>
        <span class="graph-small">{count(neighbours.length)}</span>
      </h3>
      <ul>
        {rows.map(({ vertex, weight }) => (
          <li key={vertex.id}>
            <button
              type="button"
              class="graph-row"
              data-out={vertices.has(vertex.id) ? undefined : ""}
              title={vertices.has(vertex.id) ? undefined : "Not in the picture"}
              onClick={() => explorer.select(vertex.id)}
            >
              <LabelMark label={vertex.label} />
              <bdi class="min-w-0 flex-1 truncate text-left">
                {vertexName(vertex, names.value)}
              </bdi>
              <Note vertex={vertex} weight={weight} />
            </button>
          </li>
        ))}
      </ul>
      {neighbours.length > rows.length && (
        <button
          type="button"
          class="quiet"
          onClick={() => isWhole.value = true}
        >
          All {count(neighbours.length)}
        </button>
      )}
    </section>
  );
}

/** How strong the edge is, or what else tells neighbours apart. */
function Note(
  { vertex, weight }: { vertex: GraphVertex; weight: number | null },
) {
  if (weight === null) {
    return <span class="graph-small">{vertexNote(vertex)}</span>;
  }
  return (
    <span class="graph-small" title={counted(weight, "message")}>
      {count(weight)}
      <span class="sr-only">{weight === 1 ? " message" : " messages"}</span>
    </span>
  );
}

/** How many of them are listed, and the way to the others. */
function Foot({ view, pages }: Omit<NeighbourGroupsProps, "vertex">) {
  const state = pages.state.value;
  const listed = pages.neighbours.value.length;
  const total = pages.total.value;
  const shown = total === null
    ? `${count(listed)} listed, there are more.`
    : `${count(listed)} of ${count(total)} listed.`;
  switch (state.kind) {
    case "loading":
      return <p class="graph-list-foot" role="status">Loading…</p>;
    case "failed":
      return (
        <div class="graph-list-foot" role="alert">
          <p>{state.detail}</p>
          <More view={view} name="Try again" />
        </div>
      );
    case "more":
      return (
        <div class="graph-list-foot">
          <p>{shown}</p>
          <More view={view} name="List more" />
        </div>
      );
    case "full":
      return <p class="graph-list-foot">{shown} No more are listed.</p>;
    case "end":
      return listed > 0 ? null : <p class="graph-list-foot">No neighbours.</p>;
  }
}

function More({ view, name }: { view: GraphView; name: string }) {
  return (
    <button
      type="button"
      class="btn btn-sm"
      onClick={() => view.explorer.more()}
    >
      {name}
    </button>
  );
}
