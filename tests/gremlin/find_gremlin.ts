/** What a Gremlin Server can be run with. */
export interface GremlinTools {
  /** Path of Java. */
  java: string;
  /** Path of Maven, which fetches the server; or else its class path. */
  source: { maven: string } | { classpath: string };
}

/**
 * Java of `JAVA_HOME`, or the first one on `PATH`; and the class path
 * `GREMLIN_SERVER_CLASSPATH`, or else the first Maven on `PATH`. `null` if one
 * of the two is missing.
 */
export function findGremlin(): GremlinTools | null {
  const home = Deno.env.get("JAVA_HOME");
  const java = home ? `${home}/bin/java` : onPath("java");
  const classpath = Deno.env.get("GREMLIN_SERVER_CLASSPATH");
  const maven = onPath("mvn");
  if (java === null || !isFile(java)) return null;
  if (classpath) return { java, source: { classpath } };
  return maven === null ? null : { java, source: { maven } };
}

function onPath(name: string): string | null {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.map((folder) => `${folder}/${name}`).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
