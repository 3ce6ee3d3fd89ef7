import { z } from "zod";
import { limitOf } from "./parameters.ts";
import { TopicKeyword, TopicQuery } from "./topics.ts";

/** Which topic's neighbours to give, and how many. */
export const SimilarTopicsQuery = TopicQuery.extend({
  limit: limitOf(50, 10),
}).meta({
  description: "A topic, and how many that are like it to give",
  examples: [{ id: "travel", limit: 3 }],
});
export type SimilarTopicsQuery = z.output<typeof SimilarTopicsQuery>;

const model = z.string().meta({
  description: "The embedding model that tells",
  examples: ["text-embedding-3-small"],
});

/** A topic that is near another one. */
export const SimilarTopic = z.object({
  id: z.string(),
  title: z.string(),
  similarity: z.number().min(-1).max(1).meta({
    description: "Cosine similarity of their embeddings",
  }),
}).meta({
  description: "A topic that is near another one",
  examples: [{ id: "outdoors", title: "Outdoors", similarity: 0.41 }],
});
export type SimilarTopic = z.output<typeof SimilarTopic>;

/** Topics that are like one. */
export const SimilarTopics = z.object({
  model,
  topics: z.array(SimilarTopic),
}).meta({
  description: "Topics that are like one of them, the nearest first",
  examples: [{
    model: "text-embedding-3-small",
    topics: [{ id: "outdoors", title: "Outdoors", similarity: 0.41 }],
  }],
});
export type SimilarTopics = z.output<typeof SimilarTopics>;

/** Keywords that are clustered at a time, at most. */
export const MAX_KEYWORDS = 500;
/** Above this similarity, keywords belong together unless told otherwise. */
const THRESHOLD = 0.5;

/** Keywords that are to be put into groups. */
export const KeywordClustersRequest = z.object({
  keywords: z.array(TopicKeyword)
    .min(1, "must be at least one")
    .max(MAX_KEYWORDS, `must be at most ${MAX_KEYWORDS}`).meta({
      description: "Words and phrases; one that comes twice counts once",
    }),
  threshold: z.number("must be a number")
    .min(-1, "must be at least -1").max(1, "must be at most 1")
    .default(THRESHOLD).meta({
      description: "Mean cosine similarity from which groups are merged",
    }),
}).meta({
  description: "Keywords that are to be put into groups",
  examples: [{
    keywords: ["custom video", "custom videos", "weather"],
    threshold: 0.5,
  }],
});
export type KeywordClustersRequest = z.output<typeof KeywordClustersRequest>;

/** Keywords that mean about the same. */
export const KeywordCluster = z.object({
  name: z.string().meta({
    description: "The keyword that is nearest to all others of the group",
  }),
  keywords: z.array(z.string()).meta({
    description: "All of them, in the order of their code points",
  }),
}).meta({
  description: "Keywords that mean about the same",
  examples: [{
    name: "custom video",
    keywords: ["custom video", "custom videos"],
  }],
});
export type KeywordCluster = z.output<typeof KeywordCluster>;

/** Keywords in groups. */
export const KeywordClusters = z.object({
  model,
  clusters: z.array(KeywordCluster),
}).meta({
  description: "Keywords in groups, the largest first",
  examples: [{
    model: "text-embedding-3-small",
    clusters: [
      { name: "custom video", keywords: ["custom video", "custom videos"] },
      { name: "weather", keywords: ["weather"] },
    ],
  }],
});
export type KeywordClusters = z.output<typeof KeywordClusters>;
