/**
 * Chats and messages as an Agent captures them.
 * @module
 */

/** A chat on the wire. */
export interface WireChat {
  id: number;
  withUser: { id: number; name: string };
  unreadMessagesCount: number;
}

/** A message on the wire. */
export type WireMessage = {
  id: number;
  chat_id: number;
  text: string;
  createdAt: string;
  fromUser: { id: number; name: string };
  is_inbound: boolean;
};

/** The creator whose chats they are. */
export const CREATOR = 9001;
const DAY_MS = 24 * 3_600_000;
const STEP_MS = 90_000;
/** Nine days ago, far from what any figure tells apart. */
const START = Date.now() - 9.3 * DAY_MS;

const TEXTS = [
  "I love this recipe!",
  "How was your trip to Rome?",
  "That was terrible, I want a refund",
  "Good morning 😊",
  "<p>Here is the <b>new video</b></p>",
  "Thank you so much for everything",
];

/** The chat with a fan, whose id is the chat's. */
export function chat(id: number): WireChat {
  return {
    id,
    withUser: { id, name: `Fan ${id}` },
    unreadMessagesCount: 0,
  };
}

/** A message: of the fan if its id is odd, and later the higher the id is. */
export function message(
  id: number,
  chat: number,
  text = TEXTS[id % TEXTS.length] ?? "",
): WireMessage {
  const isInbound = id % 2 === 1;
  return {
    id,
    chat_id: chat,
    text,
    createdAt: new Date(START + id * STEP_MS).toISOString(),
    fromUser: isInbound
      ? { id: chat, name: `Fan ${chat}` }
      : { id: CREATOR, name: "Robin" },
    is_inbound: isInbound,
  };
}

/** A whole snapshot in one frame. */
export function snapshotFrame(chats: unknown[], messages: unknown[]) {
  return { type: "cache_update", payload: { chats, messages } };
}

/** One message as it happens. */
export function deltaFrame(
  message: unknown,
  names: { event_id?: string; seq?: number } = {},
) {
  return { type: "new_raw_message", payload: { message, ...names } };
}
