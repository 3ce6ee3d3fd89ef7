/** What became of a delta. */
export type DeltaResult =
  | { status: "committed" | "duplicate" }
  | { status: "quarantined"; code: string };
