import type { GraphVertex } from "@/lib/models/graph.ts";
import type { GraphPathList } from "@/lib/models/graph_answers.ts";
import { CrossIcon } from "@/components/shell/icons.tsx";
import type { PathSearch } from "./explorer.ts";
import { LabelMark } from "./marks.tsx";
import { nameIn, type Path, pathSteps } from "./path_words.ts";
import type { GraphView } from "./view.ts";
import { vertexName } from "./words.ts";

/** The way from one vertex to another, in words. */
export function PathPanel(
  { view, path }: { view: GraphView; path: PathSearch },
) {
  const { explorer, names } = view;
  const name = (vertex: GraphVertex) => vertexName(vertex, names.value);
  return (
    <section class="graph-path" aria-labelledby="graph-path-title">
      <header class="graph-details-head">
        <h2 id="graph-path-title" class="min-w-0 flex-1">
          Path from <bdi>{name(path.from)}</bdi>
          {path.to !== null && (
            <>
              {" "}to <bdi>{name(path.to)}</bdi>
            </>
          )}
        </h2>
        <button
          type="button"
          class="icon-button -mr-1.5"
          aria-label="Close the path"
          title="Close the path"
          onClick={() => explorer.clearPath()}
        >
          <CrossIcon />
        </button>
      </header>
      <Body view={view} path={path} />
    </section>
  );
}

function Body(
  { view, path: { state } }: { view: GraphView; path: PathSearch },
) {
  switch (state.kind) {
    case "choosing":
      return (
        <p class="text-sm text-muted">
          Choose where it ends, in the picture or on a list, and press “Path to
          here”.
        </p>
      );
    case "looking":
      return <p class="text-sm text-muted" role="status">Looking for paths…</p>;
    case "failed":
      return <p class="text-sm" role="alert">{state.detail}</p>;
    case "found":
      return <Found view={view} answer={state.answer} shown={state.shown} />;
  }
}

function Found(
  { view, answer, shown }: {
    view: GraphView;
    answer: GraphPathList;
    shown: number;
  },
) {
  const { explorer } = view;
  const { paths, complete } = answer;
  const path = paths[shown];
  if (path === undefined) {
    return (
      <p class="text-sm text-muted" role="status">
        {complete
          ? "No path of four edges or fewer leads there."
          : "None was found: there is too much to look through."}
      </p>
    );
  }
  const known = new Map(answer.vertices.map((vertex) => [vertex.id, vertex]));
  return (
    <>
      <Steps view={view} path={path} known={known} />
      {paths.length > 1 && (
        <p class="graph-path-others">
          <button
            type="button"
            class="btn btn-sm"
            disabled={shown === 0}
            onClick={() => explorer.showPath(shown - 1)}
          >
            Previous
          </button>
          <span role="status">
            {shown + 1} of {paths.length}
            {complete ? "" : " or more"}
          </span>
          <button
            type="button"
            class="btn btn-sm"
            disabled={shown === paths.length - 1}
            onClick={() => explorer.showPath(shown + 1)}
          >
            Next
          </button>
        </p>
      )}
    </>
  );
}

function Steps({ view, path, known }: {
  view: GraphView;
  path: Path;
  known: ReadonlyMap<string, GraphVertex>;
}) {
  const { explorer, names } = view;
  const row = (id: string, name: string) => {
    const label = known.get(id)?.label;
    return (
      <button
        type="button"
        class="graph-row"
        onClick={() => explorer.select(id)}
      >
        {label !== undefined && <LabelMark label={label} />}
        <bdi class="min-w-0 flex-1 truncate text-left">{name}</bdi>
      </button>
    );
  };
  const first = path.vertices[0] ?? "";
  return (
    <ol class="graph-steps">
      <li>{row(first, nameIn(known, first, names.value))}</li>
      {pathSteps(path, known, names.value).map(({ verb, weight, to }, i) => (
        <li key={i}>
          <span class="graph-verb">
            {verb}
            {weight !== null && <span class="graph-small">{weight}</span>}
          </span>
          {row(to.id, to.name)}
        </li>
      ))}
    </ol>
  );
}
