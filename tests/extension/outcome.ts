/**
 * What a site holds, and what became of it, in one shape.
 * @module
 */
import type { Dump } from "../account.ts";
import type { Creator } from "../lookalike/data.ts";

/** What makes a message the one that it is. */
export interface Essence {
  id: string;
  text: string;
  /** In ms since the epoch. */
  at: number;
  /** Who wrote it. */
  author: string;
}

/** Messages by their chat, the oldest first. */
export type Chats = Record<string, Essence[]>;

/** Everything that a creator's chats hold. */
export function heldBy(creator: Creator): Chats {
  return Object.fromEntries(
    [...creator.chats.values()].map(({ fan, messages }) => [
      String(fan),
      messages.map(({ id, text, createdAt, fromUser }) => ({
        id: String(id),
        text,
        at: Date.parse(createdAt),
        author: String(fromUser.id),
      })),
    ]),
  );
}

/** Everything that a service has of an account. */
export function storedIn({ messages }: Dump): Chats {
  return Object.fromEntries(
    Object.entries(messages).map(([chat, all]) => [
      chat,
      all.map(({ id, text, createdAt, fromUser }) => ({
        id,
        text: text ?? "",
        at: Date.parse(String(createdAt)),
        author: fromUser?.id ?? "",
      })),
    ]),
  );
}

/** Messages of all chats together. */
export function sizeOf(chats: Chats): number {
  return Object.values(chats).reduce((sum, { length }) => sum + length, 0);
}
