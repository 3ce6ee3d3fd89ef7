import { dirname, relative } from "node:path";
import type { FileEntry } from "../prod_build_cache.ts";
import type { BuildResult, ResolvedBuildConfig } from "./builder.ts";
import { contentType } from "./content_type.ts";
import { filesBelow } from "./crawl.ts";
import { buildIdCode, serverCode, snapshotCode } from "./snapshot_code.ts";
import { isPublic } from "./static_dir.ts";
import type { StaticTransformer } from "./static_transform.ts";

/**
 * Writes a build into a new folder and then puts it in the place of the old one,
 * so that nobody sees half a build.
 */
export class DiskWriter {
  readonly #config: ResolvedBuildConfig;
  readonly #transformer: StaticTransformer;
  readonly #files: Record<string, FileEntry> = {};

  /**
   * @param config Where to.
   * @param transformer Transforms the static files.
   */
  constructor(config: ResolvedBuildConfig, transformer: StaticTransformer) {
    this.#config = config;
    this.#transformer = transformer;
  }

  /** Writes the build. */
  async write(result: BuildResult): Promise<void> {
    const { outDir, root, serverEntry, buildId } = this.#config;
    await Deno.mkdir(dirname(outDir), { recursive: true });
    const work = await Deno.makeTempDir({
      dir: dirname(outDir),
      prefix: ".fresh-build-",
    });
    try {
      await Deno.chmod(work, 0o755);
      for (const [pathname, { content, hash }] of result.modules) {
        await this.#addOutput(work, pathname, content, hash);
      }
      await this.#addStaticFiles(work);

      const specifier = (path: string) => moduleSpecifier(outDir, path);
      const snapshot = snapshotCode(result, this.#files, specifier);
      const server = serverCode(specifier(serverEntry), relative(outDir, root));
      await Deno.writeTextFile(`${work}/build_id.js`, buildIdCode(buildId));
      await Deno.writeTextFile(`${work}/snapshot.js`, snapshot);
      await Deno.writeTextFile(`${work}/server.js`, server);
      await replaceDir(work, outDir);
    } catch (error) {
      await Deno.remove(work, { recursive: true });
      throw error;
    }
  }

  async #addStaticFiles(work: string): Promise<void> {
    const { staticDir, outDir, root, mode } = this.#config;
    for (const path of await filesBelow(staticDir)) {
      const pathname = path.slice(staticDir.length);
      if (!isPublic(pathname) || path.startsWith(`${outDir}/`)) continue;
      const transformed = await this.#transformer.transform(path, mode);
      if (transformed === null) {
        const content = await Deno.readFile(path);
        const hash = await sha256(content);
        this.#addFile(pathname, relative(root, path), hash);
        continue;
      }
      for (const file of transformed) {
        const name = file.path.slice(staticDir.length);
        const hash = await sha256(file.content);
        await this.#addOutput(work, name, file.content, hash);
      }
    }
  }

  async #addOutput(
    work: string,
    pathname: string,
    content: Uint8Array,
    hash: string,
  ): Promise<void> {
    if (!isPublic(pathname)) {
      throw new Error(
        `A transform made a file outside of static/: ${pathname}`,
      );
    }
    const path = `${work}/static${pathname}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, content);
    const { outDir, root } = this.#config;
    this.#addFile(
      pathname,
      relative(root, `${outDir}/static${pathname}`),
      hash,
    );
  }

  #addFile(pathname: string, path: string, hash: string): void {
    this.#files[pathname] = { path, hash, contentType: contentType(pathname) };
  }
}

function moduleSpecifier(from: string, path: string): string {
  const specifier = relative(from, path);
  return specifier.startsWith(".") ? specifier : `./${specifier}`;
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return new Uint8Array(digest).toHex().slice(0, 32);
}

/** How often two builds that end together may get into each other's way. */
const ATTEMPTS = 10;

async function replaceDir(from: string, to: string): Promise<void> {
  for (let attempt = 1;; attempt++) {
    const old = `${from}-old`;
    try {
      await Deno.rename(to, old);
      await Deno.remove(old, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    try {
      await Deno.rename(from, to);
      return;
    } catch (error) {
      // Another build has put its folder there in the meantime.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
