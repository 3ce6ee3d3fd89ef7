/**
 * Traversals that read. What they give is read by `answers.ts`: a vertex is its
 * label and its values, an edge its values.
 * @module
 */
import {
  type DayRange,
  EdgeLabel,
  type OutcomeKind,
  type TimeRange,
  type VertexLabel,
} from "@/lib/models/mod.ts";
import type { GraphScope } from "../graph_store.ts";
import { escapeName, ID_PREFIX } from "../ids.ts";
import { homeEnd } from "../homes.ts";
import type { Traversal } from "./client.ts";
import {
  type EdgeKeyRange,
  elementId,
  FIRST_KEY,
  LAST_KEY,
  noVertexId,
  sortable,
} from "./layout.ts";
import { Script } from "./script.ts";

/** How many vertices one traversal reads: few sizes, so there are few texts. */
export const READ_SIZES: readonly number[] = [1, 8, 32];
/** How many vertices' edges one traversal reads. */
export const EDGE_READ_SIZES: readonly number[] = [1, 8];

const VERTEX = "project('label','values').by(label).by(__.valueMap())";
const RANKED = "project('label','values','degree').by(label)" +
  ".by(__.valueMap()).by(__.bothE().count())";
/** Edges without a weight weigh nothing. */
const WEIGHT = "__.coalesce(__.values('weight'),__.constant(0))";

/** Vertices with the edges of which they are the home. */
export function readVertices(
  scope: GraphScope,
  ids: readonly string[],
): Traversal {
  const script = new Script(scope);
  return script.finish(
    `${startAt(script, ids, READ_SIZES)}` +
      `.project('label','values','out','in').by(label).by(__.valueMap())` +
      `.by(__.outE(${labelsAt("from")}).valueMap().fold())` +
      `.by(__.inE(${labelsAt("to")}).valueMap().fold())`,
  );
}

/** Vertices' keys, with their edges in both directions up to a limit each. */
export function readEdges(
  scope: GraphScope,
  ids: readonly string[],
  limit: number,
): Traversal {
  const script = new Script(scope);
  const start = startAt(script, ids, EDGE_READ_SIZES);
  const n = script.bind(limit);
  const edges = (step: string, key: string) =>
    `__.${step}().order().by('${key}',incr).limit(${n}).valueMap().fold()`;
  return script.finish(
    `${start}.project('key','out','in').by('key')` +
      `.by(${edges("outE", "outKey")}).by(${edges("inE", "inKey")})`,
  );
}

/** Keys of vertices after one. */
export function listKeys(
  scope: GraphScope,
  { after, limit }: { after: string | null; limit: number },
): Traversal {
  const script = new Script(scope);
  const key = script.bind(after === null ? FIRST_KEY : sortable(after));
  return script.finish(
    `g.V().has('pk',${script.p}).has('key',gt(${key}))` +
      `.order().by('key',incr).limit(${script.bind(limit)}).values('key')`,
  );
}

/** Counts of vertices by label, the control vertex's among them. */
export function countVertices(scope: GraphScope): Traversal {
  const script = new Script(scope);
  return script.finish(`g.V().has('pk',${script.p}).groupCount().by(label)`);
}

/** Counts of edges by label. */
export function countEdges(scope: GraphScope): Traversal {
  const script = new Script(scope);
  return script.finish(
    `g.V().has('pk',${script.p}).outE().groupCount().by(label)`,
  );
}

/** Edges of a vertex with keys in a range, and the vertices at their ends. */
export function listNeighbours(
  scope: GraphScope,
  id: string,
  { direction, range, limit }: {
    direction: "in" | "out";
    range: EdgeKeyRange;
    limit: number;
  },
): Traversal {
  const script = new Script(scope);
  const [step, key, other] = direction === "out"
    ? ["outE", "outKey", "inV"]
    : ["inE", "inKey", "outV"];
  const vertex = script.bind(elementId(script.partition, id));
  return script.finish(
    `g.V([${script.p},${vertex}]).${step}()` +
      `.has('${key}',gt(${script.bind(range.after)}))` +
      `.has('${key}',lt(${script.bind(range.before)}))` +
      `.order().by('${key}',incr).limit(${script.bind(limit)})` +
      `.project('edge','vertex').by(__.valueMap())` +
      `.by(__.${other}().${VERTEX})`,
  );
}

