import type {
  GraphCounts,
  GraphEdge,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import {
  coalesce,
  edgeKey,
  type EdgeName,
  type GraphChange,
  weightOf,
} from "../changes.ts";

/**
 * For tests: a graph written down plainly, which other stores must answer as.
 */
export class PlainGraph {
  readonly vertices = new Map<string, GraphVertex>();
  readonly edges = new Map<string, GraphEdge>();

  /** Changes it; edges without one of their ends are left out. */
  apply(changes: Iterable<GraphChange>): void {
    for (const change of coalesce(changes)) this.#apply(change);
  }

  /** Edges in order of label and other vertex. */
  edgesAt(id: string, direction: "in" | "out"): GraphEdge[] {
    const here = direction === "out" ? "from" : "to";
    const there = direction === "out" ? "to" : "from";
    return [...this.edges.values()]
      .filter((edge) => edge[here] === id)
      .sort((a, b) =>
        compareKeyText(a.label, b.label) || compareKeyText(a[there], b[there])
      );
  }

  /** How many edges touch it. */
  degree(id: string): number {
    return this.edgesAt(id, "in").length + this.edgesAt(id, "out").length;
  }

  /** Vertices of a label in order of ids. */
  ofLabel(label: VertexLabel): GraphVertex[] {
    return [...this.vertices.values()]
      .filter((vertex) => vertex.label === label)
      .sort((a, b) => compareKeyText(a.id, b.id));
  }

  /** Vertices and edges by label. */
  get counts(): GraphCounts {
    const count = (all: Iterable<{ label: string }>) => {
      const counts: Record<string, number> = {};
      for (const { label } of all) counts[label] = (counts[label] ?? 0) + 1;
      return counts;
    };
    return {
      vertices: count(this.vertices.values()),
      edges: count(this.edges.values()),
    };
  }

  #hasEnds({ from, to }: EdgeName): boolean {
    return this.vertices.has(from) && this.vertices.has(to);
  }

  #apply(change: GraphChange): void {
    switch (change.kind) {
      case "vertex":
        this.vertices.set(change.vertex.id, change.vertex);
        return;
      case "removeVertex":
        if (this.degree(change.id) === 0) this.vertices.delete(change.id);
        return;
      case "edge":
        if (!this.#hasEnds(change.edge)) return;
        this.edges.set(edgeKey(change.edge), change.edge);
        return;
      case "removeEdge":
        this.edges.delete(edgeKey(change));
        return;
      case "addWeight": {
        const { from, label, to, by } = change;
        const before = this.edges.get(edgeKey(change))?.properties ?? {};
        const weight = weightOf(before) + by;
        const properties = { ...before, weight };
        if (weight <= 0) this.edges.delete(edgeKey(change));
        else this.edges.set(edgeKey(change), { from, label, to, properties });
      }
    }
  }
}
