/**
 * Reads what servers answer, leniently: Cosmos DB and TinkerPop do not write
 * values the same way.
 * @module
 */
import {
  EdgeLabel,
  type GraphEdge,
  type GraphVertex,
  type PropertyValue,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { HomeVertex, Neighbour, RankedVertex } from "../graph_store.ts";
import type { EdgesAt } from "../paths.ts";
import { edgeNameOf, embeddingOf, fromSortable } from "./layout.ts";

/** A server's answer that is not what the traversal asks for. */
export class UnreadableAnswer extends Error {
  override name = "UnreadableAnswer";
}

/** The fields of a map, however it is given. */
export function fieldsOf(value: unknown): Map<string, unknown> {
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [String(key), item]));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value));
  }
  throw unreadable("a map", value);
}

/** A number, as the only result or as a field. */
export function numberOf(value: unknown): number {
  const plain = plainOf(value);
  if (typeof plain === "number") return plain;
  throw unreadable("a number", value);
}

/** A text, as the only result or as a field. */
export function textOf(value: unknown): string {
  const plain = plainOf(value);
  if (typeof plain === "string") return plain;
  throw unreadable("a text", value);
}

/** Counts by name; nothing if there are none. */
export function countsOf(answer: readonly unknown[]): Map<string, number> {
  const [first] = answer;
  if (first === undefined) return new Map();
  return new Map(
    [...fieldsOf(first)].map(([name, count]) => [name, numberOf(count)]),
  );
}

/** Properties by name: what is not a value of a property is left out. */
export function valuesOf(value: unknown): Map<string, PropertyValue> {
  const values = new Map<string, PropertyValue>();
  for (const [name, given] of fieldsOf(value)) {
    const plain = plainOf(given);
    if (plain !== undefined) values.set(name, plain);
  }
  return values;
}

/** A vertex, of a map with its `label` and `values`. */
export function vertexOf(fields: Map<string, unknown>): GraphVertex {
  const values = valuesOf(fields.get("values"));
  const id = fromSortable(textOf(values.get("key")));
  const embedding = values.get("embedding");
  for (const own of ["key", "pk", "embedding"]) values.delete(own);
  return {
    id,
    label: VertexLabel.parse(textOf(fields.get("label"))),
    properties: Object.fromEntries(values),
    ...(embedding === undefined
      ? {}
      : { embedding: embeddingOf(textOf(embedding)) }),
  };
}

/** An edge, of its values. */
export function edgeOf(value: unknown): GraphEdge {
  const values = valuesOf(value);
  const outKey = textOf(values.get("outKey"));
  const inKey = textOf(values.get("inKey"));
  for (const own of ["outKey", "inKey"]) values.delete(own);
  const { from, label, to } = edgeNameOf({ outKey, inKey });
  return {
    from,
    label: EdgeLabel.parse(label),
    to,
    properties: Object.fromEntries(values),
  };
}

/** Edges, of a list of their values. */
export function edgesOf(value: unknown): GraphEdge[] {
  if (!Array.isArray(value)) throw unreadable("a list", value);
  return value.map(edgeOf);
}

/** Of `readVertices`. */
export function homeVertexOf(value: unknown): HomeVertex {
  const fields = fieldsOf(value);
  return {
    vertex: vertexOf(fields),
    edges: [...edgesOf(fields.get("out")), ...edgesOf(fields.get("in"))],
  };
}

/** Of `search`, `topByDegree` and `topByProperty`. */
export function rankedOf(value: unknown): RankedVertex {
  const fields = fieldsOf(value);
  return { vertex: vertexOf(fields), degree: numberOf(fields.get("degree")) };
}

/** Of `listNeighbours`. */
export function neighbourOf(value: unknown): Neighbour {
  const fields = fieldsOf(value);
  return {
    edge: edgeOf(fields.get("edge")),
    vertex: vertexOf(fieldsOf(fields.get("vertex"))),
  };
}

/** Of `readEdges`, which was told to read one edge more than `limit`. */
export function edgesAtOf(value: unknown, limit: number): [string, EdgesAt] {
  const fields = fieldsOf(value);
  const out = edgesOf(fields.get("out"));
  const into = edgesOf(fields.get("in"));
  return [fromSortable(textOf(fields.get("key"))), {
    edges: [...out.slice(0, limit), ...into.slice(0, limit)],
    complete: out.length <= limit && into.length <= limit,
  }];
}

/** A value that may lie in a list, or in an object with an id of its own. */
function plainOf(value: unknown): PropertyValue | undefined {
  if (Array.isArray(value)) return plainOf(value[0]);
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      return value === null ? undefined : plainOf(fieldsOf(value).get("value"));
    default:
      return undefined;
  }
}

function unreadable(wanted: string, value: unknown): UnreadableAnswer {
  const type = Array.isArray(value) ? "list" : typeof value;
  return new UnreadableAnswer(`Gremlin gave ${type} instead of ${wanted}`);
}
