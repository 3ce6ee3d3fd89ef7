/**
 * Starts a service whose graphs have a copy on a server in memory.
 * @module
 */
import { Child } from "../process.ts";
import { databaseWith, type Service } from "../service.ts";
import type { Behaviour } from "./behaviour.ts";

/** A running service, and its graph server. */
export interface CopiedService extends Service {
  /** How the graph server behaves from here on. */
  behave(behaviour: Behaviour): Promise<void>;
}

/** Starts it on a database with an account of each name. */
export async function startCopiedService(
  ...accounts: string[]
): Promise<CopiedService> {
  const child = Child.start(
    ["run", "--quiet", "-A", "tests/graph_copy/service.ts"],
    { KV_PATH: await databaseWith(...accounts) },
    { silent: true },
  );
  const address = (what: string, line: RegExp) =>
    child.printed(what, (lines) => line.exec(lines.join("\n"))?.[1]);
  const origin = await address("its address", /^Rapport runs at (\S+)\/$/m);
  const control = await address(
    "its graph server's address",
    /^Its graph server is told at (\S+)$/m,
  );
  return {
    child,
    origin,
    async behave(behaviour) {
      const body = JSON.stringify(behaviour);
      const response = await fetch(control, { method: "POST", body });
      if (!response.ok) throw new Error(`not told: ${response.status}`);
    },
  };
}
