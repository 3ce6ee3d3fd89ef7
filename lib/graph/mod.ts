/**
 * The labelled property graph of an account: what a conversation contributes,
 * and the graph kept in Deno KV.
 * @module
 */
export {
  buildGraph,
  conversationChanges,
  type ConversationWhole,
  type Embed,
  type TargetChange,
} from "./builder.ts";
export {
  coalesce,
  type EdgeName,
  type GraphChange,
  type SettledChange,
} from "./changes.ts";
export { type ConversationFacts } from "./conversation.ts";
export { vertexIds } from "./ids.ts";
export * from "./graph_store.ts";
export { KvGraph } from "./kv_graph.ts";
export { conversationVertexKey } from "./kv_layout.ts";
export {
  type GraphPath,
  MAX_PATH_LENGTH,
  type PathOptions,
  type Paths,
} from "./paths.ts";
