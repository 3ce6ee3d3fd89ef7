import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatThread, Message, UserRef } from "@/lib/models/mod.ts";
import { MAX_RECORD_BYTES as BRAIN_BYTES } from "@/lib/ingest/snapshot_records.ts";
import { rawMessage, seen, SITE } from "../testing.ts";
import { observe } from "./observe.ts";
import { read } from "./reading.ts";

const ME = "9001";

/** What an answer tells of an account. */
function learnt(...seenArguments: Parameters<typeof seen>) {
  const { event, data } = seen(...seenArguments);
  const reading = read(event, data, SITE);
  if (reading.kind !== "found") throw new Error(`it is ${reading.kind}`);
  return { ...observe(reading.found, ME), online: reading.found.online };
}

function kindOf(...seenArguments: Parameters<typeof seen>) {
  const { event, data } = seen(...seenArguments);
  return read(event, data, SITE).kind;
}

describe("identity", () => {
  it("is told by users/me and by init", () => {
    const me = { id: 9001, name: "Nova", username: "nova", csrf: "secret" };
    for (const [path, body] of [["/users/me", me], ["/init", { user: me }]]) {
      const { event, data } = seen("fetch", `${path}?x=1`, body);
      expect(read(event, data, SITE)).toEqual({
        kind: "identity",
        creator: { id: "9001", name: "Nova", username: "nova" },
      });
    }
  });

  it("ends with a logout, a 401, or an answer that names nobody", () => {
    expect(kindOf("fetch", "/users/logout", "")).toBe("session_end");
    expect(kindOf("xhr", "/users/me", "", { status: 401 })).toBe("session_end");
    expect(kindOf("fetch", "/init", { isAuth: false })).toBe("session_end");
  });

  it("is not told by an error, nor by a chat that is not allowed", () => {
    expect(kindOf("fetch", "/users/me", "", { status: 500 })).toBe("nothing");
    expect(kindOf("fetch", "/chats", "", { status: 401 })).toBe("nothing");
  });
});

describe("chats", () => {
  const item = {
    withUser: { id: 1001, _view: "s" },
    lastMessage: rawMessage(7, 1001),
    unreadMessagesCount: 2,
    hasUnreadTips: false,
    isMutedNotifications: true,
  };

  it("come by their fan's id, with unlisted fields and the last message", () => {
    const { observed } = learnt("fetch", "/chats?limit=10", {
      list: [item],
      hasMore: true,
      nextOffset: 10,
    });
    expect(observed.chats).toEqual([{
      id: "1001",
      withUser: { id: "1001" },
      unreadMessagesCount: 2,
      hasUnreadTips: false,
      isMutedNotifications: true,
    }]);
    expect(observed.messages).toMatchObject([
      { id: "7", chat_id: "1001", is_creator: false, is_inbound: true },
    ]);
  });

  it("come from a user's chats as well, and as a mere list", () => {
    const { observed } = learnt("xhr", "/users/9001/chats", [item]);
    expect(observed.chats.map(({ id }) => id)).toEqual(["1001"]);
  });

  it("bring the fan's profile where it is there", () => {
    const withUser = { id: 1001, name: "Sam", lastSeen: null, _view: "m" };
    const { observed } = learnt("fetch", "/chats", [{ withUser }]);
    expect(observed.users).toEqual([{
      id: "1001",
      name: "Sam",
      lastSeen: null,
    }]);
  });

  it("of another account are refused with their last message", () => {
    const lastMessage = rawMessage(7, 9002, {
      fromUser: { id: 9002, name: "B" },
    });
    const withUser = { id: 1001, name: "Sam" };
    const { observed, misplaced } = learnt("fetch", "/chats", [
      { withUser, lastMessage },
      { withUser: { id: 9001 } },
    ]);
    expect(observed).toEqual({ chats: [], messages: [], users: [] });
    expect(misplaced).toBe(1);
  });
});

