import type { BenchmarkContext } from "./benchmark.ts";
import type { Target } from "./load/protocol.ts";
import { LoadGenerators } from "./load_generators.ts";
import { atRest } from "./machine.ts";
import { bareTarget, type Server, startBare } from "./service.ts";

/** For each of the two servers; only those of one are busy at a time. */
const GENERATORS = 3;
const WARM_UP = { seconds: 3, window: 1, until: "seen" } as const;
/** Messages of each account that may be under way; the best one counts. */
const WINDOWS = [1, 3];
const BURST_SECONDS = 3;

/** Messages that dashboards see a second. */
export interface WholePath {
  rapport: number;
  bare: number;
}

/**
 * How much is delivered at most where the server that has the dashboards also
 * takes what the Agents send, and a bare one that passes it on.
 */
export async function measureWholePath(
  context: BenchmarkContext,
  server: Server,
  targets: readonly Target[],
): Promise<WholePath> {
  const { processes, log } = context;
  log("fanout: ingested by the same instance …");
  const rapport = await measure(context, server, targets);
  const bare = await startBare(processes, "relay_server.ts");
  const bareTargets = targets.map((target) =>
    bareTarget(bare, target, rapport.frameBytes)
  );
  return {
    rapport: rapport.perSecond,
    bare: (await measure(context, bare, bareTargets)).perSecond,
  };
}

async function measure(
  { processes }: BenchmarkContext,
  { child }: Server,
  targets: readonly Target[],
): Promise<{ perSecond: number; frameBytes: number }> {
  const generators = new LoadGenerators(processes, GENERATORS);
  await generators.connect(targets);
  const { messageCharacters, messageFrames } = await generators.burst(WARM_UP);
  let perSecond = 0;
  for (const window of WINDOWS) {
    await atRest(child.pid);
    const { views, seconds } = await generators.burst({
      seconds: BURST_SECONDS,
      window,
      until: "seen",
    });
    perSecond = Math.max(perSecond, views / seconds);
  }
  await generators.end();
  await child.end();
  return { perSecond, frameBytes: messageCharacters / messageFrames };
}
