import {
  KeywordClusters,
  KeywordClustersRequest,
  NewTopic,
  SimilarTopics,
  SimilarTopicsQuery,
  TopicChange,
  TopicList,
  TopicQuery,
  TopicView,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

const NO_TOPIC = "The account has no such topic.";
const NO_EMBEDDINGS = "The endpoint of embeddings cannot be asked.";

/** What messages are sorted into. */
export const topics: EndpointGroup = {
  tag: "Topics",
  description:
    "What messages are sorted into. A change begins at once to read all of them anew.",
  endpoints: [
    defineEndpoint({
      operationId: "listTopics",
      method: "GET",
      path: "/api/v1/topics",
      summary: "Lists all topics",
      description:
        "`progress` says how far messages are sorted as decided; meanwhile figures stay those of before.",
      access: "session",
      answers: { 200: { description: "All topics", schema: TopicList } },
    }),
    defineEndpoint({
      operationId: "addTopic",
      method: "POST",
      path: "/api/v1/topics",
      summary: "Adds a topic",
      description: "Its id comes of its title, and stays.",
      access: "session",
      body: NewTopic,
      answers: {
        201: {
          description: "The topic",
          schema: TopicView,
          headers: { location: "The topic's address" },
        },
      },
      problems: {
        409: "The title is taken, or there are too many topics.",
      },
    }),
    defineEndpoint({
      operationId: "changeTopic",
      method: "PATCH",
      path: "/api/v1/topics/{id}",
      summary: "Renames, hides or merges a topic, or changes its keywords",
      description: "What is left out stays.",
      access: "session",
      parameters: TopicQuery,
      body: TopicChange,
      answers: { 200: { description: "The topic", schema: TopicView } },
      problems: { 404: NO_TOPIC, 409: "It contradicts other topics." },
    }),
    defineEndpoint({
      operationId: "deleteTopic",
      method: "DELETE",
      path: "/api/v1/topics/{id}",
      summary: "Deletes a topic that was added",
      access: "session",
      parameters: TopicQuery,
      answers: { 204: { description: "It is deleted" } },
      problems: {
        404: NO_TOPIC,
        409: "It was not added, or others are merged into it.",
      },
    }),
    defineEndpoint({
      operationId: "listSimilarTopics",
      method: "GET",
      path: "/api/v1/topics/{id}/similar",
      summary: "Lists topics that are like one of them",
      access: "session",
      parameters: SimilarTopicsQuery,
      answers: {
        200: { description: "Topics, nearest first", schema: SimilarTopics },
      },
      problems: { 404: NO_TOPIC, 503: NO_EMBEDDINGS },
    }),
    defineEndpoint({
      operationId: "clusterKeywords",
      method: "POST",
      path: "/api/v1/keyword-clusters",
      summary: "Puts keywords into groups of those that belong together",
      access: "session",
      body: KeywordClustersRequest,
      answers: {
        200: { description: "Groups, largest first", schema: KeywordClusters },
      },
      problems: { 503: NO_EMBEDDINGS },
    }),
  ],
};
