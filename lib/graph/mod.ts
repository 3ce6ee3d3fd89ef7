/**
 * The labelled property graph of an account: what a conversation contributes,
 * and the graph kept in Deno KV.
 * @module
 */
export {
  buildGraph,
  conversationChanges,
  type ConversationWhole,
  type GraphSource,
  type TargetChange,
} from "./builder.ts";
export {
  coalesce,
  type EdgeName,
  type GraphChange,
  type SettledChange,
} from "./changes.ts";
export type { ConversationFacts, Embed } from "./conversation.ts";
export { dayChanges, type DayFacts } from "./days.ts";
export {
  appendGraphFromDelta,
  type ConversationDelta,
  type DayDelta,
  type GraphBuilderContext,
  type GraphDelta,
  type GraphRecords,
  rebuildGraphFromSnapshot,
} from "./graph_builder.ts";
export { vertexIds } from "./ids.ts";
export * from "./graph_store.ts";
export { KvGraph } from "./kv/kv_graph.ts";
export { conversationVertexKey } from "./kv/layout.ts";
export {
  type GraphPath,
  MAX_PATH_LENGTH,
  type PathOptions,
  type Paths,
} from "./paths.ts";
export {
  type CopierOptions,
  type CopyContext,
  type CopyStatus,
  COUNTED,
  GraphCopier,
} from "./copy/copier.ts";
export type { RefusedChange } from "./copy/records.ts";
export {
  CopyLost,
  type CopyTarget,
  type FencedOptions,
  FenceLost,
  type Refusal,
} from "./copy/target.ts";
export {
  GremlinClient,
  type GremlinMetrics,
  type GremlinSettings,
} from "./gremlin/client.ts";
export { type OpenGremlin, openGremlin } from "./gremlin/open.ts";
