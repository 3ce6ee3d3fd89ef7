import type { VertexLabel } from "@/lib/models/mod.ts";

/** The kind of value that a property has wherever it is set. */
export type PropertyType = "string" | "number" | "boolean";

/**
 * The properties that vertices of a label can have. A copy of the graph is told
 * only what a vertex has: what of these it lacks is dropped there.
 */
export const VERTEX_PROPERTIES: Record<
  VertexLabel,
  Readonly<Record<string, PropertyType>>
> = {
  Fan: { user: "string", name: "string", username: "string" },
  Creator: { user: "string" },
  ConversationNode: {
    chat: "string",
    messages: "number",
    turns: "number",
    startAt: "number",
    endAt: "number",
    sentiment: "number",
    unread: "number",
    spend: "number",
  },
  Topic: { name: "string" },
  EngagementAction: { name: "string" },
  InteractionOutcome: {
    kind: "string",
    at: "number",
    observed: "boolean",
    message: "string",
    amount: "number",
  },
  Day: {
    date: "string",
    day: "number",
    messages: "number",
    sentiment: "number",
  },
};

/** The properties that edges can have. */
export const EDGE_PROPERTIES: Readonly<Record<string, PropertyType>> = {
  weight: "number",
};
