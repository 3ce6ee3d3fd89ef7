import type { Brain } from "@/lib/brain.ts";
import type { Readiness } from "@/lib/models/mod.ts";

/** What of the service can be used, as this instance sees it. */
export async function readiness(brain: Brain): Promise<Readiness> {
  return {
    kv: partOf(await brain.isReady()),
    bus: partOf(brain.isBusUp),
    graph: partOf(brain.isGraphUp),
  };
}

function partOf(isUp: boolean): Readiness["kv"] {
  return isUp ? "ok" : "unavailable";
}
