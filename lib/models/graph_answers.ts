import { z } from "zod";
import { OutcomeKind } from "./conversation.ts";
import { GraphEdge, GraphVertex } from "./graph.ts";
import { GraphCounts, SentimentTrendPoint } from "./insights.ts";

const EXAMPLE_VERTEX: GraphVertex = {
  id: "topic:travel",
  label: "Topic",
  properties: { name: "travel" },
};
const EXAMPLE_EDGE: GraphEdge = {
  from: "conversation:1001",
  label: "DISCUSS_TOPIC",
  to: "topic:travel",
  properties: { weight: 4 },
};

const source = z.enum(["embedded", "gremlin"]).meta({
  description: "Who gave the answer: the built-in database, or the server",
  examples: ["embedded"],
});

/** How the copy of an account's graphs stands. */
export const GraphCopy = z.object({
  state: z.enum(["current", "behind", "comparing", "failing"]),
  waiting: z.int().min(0).meta({
    description: "Commits that the server has not been told of, up to 1,000",
  }),
  refused: z.int().min(0).meta({
    description: "Changes that the server refuses, up to 1,000",
  }),
  failure: z.object({ message: z.string(), since: z.iso.datetime() })
    .nullable().meta({ description: "Why it cannot go on" }),
}).meta({
  description: "How the copy of the account's graphs on a server stands",
  examples: [{ state: "current", waiting: 0, refused: 0, failure: null }],
});
export type GraphCopy = z.output<typeof GraphCopy>;

/** How the copy stands after it was asked to be compared. */
export const GraphComparison = z.object({
  source,
  copy: GraphCopy.nullable(),
}).meta({
  description: "How the copy stands, which is to be compared",
  examples: [{
    source: "embedded",
    copy: { state: "comparing", waiting: 0, refused: 0, failure: null },
  }],
});
export type GraphComparison = z.output<typeof GraphComparison>;

/** What the graph holds, and where. */
export const GraphOverview = z.object({
  source,
  creators: z.array(z.string()),
  counts: GraphCounts,
  copy: GraphCopy.nullable().meta({
    description: "null: there is no copy on a server",
  }),
  usage: z.object({
    requests: z.int().min(0),
    request_units: z.number().min(0),
  }).nullable().meta({
    description: "What this instance has asked of the server since it started",
  }),
}).meta({
  description: "What the graph holds, and how its copy on a server stands",
  examples: [{
    source: "embedded",
    creators: ["9001"],
    counts: { vertices: { Fan: 40 }, edges: { HAS_CONVERSATION: 80 } },
    copy: null,
    usage: null,
  }],
});
export type GraphOverview = z.output<typeof GraphOverview>;

/** Vertices with the number of their edges. */
export const GraphVertices = z.object({
  source,
  vertices: z.array(z.object({
    vertex: GraphVertex,
    degree: z.int().min(0).meta({ description: "Edges that touch it" }),
  })),
}).meta({
  description: "Vertices with the number of their edges",
  examples: [{
    source: "embedded",
    vertices: [{ vertex: EXAMPLE_VERTEX, degree: 12 }],
  }],
});
export type GraphVertices = z.output<typeof GraphVertices>;

/** A vertex with a page of its neighbourhood. */
export const GraphNeighbourhood = z.object({
  source,
  vertex: GraphVertex,
  neighbours: z.array(z.object({
    direction: z.enum(["out", "in"]).meta({
      description: "Whether the edge comes from the vertex, or leads to it",
    }),
    edge: GraphEdge,
    vertex: GraphVertex,
  })),
  next_cursor: z.string().nullable(),
}).meta({
  description:
    "A vertex with some of its edges, those from it first, and the vertices at their other ends",
  examples: [{
    source: "embedded",
    vertex: EXAMPLE_VERTEX,
    neighbours: [{
      direction: "in",
      edge: EXAMPLE_EDGE,
      vertex: {
        id: "conversation:1001",
        label: "ConversationNode",
        properties: { chat: "1001", messages: 12 },
      },
    }],
    next_cursor: null,
  }],
});
export type GraphNeighbourhood = z.output<typeof GraphNeighbourhood>;

