import { z } from "zod";
import { IncomingWssMessage, OutgoingWssMessage } from "./wss.ts";

/** Which way the frames go, seen from the Brain. */
export type Direction = "incoming" | "outgoing";

/**
 * JSON Schema (draft 2020-12) of a WebSocket union: of what a client may write
 * for `incoming`, of what it can rely on for `outgoing`.
 */
export function wssJsonSchema(direction: Direction): unknown {
  return direction === "incoming"
    ? z.toJSONSchema(IncomingWssMessage, { io: "input" })
    : z.toJSONSchema(OutgoingWssMessage, { io: "output" });
}
