import { z } from "zod";

/** An identity on the wire: a string or a number; a string inside the Brain. */
const wireId = z.union([
  z.string().min(1).max(128).refine(isAddressable, {
    message: "not an id that an address can hold",
  }),
  z.int(),
]).transform(String);

/** Ids stand in paths: dots mean folders there, lone surrogates get lost. */
function isAddressable(id: string): boolean {
  return id.isWellFormed() && id !== "." && id !== "..";
}

/** The account that owns a set of conversations; `userId` in paths and channels. */
export const AccountId = z.string().min(1).max(128).brand<"AccountId">().meta({
  description: "The account whose data this is",
  examples: ["u_4f2a9c"],
});
export type AccountId = z.output<typeof AccountId>;

/** A creator whose chats belong to an account. */
export const CreatorId = wireId.pipe(z.string().brand<"CreatorId">()).meta({
  description: "The creator, by the platform's user id",
  examples: ["9001"],
});
export type CreatorId = z.output<typeof CreatorId>;

/** A chat. On the captured site this is also the fan's user id. */
export const ChatId = wireId.pipe(z.string().brand<"ChatId">()).meta({
  description: "The chat, by the fan's user id",
  examples: ["1001"],
});
export type ChatId = z.output<typeof ChatId>;

/** A message, unique within an account. */
export const MessageId = wireId.pipe(z.string().brand<"MessageId">()).meta({
  description: "The message",
  examples: ["550001"],
});
export type MessageId = z.output<typeof MessageId>;

/** A user of the captured site: a fan or a creator. */
export const UserId = wireId.pipe(z.string()).meta({
  description: "A user of the platform, fan or creator",
  examples: ["1001"],
});
export type UserId = z.output<typeof UserId>;
