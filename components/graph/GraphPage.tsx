import { useRef } from "preact/hooks";
import { useComputed, useSignalEffect } from "@preact/signals";
import type { GraphOverview } from "@/lib/models/graph_answers.ts";
import { FirstRun } from "@/components/dashboard/FirstRun.tsx";
import type { KnownAgent } from "@/components/dashboard/first_run.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Loaded } from "@/components/live/resource.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { useShortcuts } from "@/components/shell/use_shortcuts.ts";
import { count, counted } from "@/components/wording/number.ts";
import { Canvas } from "./Canvas.tsx";
import { Details } from "./Details.tsx";
import { Legend } from "./Legend.tsx";
import { Overview } from "./Overview.tsx";
import { PathPanel } from "./PathPanel.tsx";
import { SearchBox } from "./SearchBox.tsx";
import { ShownList } from "./ShownList.tsx";
import { MOST_VERTICES } from "./sight.ts";
import { type GraphView, useGraphView, verticesOf } from "./view.ts";
import { LABEL_WORDS, LABELS, vertexName } from "./words.ts";

/** The graph, to explore; the way to one where there is none. */
export function GraphPage(
  { initial, agents }: {
    initial: Loaded<GraphOverview> | null;
    agents: KnownAgent[];
  },
) {
  const { store: { state } } = useLivePage();
  const view = useGraphView(initial);
  const isEmpty = useComputed(() => {
    const body = view.overview.loaded.value?.body;
    return body !== undefined && verticesOf(body) === 0;
  });
  if (isEmpty.value) {
    return (
      <div class="min-h-0 flex-1 overflow-y-auto p-4">
        <FirstRun status={state.status} agents={agents} />
      </div>
    );
  }
  return <Explorer view={view} />;
}

function Explorer({ view }: { view: GraphView }) {
  const { explorer } = view;
  const { selected, path } = explorer;
  useShortcuts("Graph's selection", [
    { keys: "e", label: "Expand", run: () => explorer.expand() },
    { keys: "Escape", label: "Select nothing", run: () => explorer.deselect() },
  ]);
  const isFirst = useRef(true);
  useSignalEffect(() => {
    const id = selected.value?.id ?? null;
    if (!isFirst.current) remember(id);
    isFirst.current = false;
  });
  const isAside = selected.value !== null || path.value !== null;
  return (
    <div class="graph-page">
      <div class="graph-left">
        <SearchBox view={view} />
        <Legend view={view} />
        <ShownList view={view} />
      </div>
      <div class="graph-middle">
        <Boundary name="The picture">
          <Canvas view={view} />
        </Boundary>
        <Opening view={view} />
        <Crowd view={view} />
      </div>
      <aside
        class="graph-right"
        aria-label="Details"
        data-aside={isAside ? "" : undefined}
      >
        {path.value !== null && <PathPanel view={view} path={path.value} />}
        {selected.value !== null
          ? (
            <Details
              key={selected.value.id}
              view={view}
              pages={selected.value}
            />
          )
          : path.value === null && <Overview view={view} />}
      </aside>
      <Announced view={view} />
    </div>
  );
}

/** What is selected stands in the address, so that it can be shared. */
function remember(id: string | null): void {
  const url = new URL(location.href);
  if ((url.searchParams.get("vertex") ?? null) === id) return;
  if (id === null) url.searchParams.delete("vertex");
  else url.searchParams.set("vertex", id);
  history.replaceState(null, "", url);
}

/** Says what was selected to whoever does not see it. */
function Announced({ view: { explorer, names } }: { view: GraphView }) {
  const pages = explorer.selected.value;
  const vertex = pages?.vertex.value ?? null;
  return (
    <p role="status" class="sr-only">
      {vertex !== null &&
        `${LABEL_WORDS[vertex.label].one}: ${
          vertexName(vertex, names.value)
        }, selected`}
    </p>
  );
}

/** What stands over the picture until there is one. */
function Opening({ view: { explorer } }: { view: GraphView }) {
  const state = explorer.opening.value;
  const isEmpty = explorer.sight.value.vertices.size === 0;
  if (state.kind === "failed") {
    return (
      <div class={isEmpty ? "graph-words" : "graph-over"} role="alert">
        {isEmpty && <h2>The graph could not be loaded</h2>}
        <p>{state.detail}</p>
        <button
          type="button"
          class="btn btn-sm"
          onClick={() => explorer.open()}
        >
          Try again
        </button>
      </div>
    );
  }
  if (state.kind !== "loading" || !isEmpty) return null;
  return <p class="graph-words text-muted" role="status">Loading the graph…</p>;
}

/** Says that there is no room for more, and offers to make some. */
function Crowd({ view: { explorer } }: { view: GraphView }) {
  const left = explorer.left.value;
  if (left === 0) return null;
  const counts = explorer.counts.value;
  const [most] = LABELS.toSorted((a, b) =>
    (counts.get(b) ?? 0) - (counts.get(a) ?? 0)
  );
  return (
    <div class="graph-over" role="alert">
      <p>
        {counted(left, "neighbour")} found no room: a picture has{" "}
        {count(MOST_VERTICES)} at most.
      </p>
      {most !== undefined && (
        <button
          type="button"
          class="btn btn-sm"
          onClick={() => explorer.drop(most)}
        >
          Take out all {LABEL_WORDS[most].many.toLowerCase()}
        </button>
      )}
    </div>
  );
}
