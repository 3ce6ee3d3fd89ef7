/**
 * `deno task test:crash [--kills N] [--seed N]`: the crash test for as long as
 * it is told to.
 * @module
 */
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

const DEFAULT_KILLS = "2000";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    kills: { type: "string", default: DEFAULT_KILLS },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const { kills, seed } = values;
if (!/^\d{1,6}$/.test(kills) || !/^\d{1,9}$/.test(seed)) {
  console.error("--kills and --seed are whole numbers.");
  Deno.exit(2);
}
const root = fileURLToPath(new URL("../..", import.meta.url));
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    ...["run", "-A", "npm:vitest", "run", "tests/cluster_crash.test.ts"],
    "--disable-console-intercept",
  ],
  cwd: root,
  env: { CRASH_KILLS: kills, CRASH_SEED: seed, CRASH_LOG: "1" },
}).spawn().status;
console.log(
  code === 0
    ? `Nothing was lost in ${kills} kills, nothing came twice (seed ${seed}).`
    : `FAILED. To repeat: deno task test:crash --kills ${kills} --seed ${seed}`,
);
Deno.exit(code === 0 ? 0 : 1);