describe("messages", () => {
  it("have their chat from the address, and the direction from the author", () => {
    const { observed } = learnt("fetch", "/chats/1001/messages?order=desc", {
      list: [rawMessage(8, 9001), rawMessage(7, 1001)],
      hasMore: false,
    });
    expect(observed.messages).toEqual([
      {
        id: "8",
        chat_id: "1001",
        text: "<p>Text of 8</p>",
        createdAt: "2026-01-01T11:00:00+00:00",
        fromUser: { id: "9001" },
        is_creator: true,
        is_inbound: false,
      },
      expect.objectContaining({
        id: "7",
        chat_id: "1001",
        is_creator: false,
        is_inbound: true,
      }),
    ]);
    expect(observed.chats).toEqual([{ id: "1001", withUser: { id: "1001" } }]);
  });

  it("come under the older name, and as the answer to one that was sent", () => {
    const old = learnt("xhr", "/chats/1001/messages", {
      messages: [rawMessage(7, 1001)],
    });
    expect(old.observed.messages).toHaveLength(1);
    const sent = learnt("fetch", "/chats/1001/messages", rawMessage(9, 9001));
    expect(sent.observed.messages).toMatchObject([
      { id: "9", chat_id: "1001", is_creator: true },
    ]);
  });

  it("of somebody else are refused and counted", () => {
    const { observed, misplaced } = learnt("fetch", "/chats/1001/messages", [
      rawMessage(7, 1002),
      rawMessage(8, 9001),
      { id: 9, text: "by nobody" },
      { text: "no id", fromUser: { id: 1001 } },
    ]);
    expect(observed.messages.map(({ id }) => id)).toEqual(["8"]);
    expect(misplaced).toBe(3);
  });

  it("in a chat with oneself are those of another account", () => {
    const { observed, misplaced } = learnt("fetch", "/chats/9001/messages", [
      rawMessage(7, 9001),
    ]);
    expect(observed.messages).toEqual([]);
    expect(misplaced).toBe(1);
  });

  it("keep what is unlisted, and lose what the Brain would refuse", () => {
    const { observed } = learnt("fetch", "/chats/1001/messages", [
      rawMessage(7, 1001, {
        price: "12.50",
        isTip: 1,
        tipAmount: "$20.00",
        isOpened: "yes",
        mediaCount: null,
        canPurchaseReason: { no: "text" },
        createdAt: "yesterday",
        changedAt: 1_767_265_200,
        queueId: 5,
        lockedText: false,
        media: [{ id: 1, type: "photo", duration: "9", canView: true }, "?"],
        sentimentScore: 1,
        topics: ["of the page"],
        is_creator: true,
        chat_id: 5,
        madeUp: { kept: [1, null] },
      }),
    ]);
    expect(observed.messages).toEqual([{
      id: "7",
      chat_id: "1001",
      text: "<p>Text of 7</p>",
      fromUser: { id: "1001" },
      is_creator: false,
      is_inbound: true,
      price: 12.5,
      isTip: true,
      tipAmount: 20,
      mediaCount: null,
      changedAt: 1_767_265_200,
      queueId: 5,
      lockedText: false,
      media: [{ id: 1, type: "photo", duration: 9, canView: true }],
      madeUp: { kept: [1, null] },
    }]);
  });

  it("keep no signature, token or cookie", () => {
    const url = "https://cdn.example/f.jpg?Policy=a&Signature=b&Key-Pair-Id=c";
    const { observed } = learnt("fetch", "/chats/1001/messages", [
      rawMessage(7, 1001, {
        media: [{ id: 1, files: { full: { url } } }],
        accessToken: "t",
        csrf: "c",
      }),
    ]);
    expect(JSON.stringify(observed)).not.toMatch(/Signature|"t"|"c"/);
    expect(observed.messages[0]?.media).toEqual([
      { id: 1, files: { full: { url: "https://cdn.example/f.jpg" } } },
    ]);
  });
});

describe("profiles", () => {
  const sam = { id: 1001, name: "Sam", subscribedBy: true };

  it("come as a list, an object by id, a page of subscribers, or one", () => {
    const answers: [string, unknown][] = [
      ["/users/list?x[]=1001", {
        "1001": sam,
        "9001": { id: 9001, name: "I" },
      }],
      ["/users/list", [sam]],
      ["/users/1001", sam],
      ["/subscriptions/subscribers?type=active", { list: [sam] }],
      ["/subscriptions/subscribers", [{ user: sam, price: 5 }]],
    ];
    for (const [path, body] of answers) {
      expect(learnt("fetch", path, body).observed.users, path).toEqual([
        { id: "1001", name: "Sam", subscribedBy: true },
      ]);
    }
  });
});

