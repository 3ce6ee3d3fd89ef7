import type { CreatorId, GraphCounts, GraphVertex } from "@/lib/models/mod.ts";
import { type Changes, type Dataset, keys } from "@/lib/store/mod.ts";
import {
  coalesce,
  type EdgeName,
  type GraphChange,
  type SettledChange,
  weightOf,
} from "./changes.ts";
import { sameProperties } from "./properties.ts";

/** A vertex as it lies under its key, which holds its id. */
export interface StoredVertex extends Omit<GraphVertex, "id"> {
  /** Edges that touch it, in either direction. */
  degree: number;
}

/** An edge as it lies under its out-key, which holds its label and ends. */
export interface StoredEdge {
  properties: GraphVertex["properties"];
}

/** What lies under an edge's in-key: only that it is there. */
const EDGE_MARK = 1;

/**
 * Puts `changes` into `tx`, and gives those that made a difference, with
 * counters as their new weight. Every key is read once for all changes, so one
 * call for a batch is cheaper than many.
 */
export async function writeChanges(
  tx: Changes,
  dataset: Dataset,
  creator: CreatorId,
  changes: Iterable<GraphChange>,
): Promise<SettledChange[]> {
  const fewest = coalesce(changes);
  if (fewest.length === 0) return [];
  const writer = new GraphWriter(tx, dataset, creator);
  await tx.prefetch(fewest.map((change) => writer.keyOf(change)));
  for (const change of fewest) await writer.apply(change);
  await writer.finish();
  return writer.settled;
}

/** What edges change at a vertex, and one of them, for a message about it. */
interface DegreeChange {
  by: number;
  edge: EdgeName;
}

/**
 * Vertices that many edges touch, and the counts, are changed once for all of
 * a batch.
 */
class GraphWriter {
  readonly settled: SettledChange[] = [];
  readonly #degrees = new Map<string, DegreeChange>();
  readonly #counts: GraphCounts = { vertices: {}, edges: {} };
  readonly #tx: Changes;
  readonly #dataset: Dataset;
  readonly #creator: CreatorId;

  constructor(tx: Changes, dataset: Dataset, creator: CreatorId) {
    this.#tx = tx;
    this.#dataset = dataset;
    this.#creator = creator;
  }

  /** Where a change reads what is there before it. */
  keyOf(change: GraphChange): Deno.KvKey {
    switch (change.kind) {
      case "vertex":
        return this.#vertexKey(change.vertex.id);
      case "removeVertex":
        return this.#vertexKey(change.id);
      case "edge":
        return this.#outKey(change.edge);
      default:
        return this.#outKey(change);
    }
  }

  /** Applies a change; removals of vertices come after everything else. */
  async apply(change: GraphChange): Promise<void> {
    switch (change.kind) {
      case "vertex":
        return await this.#putVertex(change.vertex);
      case "removeVertex":
        await this.#writeDegrees();
        return await this.#removeVertex(change.id);
      case "edge":
        return await this.#putEdge(change.edge, change.edge.properties);
      case "addWeight":
        return await this.#addWeight(change, change.by);
      case "removeEdge":
        return await this.#removeEdge(change);
    }
  }

  /** Writes what is left until all changes are known. */
  async finish(): Promise<void> {
    await this.#writeDegrees();
    await this.#writeCounts();
  }

