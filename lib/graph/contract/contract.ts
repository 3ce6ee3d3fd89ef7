import type { GraphScope, GraphStore } from "../graph_store.ts";

/** Gives `run` a store; other scopes of it may hold something. */
export type OpenStore = (
  run: (graph: GraphStore) => Promise<void>,
) => Promise<void>;

/** What a part of the suite is about. */
export interface Contract {
  /** The store's name. */
  name: string;
  open: OpenStore;
  /** A test with a store, and a scope that nobody else uses; times in ms. */
  test: (
    what: string,
    run: (graph: GraphStore, scope: GraphScope) => Promise<void>,
    timeout?: number,
  ) => void;
}
