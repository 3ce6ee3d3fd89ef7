import { isRouteFile } from "../fs_routes.ts";

/** A file of the project's conventions. */
export interface SourceFile {
  /** Path below its folder, without extension, with `/`. */
  id: string;
  /** Absolute path. */
  path: string;
}

/** What a project consists of. */
export interface ProjectFiles {
  /** Files below `routes/` that are routes, layouts, middlewares, … */
  routes: SourceFile[];
  /** Files below `islands/` and every `(_islands)` folder. */
  islands: SourceFile[];
}

const SOURCE = /\.[tj]sx?$/;

/** Finds routes and islands. Folders that do not exist count as empty. */
export async function findProjectFiles(
  options: { routeDir: string; islandDir: string; ignore: RegExp[] },
): Promise<ProjectFiles> {
  const { routeDir, islandDir, ignore } = options;
  const isSource = (path: string) =>
    SOURCE.test(path) && !ignore.some((one) => new RegExp(one).test(path));

  const routes: SourceFile[] = [];
  const islands: SourceFile[] = [];
  for (const path of await filesBelow(islandDir)) {
    if (isSource(path)) islands.push(sourceFile(islandDir, path));
  }
  for (const path of await filesBelow(routeDir)) {
    if (!isSource(path)) continue;
    const file = sourceFile(routeDir, path);
    if (isRouteFile(file.id)) routes.push(file);
    else if (file.id.includes("(_islands)/")) islands.push(file);
  }
  return { routes, islands };
}

function sourceFile(dir: string, path: string): SourceFile {
  return { id: path.slice(dir.length + 1).replace(SOURCE, ""), path };
}

/** All files below a folder, sorted, with absolute paths. */
export async function filesBelow(dir: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const entry of Deno.readDir(dir)) {
      const path = `${dir}/${entry.name}`;
      if (entry.isDirectory) files.push(...await filesBelow(path));
      else files.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return files.sort();
}
