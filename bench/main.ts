import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { benchHistory } from "./history.ts";

const BENCHMARKS: readonly Benchmark[] = [benchHistory];

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const [name] = positionals;
const chosen = BENCHMARKS.filter((one) =>
  name === undefined || one.name === name
);
if (chosen.length === 0) {
  console.error(`There is no benchmark ${name}. There are:`);
  for (const one of BENCHMARKS) console.error(`  ${one.name}  ${one.about}`);
  Deno.exit(2);
}
for (const one of chosen) {
  const rows = await one.run((line) => console.error(line));
  if (values.json) console.log(JSON.stringify({ benchmark: one.name, rows }));
  else {
    console.log(`\n${one.name}: ${one.about}`);
    console.table(rows);
  }
}
