import type { EdgeLabel, GraphEdge } from "@/lib/models/mod.ts";
import type { EdgeName } from "../changes.ts";
import type { GraphScope } from "../graph_store.ts";
import { idPart } from "../ids.ts";

/**
 * How the graph lies in a Gremlin database. A creator's graph is one partition.
 * Beside what {@linkcode GraphStore} shows, elements have properties of their
 * own by which the server finds and sorts them:
 * - vertices: `pk`, the partition; `key`, the {@linkcode sortable} id; and
 *   `embedding`, if they have one, as text;
 * - edges: `outKey` and `inKey`, the label and the sortable id of the vertex to
 *   which they lead, and of the one from which they come. So the edges at a
 *   vertex are found and sorted without a look at the other ends.
 *
 * The control vertex of a partition has `pk`, the `fence` of whoever may write,
 * `written` as soon as something was, and no `key`: it is in no answer.
 * @module
 */

/** The label of a partition's control vertex. */
export const CONTROL_LABEL = "Copy";

/** Sorts before and after everything that {@linkcode sortable} gives. */
export const FIRST_KEY = "";
export const LAST_KEY = "\u00ff";

/** Comes after any label in an edge's key, and before all that labels hold. */
const AFTER_LABEL = ":";
/** Comes directly after {@linkcode AFTER_LABEL}. */
const AFTER_KEYS = ";";
/** Between the partition and a vertex's own id; in no partition's name. */
const AFTER_PARTITION = "|";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The partition of a scope: it holds nothing that ids of Cosmos DB forbid. */
export function partitionOf({ dataset, creator }: GraphScope): string {
  return [dataset.account, creator]
    .map((name) => idPart(name).replaceAll(AFTER_PARTITION, "~007c"))
    .join(":");
}

/** The id of a vertex among all vertices of the database. */
export function elementId(partition: string, id: string): string {
  return partition + AFTER_PARTITION + id;
}

/**
 * The id of an edge among all edges and vertices of the database: by it, the
 * server refuses to add one twice, should two try at the same time. Escaped
 * names do not hold `@`.
 */
export function edgeElementId(
  partition: string,
  { from, label, to }: EdgeName,
): string {
  return elementId(partition, `${from}@${label}@${to}`);
}

/** The element id of a partition's control vertex: no vertex has this id. */
export function controlId(partition: string): string {
  return elementId(partition, "@copy");
}

/** An element id that no vertex of the partition has. */
export function noVertexId(partition: string): string {
  return elementId(partition, "");
}

/**
 * A text that sorts among others as `id` does among keys, by whichever rule a
 * server sorts texts: one character below 256 for each byte of its UTF-8.
 */
export function sortable(id: string): string {
  let text = "";
  for (const byte of encoder.encode(id)) text += String.fromCharCode(byte);
  return text;
}

/** The id that {@linkcode sortable} was given. */
export function fromSortable(text: string): string {
  return decoder.decode(Uint8Array.from(text, (char) => char.charCodeAt(0)));
}

/** What finds an edge of a vertex by its label and the other vertex. */
export function edgeEndKey(label: EdgeLabel, other: string): string {
  return label + AFTER_LABEL + sortable(other);
}

/** The keys of all edges of a label lie after `after` and before `before`. */
export function edgeKeysOf(label: EdgeLabel): EdgeKeyRange {
  return { after: label + AFTER_LABEL, before: label + AFTER_KEYS };
}

/** Keys of edges after one text and before another. */
export interface EdgeKeyRange {
  after: string;
  before: string;
}

/** The id of the other vertex in an edge's key. */
export function otherOf(key: string): string {
  return fromSortable(key.slice(key.indexOf(AFTER_LABEL) + 1));
}

/** The keys that an edge has. */
export function edgeKeysFor(
  { from, label, to }: EdgeName,
): { outKey: string; inKey: string } {
  return { outKey: edgeEndKey(label, to), inKey: edgeEndKey(label, from) };
}

/** An edge by its keys. */
export function edgeNameOf(
  { outKey, inKey }: { outKey: string; inKey: string },
): { from: string; label: string; to: string } {
  return {
    from: otherOf(inKey),
    label: outKey.slice(0, outKey.indexOf(AFTER_LABEL)),
    to: otherOf(outKey),
  };
}

/** An embedding as one text: arrays are no values of properties. */
export function embeddingText(embedding: readonly number[]): string {
  return embedding.join(",");
}

/** The embedding that {@linkcode embeddingText} was given. */
export function embeddingOf(text: string): number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

/** What an edge holds beside its name. */
export type EdgeProperties = GraphEdge["properties"];
