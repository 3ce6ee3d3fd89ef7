import { z } from "zod";
import { ChatId } from "./ids.ts";
import { Message } from "./message.ts";
import { UserRef } from "./user.ts";

/** A chat with one fan. Only `id` is required; unlisted fields are kept. */
export const ChatThread = z.looseObject({
  id: ChatId,
  withUser: UserRef.nullish(),
  last_message: Message.nullish(),
  unread_count: z.int().min(0).nullish(),
  unreadMessagesCount: z.int().min(0).nullish(),
  messages: z.array(Message).nullish(),
}).meta({
  description: "A chat thread with one fan",
  examples: [{
    id: "1001",
    withUser: { id: "1001", name: "Sam" },
    unread_count: 2,
  }],
});
export type ChatThread = z.output<typeof ChatThread>;
