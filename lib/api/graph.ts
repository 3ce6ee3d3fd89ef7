import {
  GraphComparison,
  GraphEdges,
  GraphEdgesQuery,
  GraphNeighbourhood,
  GraphOutcomesQuery,
  GraphOverview,
  GraphPathList,
  GraphPathsQuery,
  GraphQuery,
  GraphRangeQuery,
  GraphRefused,
  GraphRefusedQuery,
  GraphSearchQuery,
  GraphSentiment,
  GraphTopicOutcomes,
  GraphTopicVolumes,
  GraphTopQuery,
  GraphVertexQuery,
  GraphVertices,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** The labelled property graph of a creator's conversations. */
export const graph: EndpointGroup = {
  tag: "Graph",
  description:
    "The labelled property graph of a creator's conversations. Every answer says in `source` who gave it.",
  endpoints: [
    defineEndpoint({
      operationId: "getGraph",
      method: "GET",
      path: "/api/v1/graph",
      summary: "Says what the graph holds, and where",
      description:
        "Without `creator_id`, `counts` are those of all creators together.",
      access: "session",
      parameters: GraphQuery,
      answers: {
        200: { description: "Counts, and the copy", schema: GraphOverview },
      },
    }),
    defineEndpoint({
      operationId: "searchGraph",
      method: "GET",
      path: "/api/v1/graph/search",
      summary: "Finds vertices by the beginning of their names",
      description:
        "In order of labels and ids. Without `label`, fans come first, then topics, actions and conversations.",
      access: "session",
      parameters: GraphSearchQuery,
      answers: { 200: { description: "Vertices", schema: GraphVertices } },
    }),
    defineEndpoint({
      operationId: "getGraphVertex",
      method: "GET",
      path: "/api/v1/graph/vertices/{id}",
      summary: "Gives a vertex and its neighbourhood",
      description:
        "Edges from the vertex, then those to it. `next_cursor` leads on, for the same parameters.",
      access: "session",
      parameters: GraphVertexQuery,
      answers: {
        200: { description: "The vertex", schema: GraphNeighbourhood },
      },
      problems: { 404: "The graph has no such vertex." },
    }),
    defineEndpoint({
      operationId: "findGraphPaths",
      method: "GET",
      path: "/api/v1/graph/paths",
      summary: "Finds paths between two vertices",
      access: "session",
      parameters: GraphPathsQuery,
      answers: {
        200: { description: "Paths, shortest first", schema: GraphPathList },
      },
      problems: { 404: "The graph has no such vertex; `detail` says which." },
    }),
    defineEndpoint({
      operationId: "rankGraphVertices",
      method: "GET",
      path: "/api/v1/graph/top",
      summary: "Ranks vertices by their edges or a property",
      access: "session",
      parameters: GraphTopQuery,
      answers: {
        200: { description: "Vertices, largest first", schema: GraphVertices },
      },
    }),
    defineEndpoint({
      operationId: "rankGraphEdges",
      method: "GET",
      path: "/api/v1/graph/edges",
      summary: "Ranks edges by their weight",
      access: "session",
      parameters: GraphEdgesQuery,
      answers: {
        200: { description: "Edges, heaviest first", schema: GraphEdges },
      },
    }),
    defineEndpoint({
      operationId: "getGraphTopics",
      method: "GET",
      path: "/api/v1/graph/insights/topics",
      summary: "Counts the messages that mention each topic",
      access: "session",
      parameters: GraphRangeQuery,
      answers: {
        200: { description: "Topics, most first", schema: GraphTopicVolumes },
      },
    }),
    defineEndpoint({
      operationId: "getGraphSentiment",
      method: "GET",
      path: "/api/v1/graph/insights/sentiment",
      summary: "Gives the mean sentiment of each day",
      access: "session",
      parameters: GraphRangeQuery,
      answers: {
        200: { description: "Days in order", schema: GraphSentiment },
      },
    }),
    defineEndpoint({
      operationId: "getGraphOutcomes",
      method: "GET",
      path: "/api/v1/graph/insights/outcomes",
      summary: "Counts outcomes by the topics that were discussed",
      access: "session",
      parameters: GraphOutcomesQuery,
      answers: {
        200: { description: "Topics, most first", schema: GraphTopicOutcomes },
      },
    }),
    defineEndpoint({
      operationId: "listRefusedGraphChanges",
      method: "GET",
      path: "/api/v1/graph/refused",
      summary: "Lists what the graph server refuses",
      access: "session",
      parameters: GraphRefusedQuery,
      answers: { 200: { description: "Changes", schema: GraphRefused } },
    }),
    defineEndpoint({
      operationId: "compareGraph",
      method: "POST",
      path: "/api/v1/graph/comparison",
      summary: "Has the copy on the graph server compared",
      description:
        "What differs is sent again, and so is what was refused. `GET /api/v1/graph` says how far it is.",
      access: "session",
      answers: {
        202: { description: "It will be compared", schema: GraphComparison },
      },
      problems: { 409: "No graph server is configured." },
    }),
  ],
};