  async #putVertex(vertex: GraphVertex): Promise<void> {
    const { id, ...content } = vertex;
    const key = this.#vertexKey(id);
    const stored = await this.#tx.get<StoredVertex>(key);
    if (stored !== null && sameVertex(stored, content)) return;
    const degree = stored?.degree ?? 0;
    this.#tx.set(key, { ...content, degree }, { keep: true });
    if (stored === null) this.#count("vertices", vertex.label, 1);
    this.settled.push({ kind: "vertex", vertex });
  }

  async #removeVertex(id: string): Promise<void> {
    const key = this.#vertexKey(id);
    const stored = await this.#tx.get<StoredVertex>(key);
    if (stored === null || stored.degree > 0) return;
    this.#tx.delete(key);
    this.#count("vertices", stored.label, -1);
    this.settled.push({ kind: "removeVertex", id });
  }

  async #putEdge(
    name: EdgeName,
    properties: StoredEdge["properties"],
  ): Promise<void> {
    const { from, label, to } = name;
    const key = this.#outKey(name);
    const stored = await this.#tx.get<StoredEdge>(key);
    if (stored !== null && sameProperties(stored.properties, properties)) {
      return;
    }
    if (stored === null) {
      this.#countEnds(name, 1);
      this.#tx.set(this.#inKey(name), EDGE_MARK);
      this.#count("edges", label, 1);
    }
    const edge: StoredEdge = { properties };
    this.#tx.set(key, edge, { keep: true });
    this.settled.push({ kind: "edge", edge: { from, label, to, properties } });
  }

  async #addWeight(name: EdgeName, by: number): Promise<void> {
    const stored = await this.#tx.get<StoredEdge>(this.#outKey(name));
    const properties = stored?.properties ?? {};
    const weight = weightOf(properties) + by;
    if (weight > 0) await this.#putEdge(name, { ...properties, weight });
    else await this.#removeEdge(name);
  }

  async #removeEdge(name: EdgeName): Promise<void> {
    const { from, label, to } = name;
    const key = this.#outKey(name);
    if (await this.#tx.get<StoredEdge>(key) === null) return;
    this.#countEnds(name, -1);
    this.#tx.delete(key);
    this.#tx.delete(this.#inKey(name));
    this.#count("edges", label, -1);
    this.settled.push({ kind: "removeEdge", from, label, to });
  }

  #countEnds(edge: EdgeName, by: 1 | -1): void {
    for (const id of [edge.from, edge.to]) {
      const change = this.#degrees.get(id);
      if (change === undefined) this.#degrees.set(id, { by, edge });
      else change.by += by;
    }
  }

  async #writeDegrees(): Promise<void> {
    if (this.#degrees.size === 0) return;
    const changes = [...this.#degrees];
    this.#degrees.clear();
    await this.#tx.prefetch(changes.map(([id]) => this.#vertexKey(id)));
    for (const [id, { by, edge }] of changes) {
      const key = this.#vertexKey(id);
      const stored = await this.#tx.get<StoredVertex>(key);
      if (stored === null) {
        throw new Error(
          `Edge ${edge.label} from ${edge.from} to ${edge.to}: there is no vertex ${id}`,
        );
      }
      if (by === 0) continue;
      const vertex = { ...stored, degree: stored.degree + by };
      this.#tx.set(key, vertex, { keep: true });
    }
  }

  #count(kind: keyof GraphCounts, label: string, by: 1 | -1): void {
    const counts = this.#counts[kind];
    counts[label] = (counts[label] ?? 0) + by;
  }

  async #writeCounts(): Promise<void> {
    const changes = countChanges(this.#counts);
    if (changes.length === 0) return;
    const counts = await this.#tx.edit<GraphCounts>(
      keys.graphCounts(this.#dataset, this.#creator),
      () => ({ vertices: {}, edges: {} }),
    );
    for (const { kind, label, by } of changes) {
      const count = (counts[kind][label] ?? 0) + by;
      if (count === 0) delete counts[kind][label];
      else counts[kind][label] = count;
    }
  }

  #vertexKey(id: string): Deno.KvKey {
    return keys.vertex(this.#dataset, this.#creator, id);
  }

  #outKey({ from, label, to }: EdgeName): Deno.KvKey {
    return keys.edgeOut(this.#dataset, this.#creator, from, label, to);
  }

  #inKey({ from, label, to }: EdgeName): Deno.KvKey {
    return keys.edgeIn(this.#dataset, this.#creator, to, label, from);
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

function sameVertex(a: StoredVertex, b: Omit<GraphVertex, "id">): boolean {
  return a.label === b.label && sameProperties(a.properties, b.properties) &&
    sameNumbers(a.embedding ?? [], b.embedding ?? []);
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
