import type { BuildOptions, OutputFile } from "esbuild";
import { denoImports } from "./deno_imports.ts";

/** What to bundle for the browser, and how. */
export interface BundleOptions {
  /** Root directory of the project. */
  root: string;
  /** Entry modules by name. */
  entries: Record<string, string>;
  /** Id of this build. */
  buildId: string;
  /** The browsers to build for. */
  target: string | string[];
  /** Development bundles are readable and have source maps. */
  mode: "development" | "production";
  /** Source maps in production. */
  sourceMap?: SourceMapOptions;
}

/** Source maps of a production build; see the documentation of esbuild. */
export interface SourceMapOptions {
  /** Where the maps go. */
  kind?: BuildOptions["sourcemap"];
  /** Prefix of the sources. */
  sourceRoot?: BuildOptions["sourceRoot"];
  /** Whether the maps contain the sources. */
  sourcesContent?: BuildOptions["sourcesContent"];
}

/** A browser module. */
export interface BundledFile {
  /** File name. */
  name: string;
  /** Hash of the content. */
  hash: string;
  /** The content. */
  content: Uint8Array<ArrayBuffer>;
}

/*
 * esbuild runs as one child of this process, whoever uses it. It must end for
 * this process to end, but not while another build still needs it.
 */
let running = 0;

/**
 * Bundles the islands and the client: one file per entry, and what they share in
 * chunks of its own.
 */
export async function bundle(options: BundleOptions): Promise<BundledFile[]> {
  const esbuild = await import("esbuild");
  const imports = await denoImports(options.root, options.buildId);
  running++;
  try {
    const result = await esbuild.build({
      ...modeOptions(options),
      entryPoints: options.entries,
      absWorkingDir: options.root,
      outdir: ".",
      write: false,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: options.target,
      entryNames: "[name]",
      chunkNames: "chunk-[hash]",
      jsx: "automatic",
      jsxImportSource: imports.jsxImportSource,
      tsconfigRaw: {},
      logLevel: "silent",
      plugins: [imports.plugin],
    });
    for (const { text, location } of result.warnings) {
      console.warn(`${location?.file}:${location?.line}: ${text}`);
    }
    return result.outputFiles.map(bundledFile);
  } finally {
    running--;
    if (running === 0) await esbuild.stop();
  }
}

function modeOptions({ mode, sourceMap }: BundleOptions): BuildOptions {
  const define = { "process.env.NODE_ENV": JSON.stringify(mode) };
  if (mode === "development") return { define, sourcemap: "linked" };
  return {
    define,
    minify: true,
    sourcemap: sourceMap?.kind,
    sourceRoot: sourceMap?.sourceRoot,
    sourcesContent: sourceMap?.sourcesContent,
  };
}

function bundledFile({ path, hash, contents }: OutputFile): BundledFile {
  return {
    name: path.replace(/^.*[\\/]/, ""),
    hash: hash.replace(/[^\w]/g, "_"),
    content: new Uint8Array(contents),
  };
}
