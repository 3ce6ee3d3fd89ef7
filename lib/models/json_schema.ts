import { z } from "zod";
import * as chat from "./chat.ts";
import * as commands from "./commands.ts";
import * as conversation from "./conversation.ts";
import * as graph from "./graph.ts";
import * as ids from "./ids.ts";
import * as ingest from "./ingest.ts";
import * as insights from "./insights.ts";
import * as message from "./message.ts";
import * as system from "./system.ts";
import * as user from "./user.ts";
import * as wss from "./wss.ts";

/** Which way the frames go, seen from the Brain. */
export type Direction = "incoming" | "outgoing";

/**
 * JSON Schema (draft 2020-12) of a WebSocket union: of what a client may write
 * for `incoming`, of what it can rely on for `outgoing`. Every model is under
 * `$defs` by its name here, every frame by its type's, such as `KeepaliveFrame`,
 * so that types generated from it read like ours.
 */
export function wssJsonSchema(direction: Direction): unknown {
  const union = direction === "incoming"
    ? wss.IncomingWssMessage
    : wss.OutgoingWssMessage;
  return z.toJSONSchema(union, {
    io: direction === "incoming" ? "input" : "output",
    ...withNames(namesOfFrames(union)),
  });
}

/** Names of schemas in generated documents. */
export type SchemaNames = z.core.$ZodRegistry<{ id: string }>;

/** Schemas by the names under which modules export them. */
export function namesOf(...modules: object[]): SchemaNames {
  const names: SchemaNames = z.registry<{ id: string }>();
  for (const module of modules) {
    for (const [id, schema] of Object.entries(module)) {
      if (schema instanceof z.ZodType) names.add(schema, { id });
    }
  }
  return names;
}

/**
 * Options of `z.toJSONSchema` that put every schema of `names` under `$defs` by
 * its name.
 */
export function withNames(names: SchemaNames): z.core.ToJSONSchemaParams {
  return {
    metadata: names,
    // Only names come from there; the rest is said here.
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
    },
  };
}

function namesOfFrames(
  union: typeof wss.IncomingWssMessage | typeof wss.OutgoingWssMessage,
): SchemaNames {
  const rooms = [chat, commands, conversation, graph, ids, ingest, insights];
  const names = namesOf(...rooms, message, system, user, wss);
  names.remove(union);
  for (const frame of union.options) {
    names.add(frame, { id: frameName(frame.shape.type.value) });
  }
  return names;
}

/** `sync_required` is a `SyncRequiredFrame`. */
function frameName(type: string): string {
  const words = type.split("_").map((word) =>
    word.slice(0, 1).toUpperCase() + word.slice(1)
  );
  return `${words.join("")}Frame`;
}
