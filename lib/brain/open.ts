import { dirname } from "node:path";
import { Brain, logError } from "@/lib/brain.ts";
import type { Config } from "@/lib/config.ts";
import { openWriter } from "@/lib/commands/mod.ts";
import { openEmbedder } from "@/lib/embeddings/mod.ts";
import { openGremlin } from "@/lib/graph/mod.ts";
import { openBus } from "@/lib/hub/mod.ts";
import { Checkpointer } from "@/lib/store/mod.ts";

/** Opens the database that the configuration names and starts the Brain on it. */
export async function openBrain(config: Config): Promise<Brain> {
  const file = config.kvPath === ":memory:" ? null : config.kvPath;
  if (file !== null) await Deno.mkdir(dirname(file), { recursive: true });
  const kv = await Deno.openKv(config.kvPath ?? undefined);
  const instance = crypto.randomUUID();
  const brain = new Brain({
    kv,
    instance,
    bus: openBus({
      redisUrl: config.redisUrl,
      instance,
      realm: config.kvPath ?? "platform",
      onError: logError,
    }),
    embedder: openEmbedder(config),
    graphServer: config.gremlin === null ? undefined : openGremlin({
      settings: config.gremlin,
    }),
    suggestions: {
      writer: config.suggestions === null
        ? null
        : openWriter(config.suggestions),
    },
    redis: config.redisUrl !== null,
    // Where there is no Redis, the database connects instances as it can.
    bell: config.redisUrl === null,
    watch: config.kvPath === null && config.redisUrl === null,
    checkpointer: file === null ? null : await Checkpointer.open({
      path: file,
      onError: (error) => logError("checkpoints", error),
    }),
  });
  await brain.start();
  return brain;
}