/** Vertices whose ids begin so, with their degrees. */
export function search(
  scope: GraphScope,
  { label, start, limit }: {
    label: VertexLabel;
    start: string;
    limit: number;
  },
): Traversal {
  const script = new Script(scope);
  const first = sortable(ID_PREFIX[label] + escapeName(start));
  return script.finish(
    ofLabel(script, label) +
      `.has('key',gte(${script.bind(first)}))` +
      `.has('key',lt(${script.bind(first + LAST_KEY)}))` +
      `.order().by('key',incr).limit(${script.bind(limit)}).${RANKED}`,
  );
}

/** The vertices with the most edges. */
export function topByDegree(
  scope: GraphScope,
  { label, limit }: { label: VertexLabel; limit: number },
): Traversal {
  const script = new Script(scope);
  return script.finish(
    ofLabel(script, label) +
      `.order().by(__.bothE().count(),decr).by('key',incr)` +
      `.limit(${script.bind(limit)}).${RANKED}`,
  );
}

/** The vertices with the largest figures. */
export function topByProperty(
  scope: GraphScope,
  { label, property, limit }: {
    label: VertexLabel;
    property: string;
    limit: number;
  },
): Traversal {
  const script = new Script(scope);
  const name = script.bind(property);
  return script.finish(
    ofLabel(script, label) +
      `.has(${name}).order().by(${name},decr).by('key',incr)` +
      `.limit(${script.bind(limit)}).${RANKED}`,
  );
}

/** The edges with the largest weights. */
export function heaviestEdges(
  scope: GraphScope,
  { label, limit }: { label: EdgeLabel; limit: number },
): Traversal {
  const script = new Script(scope);
  const [home, other] = homeEnd(label) === "from"
    ? ["inKey", "outKey"]
    : ["outKey", "inKey"];
  return script.finish(
    `g.V().has('pk',${script.p}).outE(${script.bind(label)})` +
      `.order().by(${WEIGHT},decr).by('${home}',incr).by('${other}',incr)` +
      `.limit(${script.bind(limit)}).valueMap()`,
  );
}

/** Weights of days' topics, summed by the keys of their edges. */
export function sumTopics(scope: GraphScope, days: DayRange): Traversal {
  const script = new Script(scope);
  return script.finish(
    `${inDays(script, days)}.outE('DISCUSS_TOPIC')` +
      `.group().by('outKey').by(${WEIGHT}.sum())`,
  );
}

/** Values of days that have a sentiment, in order of time. */
export function listSentiments(scope: GraphScope, days: DayRange): Traversal {
  const script = new Script(scope);
  return script.finish(
    `${inDays(script, days)}.has('sentiment').order().by('day',incr)` +
      `.valueMap('date','sentiment')`,
  );
}

/** Outcomes by the keys of the edges that lead to their topics. */
export function countOutcomeTopics(
  scope: GraphScope,
  { start, end }: TimeRange,
  kind: OutcomeKind,
): Traversal {
  const script = new Script(scope);
  return script.finish(
    ofLabel(script, "InteractionOutcome") +
      `.has('kind',${script.bind(kind)})` +
      `.has('at',gte(${script.bind(start)}))` +
      `.has('at',lt(${script.bind(end)}))` +
      `.local(__.in('RESULTS_IN_OUTCOME').outE('DISCUSS_TOPIC')` +
      `.values('outKey').dedup()).groupCount()`,
  );
}

function ofLabel(script: Script, label: VertexLabel): string {
  return `g.V().has('pk',${script.p}).hasLabel(${script.bind(label)})`;
}

function inDays(script: Script, { from, to }: DayRange): string {
  return `${ofLabel(script, "Day")}.has('day',gte(${script.bind(from)}))` +
    `.has('day',lt(${script.bind(to)}))`;
}

/** Vertices by id, filled up to a size with what is the id of none. */
function startAt(
  script: Script,
  ids: readonly string[],
  sizes: readonly number[],
): string {
  const size = sizes.find((size) => size >= ids.length);
  if (size === undefined || ids.length === 0) {
    throw new RangeError(`Cannot read ${ids.length} vertices at once`);
  }
  const names = Array.from({ length: size }, (_, i) => {
    const id = ids[i];
    return script.bind(
      id === undefined
        ? noVertexId(script.partition)
        : elementId(script.partition, id),
    );
  });
  return `g.V().has('pk',${script.p}).hasId(${names.join(",")})`;
}

function labelsAt(home: "from" | "to"): string {
  return EdgeLabel.options.filter((label) => homeEnd(label) === home)
    .map((label) => `'${label}'`).join(",");
}
