import { compile, optimize } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { Builder } from "fresh/dev";
import { announceSignIn } from "@/lib/announce.ts";
import { readConfig } from "@/lib/config.ts";
import { originOf } from "@/lib/start.ts";
import config from "./fresh.config.ts";

const ROOT = import.meta.dirname ?? Deno.cwd();

/** The style sheet, with every class that its `@source` folders mention. */
async function compileStyles(source: string, minify: boolean): Promise<string> {
  const compiler = await compile(source, {
    base: `${ROOT}/static`,
    onDependency: () => {},
  });
  const scanner = new Scanner({ sources: compiler.sources });
  const css = compiler.build(scanner.scan());
  return minify ? optimize(css, { minify }).code : css;
}

function createBuilder(): Builder {
  const builder = new Builder({ root: ROOT, ...config });
  builder.onTransformStaticFile(
    { pluginName: "tailwind", filter: /[/\\]styles\.css$/ },
    async ({ text, mode }) => ({
      content: await compileStyles(text, mode === "production"),
    }),
  );
  return builder;
}

/**
 * Builds for this process only, in memory: a service that runs is not disturbed
 * by what is built on disk. The result puts what was built into an app. Standard
 * output stays the caller's: what a builder reports goes to standard error.
 */
export async function buildInMemory(): ReturnType<
  Builder["build"]
> {
  const { log } = console;
  console.log = console.error;
  try {
    return await createBuilder().build({ snapshot: "memory" });
  } finally {
    console.log = log;
  }
}

/** Serves with live reload. */
async function listen(): Promise<void> {
  const { host, port } = readConfig(Deno.env.toObject());
  const { brain } = await import("./main.ts");
  await announceSignIn(brain, originOf(host, port));
  await createBuilder().listen(() => import("./main.ts"), {
    hostname: host,
    port,
  });
}

if (import.meta.main) {
  if (Deno.args.includes("build")) await createBuilder().build();
  else await listen();
}
