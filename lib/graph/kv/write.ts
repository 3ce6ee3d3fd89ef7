import type {
  GraphCounts,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/mod.ts";
import { type Changes, keys } from "@/lib/store/mod.ts";
import {
  coalesce,
  type EdgeName,
  type GraphChange,
  isNewVertex,
  type SettledChange,
  weightOf,
} from "../changes.ts";
import { endsOf } from "../homes.ts";
import {
  EDGE_MARK,
  type EdgeProperties,
  markKey,
  type StoredVertex,
  vertexKey,
} from "./layout.ts";
import type { GraphScope } from "../graph_store.ts";
import { EDGE_ENDS } from "../schema.ts";
import { sameProperties } from "../properties.ts";
import { VertexDraft } from "./vertex_draft.ts";

/** Vertices that the next changes are likely to touch again. */
const NEEDED_AGAIN: ReadonlySet<VertexLabel> = new Set<VertexLabel>([
  "ConversationNode",
  "Creator",
  "Topic",
  "EngagementAction",
  "Day",
]);

/**
 * Puts `changes` into `tx`, and gives those that made a difference, with
 * counters as their new weight. Every key is read and written once for all
 * changes, so one call for a batch is cheaper than many.
 */
export async function writeChanges(
  tx: Changes,
  scope: GraphScope,
  changes: Iterable<GraphChange>,
): Promise<SettledChange[]> {
  const fewest = coalesce(changes);
  if (fewest.length === 0) return [];
  const writer = new GraphWriter(tx, scope);
  await writer.read(fewest);
  for (const change of fewest) writer.apply(change);
  await writer.finish();
  return writer.settled;
}

/**
 * Reads the vertices that changes touch, changes them in memory, and writes
 * those that differ from what is stored.
 */
class GraphWriter {
  readonly settled: SettledChange[] = [];
  readonly #tx: Changes;
  readonly #scope: GraphScope;
  readonly #drafts = new Map<string, VertexDraft>();
  readonly #counts: GraphCounts = { vertices: {}, edges: {} };

  constructor(tx: Changes, scope: GraphScope) {
    this.#tx = tx;
    this.#scope = scope;
  }

  /** Reads what `changes` touch, in one round trip. */
  async read(changes: readonly GraphChange[]): Promise<void> {
    const ids = new Set(changes.flatMap(touchedBy));
    for (const change of changes) {
      if (!isNewVertex(change)) continue;
      const { id } = change.vertex;
      ids.delete(id);
      this.#drafts.set(id, new VertexDraft(null));
    }
    const byId = [...ids].map((id): [string, Deno.KvKey] => [
      id,
      vertexKey(this.#scope, id),
    ]);
    await this.#tx.prefetch(
      [...byId.map(([, key]) => key), this.#countsKey],
      { keep: true },
    );
    for (const [id, key] of byId) {
      const stored = await this.#tx.get<StoredVertex>(key);
      this.#drafts.set(id, new VertexDraft(stored));
    }
  }

  /** Applies a change that was read; removals of vertices come last. */
  apply(change: GraphChange): void {
    switch (change.kind) {
      case "vertex":
        return this.#putVertex(change.vertex);
      case "removeVertex":
        return this.#removeVertex(change.id);
      case "edge":
        return this.#putEdge(change.edge, change.edge.properties);
      case "addWeight":
        return this.#addWeight(change, change.by);
      case "removeEdge":
        return this.#removeEdge(change);
    }
  }

  /** Writes what the changes came to. */
  async finish(): Promise<void> {
    for (const [id, draft] of this.#drafts) {
      if (!draft.isChanged) continue;
      const key = vertexKey(this.#scope, id);
      const stored = draft.toStored();
      if (stored === null) this.#tx.delete(key);
      else {
        const keep = NEEDED_AGAIN.has(stored.label);
        this.#tx.set(key, stored, { keep });
      }
    }
    await this.#writeCounts();
  }

  #putVertex(vertex: GraphVertex): void {
    const { id, ...content } = vertex;
    const draft = this.#draft(id);
    const isNew = draft.label === null;
    if (!draft.put(content)) return;
    if (isNew) this.#count("vertices", vertex.label, 1);
    this.settled.push({ kind: "vertex", vertex });
  }

  #removeVertex(id: string): void {
    const draft = this.#draft(id);
    if (draft.label === null || draft.degree > 0) return;
    this.#count("vertices", draft.label, -1);
    draft.remove();
    this.settled.push({ kind: "removeVertex", id });
  }

  #putEdge(name: EdgeName, properties: EdgeProperties): void {
    const { from, label, to } = name;
    const { home, other } = endsOf(name);
    const draft = this.#draft(home);
    const known = draft.edge(label, other);
    if (known !== null && sameProperties(known, properties)) return;
    if (known === null) {
      this.#checkEnds(name);
      this.#countEdge(name, 1);
      this.#tx.set(markKey(this.#scope, name), EDGE_MARK);
    }
    draft.putEdge(label, other, properties);
    this.settled.push({ kind: "edge", edge: { from, label, to, properties } });
  }

  #addWeight(name: EdgeName, by: number): void {
    const { home, other } = endsOf(name);
    const properties = this.#draft(home).edge(name.label, other) ?? {};
    const weight = weightOf(properties) + by;
    if (weight > 0) this.#putEdge(name, { ...properties, weight });
    else this.#removeEdge(name);
  }

  #removeEdge(name: EdgeName): void {
    const { from, label, to } = name;
    const { home, other } = endsOf(name);
    const draft = this.#draft(home);
    if (draft.edge(label, other) === null) return;
    draft.removeEdge(label, other);
    this.#countEdge(name, -1);
    this.#tx.delete(markKey(this.#scope, name));
    this.settled.push({ kind: "removeEdge", from, label, to });
  }

  #checkEnds({ from, label, to }: EdgeName): void {
    const ends = { from, to };
    for (const end of ["from", "to"] as const) {
      const id = ends[end];
      const found = this.#draft(id).label;
      if (found !== null && EDGE_ENDS[label][end].includes(found)) continue;
      const why = found === null
        ? `there is no vertex ${id}`
        : `no such edge leads ${end} a ${found}`;
      throw new Error(`Edge ${label} from ${from} to ${to}: ${why}`);
    }
  }

  #countEdge({ from, label, to }: EdgeName, by: 1 | -1): void {
    this.#draft(from).countEdges(by);
    this.#draft(to).countEdges(by);
    this.#count("edges", label, by);
  }

  #draft(id: string): VertexDraft {
    const draft = this.#drafts.get(id);
    if (draft === undefined) throw new Error(`Vertex ${id} was not read`);
    return draft;
  }

  #count(kind: keyof GraphCounts, label: string, by: 1 | -1): void {
    const counts = this.#counts[kind];
    counts[label] = (counts[label] ?? 0) + by;
  }

  async #writeCounts(): Promise<void> {
    const changes = countChanges(this.#counts);
    if (changes.length === 0) return;
    const counts = await this.#tx.edit<GraphCounts>(
      this.#countsKey,
      () => ({ vertices: {}, edges: {} }),
    );
    for (const { kind, label, by } of changes) {
      const count = (counts[kind][label] ?? 0) + by;
      if (count === 0) delete counts[kind][label];
      else counts[kind][label] = count;
    }
  }

  get #countsKey(): Deno.KvKey {
    return keys.graphCounts(this.#scope.dataset, this.#scope.creator);
  }
}

/** The ids of the vertices that a change reads or writes. */
function touchedBy(change: GraphChange): string[] {
  switch (change.kind) {
    case "vertex":
      return [change.vertex.id];
    case "removeVertex":
      return [change.id];
    case "edge":
      return [change.edge.from, change.edge.to];
    default:
      return [change.from, change.to];
  }
}

function countChanges(
  counts: GraphCounts,
): { kind: keyof GraphCounts; label: string; by: number }[] {
  const kinds: (keyof GraphCounts)[] = ["vertices", "edges"];
  return kinds.flatMap((kind) =>
    Object.entries(counts[kind]).map(([label, by]) => ({ kind, label, by }))
  ).filter(({ by }) => by !== 0);
}
