import { ChatId, type Message, type Side } from "@/lib/models/mod.ts";
import { z } from "zod";

/** Why a record was set aside. */
export type QuarantineCode =
  | "invalid_record"
  | "no_chat"
  | "no_author"
  | "record_too_large"
  | "processing_error";

/** Where a message belongs, or why that cannot be told. */
export type Placement =
  | { ok: true; chat: ChatId; side: Side | null }
  | { ok: false; code: QuarantineCode; reason: string };

/** A field that the captured site sets on some live messages. */
const Recipient = z.object({ toUser: z.object({ id: ChatId }) });

/**
 * The chat and the side that wrote, from the message itself. The side is `null`
 * where it depends on who the chat's fan is: compare with {@linkcode sideOf}.
 */
export function placeMessage(
  message: Message,
  chatOfList: ChatId | null,
): Placement {
  const said = saidSide(message);
  const author = message.fromUser?.id;
  const chat = message.chat_id ?? chatOfList ?? chatOfUsers(message, said);
  if (chat === null) {
    return {
      ok: false,
      code: "no_chat",
      reason:
        "The message names no chat: set chat_id, or is_inbound with fromUser.",
    };
  }
  if (said === null && author === undefined) {
    return {
      ok: false,
      code: "no_author",
      reason:
        "The message does not say who wrote it: set fromUser, is_inbound or is_creator.",
    };
  }
  return { ok: true, chat, side: said };
}

/** The side that wrote, where only the author is known. A chat's id is the fan's. */
export function sideOf(
  message: Message,
  chat: ChatId,
  fan: string | null,
): Side {
  const author = message.fromUser?.id;
  return author === chat || author === fan ? "inbound" : "outbound";
}

function saidSide(message: Message): Side | null {
  if (typeof message.is_creator === "boolean") {
    return message.is_creator ? "outbound" : "inbound";
  }
  if (typeof message.is_inbound === "boolean") {
    return message.is_inbound ? "inbound" : "outbound";
  }
  return null;
}

/** The fan is the author of an inbound message, the recipient of an outbound one. */
function chatOfUsers(message: Message, side: Side | null): ChatId | null {
  if (side === null) return null;
  const fan = side === "inbound"
    ? message.fromUser?.id
    : Recipient.safeParse(message).data?.toUser.id;
  const chat = ChatId.safeParse(fan);
  return chat.success ? chat.data : null;
}
