/** A benchmark: what it measures, and how it is run and told. */
export interface Benchmark {
  name: string;
  about: string;
  /** Runs it; the rows are its result, `log` takes what people may read meanwhile. */
  run(log: (line: string) => void): Promise<Row[]>;
}

/** One line of a result: names, figures and ratios. */
export type Row = Record<string, string | number>;
