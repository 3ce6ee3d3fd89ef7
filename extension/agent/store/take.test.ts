import fc from "fast-check";
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MessageRecord, Observed } from "../types.ts";
import { StorageFull } from "./account_database.ts";
import { isSame } from "./content.ts";
import { message as someMessage, observed } from "./histories.ts";
import {
  deleteAccountStore,
  listAccountStores,
  openAccountStore,
} from "./open.ts";
import { Reference } from "./reference.ts";
import {
  contentOf,
  countWaiting,
  CREATOR,
  forgetDatabases,
  message,
  openStore,
  seen,
  time,
} from "./testing.ts";

beforeEach(forgetDatabases);
afterEach(() => vi.restoreAllMocks());

/** Everything that waits, as it would be sent. */
async function outbox(store: Awaited<ReturnType<typeof openStore>>) {
  const { deltas } = await store.readDeltas(0, 1_000);
  return deltas.map(({ json }): MessageRecord => JSON.parse(json));
}

const ids = (records: readonly MessageRecord[]) => records.map(({ id }) => id);

describe("take", () => {
  it("stores messages of a page in the order of their times", async () => {
    const store = await openStore();
    const page = [message("7", 3), message("7", 10), message("7", 2)];
    expect(await store.take(seen({ messages: page })))
      .toEqual({ added: 3, changed: 0 });
    expect(ids(await store.messages("7"))).toEqual(["2", "3", "10"]);
    expect(ids(await outbox(store))).toEqual(["2", "3", "10"]);
    expect(await store.counts()).toEqual({
      chats: 1,
      messages: 3,
      waiting: 3,
      delivered: 0,
      evicted: 0,
      refused: 0,
      snapshot: null,
      lastCapturedAt: 1_000,
      lastDeliveredAt: null,
    });
  });

  it("orders messages of one second by their numbers", async () => {
    const store = await openStore();
    const createdAt = time(5);
    await store.take(seen({
      messages: [9, 10, 11].map((id) => message("7", id, { createdAt })),
    }));
    expect(ids(await store.messages("7"))).toEqual(["9", "10", "11"]);
  });

  it("goes by times rather than numbers", async () => {
    const store = await openStore();
    const page = [
      message("7", 1, { createdAt: time(30) }),
      message("7", 2, { createdAt: undefined, created_at: time(20) }),
      message("7", 3, { createdAt: time(25) }),
    ];
    for (const one of page) await store.take(seen({ messages: [one] }));
    expect(ids(await store.messages("7"))).toEqual(["2", "3", "1"]);
    const [chat] = await store.chats();
    expect(chat?.last_message?.id).toBe("1");
  });

  it("changes nothing for what is known", async () => {
    const store = await openStore();
    const all = seen({
      chats: [{ id: "7", withUser: { id: 7, name: "Sam" }, unread_count: 2 }],
      messages: [message("7", 1), message("8", 2, { media: [] })],
      users: [{ id: "7", username: "sam" }, { id: "9", name: "Kim" }],
    });
    await store.take(all);
    const before = await contentOf();
    expect(await store.take(all)).toEqual({ added: 0, changed: 0 });
    // Key by key in another order it is the same.
    const messages = all.messages.map((one) =>
      Object.fromEntries(Object.entries(one).reverse()) as MessageRecord
    );
    await store.take(seen({ messages }));
    expect(await contentOf()).toEqual(before);
  });

  it("passes over what the site writes anew into every answer", async () => {
    const store = await openStore();
    const at = (signature: string, cancelSeconds: number) =>
      message("7", 1, {
        cancelSeconds,
        fromUser: { id: 7, _view: signature },
        media: [{
          id: 1,
          files: { full: { url: `https://m.example/1?${signature}` } },
        }],
      });
    await store.take(seen({ messages: [at("a", 100)] }));
    expect(await store.take(seen({ messages: [at("b", 50)] })))
      .toEqual({ added: 0, changed: 0 });
    const other = message("7", 1, {
      media: [{ id: 1, files: { full: { url: "https://m.example/2?b" } } }],
    });
    expect(await store.take(seen({ messages: [other] })))
      .toEqual({ added: 0, changed: 1 });
  });

  it("keeps fields that a poorer copy lacks, and the later version", async () => {
    const store = await openStore();
    await store.take(seen({
      messages: [message("7", 1, {
        text: "new",
        price: 5,
        changedAt: time(50),
        fromUser: { id: 7, name: "Sam" },
      })],
    }));
    await store.take(seen({
      messages: [message("7", 1, {
        text: "old",
        isTip: true,
        price: undefined,
        changedAt: time(40),
      })],
    }));
    expect(await store.messages("7")).toEqual([message("7", 1, {
      text: "new",
      price: 5,
      isTip: true,
      changedAt: time(50),
      fromUser: { id: 7, name: "Sam" },
    })]);
  });

  it("takes messages inside a chat, but not a stranger's", async () => {
    const store = await openStore();
    await store.take(seen({
      chats: [
        { id: "7", last_message: { id: 4, text: "Hi", fromUser: { id: 7 } } },
        { id: "8", messages: [{ id: 5, fromUser: { id: 66 } }] },
      ],
    }));
    expect(await outbox(store)).toEqual([
      { id: "4", chat_id: "7", text: "Hi", fromUser: { id: 7 } },
    ]);
    const chats = await store.chats();
    expect(chats).toEqual([
      {
        id: "7",
        withUser: { id: "7" },
        last_message: {
          id: "4",
          chat_id: "7",
          text: "Hi",
          fromUser: { id: 7 },
        },
      },
      { id: "8", withUser: { id: "8" } },
    ]);
  });

  it("tells a fan's profile with the fan's messages", async () => {
    const store = await openStore();
    await store.take(seen({
      users: [{ id: "7", name: "Sam" }],
      messages: [message("7", 1), message("7", 2, { fromUser: { id: 9001 } })],
    }));
    expect((await outbox(store)).map(({ fromUser }) => fromUser))
      .toEqual([{ id: 7, name: "Sam" }, { id: 9001 }]);
  });

  it("keeps a profile until there is a chat", async () => {
    const store = await openStore();
    await store.take(seen({ users: [{ id: "7", name: "Sam" }] }));
    await store.take(seen({ users: [{ id: "7", username: "sam" }] }));
    expect(await store.chats()).toEqual([]);
    await store.take(seen({ messages: [message("7", 1)] }));
    const profile = { id: 7, name: "Sam", username: "sam" };
    expect((await outbox(store))[0]?.fromUser).toEqual(profile);
  });

  describe("when a profile comes in later", () => {
    const settleAll = async (store: Awaited<ReturnType<typeof openStore>>) => {
      const { deltas } = await store.readDeltas(0, 100);
      await store.settleDeltas(
        deltas.map(({ seq, rev }) => ({ seq, rev, isRefused: false })),
      );
    };
    const begin = async () => {
      const store = await openStore();
      await store.take(seen({
        messages: [
          message("7", 1),
          message("7", 2),
          message("7", 3, { fromUser: { id: 9001 } }),
        ],
      }));
      await settleAll(store);
      return store;
    };

    it("sends the fan's latest message once more", async () => {
      const store = await begin();
      const users = [{ id: "7", name: "Sam" }];
      expect(await store.take(seen({ users })))
        .toEqual({ added: 0, changed: 0 });
      const fromUser = { id: 7, name: "Sam" };
      expect(await outbox(store)).toEqual([message("7", 2, { fromUser })]);
      expect((await store.counts()).waiting).toBe(1);
      await settleAll(store);
      await store.take(seen({ users }));
      expect(await outbox(store)).toEqual([]);
    });

    it("does not for what is no news", async () => {
      const store = await begin();
      const profile = { id: "7", name: "Sam", lastSeen: time(0) };
      await store.take(seen({ users: [profile] }));
      await settleAll(store);
      await store.take(seen({
        users: [{ ...profile, lastSeen: time(3_599), _view: "m", x: 1 }],
      }));
      expect(await outbox(store)).toEqual([]);
      await store.take(
        seen({ users: [{ ...profile, lastSeen: time(3_600) }] }),
      );
      expect(ids(await outbox(store))).toEqual(["2"]);
    });

    it("does not where a new message tells it", async () => {
      const store = await begin();
      await store.take(seen({
        users: [{ id: "7", name: "Sam" }],
        messages: [message("7", 4)],
      }));
      expect(ids(await outbox(store))).toEqual(["4"]);
    });

    it("waits for the next message where the latest was removed", async () => {
      const store = await begin();
      expect(await store.evict(Infinity)).toMatchObject({ messages: 3 });
      await store.take(seen({ users: [{ id: "7", name: "Sam" }] }));
      expect(await outbox(store)).toEqual([]);
      await store.take(seen({ messages: [message("7", 9)] }));
      expect((await outbox(store))[0]?.fromUser).toEqual({
        id: 7,
        name: "Sam",
      });
    });
  });

  it("gives the state and the outbox of a plain reference", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(observed, { maxLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 6 }),
        async (history, again) => {
          forgetDatabases();
          const reference = new Reference();
          let store = await openStore();
          const all = [
            ...history,
            ...again.flatMap((i) => history[i] ?? []),
          ];
          for (const one of all) {
            const expected = reference.take(one);
            expect(await store.take(one)).toEqual(expected);
            // A worker that dies leaves nothing but the database.
            store.close();
            store = await openStore();
          }
          expect(plain(await store.chats())).toEqual(
            plain(reference.listChats()),
          );
          for (const id of reference.chats.keys()) {
            expect(plain(await store.messages(id)))
              .toEqual(plain(reference.listMessages(id)));
          }
          expect(plain(await outbox(store)))
            .toEqual(
              plain(reference.waiting.map((name) => reference.told(name))),
            );
          const content = await contentOf();
          expect(content.state.waiting).toBe(reference.waiting.length);
          expect(countWaiting(content)).toBe(content.state.waiting);
          store.close();
        },
      ),
      { seed: 8, numRuns: 150 },
    );
  });

  it("puts nothing into the outbox for what is given again", async () => {
    await fc.assert(
      fc.asyncProperty(observed, async (one) => {
        forgetDatabases();
        const store = await openStore();
        await store.take(one);
        const before = await contentOf();
        await store.take(one);
        expect(await contentOf()).toEqual(before);
        store.close();
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  it("ends the same whatever order whole versions come in", async () => {
    const version = fc.tuple(someMessage, fc.nat(1_000)).map(
      ([one, version]) => ({
        ...message(one.chat_id, Number(one.id)),
        createdAt: one.createdAt,
        text: `version ${version}`,
        isOpened: version % 2 === 0,
        changedAt: time(version),
        fromUser: one.fromUser,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(version, { maxLength: 12 }).chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          )
        ),
        async ([one, other]) => {
          const results: unknown[] = [];
          for (const order of [one, other]) {
            forgetDatabases();
            const store = await openStore();
            for (const record of order) {
              await store.take(seen({ messages: [record] }));
            }
            const { messages } = await contentOf();
            results.push(messages.map(({ json }) => {
              const { fromUser: _, ...rest } = JSON.parse(json);
              return rest;
            }));
            store.close();
          }
          expect(results[0]).toEqual(results[1]);
        },
      ),
      { seed: 10, numRuns: 60 },
    );
  });
});

/** As JSON has it, passing over what counts as the same. */
function plain<T>(value: T): unknown {
  return JSON.parse(JSON.stringify(value), (field, one) => {
    if (["_view", "cancelSeconds"].includes(field)) return undefined;
    return typeof one === "string" && one.startsWith("https://cdn.example")
      ? one.split("?")[0]
      : one;
  });
}

describe("a transaction that fails", () => {
  const history: Observed[] = [
    seen({
      chats: [{ id: "7", withUser: { id: 7 } }],
      messages: [message("7", 1), message("8", 2)],
      users: [{ id: "5", name: "Kim" }],
    }),
    seen({
      messages: [message("7", 1, { text: "edited" }), message("5", 3)],
      users: [{ id: "8", name: "Ada" }],
    }),
  ];

  /** The `at`th write of a transaction fails with this. */
  function failAt(at: number, error: () => Error) {
    let left = at;
    const put = IDBObjectStore.prototype.put;
    return vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(
      function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (left-- === 0) throw error();
        return put.apply(this, args);
      },
    );
  }

  it("leaves all as it was, and is done as a whole the next time", async () => {
    const store = await openStore();
    await store.take(history[0]!);
    const before = await contentOf();
    let failures = 0;
    for (let at = 0;; at++) {
      const spy = failAt(at, () => new Error("the worker died"));
      const done = await store.take(history[1]!).then(
        () => true,
        (error) => {
          expect(error.message).toBe("the worker died");
          return false;
        },
      );
      spy.mockRestore();
      if (done) break;
      failures++;
      expect(await contentOf()).toEqual(before);
    }
    expect(failures).toBeGreaterThan(6);
    const after = await contentOf();
    forgetDatabases();
    const other = await openStore();
    for (const one of history) await other.take(one);
    expect(after).toEqual(await contentOf());
  });

  const noRoom = () => new DOMException("no room", "QuotaExceededError");

  it("makes room where there is none, and tries again", async () => {
    const store = await openStore();
    await store.take(seen({ messages: [message("7", 1), message("7", 2)] }));
    const { deltas } = await store.readDeltas(0, 1);
    await store.settleDeltas([{ ...deltas[0]!, isRefused: false }]);
    failAt(0, noRoom);
    expect(await store.take(seen({ messages: [message("7", 3)] })))
      .toEqual({ added: 1, changed: 0 });
    expect(ids(await store.messages("7"))).toEqual(["2", "3"]);
    expect(await store.counts()).toMatchObject({
      messages: 2,
      evicted: 1,
      delivered: 1,
      waiting: 2,
    });
  });

  it("says what to do where nothing can be removed", async () => {
    const store = await openStore();
    await store.take(seen({ messages: [message("7", 1)] }));
    failAt(0, noRoom);
    const failed = store.take(seen({ messages: [message("7", 2)] }));
    await expect(failed).rejects.toThrow(StorageFull);
    await expect(failed).rejects.toThrow("pair the Agent");
    expect(ids(await store.messages("7"))).toEqual(["1"]);
  });
});

describe("databases", () => {
  it("has one for each account, until it is deleted", async () => {
    const one = await openStore("9001");
    const other = await openStore("9002");
    await one.take(seen({ messages: [message("7", 1)] }));
    expect(await listAccountStores()).toEqual(["9001", "9002"]);
    expect(await other.chats()).toEqual([]);
    await deleteAccountStore("9001");
    expect(await listAccountStores()).toEqual(["9002"]);
    await expect(one.take(seen({ messages: [message("7", 2)] })))
      .rejects.toThrow();
    const again = await openStore("9001");
    expect(await again.counts()).toMatchObject({ chats: 0, messages: 0 });
    expect(await deleteAccountStore("9003")).toBeUndefined();
  });

  it("names each database, so that no two events are the same", async () => {
    const names = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const store = await openAccountStore(CREATOR);
      await store.take(seen({ messages: [message("7", 1)] }));
      const { deltas: [delta] } = await store.readDeltas(0, 1);
      names.add(delta!.eventId);
      await deleteAccountStore(CREATOR);
    }
    expect(names.size).toBe(3);
  });
});

describe("content", () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: null }, {}, false],
    [[1, 2], [1], false],
    [[], {}, false],
    ["https://a/b?c", "https://a/b?d", true],
    ["https://a/b", "https://a/b?d", false],
    ["look: https://a/b?c", "look: https://a/b?d", false],
    [{ x: { cancelSeconds: 1 } }, { x: { cancelSeconds: 2 } }, true],
  ])("%j and %j", (one, other, same) => {
    expect(isSame(one, other)).toBe(same);
    expect(isSame(other, one)).toBe(same);
  });
});
