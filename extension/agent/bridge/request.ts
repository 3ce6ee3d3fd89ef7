import { fieldOf, isJson } from "../capture/clean.ts";
import { idOf } from "../capture/records.ts";
import type { Pairing } from "../types.ts";

/** A dashboard's request whose command is still to be read, or why it is none. */
export type ReadRequest =
  | { ok: true; userId: string | null; call: BridgeCall }
  | { ok: false; error: string };

/** What a dashboard wants. */
export type BridgeCall =
  | { type: "get_agent_status" }
  | { type: "get_all_chats_from_db" }
  | { type: "get_all_messages_from_db"; chat: string }
  | { type: "execute_agent_command"; command: unknown };

/** Checks a dashboard's request by hand. */
export function readRequest(message: unknown): ReadRequest {
  const refuse = (error: string): ReadRequest => ({ ok: false, error });
  if (!isJson(message)) return refuse("A request is an object with a type.");
  const userId = fieldOf(message, "userId") ?? null;
  if (userId !== null && typeof userId !== "string") {
    return refuse("userId must be a text.");
  }
  const payload = fieldOf(message, "payload") ?? null;
  const accept = (call: BridgeCall): ReadRequest => ({
    ok: true,
    userId,
    call,
  });
  const type = fieldOf(message, "type");
  switch (type) {
    case "get_agent_status":
    case "get_all_chats_from_db":
      return accept({ type });
    case "get_all_messages_from_db": {
      const chat = idOf(fieldOf(payload, "chatId"));
      return chat === null
        ? refuse("payload.chatId must be the id of a chat.")
        : accept({ type, chat });
    }
    case "execute_agent_command":
      return isJson(payload)
        ? accept({ type, command: payload })
        : refuse("payload must be a command.");
    default:
      return refuse(
        "type must be get_agent_status, get_all_chats_from_db, get_all_messages_from_db or execute_agent_command.",
      );
  }
}

/** The creator whose data a dashboard may see, or why there is none. */
export type Granted =
  | { ok: true; creators: string[] }
  | { ok: false; error: string };

/**
 * The creators that are paired with a service, by the exact origin of who asks,
 * and by its account if that is given.
 */
export function creatorsFor(
  origin: string | undefined,
  userId: string | null,
  { of, pending }: {
    of: ReadonlyMap<string, Pairing>;
    pending: Pairing | null;
  },
): Granted {
  const fits = (pairing: Pairing) =>
    origin !== undefined && pairing.origin === origin;
  const ofOrigin = [...of].filter(([, pairing]) => fits(pairing));
  if (ofOrigin.length === 0 && !(pending !== null && fits(pending))) {
    return { ok: false, error: "This Agent is not paired with this service." };
  }
  const creators = ofOrigin
    .filter(([, pairing]) => userId === null || pairing.userId === userId)
    .map(([creator]) => creator);
  if (userId !== null && creators.length === 0 && pending?.userId !== userId) {
    return {
      ok: false,
      error: "This Agent is not paired with this account of the service.",
    };
  }
  return { ok: true, creators };
}
