import type { RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middlewares/mod.ts";
import { fileToFolder, fileToPattern } from "./pattern.ts";
import type { Registration } from "./registrations.ts";
import type { RouteComponent, RouteConfig } from "./types.ts";

/** A file below `routes/`, and the module it holds. */
export interface RouteFile {
  /** Path below `routes/`, with `/` and without extension: `blog/[slug]`. */
  id: string;
  /** The module. */
  module: unknown;
}

/** What a route file may export. */
interface RouteModule<State> {
  config?: RouteConfig;
  handler?: RouteHandler<unknown, State> | Middleware<State>[];
  handlers?: RouteHandler<unknown, State> | Middleware<State>[];
  default?: RouteComponent<State>;
}

const SPECIAL = /(^|\/)_(app|layout|middleware|error|404|500)$/;

/** Whether a file below `routes/` is a route, and not something beside one. */
export function isRouteFile(id: string): boolean {
  return !/(^|\/)\(_[^/]*\)\//.test(id);
}

/** Turns route files into registrations, in the order that makes them work. */
export function fileRegistrations<State>(
  files: readonly RouteFile[],
): Registration<State>[] {
  return files.toSorted((a, b) => compareRouteFiles(a.id, b.id))
    .flatMap((file) => registrationOf<State>(file));
}

function registrationOf<State>(file: RouteFile): Registration<State>[] {
  const module = routeModule<State>(file);
  const handler = module.handlers ?? module.handler;
  const { config = {}, default: component } = module;
  const special = SPECIAL.exec(file.id);

  if (special !== null) {
    const folder = file.id.slice(0, special.index);
    const path = fileToFolder(folder);
    if (special[2] === "middleware") {
      const fns = middlewares(file.id, handler, component);
      return [{ kind: "middleware", path, fns }];
    }
    if (special[2] === "error" || special[2] === "500") {
      const route = { component, config, handler: single(file.id, handler) };
      return [{ kind: "error", path, route }];
    }
    if (special[2] === "404") {
      const route = { component, config, handler: single(file.id, handler) };
      return [{ kind: "notFound", route }];
    }
    if (component === undefined) return [];
    if (special[2] === "app") return [{ kind: "app", component }];
    return [{ kind: "layout", path, layout: { component, config } }];
  }

  const route = { component, config, handler: single(file.id, handler) };
  // An index lies in the folder that it is the index of: its path ends with "/".
  const path = fileToFolder(file.id);
  const pattern = config.routeOverride ?? fileToPattern(file.id);
  return [{ kind: "route", path, whole: false, pattern, route }];
}

function middlewares<State>(
  id: string,
  handler: RouteModule<State>["handler"],
  fallback: unknown,
): Middleware<State>[] {
  const found: unknown = handler ?? fallback;
  const list: unknown[] = Array.isArray(found) ? found : [found];
  if (!list.every(isMiddleware<State>)) {
    throw new TypeError(
      `routes/${id}: a middleware file exports a function or a list of them as "handler"`,
    );
  }
  return list;
}

function isMiddleware<State>(value: unknown): value is Middleware<State> {
  return typeof value === "function";
}

function single<State>(
  id: string,
  handler: RouteModule<State>["handler"],
): RouteHandler<unknown, State> | undefined {
  if (Array.isArray(handler)) {
    throw new TypeError(`routes/${id}: only middlewares export a list`);
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new TypeError(`routes/${id}: a handler takes one argument, ctx`);
  }
  return handler;
}

function routeModule<State>({ id, module }: RouteFile): RouteModule<State> {
  if (!isRouteModule<State>(module)) {
    throw new TypeError(
      `routes/${id}: found no relevant exports; expected "handler", "config" or a default component`,
    );
  }
  return module;
}

function isRouteModule<State>(value: unknown): value is RouteModule<State> {
  if (typeof value !== "object" || value === null) return false;
  return ["default", "handler", "handlers", "config"].some((name) =>
    ["function", "object"].includes(typeof Reflect.get(value, name))
  );
}

/**
 * Puts route files in order: what surrounds comes before what it surrounds, and
 * a literal path before a parameter, before a rest parameter.
 */
export function compareRouteFiles(a: string, b: string): number {
  const left = visibleParts(a);
  const right = visibleParts(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const x = left[i] ?? "index";
    const y = right[i] ?? "index";
    if (rank(x) !== rank(y)) return rank(x) - rank(y);
    if (x !== y) return x < y ? -1 : 1;
  }
  return a < b ? -1 : 1;
}

/** Groups are no part of the URL, so they do not decide which route wins. */
function visibleParts(id: string): string[] {
  return id.split("/").filter((part) => !/^\(.*\)$/.test(part));
}

function rank(part: string): number {
  if (part === "_app") return 0;
  if (part === "_middleware") return 1;
  if (part === "_layout") return 2;
  if (/^_(error|404|500)$/.test(part)) return 3;
  if (part === "index") return 4;
  if (part.startsWith("[...")) return 9;
  if (part.startsWith("[[")) return 8;
  if (/^\[[^[\]]+\]$/.test(part)) return 7;
  return part.includes("[") ? 6 : 5;
}
