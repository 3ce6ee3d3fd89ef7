/**
 * Traversals that change the graph. A batch is one traversal with a child for
 * each change; only the first `V()` of a traversal uses an index of Cosmos DB,
 * and the first of each child of `union` and `coalesce`.
 * @module
 */
import type { GraphEdge, GraphVertex, VertexLabel } from "@/lib/models/mod.ts";
import type { EdgeName, SettledChange } from "../changes.ts";
import type { GraphScope } from "../graph_store.ts";
import { endsOf, homeEnd } from "../homes.ts";
import { EDGE_PROPERTIES, VERTEX_PROPERTIES } from "../property_names.ts";
import type { Traversal } from "./client.ts";
import {
  controlId,
  edgeElementId,
  edgeKeysFor,
  elementId,
  embeddingText,
  sortable,
} from "./layout.ts";
import { Script } from "./script.ts";

/** How many changes one traversal makes: few sizes, so there are few texts. */
export const BATCH_SIZES: readonly number[] = [16, 8, 4, 2, 1];
/** Values that the changes of one traversal hold at most, in UTF-16 units. */
const MAX_VALUE_UNITS = 48 * 1024;
/** Properties that the changes of one traversal set at most. */
const MAX_PROPERTIES = 16 * 8;
/** How many properties a change sets, and how many it drops, filled up. */
const VERTEX_SLOTS: readonly number[] = [0, 2, 4, 8, 16, 32, 64];
const VERTEX_DROPS: readonly number[] = [8, 16];
const EDGE_SLOTS: readonly number[] = [0, 1, 2, 4, 8, 16, 32, 64];
const EDGE_DROPS: readonly number[] = [0, 1];
/** What names stand for: only these have embeddings. */
const EMBEDDED: ReadonlySet<VertexLabel> = new Set<VertexLabel>([
  "Topic",
  "EngagementAction",
]);
/** No element has this property. */
const NO_PROPERTY = "-";

/**
 * Changes in as few batches as there can be, where all of a batch are written
 * the same way. A batch that is halved has again one of the sizes.
 */
export function batchesOf<Change extends SettledChange>(
  changes: Iterable<Change>,
): Change[][] {
  const measured = Array.from(changes, (change) => ({
    change,
    ...measureOf(change),
  }));
  const byForm = Map.groupBy(measured, ({ form }) => form);
  return [...byForm.values()].flatMap(cut)
    .map((batch) => batch.map(({ change }) => change));
}

/** A traversal that makes the changes of a batch; it gives some number. */
export function writeBatch(
  scope: GraphScope,
  changes: readonly SettledChange[],
): Traversal {
  const script = new Script(scope);
  return script.finish(`g.inject(1)${allOf(script, changes)}`);
}

/**
 * {@linkcode writeBatch} where the control vertex holds `fence`. Gives 0 if it
 * does not: then nothing was changed.
 */
export function writeFencedBatch(
  scope: GraphScope,
  fence: string,
  changes: readonly SettledChange[],
): Traversal {
  const script = new Script(scope);
  const control = script.bind(controlId(script.partition));
  const start = `g.V([${script.p},${control}])` +
    `.has('fence',${script.bind(fence)})`;
  return script.finish(start + allOf(script, changes));
}

/** The constant counts, whatever comes of the children. */
function allOf(script: Script, changes: readonly SettledChange[]): string {
  const children = changes.map((change) => childFor(script, change));
  return `.union(__.constant(1),${children.join(",")}).count()`;
}

function childFor(script: Script, change: SettledChange): string {
  switch (change.kind) {
    case "vertex":
      return putVertex(script, change.vertex);
    case "edge":
      return putEdge(script, change.edge);
    case "removeEdge":
      return removeEdge(script, change);
    case "removeVertex":
      return removeVertex(script, change.id);
  }
}

function putVertex(script: Script, vertex: GraphVertex): string {
  const { p, t } = script;
  const id = bindId(script, vertex.id);
  const label = script.bind(vertex.label);
  const key = script.bind(sortable(vertex.id));
  return `__.V([${p},${id}]).fold().coalesce(__.unfold(),` +
    `__.addV(${label}).property(${t},${id}).property('pk',${p})` +
    `.property('key',${key}))` +
    setProperties(script, contentOf(vertex));
}

/**
 * Writes nothing if an end is not there. Begins at the home, where there are few
 * edges of the label to look through.
 */
function putEdge(script: Script, edge: GraphEdge): string {
  const { p, t } = script;
  const id = script.bind(edgeElementId(script.partition, edge));
  const label = script.bind(edge.label);
  const { home, other } = endsOf(edge);
  const keys = edgeKeysFor(edge);
  const out = script.bind(keys.outKey);
  const into = script.bind(keys.inKey);
  const isFrom = homeEnd(edge.label) === "from";
  return `__.V([${p},${bindId(script, home)}]).as('h').coalesce(` +
    (isFrom
      ? `__.outE(${label}).has('outKey',${out}),`
      : `__.inE(${label}).has('inKey',${into}),`) +
    `__.V([${p},${bindId(script, other)}])` +
    `.addE(${label}).${isFrom ? "from" : "to"}('h')` +
    `.property(${t},${id})` +
    `.property('outKey',${out}).property('inKey',${into}))` +
    setProperties(script, contentOf(edge));
}

