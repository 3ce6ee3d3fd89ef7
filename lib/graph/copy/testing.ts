import type { GraphCounts, GraphEdge, GraphVertex } from "@/lib/models/mod.ts";
import { edgeKey, type SettledChange } from "../changes.ts";
import type { GraphScope, HomeVertex } from "../graph_store.ts";
import { endsOf } from "../kv_layout.ts";
import {
  CopyLost,
  type CopyTarget,
  type FencedOptions,
  FenceLost,
} from "./target.ts";

/**
 * For tests: a graph server in memory, and clients whose every request may wait,
 * fail before it takes effect, or fail after.
 * @module
 */

interface Partition {
  fence: string;
  vertices: Map<string, GraphVertex>;
  edges: Map<string, GraphEdge>;
}

/** Lets a request happen when and if it does. */
export type Step = <R>(run: () => R) => Promise<R>;

/** Changes of one request. */
const CHANGES_PER_REQUEST = 3;

/** A graph server in memory. */
export class TestGraphServer {
  readonly #partitions = new Map<string, Partition>();
  /** Requests so far, and changes in them. */
  requests = 0;
  changes = 0;
  /** Changes about elements whose names hold this are refused. */
  refuses: string | null = null;

  /** A connection to it, whose requests happen as `step` lets them. */
  client(step: Step = (run) => Promise.resolve().then(run)): CopyTarget {
    return new TestGraphClient(this, (run) => {
      this.requests++;
      return step(run);
    });
  }

  /** It loses everything, as one that keeps its data in memory does. */
  lose(): void {
    this.#partitions.clear();
  }

  /** What there is of a creator: vertices, and edges by their homes. */
  dump(scope: GraphScope): {
    vertices: GraphVertex[];
    edges: GraphEdge[];
  } {
    const { vertices, edges } = this.#partitions.get(idOf(scope)) ?? nothing();
    const byKey = (a: [string, unknown], b: [string, unknown]) =>
      a[0] < b[0] ? -1 : 1;
    return {
      vertices: [...vertices].sort(byKey).map(([, vertex]) => vertex),
      edges: [...edges].sort(byKey).map(([, edge]) => edge),
    };
  }

  /** The partition; `null` where nobody has claimed it. */
  partition(scope: GraphScope): Partition | null {
    return this.#partitions.get(idOf(scope)) ?? null;
  }

  /** Claims a partition. */
  claim(scope: GraphScope, fence: string, force: boolean): "kept" | "new" {
    const known = this.partition(scope);
    if (known === null) {
      this.#partitions.set(idOf(scope), { ...nothing(), fence });
      return "new";
    }
    if (known.fence > fence && !force) throw new FenceLost();
    known.fence = fence;
    return "kept";
  }

  /** Removes a partition. */
  erase(scope: GraphScope): void {
    this.#partitions.delete(idOf(scope));
  }

  /** Writes changes, if the fence holds. */
  write(
    scope: GraphScope,
    fence: string,
    changes: readonly SettledChange[],
    { onRefused }: FencedOptions,
  ): void {
    const partition = this.partition(scope);
    if (partition === null) throw new CopyLost();
    if (partition.fence !== fence) throw new FenceLost();
    for (const change of changes) {
      const { refuses } = this;
      if (refuses !== null && JSON.stringify(change).includes(refuses)) {
        onRefused(change, { code: 500, message: "no" });
        continue;
      }
      this.changes++;
      applyTo(partition, change);
    }
  }
}

class TestGraphClient implements CopyTarget {
  readonly #server: TestGraphServer;
  readonly #step: Step;

  constructor(server: TestGraphServer, step: Step) {
    this.#server = server;
    this.#step = step;
  }

  claim(
    scope: GraphScope,
    fence: string,
    { force = false }: { force?: boolean },
  ): Promise<"kept" | "new"> {
    return this.#step(() => this.#server.claim(scope, fence, force));
  }

  async writeFenced(
    scope: GraphScope,
    fence: string,
    changes: readonly SettledChange[],
    options: FencedOptions,
  ): Promise<void> {
    for (let i = 0; i < changes.length; i += CHANGES_PER_REQUEST) {
      options.signal.throwIfAborted();
      const some = changes.slice(i, i + CHANGES_PER_REQUEST);
      await this.#step(() => this.#server.write(scope, fence, some, options));
    }
  }

  eraseCreator(scope: GraphScope): Promise<void> {
    return this.#step(() => this.#server.erase(scope));
  }

  counts(scope: GraphScope): Promise<GraphCounts> {
    return this.#step(() => {
      const { vertices, edges } = this.#of(scope);
      return {
        vertices: countBy([...vertices.values()].map(({ label }) => label)),
        edges: countBy([...edges.values()].map(({ label }) => label)),
      };
    });
  }

  listIds(
    scope: GraphScope,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<string[]> {
    return this.#step(() =>
      [...this.#of(scope).vertices.keys()].sort()
        .filter((id) => after === null || id > after).slice(0, limit)
    );
  }

  read(
    scope: GraphScope,
    ids: Iterable<string>,
  ): Promise<Map<string, HomeVertex>> {
    const wanted = new Set(ids);
    return this.#step(() => {
      const { vertices, edges } = this.#of(scope);
      const found = new Map<string, HomeVertex>();
      for (const [id, vertex] of vertices) {
        if (wanted.has(id)) found.set(id, { vertex, edges: [] });
      }
      for (const edge of edges.values()) {
        found.get(endsOf(edge).home)?.edges.push(edge);
      }
      return found;
    });
  }

  #of(scope: GraphScope): Partition {
    return this.#server.partition(scope) ?? nothing();
  }
}

function idOf({ dataset, creator }: GraphScope): string {
  return `${dataset.account} ${creator}`;
}

function nothing(): Partition {
  return { fence: "", vertices: new Map(), edges: new Map() };
}

function countBy(labels: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

function applyTo({ vertices, edges }: Partition, change: SettledChange): void {
  switch (change.kind) {
    case "vertex":
      vertices.set(change.vertex.id, change.vertex);
      return;
    case "edge": {
      const { edge } = change;
      if (!vertices.has(edge.from) || !vertices.has(edge.to)) return;
      edges.set(edgeKey(edge), edge);
      return;
    }
    case "removeEdge":
      edges.delete(edgeKey(change));
      return;
    case "removeVertex":
      for (const { from, to } of edges.values()) {
        if (from === change.id || to === change.id) return;
      }
      vertices.delete(change.id);
  }
}
