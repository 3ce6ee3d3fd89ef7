import { z } from "zod";
import { ActionKind, Outcome } from "./conversation.ts";
import { ChatId, type CreatorId } from "./ids.ts";
import { Revision } from "./system.ts";

/** Labels of the graph's vertices. */
export const VertexLabel = z.enum([
  "Fan",
  "Creator",
  "ConversationNode",
  "Topic",
  "EngagementAction",
  "InteractionOutcome",
  "Day",
]).meta({ description: "What a vertex stands for", examples: ["Fan"] });
export type VertexLabel = z.output<typeof VertexLabel>;

/** Labels of the graph's edges. */
export const EdgeLabel = z.enum([
  "HAS_CONVERSATION",
  "DISCUSS_TOPIC",
  "USES_ENGAGEMENT",
  "TARGETS_TOPIC",
  "RESULTS_IN_OUTCOME",
]).meta({
  description: "How one vertex relates to another",
  examples: ["DISCUSS_TOPIC"],
});
export type EdgeLabel = z.output<typeof EdgeLabel>;

/** A property's value: no objects, no null, as Cosmos DB demands. */
export const PropertyValue = z.union([z.string(), z.number(), z.boolean()])
  .meta({
    description: "A property of a vertex or edge",
    examples: ["travel"],
  });
export type PropertyValue = z.output<typeof PropertyValue>;

const properties = z.record(z.string(), PropertyValue);

/** A vertex; `id` is unique within its creator's partition. */
export const GraphVertex = z.object({
  id: z.string(),
  label: VertexLabel,
  properties,
  embedding: z.array(z.number()).optional().meta({
    description: "Topic and EngagementAction: unit vector of the name",
  }),
}).meta({
  description: "A vertex of the labelled property graph",
  examples: [{
    id: "topic:travel",
    label: "Topic",
    properties: { name: "travel" },
  }],
});
export type GraphVertex = z.output<typeof GraphVertex>;

/** An edge from vertex `from` to vertex `to`; one per label and pair. */
export const GraphEdge = z.object({
  from: z.string(),
  label: EdgeLabel,
  to: z.string(),
  properties,
}).meta({
  description: "An edge of the labelled property graph",
  examples: [{
    from: "conversation:1001",
    label: "DISCUSS_TOPIC",
    to: "topic:travel",
    properties: { weight: 4 },
  }],
});
export type GraphEdge = z.output<typeof GraphEdge>;

/** The name of a vertex, or of an edge: there is one per label and pair. */
export type GraphMark = string | [from: string, label: EdgeLabel, to: string];

/** What a commit has changed in graphs, by creator. */
export type GraphMarks = Record<CreatorId, GraphMark[]>;

/** What one commit has changed in an account's graphs, for a copy of them. */
export interface GraphOutboxEntry {
  /** The commit before it that did: entries are without a gap if they chain. */
  after: number;
  marks: GraphMarks;
}

/** A conversation's enrichment, sent when it changed. */
export const EnrichmentResultPayload = z.object({
  conversation_id: ChatId,
  topics: z.array(z.string()),
  actions: z.array(ActionKind),
  sentiment: z.number().min(-1).max(1).nullable(),
  outcomes: z.array(Outcome),
  revision: Revision.optional(),
}).meta({
  description: "A conversation's enrichment, sent when it changed",
  examples: [{
    conversation_id: "1001",
    topics: ["travel"],
    actions: ["greeting"],
    sentiment: 0.4,
    outcomes: [],
  }],
});
export type EnrichmentResultPayload = z.output<typeof EnrichmentResultPayload>;
