import type { Benchmark } from "./benchmark.ts";
import { measureSentiment } from "./enrichment/sentiment.ts";
import { measureSpeed } from "./enrichment/speed.ts";
import { textsFolder } from "./enrichment/texts.ts";
import { measureTopics } from "./enrichment/topics.ts";
import { inOneTable } from "./report.ts";

/** How well and how fast messages are understood. */
export const benchEnrichment: Benchmark = {
  name: "enrichment",
  about: "agreement of sentiment and topics with people, and speed",
  method: `Sentiment: Pearson's r with the mean ratings of 20 people each, on
the texts that were published with VADER, beside the npm package
\`vader-sentiment\` in the same run. Topics: the top topic of a conversation
against what people say that it is about, on conversations of the
Schema-Guided Dialogue dataset. Speed: messages/s on one core, all in turn. The
texts are not part of the project: where \`../shared/data\` is not there, what
can be is measured on generated messages, and the rest is left out.`,
  async run({ log }) {
    const folder = await textsFolder();
    log("enrichment: sentiment …");
    const sentiment = await measureSentiment(folder);
    log("enrichment: topics …");
    const topics = await measureTopics(folder);
    log("enrichment: speed …");
    const parts = [sentiment, topics, await measureSpeed(folder)];
    return {
      rows: inOneTable(parts.flatMap(({ rows }) => rows)),
      goals: parts.flatMap(({ goals }) => goals),
      notes: parts.flatMap(({ notes }) => notes),
    };
  },
};