function removeEdge(script: Script, edge: EdgeName): string {
  const { p } = script;
  const label = script.bind(edge.label);
  const home = bindId(script, endsOf(edge).home);
  const { outKey, inKey } = edgeKeysFor(edge);
  const found = homeEnd(edge.label) === "from"
    ? `outE(${label}).has('outKey',${script.bind(outKey)})`
    : `inE(${label}).has('inKey',${script.bind(inKey)})`;
  return `__.V([${p},${home}]).${found}.drop()`;
}

function removeVertex(script: Script, id: string): string {
  return `__.V([${script.p},${bindId(script, id)}]).not(__.bothE()).drop()`;
}

/** The name in the text of a vertex's element id. */
function bindId(script: Script, id: string): string {
  return script.bind(elementId(script.partition, id));
}

/** What an element has, and which properties it may have besides. */
interface Content {
  properties: [name: string, value: string | number | boolean][];
  lacking: string[];
  /** How many properties are set, and how many are dropped, in how many steps. */
  slots: number;
  drops: number;
}

function contentOf(element: GraphVertex | GraphEdge): Content {
  const properties: Content["properties"] = Object.entries(element.properties);
  const isVertex = "id" in element;
  if (isVertex && element.embedding !== undefined) {
    properties.push(["embedding", embeddingText(element.embedding)]);
  }
  const names = new Set(properties.map(([name]) => name));
  const lacking = possibleNames(element).filter((name) => !names.has(name));
  return {
    properties,
    lacking,
    slots: fit(properties.length, isVertex ? VERTEX_SLOTS : EDGE_SLOTS),
    drops: fit(lacking.length, isVertex ? VERTEX_DROPS : EDGE_DROPS),
  };
}

function possibleNames(element: GraphVertex | GraphEdge): string[] {
  if (!("id" in element)) return Object.keys(EDGE_PROPERTIES);
  const names = Object.keys(VERTEX_PROPERTIES[element.label]);
  return EMBEDDED.has(element.label) ? [...names, "embedding"] : names;
}

/** Sets what is there and drops what is not. */
function setProperties(script: Script, content: Content): string {
  const { properties, lacking, slots, drops } = content;
  let steps = "";
  for (let i = 0; i < slots; i++) {
    // The last one fills up: to set it again makes no difference.
    const property = properties[i] ?? properties.at(-1);
    if (property === undefined) break;
    const [name, value] = property;
    steps += `.property(${script.bind(name)},${script.bind(value)})`;
  }
  if (drops === 0) return steps;
  const names = Array.from(
    { length: drops },
    (_, i) => script.bind(lacking[i] ?? NO_PROPERTY),
  );
  return `${steps}.properties(${names.join(",")}).drop()`;
}

/** The first of `sizes` that is large enough. */
function fit(count: number, sizes: readonly number[]): number {
  const size = sizes.find((size) => size >= count);
  if (size !== undefined) return size;
  throw new RangeError(`An element cannot have ${count} properties`);
}

/** What decides with which others a change is written. */
interface Measure {
  /** The same for changes that are written the same way. */
  form: string;
  /** How long its values are together, about. */
  units: number;
  /** How many properties it sets. */
  slots: number;
}

function measureOf(change: SettledChange): Measure {
  const units = JSON.stringify(change).length;
  switch (change.kind) {
    case "vertex": {
      const { slots, drops } = contentOf(change.vertex);
      return { form: `vertex ${slots} ${drops}`, units, slots };
    }
    case "edge": {
      const { slots, drops } = contentOf(change.edge);
      const home = homeEnd(change.edge.label);
      return { form: `edge ${home} ${slots} ${drops}`, units, slots };
    }
    case "removeEdge":
      return { form: `removeEdge ${homeEnd(change.label)}`, units, slots: 0 };
    case "removeVertex":
      return { form: "removeVertex", units, slots: 0 };
  }
}

function cut<Measured extends Measure>(changes: Measured[]): Measured[][] {
  const batches: Measured[][] = [];
  for (let i = 0; i < changes.length;) {
    const size = BATCH_SIZES.find((size) =>
      size === 1 ||
      (i + size <= changes.length && isSmall(changes.slice(i, i + size)))
    ) ?? 1;
    batches.push(changes.slice(i, i + size));
    i += size;
  }
  return batches;
}

function isSmall(changes: readonly Measure[]): boolean {
  let units = 0;
  let properties = 0;
  for (const change of changes) {
    units += change.units;
    properties += change.slots;
  }
  return units <= MAX_VALUE_UNITS && properties <= MAX_PROPERTIES;
}
