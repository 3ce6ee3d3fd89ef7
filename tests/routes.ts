/**
 * The service's routes, as their files declare them.
 * @module
 */
import { ROOT } from "./process.ts";

/** What the file of a route answers. */
export interface Route {
  /** Its path below `routes/`. */
  file: string;
  /** As in the file's name: `/api/v1/conversations/[id]`. */
  pattern: string;
  kind: "page" | "api" | "socket";
}

/** Every route below `routes/`, in order of its pattern. */
export function listRoutes(): Route[] {
  const found = [...filesBelow("", "")]
    .sort((a, b) => a.pattern < b.pattern ? -1 : 1);
  return found.map(({ file, pattern }) => ({
    file,
    pattern,
    kind: pattern.startsWith("/api/")
      ? "api"
      : pattern.startsWith("/ws/")
      ? "socket"
      : "page",
  }));
}

/** A path of the route, with `id` in each of its places. */
export function pathOf({ pattern }: Route, id: string): string {
  return pattern.replaceAll(/\[[^\]]+\]/g, encodeURIComponent(id));
}

function* filesBelow(
  folder: string,
  prefix: string,
): Generator<Pick<Route, "file" | "pattern">> {
  const entries = Deno.readDirSync(`${ROOT}/routes/${folder}`);
  for (const { name, isDirectory } of entries) {
    const file = `${folder}${name}`;
    const isGroup = /^\(.*\)$/.test(name);
    if (isDirectory) {
      // Components and islands of a route lie beside it: `(_components)`.
      if (name.startsWith("(_")) continue;
      const below = isGroup ? prefix : `${prefix}/${name}`;
      yield* filesBelow(`${file}/`, below);
      continue;
    }
    const [route, extension] = name.split(/\.(?=[^.]*$)/);
    const isRoute = /^[jt]sx?$/.test(extension ?? "") &&
      !/^_|[._]test$/.test(route ?? "");
    if (!isRoute) continue;
    const pattern = route === "index" ? prefix || "/" : `${prefix}/${route}`;
    yield { file, pattern };
  }
}
