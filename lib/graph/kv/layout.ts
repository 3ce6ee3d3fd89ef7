import {
  type ChatId,
  type CreatorId,
  EdgeLabel,
  type GraphEdge,
  type GraphVertex,
} from "@/lib/models/mod.ts";
import { type Dataset, keys } from "@/lib/store/mod.ts";
import type { EdgeName } from "../changes.ts";
import type { GraphScope } from "../graph_store.ts";
import { edgeFrom, homeEnd } from "../homes.ts";
import { ID_PREFIX, vertexIds } from "../ids.ts";

/**
 * How the graph lies in the database. A message changes a handful of edges of
 * one conversation: they lie in the value of its vertex, so that all of them
 * are one write. A vertex's value holds the edges of which it is the home; at the
 * other end, where there may be very many, a key of its own marks that the edge is
 * there.
 *
 * So the vocabulary of topics and actions bounds a value. With 39 topics and 17
 * actions, and all of them in it, a conversation's takes 1.3 KB, and 2.9 KB with
 * ids as long as they may be; an action's takes 1.9 KB at most. Names are short
 * there because most conversations then stay below the 1,000 bytes or so that
 * SQLite keeps on the page of the key: beyond it, a write costs twice as much. A
 * value that a larger vocabulary makes too large for a key is cut into pieces by
 * the store, as any other.
 * @module
 */

/** What an edge holds beside its name. */
export type EdgeProperties = GraphEdge["properties"];

/** A vertex as it lies under its key, which holds its id. */
export interface StoredVertex extends Omit<GraphVertex, "id"> {
  /** Edges that touch it, in either direction. */
  degree: number;
  /** Edges whose home it is. */
  edges?: StoredEdges;
}

/** Edges by label and, shortened, by the vertex at the other end. */
export type StoredEdges = Partial<Record<EdgeLabel, StoredEdgesOfLabel>>;

/** Edges of one label; a number stands for a weight and nothing else. */
export type StoredEdgesOfLabel = Record<string, number | EdgeProperties>;

/** What lies under the key of an edge's mark: only that it is there. */
export const EDGE_MARK = 1;

/** What the ids at the other end begin with, as far as it is always the same. */
const OTHER_PREFIX: Record<EdgeLabel, string> = {
  HAS_CONVERSATION: "",
  DISCUSS_TOPIC: ID_PREFIX.Topic,
  USES_ENGAGEMENT: ID_PREFIX.EngagementAction,
  TARGETS_TOPIC: ID_PREFIX.Topic,
  RESULTS_IN_OUTCOME: ID_PREFIX.ConversationNode,
};

/** Stands before an id that is stored as it is. */
const WHOLE_ID = ":";

/**
 * How an edge's home names the vertex at the other end: by a text that is a
 * field like any other in an object, unlike `__proto__`.
 */
export function shortenOther(label: EdgeLabel, id: string): string {
  const otherPrefix = OTHER_PREFIX[label];
  if (!id.startsWith(otherPrefix)) return WHOLE_ID + id;
  const short = id.slice(otherPrefix.length);
  return short.startsWith(WHOLE_ID) || short === "__proto__"
    ? WHOLE_ID + id
    : short;
}

/** The id that {@linkcode shortenOther} was given. */
export function otherId(label: EdgeLabel, short: string): string {
  return short.startsWith(WHOLE_ID)
    ? short.slice(WHOLE_ID.length)
    : OTHER_PREFIX[label] + short;
}

/** An edge's properties as its home holds them. */
export function packProperties(
  properties: EdgeProperties,
): number | EdgeProperties {
  const { weight, ...others } = properties;
  return typeof weight === "number" && Object.keys(others).length === 0
    ? weight
    : properties;
}

/** The properties that {@linkcode packProperties} was given. */
export function unpackProperties(
  packed: number | EdgeProperties,
): EdgeProperties {
  return typeof packed === "number" ? { weight: packed } : packed;
}

/** The properties of an edge that its home holds, or `null`. */
export function propertiesOf(
  stored: StoredVertex | null,
  label: EdgeLabel,
  other: string,
): EdgeProperties | null {
  const edges = stored?.edges?.[label];
  const short = shortenOther(label, other);
  // Names come from outside: `constructor` is one like any other.
  const packed = edges && Object.hasOwn(edges, short)
    ? edges[short]
    : undefined;
  return packed === undefined ? null : unpackProperties(packed);
}

/** The edges that a stored vertex holds. */
export function homeEdges(
  id: string,
  { edges = {} }: StoredVertex,
): GraphEdge[] {
  return EdgeLabel.options.flatMap((label) =>
    Object.entries(edges[label] ?? {}).map(([short, packed]) => ({
      ...edgeFrom(id, label, otherId(label, short)),
      properties: unpackProperties(packed),
    }))
  );
}

/** Where a vertex lies. */
export function vertexKey(
  { dataset, creator }: GraphScope,
  id: string,
): Deno.KvKey {
  return keys.vertex(dataset, creator, id);
}

/** Where an edge's mark lies: at the end that is not its home. */
export function markKey(
  { dataset, creator }: GraphScope,
  { from, label, to }: EdgeName,
): Deno.KvKey {
  return homeEnd(label) === "from"
    ? keys.edgeIn(dataset, creator, to, label, from)
    : keys.edgeOut(dataset, creator, from, label, to);
}

/**
 * Where a conversation's vertex lies: what most changes of the graph read first,
 * so whoever knows of them earlier can have it read together with other keys.
 */
export function conversationVertexKey(
  dataset: Dataset,
  creator: CreatorId,
  chat: ChatId,
): Deno.KvKey {
  return vertexKey({ dataset, creator }, vertexIds.conversation(chat));
}
