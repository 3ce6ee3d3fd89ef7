import { announceSignIn } from "@/lib/announce.ts";
import type { Brain } from "@/lib/brain.ts";
import { readConfig } from "@/lib/config.ts";

/** A service that runs in this process. */
export interface Service {
  brain: Brain;
  /** Where it answers, as `http://localhost:8000`. */
  origin: string;
}

/**
 * Serves what `deno task build` has built. The configuration is read from the
 * environment when this is called. Throws an error that says what to do if
 * nothing is built or the port is taken.
 */
export async function serveBuild(port: number): Promise<Service> {
  const built = new URL("../_fresh/server.js", import.meta.url);
  const isBuilt = await Deno.stat(built).then(() => true, () => false);
  if (!isBuilt) {
    throw new Error("Nothing is built: run `deno task build` first.");
  }
  const { default: entry }: { default: Deno.ServeDefaultExport } = await import(
    built.href
  );
  const { brain } = await import("@/main.ts");
  const server = listen(port, entry);
  return { brain, origin: `http://localhost:${server.addr.port}` };
}

function listen(
  port: number,
  { fetch }: Deno.ServeDefaultExport,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ port, onListen: () => {} }, fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Port ${port} is taken: choose another one.`, {
      cause: error,
    });
  }
}

if (import.meta.main) {
  const { brain, origin } = await serveBuild(
    readConfig(Deno.env.toObject()).port,
  );
  console.log(`Rapport runs at ${origin}/`);
  await announceSignIn(brain, origin);
}
