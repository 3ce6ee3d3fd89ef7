import type { OnResolveArgs, Plugin, PluginBuild } from "esbuild";
import { fileURLToPath } from "node:url";

/** How the imports of a project resolve in the browser. */
export interface DenoImports {
  /** Where JSX gets its functions from. */
  jsxImportSource: string;
  /** Resolves what esbuild does not know. */
  plugin: Plugin;
}

interface DenoConfig {
  dir: string;
  imports: Record<string, string>;
  jsxImportSource: string;
}

const SOURCE_DIR = fileURLToPath(new URL("..", import.meta.url));
const BUILD_ID_FILE = `${SOURCE_DIR}build_id.ts`;

/**
 * Teaches esbuild the `imports` of the nearest `deno.json`: aliases such as
 * `@/`, bare names that stand for npm packages, and `npm:` specifiers. Packages
 * come from `node_modules`.
 */
export async function denoImports(
  root: string,
  buildId: string,
): Promise<DenoImports> {
  const config = await readConfig(root);
  const plugin: Plugin = {
    name: "deno-imports",
    setup(build) {
      build.onResolve(
        { filter: /^[^./]/ },
        (args) => resolveBare(build, config, root, args),
      );
      build.onLoad({ filter: /build_id\.ts$/ }, ({ path }) => {
        if (path !== BUILD_ID_FILE) return;
        const contents = `export const buildId = () => ${
          JSON.stringify(buildId)
        };`;
        return { contents, loader: "ts" };
      });
    },
  };
  return { jsxImportSource: config.jsxImportSource, plugin };
}

async function resolveBare(
  build: PluginBuild,
  config: DenoConfig,
  root: string,
  args: OnResolveArgs,
) {
  // Packages find their own dependencies, and entries are paths or resolved.
  if (
    args.pluginData === RESOLVED || args.resolveDir.includes("node_modules")
  ) {
    return;
  }
  const target = throughImportMap(args.path, config);
  if (/^(fresh|jsr:@fresh\/core@[^/]*)\/runtime$/.test(target)) {
    return { path: `${SOURCE_DIR}runtime/mod.ts` };
  }
  if (target.startsWith("file:")) return { path: fileURLToPath(target) };
  if (target.startsWith("/")) return { path: target };
  if (/^(jsr|https?|node):/.test(target)) {
    const hint = target.includes("@fresh/core")
      ? 'islands can import only "fresh/runtime"'
      : "islands can import files of the project and npm packages";
    return { errors: [{ text: `Cannot bundle "${args.path}": ${hint}` }] };
  }
  return await build.resolve(withoutVersion(target), {
    kind: args.kind,
    importer: args.importer,
    resolveDir: root,
    pluginData: RESOLVED,
  });
}

const RESOLVED = Symbol("already resolved");

function throughImportMap(specifier: string, config: DenoConfig): string {
  const names = Object.keys(config.imports)
    .filter((name) =>
      specifier === name || specifier.startsWith(withSlash(name))
    )
    .sort((a, b) => b.length - a.length);
  const [name] = names;
  if (name === undefined) return specifier;
  const target = config.imports[name] ?? "";
  const rest = specifier.slice(name.length);
  return target.startsWith(".")
    ? new URL(target + rest, config.dir).href
    : target + rest;
}

function withSlash(name: string): string {
  return name.endsWith("/") ? name : `${name}/`;
}

/** `npm:@scope/name@^1.2/sub` → `@scope/name/sub`. */
function withoutVersion(specifier: string): string {
  return specifier.replace(/^npm:\/?(@[^/]+\/)?([^/@]+)(@[^/]*)?/, "$1$2");
}

async function readConfig(root: string): Promise<DenoConfig> {
  for (
    let dir = new URL(`file://${root}/`);;
    dir = new URL("..", dir)
  ) {
    const text = await readOrNull(new URL("deno.json", dir));
    if (text !== null) {
      const { imports = {}, compilerOptions = {} } = JSON.parse(text);
      const { jsxImportSource = "preact" } = compilerOptions;
      return { dir: dir.href, imports, jsxImportSource };
    }
    if (dir.pathname === "/") {
      return { dir: dir.href, imports: {}, jsxImportSource: "preact" };
    }
  }
}

async function readOrNull(url: URL): Promise<string | null> {
  try {
    return await Deno.readTextFile(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
