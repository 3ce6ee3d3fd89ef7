import { compile, optimize } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { Builder } from "fresh/dev";
import { announceSignIn } from "@/lib/announce.ts";
import { readConfig } from "@/lib/config.ts";
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
 * Builds the service for production into `_fresh/`. Standard output stays the
 * caller's: what the builder reports goes to standard error.
 */
export async function build(): Promise<void> {
  const { log } = console;
  console.log = console.error;
  try {
    await createBuilder().build();
  } finally {
    console.log = log;
  }
}

/** Serves with live reload, on the port of the service's configuration. */
async function serve(): Promise<void> {
  const { port } = readConfig(Deno.env.toObject());
  const { brain } = await import("./main.ts");
  await announceSignIn(brain, `http://localhost:${port}`);
  await createBuilder().listen(() => import("./main.ts"), { port });
}

if (import.meta.main) {
  if (Deno.args.includes("build")) await build();
  else await serve();
}
