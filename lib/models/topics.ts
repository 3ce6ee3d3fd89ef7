import { z } from "zod";
import { Progress } from "./system.ts";

/** Names of topics that a creator added are no longer than this. */
export const MAX_TOPIC_TITLE = 60;
/** Keywords of one topic. */
export const MAX_TOPIC_KEYWORDS = 50;
/** Topics that an account may add. */
export const MAX_ADDED_TOPICS = 100;

/** The id of a topic: lower case words with hyphens between them. */
export const TopicId = z.string().regex(
  /^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u,
  "must be lower case words with hyphens between them",
).max(80).meta({ description: "A topic's id", examples: ["travel"] });
export type TopicId = z.output<typeof TopicId>;

/** What people read for a topic. */
export const TopicTitle = z.string().trim()
  .min(1, "must not be empty")
  .max(MAX_TOPIC_TITLE, `must have at most ${MAX_TOPIC_TITLE} characters`)
  .meta({
    description: "What people read for a topic",
    examples: ["Travel"],
  });

/** A word or a phrase that shows a topic. */
export const TopicKeyword = z.string().trim()
  .min(2, "must have at least 2 characters")
  .max(60, "must have at most 60 characters")
  .regex(/[\p{L}\p{N}]/u, "must hold a letter or a digit")
  .meta({
    description: "A word or a phrase; case does not matter",
    examples: ["gym selfie"],
  });

/** Keywords of one topic. */
const TopicKeywords = z.array(TopicKeyword)
  .max(MAX_TOPIC_KEYWORDS, `must be at most ${MAX_TOPIC_KEYWORDS}`)
  .meta({
    description: "Further words and phrases that show the topic",
    examples: [["gym selfie", "workout video"]],
  });

/** What a creator decided about one topic. */
export const TopicSetting = z.object({
  title: TopicTitle.optional(),
  hidden: z.boolean().optional().meta({
    description: "Messages are not sorted into it",
  }),
  merged_into: TopicId.optional().meta({
    description: "What mentions this topic counts as mentioning that one",
  }),
  keywords: TopicKeywords.optional(),
  added: z.boolean().optional().meta({
    description: "The creator added it",
  }),
}).meta({
  description: "What a creator decided about one topic",
  examples: [{ title: "Trips", keywords: ["city break"] }],
});
export type TopicSetting = z.output<typeof TopicSetting>;

/** What an account's creator decided about topics. */
export interface TopicSettings {
  /** Grows with every change of what messages are sorted into. */
  revision: number;
  /** Grows with every change. */
  edition: number;
  /** By topic id; topics of which nothing was decided are left out. */
  topics: Record<string, TopicSetting>;
}

/** A topic as the account sees it. */
export const TopicView = z.object({
  id: TopicId,
  title: TopicTitle,
  kind: z.enum(["everyday", "trade", "added"]).meta({
    description: "Everyday life, the creator's trade, or added by the creator",
  }),
  hidden: z.boolean(),
  merged_into: TopicId.nullable(),
  keywords: TopicKeywords,
}).meta({
  description: "A topic as the account sees it",
  examples: [{
    id: "travel",
    title: "Travel",
    kind: "everyday",
    hidden: false,
    merged_into: null,
    keywords: [],
  }],
});
export type TopicView = z.output<typeof TopicView>;

/** A topic that is to be added. */
export const NewTopic = z.strictObject({
  title: TopicTitle,
  keywords: TopicKeywords.min(1, "must be at least one"),
}).meta({
  description: "A topic that is to be added",
  examples: [{ title: "Gym selfies", keywords: ["gym selfie"] }],
});
export type NewTopic = z.output<typeof NewTopic>;

/**
 * What is to be changed of a topic: what is left out stays, and what changes
 * nothing is a mistake.
 */
export const TopicChange = z.strictObject({
  title: TopicTitle.nullable().optional().meta({
    description: "What people read for it; null: the title that it came with",
  }),
  hidden: z.boolean().optional().meta({
    description: "Whether no messages are sorted into it",
  }),
  merged_into: TopicId.nullable().optional().meta({
    description: "The topic that it counts as; null: it is one of its own",
  }),
  keywords: TopicKeywords.optional(),
}).refine(
  (change) => Object.keys(change).length > 0,
  "name what is to be changed: title, hidden, merged_into or keywords",
).meta({
  description: "What is to be changed of a topic; what is left out stays",
  examples: [{ hidden: true }],
});
export type TopicChange = z.output<typeof TopicChange>;

/** An account's topics, and how far a change of them has come. */
export const TopicList = z.object({
  topics: z.array(TopicView),
  edition: z.int().min(0).meta({
    description: "Grows with every change, also of a title",
  }),
  progress: Progress.nullable().meta({
    description: "Messages that are sorted as decided; null: all are",
  }),
}).meta({
  description: "All topics, and how far messages are sorted into them",
  examples: [{
    topics: [{
      id: "travel",
      title: "Travel",
      kind: "everyday",
      hidden: false,
      merged_into: null,
      keywords: [],
    }],
    edition: 3,
    progress: null,
  }],
});
export type TopicList = z.output<typeof TopicList>;

/** Which topic a request is about. */
export const TopicQuery = z.object({
  id: z.string("is the id of a topic").meta({ description: "The topic" }),
}).meta({
  description: "Which topic a request is about",
  examples: [{ id: "travel" }],
});
export type TopicQuery = z.output<typeof TopicQuery>;
