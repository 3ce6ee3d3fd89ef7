import vader from "vader-sentiment";

const analyzer: {
  polarity_scores(text: string): { compound: number };
} = vader.SentimentIntensityAnalyzer;

/** The score of the npm package `vader-sentiment`, from -1 to 1. */
export function vaderScore(text: string): number {
  return analyzer.polarity_scores(text).compound;
}
