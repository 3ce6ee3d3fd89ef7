import { announceSignIn } from "@/lib/announce.ts";
import { type Config, readConfig } from "@/lib/config.ts";

/**
 * Serves `fetch` as configured, and gives the address for browsers. Throws an
 * error that says what to do if the port is taken.
 */
export function serve(
  { host, port }: Pick<Config, "host" | "port">,
  { fetch }: Deno.ServeDefaultExport,
): string {
  try {
    const options = {
      hostname: host,
      port,
      automaticCompression: true,
      onListen: () => {},
    };
    const { addr } = Deno.serve(options, fetch);
    return originOf(host, addr.port);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`Port ${port} is taken: choose another one.`, {
      cause: error,
    });
  }
}

/** The address at which this machine's browsers reach the service. */
export function originOf(host: string, port: number): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  return `http://${isEverywhere ? "localhost" : host}:${port}`;
}

/** Serves what `deno task build` has built. */
async function start(): Promise<void> {
  const built = new URL("../_fresh/server.js", import.meta.url);
  const isBuilt = await Deno.stat(built).then(() => true, () => false);
  if (!isBuilt) {
    throw new Error("Nothing is built: run `deno task build` first.");
  }
  const { default: entry }: { default: Deno.ServeDefaultExport } = await import(
    built.href
  );
  const { brain } = await import("@/main.ts");
  const origin = serve(readConfig(Deno.env.toObject()), entry);
  console.log(`Rapport runs at ${origin}/`);
  await announceSignIn(brain, origin);
}

if (import.meta.main) await start();
