import { nextTurn } from "@/lib/store/mod.ts";
import { coalesce, type SettledChange } from "../changes.ts";
import { CopyLost, type FencedOptions, FenceLost } from "../copy/target.ts";
import type { GraphScope } from "../graph_store.ts";
import { fieldsOf, numberOf, textOf } from "./answers.ts";
import {
  type GremlinClient,
  GremlinRefused,
  type SubmitOptions,
  type Traversal,
} from "./client.ts";
import { inParallel } from "./in_parallel.ts";
import { partitionOf } from "./layout.ts";
import * as traversals from "./traversals.ts";

/** What submits traversals. */
export type Submits = Pick<GremlinClient, "submit">;

/** How a partition is claimed. */
export interface ClaimOptions {
  signal?: AbortSignal;
  /** Takes it from whoever has a greater fence. Default `false`. */
  force?: boolean;
}

/** Elements that one request of an erasure removes. */
const ERASED_AT_ONCE = 100;
/** Requests of one call that are under way at the same time. */
export const REQUESTS_AT_ONCE = 4;
/** How often a claim is tried that others get in the way of. */
const CLAIM_ATTEMPTS = 5;

/** Writes changes with as few requests as there can be. */
export class GremlinWriter {
  readonly #client: Submits;
  /** Partitions that are noted to be written, with the fence of who did so. */
  readonly #written = new Map<string, string>();

  constructor(client: Submits) {
    this.#client = client;
  }

  /** Writes changes whoever else writes; throws if the server refuses one. */
  async write(
    scope: GraphScope,
    changes: readonly SettledChange[],
  ): Promise<void> {
    await inPhases(changes, async (batch) => {
      await this.#client.submit(traversals.writeBatch(scope, batch));
    });
  }

  /** Writes changes while the fence holds, see `GremlinGraph.writeFenced`. */
  async writeFenced(
    scope: GraphScope,
    fence: string,
    changes: readonly SettledChange[],
    { signal, onRefused }: FencedOptions,
  ): Promise<void> {
    signal.throwIfAborted();
    if (changes.length === 0) return;
    await this.#markWritten(scope, fence);
    const write = async (batch: readonly SettledChange[]): Promise<void> => {
      // Messages are more urgent than what it takes to write a batch down.
      await nextTurn();
      signal.throwIfAborted();
      const traversal = traversals.writeFencedBatch(scope, fence, batch);
      const answer = await this.#client.submit(traversal, { signal })
        .catch(refusalOf);
      if (!(answer instanceof GremlinRefused)) {
        if (numberOf(answer) === 0) await this.#throwLost(scope, fence);
        return;
      }
      const [first] = batch;
      if (first === undefined) return;
      if (batch.length === 1) return onRefused(first, answer);
      const half = batch.length / 2;
      await write(batch.slice(0, half));
      await write(batch.slice(half));
    };
    await inPhases(changes, write);
  }

  /** Takes a partition over, see `GremlinGraph.claim`. */
  async claim(
    scope: GraphScope,
    fence: string,
    { signal, force = false }: ClaimOptions,
  ): Promise<"kept" | "new"> {
    const options = signal === undefined ? {} : { signal };
    const raise = force ? traversals.forceFence : traversals.raiseFence;
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      if (await this.#gives(1, raise(scope, fence), options)) break;
      const make = traversals.makeControl(scope, fence);
      const held = textOf(await this.#client.submit(make, options));
      if (held === fence) break;
      // With a smaller fence, it was made in between, and is taken next.
      if (held > fence && !force) throw fenceLost(scope, fence, held);
    }
    const control = await this.#readControl(scope, options);
    if (control === null) throw copyLost(scope);
    if (control.fence !== fence) throw fenceLost(scope, fence, control.fence);
    const partition = partitionOf(scope);
    if (control.isWritten) {
      this.#written.set(partition, fence);
      return "kept";
    }
    this.#written.delete(partition);
    // What an erasure has left that did not come to its end.
    await this.#empty(scope, options);
    return "new";
  }

  /** Whether something was written under a fence. */
  async knows(scope: GraphScope): Promise<boolean> {
    return (await this.#readControl(scope, {}))?.isWritten ?? false;
  }

  /** Removes all of a partition. */
  async erase(scope: GraphScope): Promise<void> {
    await this.#client.submit(traversals.dropControl(scope));
    await this.#empty(scope, {});
  }

  /** Removes all of a partition but the control vertex. */
  async #empty(scope: GraphScope, options: SubmitOptions): Promise<void> {
    for (const drop of [traversals.dropEdges, traversals.dropVertices]) {
      const traversal = drop(scope, ERASED_AT_ONCE);
      while (!await this.#gives(0, traversal, options));
    }
  }

  /** Notes that the partition is not new, before that is so. */
  async #markWritten(scope: GraphScope, fence: string): Promise<void> {
    const partition = partitionOf(scope);
    if (this.#written.get(partition) === fence) return;
    const mark = traversals.markWritten(scope, fence);
    if (!await this.#gives(1, mark, {})) await this.#throwLost(scope, fence);
    this.#written.set(partition, fence);
  }

  async #throwLost(scope: GraphScope, fence: string): Promise<never> {
    const control = await this.#readControl(scope, {});
    throw control === null
      ? copyLost(scope)
      : fenceLost(scope, fence, control.fence);
  }

  async #gives(
    count: number,
    traversal: Traversal,
    options: SubmitOptions,
  ): Promise<boolean> {
    return numberOf(await this.#client.submit(traversal, options)) === count;
  }

  async #readControl(
    scope: GraphScope,
    options: SubmitOptions,
  ): Promise<{ fence: string; isWritten: boolean } | null> {
    const answer = await this.#client.submit(
      traversals.readControl(scope),
      options,
    );
    if (answer.length === 0) return null;
    const control = fieldsOf(answer[0]);
    return {
      fence: textOf(control.get("fence")),
      isWritten: control.has("written"),
    };
  }
}

/**
 * Writes batches in an order in which every edge finds its ends: vertices, then
 * edges and removals of edges, then removals of vertices.
 */
async function inPhases(
  changes: readonly SettledChange[],
  write: (batch: readonly SettledChange[]) => Promise<void>,
): Promise<void> {
  const fewest = coalesce(changes).flatMap((change): SettledChange[] =>
    change.kind === "addWeight" ? [] : [change]
  );
  const phases = Map.groupBy(
    fewest,
    ({ kind }) => kind === "edge" || kind === "removeEdge" ? "edges" : kind,
  );
  for (const phase of ["vertex", "edges", "removeVertex"] as const) {
    const batches = traversals.batchesOf(phases.get(phase) ?? []);
    await inParallel(batches, REQUESTS_AT_ONCE, write);
  }
}

/** The refusal that an error is; throws any other. */
function refusalOf(error: unknown): GremlinRefused {
  if (error instanceof GremlinRefused) return error;
  throw error;
}

function fenceLost({ creator }: GraphScope, own: string, held: string) {
  return new FenceLost(
    `The copy of creator ${creator} is held by ${held}, not by ${own}`,
  );
}

function copyLost({ creator }: GraphScope) {
  return new CopyLost(`The copy of creator ${creator} is gone`);
}
