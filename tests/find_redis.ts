/**
 * Path of redis-server: `REDIS_SERVER_PATH`, or the first one on `PATH`; `null`
 * if there is none.
 */
export function findRedis(): string | null {
  const given = Deno.env.get("REDIS_SERVER_PATH");
  if (given) return given;
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.map((folder) => `${folder}/redis-server`).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
