/**
 * Random things that pages may show, for tests.
 * @module
 */
import fc from "fast-check";
import type { ChatRecord, MessageRecord, Observed } from "../types.ts";
import { time } from "./testing.ts";

const CHATS = ["101", "102", "103"];

const chatId = fc.constantFrom(...CHATS);

/** As whole as some address of the site tells it. */
const profile = fc.record({
  name: fc.constantFrom("Sam", "Kim", "Ada", null),
  _view: fc.constantFrom("s", "m"),
  avatar: fc.constantFrom(
    "https://cdn.example/a.jpg?sig=1",
    "https://cdn.example/a.jpg?sig=2",
    "https://cdn.example/b.jpg?sig=1",
  ),
  subscribedBy: fc.boolean(),
  lastSeen: fc.constantFrom(time(0), time(60), time(7_200)),
  note: fc.constantFrom("x", "y"),
}, { requiredKeys: [] });

/** A message in some version; id, chat, author and time go together. */
export const message: fc.Arbitrary<MessageRecord> = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  version: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  fields: fc.record({
    text: fc.constantFrom("<p>Hi</p>", "<p>Hello</p>"),
    isOpened: fc.boolean(),
    price: fc.constantFrom(0, 5),
    cancelSeconds: fc.nat(100),
    media: fc.constantFrom(null, 3, 4).map((signature) =>
      signature === null ? [] : [{
        id: 1,
        files: { full: { url: `https://cdn.example/1.jpg?sig=${signature}` } },
      }]
    ),
  }, { requiredKeys: [] }),
  profile,
  isWhole: fc.boolean(),
}).map(({ number, version, fields, profile, isWhole }) => {
  const chat = CHATS[number % CHATS.length]!;
  const isByFan = number % 2 === 0;
  return {
    ...fields,
    id: String(number),
    chat_id: chat,
    createdAt: time(number < 9 ? number : 9),
    ...version === undefined ? {} : { changedAt: time(100 + version) },
    fromUser: isByFan
      ? { id: Number(chat), ...isWhole ? profile : {} }
      : { id: 9001 },
  };
});

const chat: fc.Arbitrary<ChatRecord> = fc.record({
  id: chatId,
  profile: fc.option(profile, { nil: undefined }),
  fields: fc.record({
    unreadMessagesCount: fc.nat(3),
    isMutedNotifications: fc.boolean(),
  }, { requiredKeys: [] }),
}).map(({ id, profile, fields }) => ({
  id,
  ...fields,
  ...profile && { withUser: { ...profile, id: Number(id) } },
}));

const user = fc.record({ id: fc.constantFrom(...CHATS, "104"), profile }).map(
  ({ id, profile }) => ({ ...profile, id }),
);

/** What one page showed at a time. */
export const observed: fc.Arbitrary<Observed> = fc.record({
  chats: fc.array(chat, { maxLength: 2 }),
  messages: fc.array(message, { maxLength: 5 }),
  users: fc.array(user, { maxLength: 2 }),
});
