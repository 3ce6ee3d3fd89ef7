/** Figures that two sides give to one question. */
export interface Answers {
  what: string;
  /** Of the embedded graph. */
  embedded: readonly unknown[];
  /** Of the graph server. */
  server: readonly unknown[];
  /** Of what both are drawn from; none where that does not tell. */
  source?: readonly unknown[];
}

/** In how many places two lists differ, those that only one has included. */
export function countDifferences(
  a: readonly unknown[],
  b: readonly unknown[],
): number {
  let differences = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (JSON.stringify(a[i]) !== JSON.stringify(b[i])) differences++;
  }
  return differences;
}

/** In how many places anybody says something else than the embedded graph. */
export function differencesOf({ embedded, server, source }: Answers): number {
  return countDifferences(embedded, server) +
    (source === undefined ? 0 : countDifferences(embedded, source));
}

/** What is equal to what, as a result shows it. */
export function verdictOn(answers: Answers): string {
  const differences = differencesOf(answers);
  if (differences > 0) return `${differences} differences`;
  return answers.source === undefined ? "equal" : "equal, also to the insights";
}
