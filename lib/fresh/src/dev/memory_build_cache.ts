import { pathToFileURL } from "node:url";
import {
  type BuildCache,
  type IslandRegistry,
  registerIslandModule,
  type StaticFile,
} from "../build_cache.ts";
import type { RouteFile } from "../fs_routes.ts";
import type { BuildResult, ResolvedBuildConfig } from "./builder.ts";
import { contentType } from "./content_type.ts";
import { isPublic } from "./static_dir.ts";
import type { StaticTransformer } from "./static_transform.ts";

/** Keeps a build in memory and reads static files when they are asked for. */
export class MemoryBuildCache implements BuildCache {
  readonly root: string;
  readonly clientEntry: string;
  readonly islands: IslandRegistry = new Map();
  readonly alwaysLoadClient: boolean;
  readonly routes: readonly RouteFile[];

  readonly #config: ResolvedBuildConfig;
  readonly #transformer: StaticTransformer;
  readonly #files = new Map<string, StaticFile>();

  /** Imports the routes and islands of a build. */
  static async load(
    config: ResolvedBuildConfig,
    transformer: StaticTransformer,
    result: BuildResult,
  ): Promise<MemoryBuildCache> {
    const routes = await Promise.all(
      result.files.routes.map(async ({ id, path }) => ({
        id,
        module: await importFile(path),
      })),
    );
    const cache = new MemoryBuildCache(config, transformer, result, routes);
    for (const { name, source, file } of result.islands) {
      const module = await importFile(source);
      registerIslandModule(cache.islands, name, file, module);
    }
    return cache;
  }

  private constructor(
    config: ResolvedBuildConfig,
    transformer: StaticTransformer,
    result: BuildResult,
    routes: RouteFile[],
  ) {
    this.root = config.root;
    this.clientEntry = result.clientEntry;
    this.alwaysLoadClient = config.mode === "development";
    this.routes = routes;
    this.#config = config;
    this.#transformer = transformer;
    for (const [pathname, { content, hash }] of result.modules) {
      this.#files.set(pathname, staticFile(pathname, content, hash));
    }
  }

  async readFile(pathname: string): Promise<StaticFile | null> {
    const known = this.#files.get(pathname);
    if (known !== undefined) return known;
    const { staticDir, mode } = this.#config;
    if (!isPublic(pathname)) return null;
    const path = staticDir + pathname;
    try {
      const transformed = await this.#transformer.transform(path, mode);
      if (transformed === null) {
        return staticFile(pathname, await Deno.readFile(path), null);
      }
      for (const file of transformed) {
        const name = file.path.slice(staticDir.length);
        this.#files.set(name, staticFile(name, file.content, null));
      }
      return this.#files.get(pathname) ?? null;
    } catch (error) {
      if (isNoFile(error)) return null;
      throw error;
    }
  }
}

function staticFile(
  pathname: string,
  content: Uint8Array<ArrayBuffer>,
  hash: string | null,
): StaticFile {
  const size = content.byteLength;
  return { content, hash, size, contentType: contentType(pathname) };
}

function isNoFile(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.IsADirectory ||
    error instanceof Deno.errors.NotADirectory;
}

async function importFile(path: string): Promise<Record<string, unknown>> {
  return await import(/* @vite-ignore */ pathToFileURL(path).href);
}
