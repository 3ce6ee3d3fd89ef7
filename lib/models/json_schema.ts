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
    metadata: namesOfSchemas(union),
    // Only names come from the registry above; the rest is said here.
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
    },
  });
}

function namesOfSchemas(
  union: typeof wss.IncomingWssMessage | typeof wss.OutgoingWssMessage,
) {
  const names = z.registry<{ id: string }>();
  const rooms = [chat, commands, conversation, graph, ids, ingest, insights];
  for (const room of [...rooms, message, system, user, wss]) {
    for (const [id, schema] of Object.entries(room)) {
      if (schema instanceof z.ZodType && schema !== union) {
        names.add(schema, { id });
      }
    }
  }
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
