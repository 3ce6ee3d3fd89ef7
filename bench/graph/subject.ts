import { embed } from "@/lib/enrichment/mod.ts";
import { makeEqual } from "@/lib/graph/copy/comparison.ts";
import { changesOfMarks } from "@/lib/graph/copy/marks.ts";
import {
  appendGraphFromDelta,
  type GraphScope,
  KvGraph,
  type OpenGremlin,
  rebuildGraphFromSnapshot,
  type SettledChange,
} from "@/lib/graph/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import {
  BulkWriter,
  Checkpointer,
  Store,
  Transaction,
} from "@/lib/store/mod.ts";
import type { Processes } from "../processes.ts";
import { countElements } from "./whole.ts";
import { SyntheticGraph, type SyntheticOptions } from "./synthetic.ts";

/** Who writes the copy. */
const FENCE = "bench";
const SIGNAL = new AbortController().signal;

/** What was loaded, and how long that took. */
export interface Loading {
  /** Vertices and edges. */
  elements: number;
  seconds: number;
}

/** What one message has changed, and what putting it into the graph took. */
export interface Append {
  changes: SettledChange[];
  ms: number;
}

/** The graph of one account in a database file, and its copy on a server. */
export class Subject {
  readonly synthetic: SyntheticGraph;
  readonly scope: GraphScope;
  readonly embedded: KvGraph;
  /** `null` where there is no server. */
  readonly served: OpenGremlin | null;
  readonly #store: Store;
  readonly #vectors = new Map<string, number[]>();

  private constructor(
    synthetic: SyntheticGraph,
    store: Store,
    served: OpenGremlin | null,
  ) {
    this.synthetic = synthetic;
    const account = AccountId.parse("u_bench");
    this.scope = {
      dataset: { account, generation: 1 },
      creator: synthetic.creator,
    };
    this.served = served;
    this.#store = store;
    this.embedded = new KvGraph(store);
  }

  /** Opens a new database for it; both graphs are empty. */
  static async open(
    processes: Processes,
    options: SyntheticOptions,
    served: OpenGremlin | null,
  ): Promise<Subject> {
    const path = `${await processes.folder()}/graph.kv`;
    const kv = await Deno.openKv(path);
    // As the service keeps its database.
    const checkpointer = await Checkpointer.open({
      path,
      onError: (error) => console.error(error),
    });
    processes.keep({
      [Symbol.asyncDispose]: async () => {
        await checkpointer.close();
        kv.close();
      },
    });
    return new Subject(
      new SyntheticGraph(options),
      new Store({ kv }),
      served,
    );
  }

  /** How rows name it. */
  get name(): string {
    return `${this.synthetic.conversations.toLocaleString("en")} conversations`;
  }

  /** Draws the embedded graph. */
  async load(): Promise<Loading> {
    const start = performance.now();
    const tx = new BulkWriter(this.#store);
    const context = { ...this.#context, tx };
    await rebuildGraphFromSnapshot(context, this.synthetic.records());
    await tx.finish();
    const seconds = (performance.now() - start) / 1000;
    return {
      seconds,
      elements: await countElements(this.embedded, this.scope),
    };
  }

  /** Makes the copy on the server equal to the embedded graph. */
  async copy({ target }: OpenGremlin): Promise<Loading> {
    const start = performance.now();
    const { scope, embedded: source } = this;
    const claimed = await target.claim(scope, FENCE, { signal: SIGNAL });
    await makeEqual({
      source,
      target,
      scope,
      isNew: claimed === "new",
      check: () => Promise.resolve(),
      isUnchanged: () => Promise.resolve(true),
      write: (changes) => this.#write(target, changes),
    });
    const seconds = (performance.now() - start) / 1000;
    return {
      seconds,
      elements: await countElements(this.embedded, this.scope),
    };
  }

  /** Puts a new message into the embedded graph, in a commit of its own. */
  async append(): Promise<Append> {
    const delta = this.synthetic.append();
    const start = performance.now();
    const tx = new Transaction(this.#store);
    const marks = await appendGraphFromDelta({ ...this.#context, tx }, delta);
    await tx.commit();
    const ms = performance.now() - start;
    const { embedded, scope } = this;
    const changes = await changesOfMarks(
      embedded,
      scope,
      marks[scope.creator] ?? [],
    );
    return { changes, ms };
  }

  /** Tells the server what a message has changed; gives how many ms it took. */
  async tell(
    { target }: OpenGremlin,
    changes: readonly SettledChange[],
  ): Promise<number> {
    const start = performance.now();
    await this.#write(target, changes);
    return performance.now() - start;
  }

  get #context() {
    const { embedded: graph, scope: { dataset } } = this;
    return { graph, dataset, embed: (name: string) => this.#embed(name) };
  }

  #write(
    target: OpenGremlin["target"],
    changes: readonly SettledChange[],
  ): Promise<void> {
    return target.writeFenced(this.scope, FENCE, changes, {
      signal: SIGNAL,
      onRefused: (_, { code, message }) => {
        throw new Error(`The server refuses a change: ${message} (${code})`);
      },
    });
  }

  #embed(name: string): number[] {
    let vector = this.#vectors.get(name);
    if (vector === undefined) this.#vectors.set(name, vector = embed(name));
    return vector;
  }
}
