import { explainSentiment, htmlToText } from "@/lib/enrichment/mod.ts";
import type { Goal, Result, Row } from "../benchmark.ts";
import { correlation } from "../statistics.ts";
import { generatedTexts } from "./texts.ts";
import { vaderScore } from "./vader.ts";

/** A text with the mean of what people said of it, from -4 to 4. */
export interface RatedText {
  rating: number;
  text: string;
}

/** Least correlation with people, by the beginning of a set's file name. */
const GOALS: readonly (readonly [set: string, limit: number])[] = [
  ["amazon", 0.62],
  ["movie", 0.47],
  ["nyt", 0.53],
];
const GENERATED = 3000;

/**
 * How well sentiment agrees with people, beside `vader-sentiment` in the same
 * run: Pearson's r with the mean ratings of each `sentiment/*.tsv` of a
 * folder. Without such sets: how well the two agree on generated messages.
 */
export async function measureSentiment(
  folder: string | null,
): Promise<Result> {
  const files = folder === null ? [] : await setsIn(`${folder}/sentiment`);
  if (files.length === 0) return agreementOnGenerated();
  const rows: Row[] = [];
  const goals: Goal[] = [];
  const notes: string[] = [];
  for (const { name, path } of files) {
    const texts = ratedTexts(await Deno.readTextFile(path));
    const ratings = texts.map(({ rating }) => rating);
    const scores = texts.map(({ text }) => explainSentiment(text).score);
    const r = correlation(ratings, scores.map((score) => score ?? 0));
    const what = `r with people, ${name}`;
    rows.push({
      what,
      Rapport: decimals(r),
      "vader-sentiment": decimals(
        correlation(ratings, texts.map(({ text }) => vaderScore(text))),
      ),
    });
    const limit = GOALS.find(([set]) => name.startsWith(set))?.[1];
    if (limit !== undefined) {
      goals.push({ what, must: "at least", limit, value: r });
    }
    const unscored = scores.filter((score) => score === null).length;
    notes.push(
      `${name}: ${texts.length} texts; ${unscored} without a score count as 0.`,
    );
  }
  return { rows, goals, notes };
}

/** The texts of a set: lines of an id, a rating and a text, by tabs. */
export function ratedTexts(tsv: string): RatedText[] {
  return tsv.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const [id, rating = "", ...text] = line.trimEnd().split("\t");
    const value = Number(rating);
    if (rating === "" || Number.isNaN(value) || text.length === 0) {
      throw new Error(`Row ${id} is no id, rating and text.`);
    }
    return { rating: value, text: text.join("\t") };
  });
}

async function setsIn(
  folder: string,
): Promise<{ name: string; path: string }[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.map(({ name }) => name).filter((name) =>
      name.endsWith(".tsv")
    ).toSorted().map((name) => ({
      name: name.slice(0, -".tsv".length),
      path: `${folder}/${name}`,
    }));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function agreementOnGenerated(): Result {
  const texts = generatedTexts(GENERATED).map(htmlToText);
  const r = correlation(
    texts.map((text) => explainSentiment(text).score ?? 0),
    texts.map(vaderScore),
  );
  return {
    rows: [{
      what: "r with each other, generated messages",
      Rapport: decimals(r),
      "vader-sentiment": decimals(r),
    }],
    goals: [],
    notes: [
      "The sets that people rated are not there, so it is not measured how " +
      "well sentiment agrees with people.",
    ],
  };
}

function decimals(r: number): number {
  return Number(r.toFixed(4));
}
