import { parseArgs } from "node:util";
import { type Benchmark, isMet } from "./benchmark.ts";
import { benchEnrichment } from "./enrichment.ts";
import { benchExtension } from "./extension.ts";
import { benchFanout } from "./fanout.ts";
import { benchGraph } from "./graph.ts";
import { benchHistory } from "./history.ts";
import { benchIngest } from "./ingest.ts";
import { benchInsights } from "./insights.ts";
import { describeMachine } from "./machine.ts";
import { Processes, ROOT } from "./processes.ts";
import {
  type Finding,
  performancePage,
  printFinding,
  withSection,
} from "./report.ts";
import { benchSnapshot } from "./snapshot.ts";
import { benchUi } from "./ui.ts";

const BENCHMARKS: readonly Benchmark[] = [
  benchIngest,
  benchHistory,
  benchSnapshot,
  benchFanout,
  benchEnrichment,
  benchGraph,
  benchInsights,
  benchUi,
  benchExtension,
];

const PAGE = "docs/performance.md";

const USAGE = `deno task bench [NAME] [--json] [--write]

Runs the benchmark of that name, or all of them:

${
  BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join(
    "\n",
  )
}

  --json     print one line of JSON for each
  --write    write ${PAGE}: all of it, or the section of that name`;

interface Flags {
  chosen: Benchmark[];
  json: boolean;
  write: boolean;
}

function readFlags(args: string[]): Flags {
  try {
    const { values, positionals: [name, ...others] } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      Deno.exit(0);
    }
    const chosen = BENCHMARKS.filter((one) => (name ?? one.name) === one.name);
    if (chosen.length === 0) throw new Error(`There is no benchmark ${name}.`);
    if (others.length > 0) throw new Error("Name one benchmark, or none.");
    return { chosen, json: values.json, write: values.write };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`\n${USAGE}`);
    Deno.exit(2);
  }
}

/** Signals that end a benchmark, where the system has them. */
const INTERRUPTS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM"];
/** What a shell calls a program that was interrupted. */
const INTERRUPTED = 130;

/** Runs a benchmark; what it started is gone afterwards, whatever happens. */
async function runAlone(benchmark: Benchmark): Promise<Finding> {
  const processes = new Processes();
  let interrupted: Promise<never> | null = null;
  const interrupt = () => {
    interrupted ??= processes.end("SIGKILL")
      .then(() => Deno.exit(INTERRUPTED));
  };
  for (const signal of INTERRUPTS) Deno.addSignalListener(signal, interrupt);
  try {
    const log = (line: string) => console.error(line);
    return { benchmark, result: await benchmark.run({ processes, log }) };
  } finally {
    await interrupted;
    await processes.end();
    for (const signal of INTERRUPTS) {
      Deno.removeSignalListener(signal, interrupt);
    }
  }
}

function printJson({ benchmark: { name }, result }: Finding): void {
  const goals = result.goals.map((goal) => ({ ...goal, met: isMet(goal) }));
  console.log(JSON.stringify({ benchmark: name, ...result, goals }));
}

async function writePage(findings: readonly Finding[]): Promise<void> {
  const occasion = {
    machine: await describeMachine(),
    date: new Date().toISOString().slice(0, 10),
  };
  const path = `${ROOT}/${PAGE}`;
  const [first, ...others] = findings;
  const page = first !== undefined && others.length === 0
    ? withSection(await Deno.readTextFile(path), first, occasion)
    : performancePage(findings, occasion);
  await Deno.writeTextFile(path, page);
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", path],
  }).output();
  if (!success) throw new Error(`${PAGE} could not be formatted.`);
  console.error(`\n${PAGE} is written.`);
}

const { chosen, json, write } = readFlags(Deno.args);
const findings: Finding[] = [];
for (const benchmark of chosen) {
  const finding = await runAlone(benchmark);
  findings.push(finding);
  if (json) printJson(finding);
  else printFinding(finding);
}
if (write) await writePage(findings);
Deno.exit(0);
