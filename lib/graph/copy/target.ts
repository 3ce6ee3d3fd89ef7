import type { SettledChange } from "../changes.ts";
import type { GraphScope, GraphStore } from "../graph_store.ts";

/** Another has claimed the partition since: whoever it was may write now. */
export class FenceLost extends Error {
  override readonly name = "FenceLost";
}

/** The target does not know the partition any more: it lost its data. */
export class CopyLost extends Error {
  override readonly name = "CopyLost";
}

/** What a target says to a change that it will never take. */
export interface Refusal {
  /** The status that it gave. */
  code: number;
  message: string;
}

/** How a batch is written. */
export interface FencedOptions {
  signal: AbortSignal;
  /** Told of changes that the target refuses; all others are written. */
  onRefused(change: SettledChange, refusal: Refusal): void;
}

/**
 * Where a copy of graphs is kept. Who writes first claims the partition with a
 * fence, a text that is larger for whoever comes later; what an earlier one
 * sends after that has no effect.
 */
export interface CopyTarget
  extends Pick<GraphStore, "read" | "listIds" | "counts" | "eraseCreator"> {
  /**
   * Claims a creator's partition. Gives whether the target knew it. Throws
   * {@linkcode FenceLost} if a later fence holds, unless `force` takes it away.
   */
  claim(
    scope: GraphScope,
    fence: string,
    options: { signal: AbortSignal; force?: boolean },
  ): Promise<"kept" | "new">;

  /**
   * As {@linkcode GraphStore.write}. Throws {@linkcode FenceLost} or
   * {@linkcode CopyLost}; a part of the changes may have been written then.
   */
  writeFenced(
    scope: GraphScope,
    fence: string,
    changes: readonly SettledChange[],
    options: FencedOptions,
  ): Promise<void>;
}
