import type { GraphOverview } from "@/lib/models/graph_answers.ts";
import { useLivePage } from "@/components/live/page.ts";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import { count } from "@/components/wording/number.ts";
import type { GraphView } from "./view.ts";

/** What is seen, and what can be done, while nothing is selected. */
export function Overview({ view }: { view: GraphView }) {
  const { explorer, overview } = view;
  const { vertices, edges } = explorer.visible.value;
  const body = overview.loaded.value?.body ?? null;
  return (
    <section class="graph-details" aria-labelledby="graph-overview-title">
      <h2 id="graph-overview-title">
        Who talks about what, and what comes of it
      </h2>
      <p class="text-sm text-muted">
        The most connected conversations with their fans, the topics and actions
        that link them most strongly, and their main outcomes.
      </p>
      <dl class="graph-facts">
        <div>
          <dt>In the picture</dt>
          <dd>{count(vertices.length)} nodes, {count(edges.length)} edges</dd>
        </div>
        {body !== null && (
          <div>
            <dt>In the graph</dt>
            <dd>
              {count(sum(body.counts.vertices))} nodes,{" "}
              {count(sum(body.counts.edges))} edges
            </dd>
          </div>
        )}
      </dl>
      <Whose view={view} />
      <ul class="graph-hints">
        <li>Select something to see what it is linked with.</li>
        <li>
          <kbd class="key">/</kbd> finds, <kbd class="key">e</kbd>{" "}
          expands what is selected.
        </li>
        <li>
          <kbd class="key">+</kbd> <kbd class="key">-</kbd>{" "}
          <kbd class="key">0</kbd> and arrow keys move the picture.
        </li>
        <li>Size is the number of edges, thickness the number of messages.</li>
      </ul>
      {body !== null && <Copy copy={body.copy} />}
      {overview.problem.value !== null && (
        <p class="text-sm text-caution" role="status">
          The counts are not up to date: {overview.problem.value}
        </p>
      )}
    </section>
  );
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

/** Whose graph it is, where there are several. */
function Whose({ view: { creator } }: { view: GraphView }) {
  const page = useLivePage();
  const shown = page.creators.find(({ id }) => id === creator);
  if (shown === undefined || page.creators.length < 2) return null;
  return (
    <p class="text-sm">
      The graph of <bdi class="font-semibold">{creatorName(shown)}</bdi>.{" "}
      {page.creator === null &&
        "Each creator has one: choose at the top."}
    </p>
  );
}

/** Where the graph is kept, if not only in the built-in database. */
function Copy({ copy }: { copy: GraphOverview["copy"] }) {
  if (copy === null) return null;
  if (copy.state === "failing") {
    return (
      <p class="text-sm text-caution">
        The graph server does not take part
        {copy.failure !== null && `: ${copy.failure.message}`}. What you see is
        the built-in graph, which holds the same.
      </p>
    );
  }
  return (
    <p class="text-sm text-muted">
      {copy.state === "current"
        ? "The graph server answers."
        : "The graph server's copy is being brought up to date; the built-in graph answers."}
    </p>
  );
}
