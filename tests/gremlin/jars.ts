import { fileURLToPath } from "node:url";
import type { GremlinTools } from "./find_gremlin.ts";

const POM = fileURLToPath(new URL("pom.xml", import.meta.url));
/** Where jars are kept; git ignores it. */
const CACHE = fileURLToPath(
  new URL("../../.data/gremlin-server", import.meta.url),
);

/**
 * The class path of the server. Maven fetches it once for each content of
 * `pom.xml`, also if several processes ask at the same time.
 */
export async function gremlinClasspath(
  { source }: GremlinTools,
): Promise<string> {
  if ("classpath" in source) return source.classpath;
  const folder = `${CACHE}/${await fingerprint(POM)}`;
  await Deno.mkdir(CACHE, { recursive: true });
  using lock = await Deno.open(`${CACHE}/lock`, { create: true, write: true });
  await lock.lock(true);
  if (!await isThere(folder)) await fetchInto(folder, source.maven);
  return `${folder}/*`;
}

/** The folder is there as soon as it is whole. */
async function fetchInto(folder: string, maven: string): Promise<void> {
  const part = `${folder}.part`;
  if (await isThere(part)) await Deno.remove(part, { recursive: true });
  const { success, stdout, stderr } = await new Deno.Command(maven, {
    args: [
      ...["-q", "-B", "-f", POM],
      "dependency:copy-dependencies",
      `-DoutputDirectory=${part}`,
    ],
    stdin: "null",
  }).output();
  if (!success) {
    const text = [stdout, stderr].map((it) => new TextDecoder().decode(it));
    throw new Error(
      "Maven could not fetch Gremlin Server. GREMLIN_SERVER_CLASSPATH may " +
        `name its jars instead.\n${text.join("")}`,
    );
  }
  await Deno.rename(part, folder);
}

async function fingerprint(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex().slice(0, 12);
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
