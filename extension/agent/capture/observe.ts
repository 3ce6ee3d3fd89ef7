import type { ChatRecord, MessageRecord, Observed } from "../types.ts";
import type { Found } from "./reading.ts";
import type { FoundMessage } from "./records.ts";

/** What was learnt of an account, and how many messages do not belong there. */
export interface Observation {
  observed: Observed;
  /** Messages by somebody who is neither the creator nor the chat's fan. */
  misplaced: number;
}

/**
 * What a reading tells of a creator's account: with the direction of each
 * message, and without what cannot be of this account.
 */
export function observe(found: Found, creator: string): Observation {
  const messages: MessageRecord[] = [];
  // Of a chat of which only a message was seen, that there is one is known.
  const chats = new Map<string, ChatRecord>();
  const users = [...found.users];
  // A chat whose last message cannot be of this account is not either.
  const foreign = new Set<string>();
  let misplaced = found.unusable;
  for (const message of found.messages) {
    const chat = placeOf(message, creator);
    if (chat === null) {
      misplaced++;
      if (message.chat !== null) foreign.add(message.chat);
      continue;
    }
    const is_creator = message.author === creator;
    messages.push({
      ...message.record,
      chat_id: chat,
      is_creator,
      is_inbound: !is_creator,
    });
    chats.set(chat, { id: chat, withUser: { id: chat } });
    if (message.profile !== null) users.push(message.profile);
  }
  for (const chat of found.chats) {
    if (chat.id !== creator && !foreign.has(chat.id)) chats.set(chat.id, chat);
  }
  return {
    observed: {
      chats: [...chats.values()],
      messages,
      users: users.filter(({ id }) => id !== creator && !foreign.has(id)),
    },
    misplaced,
  };
}

/** The chat of a message, by its fan; `null` where it is not of this account. */
function placeOf(
  { chat, author, recipient }: FoundMessage,
  creator: string,
): string | null {
  const isOwn = author === creator;
  const fan = chat ?? (isOwn ? recipient : author);
  if (fan === null || fan === creator) return null;
  if (!isOwn && author !== fan) return null;
  const expected = isOwn ? fan : creator;
  return recipient === null || recipient === expected ? fan : null;
}