describe("live frames", () => {
  it("bring a fan's message with the profile", () => {
    const fromUser = { id: 1001, name: "Sam", avatar: "https://a.example/1" };
    const { observed } = learnt("websocket", "", {
      api2_chat_message: rawMessage(7, 1001, { fromUser }),
    });
    expect(observed.messages).toMatchObject([
      { id: "7", chat_id: "1001", is_inbound: true, fromUser: { name: "Sam" } },
    ]);
    expect(observed.users).toEqual([{ ...fromUser, id: "1001" }]);
  });

  it("bring one's own message where they say to whom it went", () => {
    const own = rawMessage(8, 9001, { toUser: { id: 1001 } });
    expect(
      learnt("websocket", "", { api2_chat_message: own }).observed.messages,
    )
      .toMatchObject([{ id: "8", chat_id: "1001", is_creator: true }]);
    const toNobody = rawMessage(9, 9001);
    expect(learnt("websocket", "", { api2_chat_message: toNobody }))
      .toMatchObject(
        { observed: { messages: [], users: [] }, misplaced: 1 },
      );
  });

  it("to another account are refused", () => {
    const message = rawMessage(7, 1001, {
      fromUser: { id: 1001, name: "Sam" },
      toUser: { id: 9002 },
    });
    expect(learnt("websocket", "", { api2_chat_message: message }))
      .toMatchObject(
        { observed: { chats: [], messages: [], users: [] }, misplaced: 1 },
      );
  });

  it("tell unread counts by chat, and who is online", () => {
    expect(
      learnt("websocket", "", { chat_messages: { "1001": 3, total: 4 } })
        .observed.chats,
    ).toEqual([
      { id: "1001", withUser: { id: "1001" }, unreadMessagesCount: 3 },
    ]);
    expect(
      learnt("websocket", "", {
        count_priority_chat: [{ withUser: { id: 1001 }, count: 1 }],
      }).observed.chats,
    ).toHaveLength(1);
    expect(learnt("websocket", "", { online: [1001, "1002", null] }).online)
      .toEqual(["1001", "1002"]);
    expect(learnt("websocket", "", { onliners: [{ id: 5 }] }).online)
      .toEqual(["5"]);
  });

  it("of other kinds, and from other hosts, are nothing", () => {
    for (
      const frame of [
        { new_message: rawMessage(7, 1001) },
        { typing: { id: 1001 } },
        { chat_messages: 3 },
        "no JSON",
        "[]",
      ]
    ) expect(kindOf("websocket", "", frame)).toBe("nothing");
    const { data } = seen("websocket", "", { online: [1] });
    expect(read("websocket", { ...data, url: "wss://other.example" }, SITE))
      .toEqual({ kind: "nothing" });
  });
});

