import {
  type BuildCache,
  type IslandRegistry,
  registerIslandModule,
  type StaticFile,
} from "./build_cache.ts";
import type { RouteFile } from "./fs_routes.ts";

/** A static file as the snapshot describes it. */
export interface FileEntry {
  /** Path below the root of the project. */
  path: string;
  /** Hash of the content. */
  hash: string;
  /** Value of the `Content-Type` header. */
  contentType: string;
}

/** What a build writes into `_fresh/snapshot.js`. */
export interface Snapshot {
  /** URL path of the browser module that starts the islands. */
  clientEntry: string;
  /** Name, URL path and module of every island file. */
  islands: [name: string, file: string, module: Record<string, unknown>][];
  /** The route files. */
  routes: RouteFile[];
  /** Static files by URL path. */
  files: Record<string, FileEntry>;
}

const LARGEST_KEPT = 1024 * 1024;
const ALL_KEPT = 64 * 1024 * 1024;

/** Serves a build that was written to disk. Small files are kept in memory. */
export class ProdBuildCache implements BuildCache {
  readonly root: string;
  readonly clientEntry: string;
  readonly islands: IslandRegistry = new Map();
  readonly routes: readonly RouteFile[];
  readonly alwaysLoadClient = false;

  readonly #files: Map<string, FileEntry>;
  readonly #kept = new Map<string, StaticFile>();
  #keptBytes = 0;

  /**
   * @param root Root directory of the project.
   * @param snapshot What the build has written.
   */
  constructor(root: string, snapshot: Snapshot) {
    this.root = root;
    this.clientEntry = snapshot.clientEntry;
    this.routes = snapshot.routes;
    this.#files = new Map(Object.entries(snapshot.files));
    for (const [name, file, module] of snapshot.islands) {
      registerIslandModule(this.islands, name, file, module);
    }
  }

  async readFile(pathname: string): Promise<StaticFile | null> {
    const entry = this.#files.get(pathname);
    if (entry === undefined) return null;
    const kept = this.#kept.get(pathname);
    if (kept !== undefined) return kept;

    const content = await Deno.readFile(`${this.root}/${entry.path}`);
    const { hash, contentType } = entry;
    const file = { hash, contentType, content, size: content.byteLength };
    if (file.size <= LARGEST_KEPT && this.#keptBytes + file.size <= ALL_KEPT) {
      this.#kept.set(pathname, file);
      this.#keptBytes += file.size;
    }
    return file;
  }
}
