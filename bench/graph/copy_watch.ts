import { CopyRecords } from "@/lib/graph/copy/records.ts";
import { type CopyTarget, KvGraph } from "@/lib/graph/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, Store } from "@/lib/store/mod.ts";
import type { Target } from "../load/protocol.ts";
import type { Processes } from "../processes.ts";
import { countWrong } from "./whole.ts";

/** Time for a copy to be up to date, in ms: it rests for up to a minute. */
const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 100;

/** Looks, in the database of a service, at how far its copy of graphs is. */
export class CopyWatch {
  readonly #store: Store;
  readonly #account: AccountId;

  private constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  static async open(
    processes: Processes,
    { kvPath, target }: { kvPath: string; target: Target },
  ): Promise<CopyWatch> {
    const kv = await Deno.openKv(kvPath);
    processes.keep({
      [Symbol.asyncDispose]: () => Promise.resolve(kv.close()),
    });
    return new CopyWatch(new Store({ kv }), AccountId.parse(target.id));
  }

  /** Resolves when the copy shows all that is committed. */
  async untilCurrent(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!await this.#isCurrent()) {
      if (performance.now() > end) {
        throw new Error("The graph's copy is not brought up to date.");
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Vertices and edges of which the copy is not as the graph is. */
  async countWrong(copy: CopyTarget): Promise<number> {
    const graph = new KvGraph(this.#store);
    const { generation, creators } = await this.#head();
    const dataset = { account: this.#account, generation };
    let wrong = 0;
    for (const creator of creators) {
      wrong += await countWrong(graph, copy, { dataset, creator });
    }
    return wrong;
  }

  async #isCurrent(): Promise<boolean> {
    const { generation, graphAt } = await this.#head();
    const records = new CopyRecords(this.#store, this.#account);
    const record = await records.read();
    return record.generation === generation && record.at === graphAt;
  }

  async #head(): Promise<Head> {
    const entry = await this.#store.get<Head>(keys.head(this.#account));
    if (entry === null) throw new Error("The account has no head.");
    return entry.value;
  }
}
