import { asset } from "../runtime/asset.ts";

/** Whether files are made for the development server or for a build. */
export type TransformMode = "development" | "production";

/** Which static files a transform takes. */
export interface OnTransformOptions {
  /** Shown in errors. */
  pluginName: string;
  /** Tested against the absolute path. */
  filter: RegExp;
  /** Paths to leave out: patterns, or parts of the path. */
  exclude?: Array<string | RegExp>;
}

/** What a transform makes of a file. */
export interface OnTransformResult {
  /** The new content. */
  content: string | Uint8Array;
  /** The new path; by default the old one. */
  path?: string;
  /** Source map; accepted, and not served. */
  map?: string | Uint8Array;
}

/** What a transform is given. */
export interface OnTransformArgs {
  /** Absolute path of the file. */
  path: string;
  /** The browsers to build for. */
  target: string | string[];
  /** The content as text. */
  text: string;
  /** The content as bytes. */
  content: Uint8Array;
  /** Development or production. */
  mode: TransformMode;
  /** Root directory of the project. */
  root: string;
}

type Result =
  | void
  | OnTransformResult
  | Array<{ path: string } & Omit<OnTransformResult, "path">>;

/** Changes a static file, or makes several of it; nothing leaves it as it is. */
export type TransformFn = (args: OnTransformArgs) => Result | Promise<Result>;

/** A file that transforms have made. */
export interface TransformedFile {
  /** Absolute path. */
  path: string;
  /** Its content. */
  content: Uint8Array<ArrayBuffer>;
}

/** Applies the transforms of a project to its static files. */
export class StaticTransformer {
  readonly #transforms: { options: OnTransformOptions; fn: TransformFn }[] = [];

  /**
   * @param root Root directory of the project.
   * @param target The browsers to build for.
   */
  constructor(
    readonly root: string,
    readonly target: string | string[],
  ) {}

  /** Adds a transform; they run in the order in which they were added. */
  add(options: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ options, fn });
  }

  /** Transforms a file. Returns `null` when nothing takes it. */
  async transform(
    path: string,
    mode: TransformMode,
  ): Promise<TransformedFile[] | null> {
    if (!this.#transforms.some(({ options }) => takes(options, path))) {
      return null;
    }
    const original = { path, content: await Deno.readFile(path) };
    let files: TransformedFile[] = [original];
    for (const { options, fn } of this.#transforms) {
      const next = await Promise.all(
        files.map((file) => this.#apply(options, fn, file, mode)),
      );
      files = next.flat();
    }
    return files.length === 1 && files[0] === original ? null : files;
  }

  async #apply(
    options: OnTransformOptions,
    fn: TransformFn,
    file: TransformedFile,
    mode: TransformMode,
  ): Promise<TransformedFile[]> {
    if (!takes(options, file.path)) return [file];
    const { path, content } = file;
    const result = await fn({
      path,
      content,
      mode,
      root: this.root,
      target: this.target,
      get text() {
        return new TextDecoder().decode(content);
      },
    });
    if (result === undefined) return [file];
    const results = Array.isArray(result) ? result : [result];
    return results.map((one) => ({
      path: one.path ?? path,
      content: typeof one.content === "string"
        ? new TextEncoder().encode(one.content)
        : new Uint8Array(one.content),
    }));
  }
}

function takes(options: OnTransformOptions, path: string): boolean {
  const excluded = options.exclude?.some((exclude) =>
    typeof exclude === "string"
      ? path.includes(exclude)
      : new RegExp(exclude).test(path)
  );
  // A copy of the expression: one with the flag `g` would remember its place.
  return !excluded && new RegExp(options.filter).test(path);
}

/** Locks the `url(/…)` of style sheets to this build, as `asset()` does. */
export function lockStyleUrls(text: string): string {
  return text.replace(
    /url\((["']?)(\/[^"')]+)\1\)/g,
    (_, quote: string, url: string) => `url(${quote}${asset(url)}${quote})`,
  );
}