describe("what is hostile", () => {
  it("is nothing from another site or at another path", () => {
    const { data } = seen("fetch", "/users/me", { id: 9001 });
    for (
      const url of [
        "https://onlyfans.com.evil.example/api2/v2/users/me",
        "http://onlyfans.com/api2/v2/users/me",
        "https://onlyfans.com/api2/v2/../users/me",
        "not an address",
      ]
    ) {
      expect(read("fetch", { ...data, url }, SITE)).toEqual({
        kind: "nothing",
      });
    }
  });

  it("cannot reach a prototype", () => {
    const body = `{"list":[{"id":7,"text":"x","fromUser":{"id":1001},
      "__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},
      "deep":{"__proto__":{"polluted":1}}}]}`;
    const { observed } = learnt("fetch", "/chats/1001/messages", body);
    expect(JSON.stringify(observed)).not.toContain("polluted");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("is kept small, however large, deep or broad it is", () => {
    const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
    const broad = JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]),
      ),
    );
    const long = JSON.stringify("é".repeat(300_000));
    for (const value of [deep, broad, long]) {
      const body = `[{"id":7,"text":"kept","fromUser":{"id":1001,"x":${value}},
        "media":[${value}],"replyToMessage":${value},"y":${value}}]`;
      const [message] =
        learnt("fetch", "/chats/1001/messages", body).observed.messages;
      expect(message).toMatchObject({ id: "7", text: "kept" });
      expect(bytesOf(message)).toBeLessThan(BRAIN_BYTES);
    }
  });

  it("is refused where its text alone is too large", () => {
    const text = "\u0007".repeat(40_000);
    const { observed, misplaced } = learnt("fetch", "/chats/1001/messages", [
      rawMessage(7, 1001, { text }),
    ]);
    expect(observed.messages).toEqual([]);
    expect(misplaced).toBe(1);
  });

  it("never throws, and never gives what the Brain would refuse", () => {
    const kept = { chats: 0, messages: 0, users: 0 };
    fc.assert(
      fc.property(hostile, ({ way, path, body }) => {
        const { event, data } = seen(way, path, body);
        const reading = read(event, data, SITE);
        if (reading.kind !== "found") return;
        const { observed } = observe(reading.found, ME);
        const { chats, messages, users } = observed;
        kept.chats += chats.length;
        kept.messages += messages.length;
        kept.users += users.length;
        for (const chat of chats) {
          expect(ChatThread.safeParse(chat).success).toBe(true);
          expect(chat.id).not.toBe(ME);
        }
        for (const user of users) {
          expect(UserRef.safeParse(user).success).toBe(true);
          expect(user.id).not.toBe(ME);
        }
        for (const message of messages) {
          expect(Message.safeParse(message).success).toBe(true);
          const author = String(message.fromUser?.id);
          expect([ME, message.chat_id]).toContain(author);
          expect(message.is_creator).toBe(author === ME);
          expect(message.chat_id).not.toBe(ME);
        }
        for (const record of [...chats, ...messages, ...users]) {
          expect(bytesOf(record)).toBeLessThan(BRAIN_BYTES);
        }
      }),
      { numRuns: 5_000, seed: 8 },
    );
    // Some of it is not refused.
    expect(Math.min(kept.chats, kept.messages, kept.users)).toBeGreaterThan(50);
  });
});

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

const ids = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(9001, "9001", 1001, 1002) },
  fc.constantFrom<unknown>("1001", 0, -1, 1.5, "", 5, 6, 7, true, [], {}),
  fc.constantFrom<unknown>(null, "..", "\ud800", "__proto__"),
);
const names = fc.constantFrom(
  ...["id", "text", "fromUser", "toUser", "withUser", "lastMessage", "list"],
  ...["messages", "media", "price", "createdAt", "chat_id", "isTip", "user"],
  ...["api2_chat_message", "online", "onliners", "chat_messages", "__proto__"],
  ...["unreadMessagesCount", "name", "1001", "tipAmount", "lockedText"],
  ...["giphyId", "canPurchaseReason", "lastSeen", "subscribePrice", "previews"],
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    ids,
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(names, tie("tree")), { maxLength: 8 })
      .map((fields) => Object.fromEntries(fields)),
  ),
}));
/** With the fields of something that is known, or not quite. */
function like<T extends object>(fields: fc.Arbitrary<T>) {
  const others = fc.array(fc.tuple(names, tree), { maxLength: 4 });
  return fc.tuple(others, fields)
    .map(([more, known]) => ({ ...Object.fromEntries(more), ...known }));
}
const user = fc.oneof(like(fc.record({ id: ids, name: tree })), tree);
const message = fc.oneof(
  like(fc.record({ id: ids, fromUser: user }, { requiredKeys: ["id"] })),
  like(fc.record({ id: ids, fromUser: user, toUser: user, text: tree })),
);
const chat = like(fc.record({ withUser: user, lastMessage: message }));
const item = fc.oneof(user, message, chat, tree);
const hostile = fc.record({
  way: fc.constantFrom("fetch" as const, "xhr" as const, "websocket" as const),
  path: fc.constantFrom(
    ...["/users/me", "/init", "/chats", "/chats/1001/messages", "/users/list"],
    ...["/chats/9001/messages", "/users/9001/chats", "/users/1001"],
    "/subscriptions/subscribers",
  ),
  body: fc.oneof(
    item.map((value) => JSON.stringify(value) ?? ""),
    fc.record({
      list: fc.array(item, { maxLength: 4 }),
      api2_chat_message: message,
      chat_messages: tree,
      online: tree,
    }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
    fc.string(),
  ),
});
