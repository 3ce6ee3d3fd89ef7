import {
  type CacheUpdateEnvelope,
  ChatId,
  ChatThread,
  Message,
  type MessageId,
  parseTimestamp,
} from "@/lib/models/mod.ts";
import { jsonSize } from "@/lib/store/mod.ts";
import { z } from "zod";
import { placeMessage } from "./place.ts";
import type { RefusedRecord } from "./quarantine.ts";

/** A snapshot's message with the chat that it belongs to. */
export interface ListedMessage {
  message: Message;
  chat: ChatId;
}

/** A snapshot part's records, sorted into good and bad. */
export interface CheckedRecords {
  chats: Map<ChatId, ChatThread>;
  /** Each message once: of two versions in one part, the newer. */
  messages: Map<MessageId, ListedMessage>;
  bad: RefusedRecord[];
}

/** A record nested deeper is set aside: no chat message is. */
export const MAX_RECORD_DEPTH = 64;
/** A larger record is set aside, in bytes of JSON. */
export const MAX_RECORD_BYTES = 256 * 1024;

const NestedMessages = z.looseObject({
  id: ChatId,
  messages: z.array(z.unknown()).nullish(),
  last_message: z.unknown().optional(),
});

/** The schemas of records as code that Zod makes of them: twice as fast. */
const COMPILED = {
  chat: z.compile(ChatThread),
  message: z.compile(Message),
};

/**
 * Checks every record by itself. Messages inside a chat (`messages`,
 * `last_message`) become records of their own, in that chat.
 */
export function checkRecords(payload: CacheUpdateEnvelope): CheckedRecords {
  const checked: CheckedRecords = {
    chats: new Map(),
    messages: new Map(),
    bad: [],
  };
  for (const raw of payload.chats) checkChat(raw, checked);
  for (const raw of payload.messages) checkMessage(raw, null, checked);
  return checked;
}

function checkChat(raw: unknown, checked: CheckedRecords): void {
  const outer = NestedMessages.safeParse(raw);
  if (!outer.success) {
    checked.bad.push(invalid(raw, outer.error));
    return;
  }
  const { messages, last_message, ...rest } = outer.data;
  const chat = COMPILED.chat.safeParse(rest);
  if (!chat.success) {
    checked.bad.push(invalid(rest, chat.error));
  } else {
    const unfit = refuseUnfit(chat.data);
    if (unfit !== null) checked.bad.push(unfit);
    else checked.chats.set(chat.data.id, chat.data);
  }
  const nested = last_message == null ? [] : [last_message];
  for (const message of [...messages ?? [], ...nested]) {
    checkMessage(message, outer.data.id, checked);
  }
}

function checkMessage(
  raw: unknown,
  chat: ChatId | null,
  checked: CheckedRecords,
): void {
  const message = COMPILED.message.safeParse(raw);
  if (!message.success) {
    checked.bad.push(invalid(raw, message.error));
    return;
  }
  const unfit = refuseUnfit(message.data);
  if (unfit !== null) {
    checked.bad.push(unfit);
    return;
  }
  const placement = placeMessage(message.data, chat);
  if (!placement.ok) {
    const { code, reason } = placement;
    checked.bad.push({ code, reason, record: raw });
    return;
  }
  const other = checked.messages.get(message.data.id)?.message;
  if (other && versionOf(message.data) < versionOf(other)) return;
  checked.messages.set(message.data.id, {
    chat: placement.chat,
    message: { ...other, ...message.data },
  });
}

function versionOf({ changedAt, createdAt, created_at }: Message): number {
  return parseTimestamp(changedAt) ?? parseTimestamp(createdAt) ??
    parseTimestamp(created_at) ?? 0;
}

/** Why a message that came by itself cannot be processed; `null` if it can. */
export function refuseMessage(message: Message): RefusedRecord | null {
  const unfit = refuseUnfit(message);
  if (unfit !== null) return unfit;
  const placement = placeMessage(message, null);
  if (placement.ok) return null;
  const { code, reason } = placement;
  return { code, reason, record: message };
}

/** Why a record is too large or too deep to be processed; `null` if it is not. */
export function refuseUnfit(record: unknown): RefusedRecord | null {
  const bound = sizeBound(record, MAX_RECORD_DEPTH);
  if (bound === null) {
    return {
      code: "invalid_record",
      reason: `The record is nested deeper than ${MAX_RECORD_DEPTH} levels.`,
      // Written out, it might be too deep for that as well.
      record: null,
    };
  }
  // Few are so large that it has to be known exactly.
  return bound > MAX_RECORD_BYTES && jsonSize(record) > MAX_RECORD_BYTES
    ? tooLarge(record)
    : null;
}

/** Bytes that a character takes in JSON at most, as an escape. */
const CHARACTER_BYTES = 6;
/** Bytes of a number, a truth value or `null` in JSON, at most. */
const SCALAR_BYTES = 25;

/**
 * At most so many bytes is `value` as JSON; `null` if it is nested deeper than
 * `depth`. Goes no deeper than that, so that no nesting exhausts the stack.
 */
function sizeBound(value: unknown, depth: number): number | null {
  if (typeof value === "string") return value.length * CHARACTER_BYTES + 3;
  if (typeof value !== "object" || value === null) return SCALAR_BYTES;
  if (depth === 0) return null;
  let sum = 3;
  for (const key in value) {
    sum += key.length * CHARACTER_BYTES + 4;
    const part: unknown = Reflect.get(value, key);
    // Most are scalars: what nearly every message has thirty of.
    if (typeof part === "boolean" || typeof part === "number") {
      sum += SCALAR_BYTES;
      continue;
    }
    const bound = sizeBound(part, depth - 1);
    if (bound === null) return null;
    sum += bound;
  }
  return sum;
}

/** The reason why a record that is too large is set aside. */
export function tooLarge(record: unknown): RefusedRecord {
  return {
    code: "record_too_large",
    reason: `The record is larger than ${MAX_RECORD_BYTES / 1024} KiB.`,
    record,
  };
}

function invalid(record: unknown, error: z.ZodError): RefusedRecord {
  const reason = error.issues
    .map(({ path, message }) => `${path.join(".") || "record"}: ${message}`)
    .join("; ");
  return { code: "invalid_record", reason, record };
}
