import type { GraphCounts } from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import type { GraphScope, HomeVertex } from "../graph_store.ts";
import { endsOf } from "../homes.ts";
import { PlainGraph } from "../contract/plain_graph.ts";
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
  graph: PlainGraph;
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

  /** The partition; `null` where nobody has claimed it. */
  partition(scope: GraphScope): Partition | null {
    return this.#partitions.get(idOf(scope)) ?? null;
  }

  /** What lies in the partition; nothing where nobody has claimed it. */
  graphOf(scope: GraphScope): PlainGraph {
    return this.partition(scope)?.graph ?? new PlainGraph();
  }

  /** Claims a partition. */
  claim(scope: GraphScope, fence: string, force: boolean): "kept" | "new" {
    const known = this.partition(scope);
    if (known === null) {
      const graph = new PlainGraph();
      this.#partitions.set(idOf(scope), { fence, graph });
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
      partition.graph.apply([change]);
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
    return this.#step(() => this.#server.graphOf(scope).counts);
  }

  listIds(
    scope: GraphScope,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<string[]> {
    return this.#step(() =>
      [...this.#server.graphOf(scope).vertices.keys()].sort()
        .filter((id) => after === null || id > after).slice(0, limit)
    );
  }

  read(
    scope: GraphScope,
    ids: Iterable<string>,
  ): Promise<Map<string, HomeVertex>> {
    const wanted = new Set(ids);
    return this.#step(() => {
      const { vertices, edges } = this.#server.graphOf(scope);
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
}

function idOf({ dataset, creator }: GraphScope): string {
  return `${dataset.account} ${creator}`;
}
