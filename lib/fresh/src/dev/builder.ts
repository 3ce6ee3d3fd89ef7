import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { App, type ListenOptions, setBuildCache } from "../app.ts";
import { buildId } from "../build_id.ts";
import { bundle, type BundledFile, type SourceMapOptions } from "./bundle.ts";
import { findProjectFiles, type ProjectFiles } from "./crawl.ts";
import { devHandler } from "./dev_server.ts";
import { DiskWriter } from "./disk.ts";
import { MemoryBuildCache } from "./memory_build_cache.ts";
import {
  lockStyleUrls,
  type OnTransformOptions,
  StaticTransformer,
  type TransformFn,
} from "./static_transform.ts";
import { serve } from "../listen.ts";
import { uniqueName } from "./unique_name.ts";

/** Where a project keeps its files, and how it is built. */
export interface BuildOptions {
  /** The browsers to build for, as esbuild's `target`. */
  target?: string | string[];
  /** Root directory. Default: the current one. */
  root?: string;
  /** The module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Where `build()` writes. Default: `_fresh`. */
  outDir?: string;
  /** Static files. Default: `static`. */
  staticDir?: string;
  /** Islands. Default: `islands`. */
  islandDir?: string;
  /** Routes. Default: `routes`. */
  routeDir?: string;
  /** Files to leave out of routes and islands. Default: tests. */
  ignore?: RegExp[];
  /** Source maps of production builds. Default: none. */
  sourceMap?: SourceMapOptions;
}

/** The configuration with every default filled in and every path absolute. */
export type ResolvedBuildConfig =
  & Required<Omit<BuildOptions, "sourceMap">>
  & {
    /** What is built for. */
    mode: "development" | "production";
    /** Part of the URL of every browser module. */
    buildId: string;
    /** See {@linkcode BuildOptions}. */
    sourceMap?: SourceMapOptions;
  };

/** An island file with what the build has made of it. */
export interface BuiltIsland {
  /** Name in the page. */
  name: string;
  /** Absolute path, or specifier. */
  source: string;
  /** URL path of the browser module. */
  file: string;
}

/** Everything that a build knows before it is kept in memory or on disk. */
export interface BuildResult {
  /** Routes and islands of the project. */
  files: ProjectFiles;
  /** The islands. */
  islands: BuiltIsland[];
  /** Browser modules by URL path. */
  modules: Map<string, BundledFile>;
  /** URL path of the module that starts the islands. */
  clientEntry: string;
}

const TESTS = /[._]test\.(?:[tj]sx?|[mc][tj]s)$/;
const TARGET = ["chrome99", "firefox99", "safari15"];
const CLIENT = "fresh-runtime";

/**
 * Builds an app, and runs it in development.
 *
 * ```ts
 * const builder = new Builder();
 * if (Deno.args.includes("build")) await builder.build();
 * else await builder.listen(() => import("./main.ts"));
 * ```
 */
// The default state is the official one: a builder serves apps with any state.
// deno-lint-ignore no-explicit-any
export class Builder<State = any> {
  /** The configuration with every default filled in. */
  config: ResolvedBuildConfig;

  readonly #transformer: StaticTransformer;
  readonly #registered = new Set<string>();

  /** @param options Folders and target. */
  constructor(options: BuildOptions = {}) {
    const root = absolute(options.root ?? ".", Deno.cwd());
    const target = options.target ?? TARGET;
    this.config = {
      target,
      root,
      serverEntry: absolute(options.serverEntry ?? "main.ts", root),
      outDir: absolute(options.outDir ?? "_fresh", root),
      staticDir: absolute(options.staticDir ?? "static", root),
      islandDir: absolute(options.islandDir ?? "islands", root),
      routeDir: absolute(options.routeDir ?? "routes", root),
      ignore: options.ignore ?? [TESTS],
      mode: "production",
      buildId: buildId(),
      sourceMap: options.sourceMap,
    };
    this.#transformer = new StaticTransformer(root, target);
    this.#transformer.add(
      { pluginName: "fresh-css", filter: /\.css$/ },
      ({ text }) => ({ content: lockStyleUrls(text) }),
    );
  }

  /** Adds an island outside the islands folders: a path or a `file:` URL. */
  registerIsland(specifier: string): void {
    this.#registered.add(absolute(specifier, this.config.root));
  }

  /** Transforms static files, such as style sheets, when they are built or served. */
  onTransformStaticFile(
    options: OnTransformOptions,
    callback: TransformFn,
  ): void {
    this.#transformer.add(options, callback);
  }

  /**
   * Runs the development server: with live reload and readable errors.
   *
   * @param importApp Imports the app, usually `() => import("./main.ts")`.
   * @param options Port and host name.
   */
  async listen(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    this.config.mode = "development";
    const [imported, result] = await Promise.all([importApp(), this.#build()]);
    const app = imported instanceof App ? imported : imported.app;
    const cache = await this.#memoryCache(result);
    setBuildCache(app, cache, "development");
    serve(devHandler(app), app.config.basePath, options);
  }

  /**
   * Builds the app. By default for production and to disk: browser modules,
   * transformed static files, and `server.js` for `deno serve`.
   *
   * @returns A function that gives the build to an app, for tests.
   */
  async build(
    options: {
      mode?: ResolvedBuildConfig["mode"];
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: App<State>) => void> {
    this.config.mode = options.mode ?? "production";
    const result = await this.#build();
    if (options.snapshot !== "memory") {
      await new DiskWriter(this.config, this.#transformer).write(result);
      console.error(`Assets written to ${this.config.outDir}`);
    }
    let cache: MemoryBuildCache | null = null;
    if (options.snapshot === "memory") cache = await this.#memoryCache(result);
    return (app) => {
      if (cache !== null) setBuildCache(app, cache, app.config.mode);
    };
  }

  async #memoryCache(result: BuildResult): Promise<MemoryBuildCache> {
    return await MemoryBuildCache.load(this.config, this.#transformer, result);
  }

  async #build(): Promise<BuildResult> {
    const { root, target, mode, sourceMap, buildId } = this.config;
    const files = await findProjectFiles(this.config);
    const entry = mode === "development" ? "dev.ts" : "mod.ts";
    const clientUrl = new URL(`../runtime/client/${entry}`, import.meta.url);
    const entries: Record<string, string> = {
      [CLIENT]: fileURLToPath(clientUrl),
    };
    const prefix = `/_fresh/js/${buildId}/`;
    const islands: BuiltIsland[] = [];
    const sources = files.islands.map(({ path }) => path);
    for (const source of new Set([...sources, ...this.#registered])) {
      const name = uniqueName(source, entries);
      entries[name] = source;
      islands.push({ name, source, file: `${prefix}${name}.js` });
    }
    const bundled = await bundle({
      root,
      entries,
      buildId,
      target,
      mode,
      sourceMap,
    });
    const modules = new Map(bundled.map((file) => [prefix + file.name, file]));
    return { files, islands, modules, clientEntry: `${prefix}${CLIENT}.js` };
  }
}

function absolute(path: string, root: string): string {
  if (path.startsWith("file:")) return fileURLToPath(path);
  return isAbsolute(path) ? path : resolve(root, path);
}
