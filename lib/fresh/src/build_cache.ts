import type { ComponentType } from "preact";
import type { RouteFile } from "./fs_routes.ts";

/** An island as the server knows it. */
export interface Island {
  /** URL path of the browser module. */
  file: string;
  /** Name in the page; unique in the app. */
  name: string;
  /** Name of the export in the browser module. */
  exportName: string;
  /** The component. */
  fn: ComponentType;
  /** Style sheets of the island; always empty here. */
  css: string[];
}

/** Islands by their component. */
export type IslandRegistry = Map<unknown, Island>;

/** A static file, ready to be sent. */
export interface StaticFile {
  /** Hash of the content, or `null` when it may change at any time. */
  hash: string | null;
  /** Size in bytes. */
  size: number;
  /** Value of the `Content-Type` header. */
  contentType: string;
  /** The content. */
  content: Uint8Array<ArrayBuffer>;
}

/** What a build gives to an app: routes, islands, browser modules, static files. */
export interface BuildCache {
  /** Root directory of the project. */
  readonly root: string;
  /** URL path of the browser module that starts the islands. */
  readonly clientEntry: string;
  /** The islands of the app. */
  readonly islands: IslandRegistry;
  /** Load the client even on a page without islands, for live reload. */
  readonly alwaysLoadClient: boolean;
  /** The route files, in the order in which they are registered. */
  readonly routes: readonly RouteFile[];
  /** Finds a static file by its decoded URL path. */
  readFile(pathname: string): Promise<StaticFile | null>;
}

/** The cache of an app without a build: no files, no islands. */
export const EMPTY_BUILD: BuildCache = {
  root: ".",
  clientEntry: "",
  islands: new Map(),
  alwaysLoadClient: false,
  routes: [],
  readFile: () => Promise.resolve(null),
};

/** Adds every component that an island module exports to the registry. */
export function registerIslandModule(
  registry: IslandRegistry,
  name: string,
  file: string,
  module: Record<string, unknown>,
): void {
  for (const [exportName, value] of Object.entries(module)) {
    if (!isComponent(value)) continue;
    const unique = exportName === "default" ? name : `${name}.${exportName}`;
    registry.set(value, { file, name: unique, exportName, fn: value, css: [] });
  }
}

function isComponent(value: unknown): value is ComponentType {
  return typeof value === "function";
}
