import type { Page, Request } from "playwright-core";

/** A script that a page has loaded. */
export interface Script {
  /** What came over the network, in bytes: compressed, with its headers. */
  transferred: number;
  /** The script itself, in bytes. */
  size: number;
  /** How it was compressed, as `br`; `null`: it was not. */
  encoding: string | null;
  /** What it would be with gzip, in bytes. */
  gzip: number;
  /** Whether it holds the library that draws graphs, or a part of it. */
  isGraphLibrary: boolean;
}

/** All scripts of a page together. */
export interface ScriptTotals {
  /** Bytes; see {@linkcode Script}. */
  transferred: number;
  size: number;
  gzip: number;
  /** How they are compressed. */
  encodings: string[];
  loadsGraphLibrary: boolean;
}

/** Nothing is asked for during this time, in ms: the page is idle. */
const IDLE_MS = 1_500;
/** A page that is not idle for so long, in ms, never is. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Words of sigma and graphology that no minifier takes away. */
const GRAPH_LIBRARY = /Sigma: container should be|"NotFoundGraphError"/;

/** Whether a script holds sigma or graphology. */
export function isGraphLibrary(source: string): boolean {
  return GRAPH_LIBRARY.test(source.replaceAll("'", '"'));
}

/** What scripts come to. */
export function totalsOf(scripts: readonly Script[]): ScriptTotals {
  const sum = (of: (script: Script) => number) =>
    scripts.reduce((total, script) => total + of(script), 0);
  return {
    transferred: sum(({ transferred }) => transferred),
    size: sum(({ size }) => size),
    gzip: sum(({ gzip }) => gzip),
    encodings: [...new Set(scripts.map(({ encoding }) => encoding ?? "none"))],
    loadsGraphLibrary: scripts.some(({ isGraphLibrary }) => isGraphLibrary),
  };
}

/** Notes the scripts that a page loads, those of its workers included. */
export class ScriptWatch {
  readonly #scripts: Promise<Script | null>[] = [];
  #underWay = 0;
  #changedAt = performance.now();

  /** Watches a page in which nothing is open yet. */
  constructor(page: Page) {
    const change = (by: 1 | -1) => {
      this.#underWay += by;
      this.#changedAt = performance.now();
    };
    page.on("request", () => change(1));
    page.on("requestfailed", () => change(-1));
    page.on("requestfinished", (request) => {
      change(-1);
      this.#scripts.push(scriptOf(request));
    });
  }

  /** The scripts, when the page has asked for nothing for a moment. */
  async untilIdle(): Promise<Script[]> {
    const end = performance.now() + PATIENCE_MS;
    while (
      this.#underWay > 0 || performance.now() - this.#changedAt < IDLE_MS
    ) {
      if (performance.now() > end) throw new Error("A page is never idle.");
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const scripts = await Promise.all(this.#scripts);
    return scripts.filter((script) => script !== null);
  }
}

/** What was loaded, if it is a script. */
async function scriptOf(request: Request): Promise<Script | null> {
  const response = await request.response();
  const headers = response?.headers() ?? {};
  const isScript = /javascript/.test(headers["content-type"] ?? "");
  if (response === null || !isScript) return null;
  const [sizes, body] = await Promise.all([request.sizes(), response.body()]);
  return {
    transferred: sizes.responseHeadersSize + sizes.responseBodySize,
    size: body.length,
    encoding: headers["content-encoding"] ?? null,
    gzip: await gzipSize(new Uint8Array(body)),
    isGraphLibrary: isGraphLibrary(body.toString()),
  };
}

async function gzipSize(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}
