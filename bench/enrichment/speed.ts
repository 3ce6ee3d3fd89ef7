import nlp from "compromise";
import {
  createEnricher,
  explainSentiment,
  htmlToText,
} from "@/lib/enrichment/mod.ts";
import type { Result, Row } from "../benchmark.ts";
import { median, round, spread } from "../statistics.ts";
import { generatedTexts, writtenTexts } from "./texts.ts";
import { vaderScore } from "./vader.ts";

const MESSAGES = 5000;
/** What takes long reads only the first so many, in a round. */
const FEW = 500;
const ROUNDS = 9;
/** Each part of a round goes over its messages for so long at least, in ms. */
const PART_MS = 120;

/** Something that reads a message. */
interface Reader {
  texts: readonly string[];
  read(text: string): unknown;
}

/**
 * Messages/s on one core, each reader in turn, in several rounds: our
 * sentiment alone, `vader-sentiment`, full `compromise`, and our whole hot path
 * (text, sentiment, topics, actions). They read a folder's conversations, or
 * without them generated messages.
 */
export async function measureSpeed(folder: string | null): Promise<Result> {
  const written = await writtenTexts(folder, MESSAGES);
  const texts = written ?? generatedTexts(MESSAGES).map(htmlToText);
  const { enrichMessage } = createEnricher();
  const readers: readonly Reader[] = [
    { texts, read: (text) => explainSentiment(text).score },
    { texts, read: vaderScore },
    { texts: texts.slice(0, FEW), read: tagged },
    {
      texts,
      read: (text) =>
        enrichMessage({ text, direction: "inbound", isMass: false }),
    },
  ];
  for (const reader of readers) speedOf(reader);
  const rounds = Array.from({ length: ROUNDS }, () => readers.map(speedOf));
  return resultOf(rounds, written === null);
}

function tagged(text: string): unknown {
  const doc = nlp(text);
  return [doc.people().out("array"), doc.places().out("array")];
}

/** Messages/s. */
function speedOf({ texts, read }: Reader): number {
  const start = performance.now();
  let messages = 0;
  let ms = 0;
  while (ms < PART_MS) {
    for (const text of texts) read(text);
    messages += texts.length;
    ms = performance.now() - start;
  }
  return messages / ms * 1000;
}

/** Of each round the speeds of all readers, in their order. */
function resultOf(rounds: readonly number[][], isGenerated: boolean): Result {
  const speeds = (reader: number) =>
    rounds.map((round) => round[reader] ?? NaN);
  const [sentiment, vader, compromise, hotPath] = [0, 1, 2, 3].map(speeds);
  const shown = (values: readonly number[] = []) => round(median(values));
  const ratio = median(
    rounds.map(([ours = NaN, theirs = NaN]) => ours / theirs),
  );
  const row = (
    what: string,
    rapport: number,
    theirs: string | number,
    tags: string | number,
  ): Row => ({
    what,
    Rapport: rapport,
    "vader-sentiment": theirs,
    compromise: tags,
  });
  return {
    rows: [
      row("messages/s, sentiment", shown(sentiment), shown(vader), "-"),
      row("messages/s, whole hot path", shown(hotPath), "-", shown(compromise)),
    ],
    goals: [
      {
        what: "messages/s, sentiment, to vader-sentiment",
        must: "at least",
        limit: 3,
        value: ratio,
      },
      {
        what: "messages/s, whole hot path",
        must: "at least",
        limit: 20_000,
        value: median(hotPath ?? []),
        unit: "messages/s",
      },
    ],
    notes: [
      `Medians of ${ROUNDS} rounds on one core; the hot path took ` +
      `${spread(hotPath ?? [])} messages/s. compromise tags a text and finds ` +
      "its people and places.",
      isGenerated
        ? "The texts are generated: conversations of people are not there."
        : "The texts are turns of conversations that people wrote.",
    ],
  };
}