/** Paths between two vertices. */
export const GraphPathList = z.object({
  source,
  paths: z.array(z.object({
    vertices: z.array(z.string()).meta({
      description: "Ids from the first vertex to the last",
    }),
    edges: z.array(GraphEdge),
  })),
  vertices: z.array(GraphVertex).meta({
    description: "The vertices that are on the paths, each once",
  }),
  complete: z.boolean().meta({
    description: "Whether these are all paths of that length",
  }),
}).meta({
  description: "Paths between two vertices, the shortest first",
  examples: [{
    source: "embedded",
    paths: [{
      vertices: ["conversation:1001", "topic:travel"],
      edges: [EXAMPLE_EDGE],
    }],
    vertices: [EXAMPLE_VERTEX],
    complete: true,
  }],
});
export type GraphPathList = z.output<typeof GraphPathList>;

/** Edges, the heaviest first. */
export const GraphEdges = z.object({ source, edges: z.array(GraphEdge) }).meta({
  description: "Edges, the heaviest first",
  examples: [{ source: "embedded", edges: [EXAMPLE_EDGE] }],
});
export type GraphEdges = z.output<typeof GraphEdges>;

/** The days that an answer is about. */
const range = z.object({
  start_date: z.iso.datetime(),
  end_date: z.iso.datetime(),
}).meta({ description: "Half-open range of the figures, UTC" });
const EXAMPLE_RANGE = {
  start_date: "2025-11-01T00:00:00.000Z",
  end_date: "2025-11-08T00:00:00.000Z",
};

/** How many messages mention each topic. */
export const GraphTopicVolumes = z.object({
  source,
  range,
  topics: z.array(z.object({ topic: z.string(), volume: z.int().min(1) })),
}).meta({
  description: "Messages of some days that mention each topic, the most first",
  examples: [{
    source: "embedded",
    range: EXAMPLE_RANGE,
    topics: [{ topic: "travel", volume: 31 }],
  }],
});
export type GraphTopicVolumes = z.output<typeof GraphTopicVolumes>;

/** Mean sentiment by day. */
export const GraphSentiment = z.object({
  source,
  range,
  trend: z.array(SentimentTrendPoint),
}).meta({
  description: "Mean sentiment of each day that has any, in order of time",
  examples: [{
    source: "embedded",
    range: EXAMPLE_RANGE,
    trend: [{ date: "2025-11-08", sentiment_score: 0.31 }],
  }],
});
export type GraphSentiment = z.output<typeof GraphSentiment>;

/** Which topics come before an outcome. */
export const GraphTopicOutcomes = z.object({
  source,
  range,
  kind: OutcomeKind,
  topics: z.array(z.object({ topic: z.string(), outcomes: z.int().min(1) })),
}).meta({
  description:
    "Outcomes of some days by the topics that their conversations discuss, the most first",
  examples: [{
    source: "embedded",
    range: EXAMPLE_RANGE,
    kind: "tip",
    topics: [{ topic: "travel", outcomes: 4 }],
  }],
});
export type GraphTopicOutcomes = z.output<typeof GraphTopicOutcomes>;

/** Changes that the graph server refuses. */
export const GraphRefused = z.object({
  source,
  total: z.int().min(0).meta({
    description: "How many there are, up to 1,000",
  }),
  refused: z.array(z.object({
    id: z.string(),
    creator_id: z.string(),
    vertex: z.string().optional().meta({ description: "The vertex it is of" }),
    edge: GraphEdge.omit({ properties: true }).optional().meta({
      description: "The edge it is of",
    }),
    code: z.number().meta({ description: "The status that the server gave" }),
    message: z.string(),
    at: z.iso.datetime(),
  })),
}).meta({
  description: "Changes that the graph server refuses, in order of their names",
  examples: [{
    source: "embedded",
    total: 1,
    refused: [{
      id: "001762605296000 a",
      creator_id: "9001",
      vertex: "topic:travel",
      code: 413,
      message: "The request is too large",
      at: "2025-11-08T12:34:56.000Z",
    }],
  }],
});
export type GraphRefused = z.output<typeof GraphRefused>;
