import { z } from "zod";
import { OutcomeKind } from "./conversation.ts";
import { EdgeLabel, VertexLabel } from "./graph.ts";
import { CreatorId } from "./ids.ts";
import {
  dayOrTime,
  fitsKey,
  flag,
  identity,
  limitOf,
  oneOf,
  whole,
} from "./parameters.ts";

/** Vertices, edges or neighbours of one answer. */
export const MAX_GRAPH_RESULTS = 200;
/** Paths of one answer. */
export const MAX_GRAPH_PATHS = 20;
/** Edges of a path. */
export const MAX_GRAPH_PATH_LENGTH = 6;
/** Days of one answer. */
export const MAX_GRAPH_DAYS = 3_660;
/** UTF-8 bytes of a vertex's id: twice of what the longest one has. */
const MAX_ID_BYTES = 600;
/** What a name begins with; more than that is in no id as it is. */
const MAX_START = 128;

/** Properties that are numbers, by the label of the vertices that have them. */
export const NUMBER_PROPERTIES: Record<VertexLabel, readonly string[]> = {
  Fan: [],
  Creator: [],
  ConversationNode: [
    "messages",
    "turns",
    "startAt",
    "endAt",
    "sentiment",
    "unread",
    "spend",
  ],
  Topic: [],
  EngagementAction: [],
  InteractionOutcome: ["at", "amount"],
  Day: ["day", "messages", "sentiment"],
};

const ID = `is the id of a vertex, of at most ${MAX_ID_BYTES} bytes`;
const id = z.string(ID).min(1, ID)
  .refine((text) => fitsKey(text, MAX_ID_BYTES), ID);

const CREATOR = "is the id of one of the account's creators";
const CURSOR = "is the next_cursor of a page before";
const START = `has at most ${MAX_START} characters`;

const Limit = limitOf(MAX_GRAPH_RESULTS, 50);

const Embedding = flag(false).meta({
  description: "Whether vertices come with their vectors",
});

/** Whose graph is asked. */
export const GraphQuery = z.object({
  creator_id: identity(CreatorId, CREATOR).optional().meta({
    description: "The creator; default: the account's first one",
  }),
}).meta({
  description: "Whose graph is asked; default: the account's first creator's",
  examples: [{ creator_id: "9001" }],
});
export type GraphQuery = z.output<typeof GraphQuery>;

/** Which vertices to look for. */
export const GraphSearchQuery = GraphQuery.extend({
  label: oneOf(VertexLabel).optional().meta({
    description: "Only vertices with this label",
  }),
  q: z.string().max(MAX_START, START).default("").meta({
    description: "What the name, or the platform's id, begins with",
  }),
  limit: Limit,
  embedding: Embedding,
}).meta({
  description:
    "Vertices whose name, or the platform's id, begins so; of one label or of all",
  examples: [{ label: "Topic", q: "tra", limit: 10 }],
});
export type GraphSearchQuery = z.output<typeof GraphSearchQuery>;

/** Which page of a vertex's neighbourhood to give. */
export const GraphVertexQuery = GraphQuery.extend({
  id: id.meta({ description: "The vertex" }),
  direction: oneOf(z.enum(["out", "in"])).optional().meta({
    description: "Only edges from the vertex, or only those to it",
  }),
  edge: oneOf(EdgeLabel).optional().meta({
    description: "Only edges with this label",
  }),
  limit: Limit,
  cursor: z.string()
    .refine((text) => fitsKey(text, MAX_ID_BYTES + 50), CURSOR).optional()
    .meta({ description: "The `next_cursor` of the page before" }),
  embedding: Embedding,
}).meta({
  description: "A vertex, and which page of its edges",
  examples: [{ id: "topic:travel", direction: "in", limit: 10 }],
});
export type GraphVertexQuery = z.output<typeof GraphVertexQuery>;

/** Between which vertices to look for paths. */
export const GraphPathsQuery = GraphQuery.extend({
  from: id.meta({ description: "The vertex where paths begin" }),
  to: id.meta({ description: "The vertex where they end" }),
  max_length: whole(1, MAX_GRAPH_PATH_LENGTH).default(4).meta({
    description: "Edges of a path, at most",
  }),
  limit: limitOf(MAX_GRAPH_PATHS, MAX_GRAPH_PATHS),
  embedding: Embedding,
}).meta({
  description: "Two vertices, how long a path may be, and how many to give",
  examples: [{ from: "fan:1001", to: "topic:travel", max_length: 2 }],
});
export type GraphPathsQuery = z.output<typeof GraphPathsQuery>;

/** What to rank vertices by. */
export const GraphTopQuery = GraphQuery.extend({
  label: oneOf(VertexLabel).meta({ description: "The vertices' label" }),
  by: z.string().default("degree").meta({
    description:
      "`degree`, the number of edges, or a property of the label that is a number",
  }),
  limit: Limit,
  embedding: Embedding,
}).superRefine(({ label, by }, context) => {
  const allowed = ["degree", ...NUMBER_PROPERTIES[label]];
  if (allowed.includes(by)) return;
  context.addIssue({
    code: "custom",
    path: ["by"],
    message: `of ${label} is ${allowed.join(", ")}`,
  });
}).meta({
  description: "A label, and the number of edges or the property to rank by",
  examples: [{ label: "ConversationNode", by: "messages", limit: 10 }],
});
export type GraphTopQuery = z.output<typeof GraphTopQuery>;

/** Which edges to rank by their weight. */
export const GraphEdgesQuery = GraphQuery.extend({
  label: oneOf(EdgeLabel).meta({ description: "The edges' label" }),
  limit: Limit,
}).meta({
  description: "The label of the edges to rank by weight",
  examples: [{ label: "DISCUSS_TOPIC", limit: 10 }],
});
export type GraphEdgesQuery = z.output<typeof GraphEdgesQuery>;

/** Which days a figure is of. */
export const GraphRangeQuery = GraphQuery.extend({
  start_date: dayOrTime().optional().meta({
    description:
      "The first day, or a time on it, as ISO 8601; default: 30 days before the end",
  }),
  end_date: dayOrTime().optional().meta({
    description:
      "The end, as ISO 8601, which is not counted; default: the end of this day",
  }),
}).meta({
  description:
    "Half-open range of whole days in the account's time zone; a time stands for its day. Default: the last 30",
  examples: [{ start_date: "2025-11-01", end_date: "2025-11-08" }],
});
export type GraphRangeQuery = z.output<typeof GraphRangeQuery>;

/** Outcomes of which kind, and of which days. */
export const GraphOutcomesQuery = GraphRangeQuery.extend({
  kind: oneOf(OutcomeKind).meta({ description: "The outcomes' kind" }),
}).meta({
  description: "A kind of outcome, and a half-open range of whole days",
  examples: [{ kind: "tip", start_date: "2025-11-01" }],
});
export type GraphOutcomesQuery = z.output<typeof GraphOutcomesQuery>;

/** How many changes to list that the graph server refuses. */
export const GraphRefusedQuery = z.object({ limit: Limit }).meta({
  description: "How many refused changes to list",
  examples: [{ limit: 10 }],
});
export type GraphRefusedQuery = z.output<typeof GraphRefusedQuery>;
