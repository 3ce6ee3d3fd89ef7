import { useComputed } from "@preact/signals";
import type { GraphVertex } from "@/lib/models/graph.ts";
import type { GraphTopicVolumes } from "@/lib/models/graph_answers.ts";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { useResource } from "@/components/live/use_resource.ts";
import { CrossIcon } from "@/components/shell/icons.tsx";
import { count, counted } from "@/components/wording/number.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import { chatLink } from "./links.ts";
import { LabelMark } from "./marks.tsx";
import type { NeighbourPages } from "./neighbours.ts";
import { NeighbourGroups } from "./NeighbourGroups.tsx";
import type { GraphView } from "./view.ts";
import { LABEL_WORDS, vertexFacts, vertexName } from "./words.ts";

/** All that is known of the vertex that is looked at. */
export function Details(
  { view, pages }: { view: GraphView; pages: NeighbourPages },
) {
  const { explorer, names } = view;
  const known = explorer.sight.value.vertices.get(pages.id)?.vertex;
  const vertex = pages.vertex.value ?? known;
  if (vertex === undefined) return <NotYet view={view} pages={pages} />;
  return (
    <section class="graph-details" aria-labelledby="graph-details-title">
      <header class="graph-details-head">
        <div class="min-w-0 flex-1">
          <p class="flex items-center gap-1.5 text-xs text-muted">
            <LabelMark label={vertex.label} />
            {LABEL_WORDS[vertex.label].one}
          </p>
          <h2 id="graph-details-title">
            <bdi>{vertexName(vertex, names.value)}</bdi>
          </h2>
        </div>
        <Close run={() => explorer.deselect()} />
      </header>
      <Facts view={view} pages={pages} vertex={vertex} />
      <Links pages={pages} vertex={vertex} />
      <Actions view={view} pages={pages} vertex={vertex} />
      <NeighbourGroups view={view} pages={pages} vertex={vertex} />
    </section>
  );
}

/** It was chosen, but nothing is known of it. */
function NotYet({ view, pages }: { view: GraphView; pages: NeighbourPages }) {
  const state = pages.state.value;
  const isFailed = state.kind === "failed";
  return (
    <section class="graph-details" aria-label="Details">
      <header class="graph-details-head">
        <p
          class="flex-1 py-1.5 text-sm text-muted"
          role={isFailed ? "alert" : "status"}
        >
          {isFailed ? state.detail : "Looking it up…"}
        </p>
        <Close run={() => view.explorer.deselect()} />
      </header>
    </section>
  );
}

function Close({ run }: { run(): void }) {
  return (
    <button
      type="button"
      class="icon-button -mr-1.5"
      aria-label="Close details"
      title="Close details (Esc)"
      onClick={run}
    >
      <CrossIcon />
    </button>
  );
}

interface PartProps {
  view: GraphView;
  pages: NeighbourPages;
  vertex: GraphVertex;
}

function Facts({ view, pages, vertex }: PartProps) {
  const { degrees } = view.explorer.visible.value;
  const here = degrees.get(vertex.id) ?? 0;
  const total = pages.total.value;
  return (
    <dl class="graph-facts">
      {vertexFacts(vertex).map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
      {vertex.label === "Topic" && <Mentions view={view} vertex={vertex} />}
      <div>
        <dt>Edges</dt>
        <dd>
          {total === null
            ? `${count(here)} in the picture`
            : `${count(here)} of ${count(total)} in the picture`}
        </dd>
      </div>
    </dl>
  );
}

/** How often a topic is mentioned, with the messages behind the number. */
function Mentions({ view, vertex }: Omit<PartProps, "pages">) {
  const path = useComputed(() => view.addresses.topics());
  const volumes = useResource<GraphTopicVolumes>(path);
  const name = String(vertex.properties.name ?? "");
  const body = volumes.loaded.value?.body;
  const volume = body?.topics.find(({ topic }) => topic === name)?.volume ?? 0;
  const title = plainText(view.names.value.topic(name));
  return (
    <div>
      <dt>Messages, last 30 days</dt>
      <dd>
        {body === undefined
          ? volumes.problem.value === null ? "…" : "not known"
          : (
            <EvidenceNumber
              question={volume === 0 ? null : {
                title: `Messages about ${title}`,
                value: counted(volume, "message"),
                metric: "topics",
                params: {
                  topic: name,
                  ...body.range,
                  ...view.creator === null ? {} : { creator_id: view.creator },
                },
                unit: "count",
              }}
              class="font-semibold underline"
            >
              {count(volume)}
            </EvidenceNumber>
          )}
      </dd>
    </div>
  );
}

function Links({ pages, vertex }: Omit<PartProps, "view">) {
  const chat = chatLink(vertex, pages.neighbours.value);
  const name = vertex.properties.name;
  if (vertex.label === "Topic" && name !== undefined) {
    return (
      <p class="graph-links">
        <a href={`/inbox?topic=${encodeURIComponent(String(name))}`}>
          Conversations about it, in Inbox
        </a>
      </p>
    );
  }
  if (chat === null) return null;
  return (
    <p class="graph-links">
      <a href={chat}>Open in Inbox</a>
    </p>
  );
}

function Actions({ view: { explorer }, pages, vertex }: PartProps) {
  const state = pages.state.value;
  const path = explorer.path.value;
  const isStart = path?.from.id === vertex.id;
  const { vertices } = explorer.sight.value;
  const isIn = vertices.has(vertex.id);
  const listed = pages.neighbours.value;
  const missing = listed.filter((one) => !vertices.has(one.vertex.id)).length;
  const isAll = state.kind === "end" && missing === 0;
  return (
    <div class="graph-actions">
      <button
        type="button"
        class="btn btn-sm btn-primary"
        disabled={isAll || state.kind === "loading" || state.kind === "full"}
        title={isAll
          ? "All its neighbours are in the picture"
          : "Adds its neighbours to the picture"}
        onClick={() => explorer.expand()}
      >
        Expand
      </button>
      <button
        type="button"
        class="btn btn-sm"
        disabled={!isIn}
        title="Takes it out of the picture"
        onClick={() => explorer.hide(vertex.id)}
      >
        Hide
      </button>
      {path !== null && !isStart && path.state.kind === "choosing"
        ? (
          <button
            type="button"
            class="btn btn-sm"
            onClick={() => explorer.endPath(vertex)}
          >
            Path to here
          </button>
        )
        : (
          <button
            type="button"
            class="btn btn-sm"
            disabled={isStart && path.state.kind === "choosing"}
            onClick={() => explorer.startPath(vertex)}
          >
            Start a path here
          </button>
        )}
    </div>
  );
}
