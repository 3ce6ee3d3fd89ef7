import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  NewRawMessagePayload,
  SearchQuery,
  type SearchResults,
  type StoredMessage,
} from "@/lib/models/mod.ts";
import { Matcher } from "@/lib/search/mod.ts";
import {
  compareKeyText,
  keys,
  listMessages,
  ManualClock,
  Store,
} from "@/lib/store/mod.ts";
import { Searches } from "./searches.ts";

const ROBIN = AccountId.parse("u_1");
const SAM = AccountId.parse("u_2");
const NOW = Date.UTC(2026, 10, 21, 1, 30);
const MINUTE = 60_000;
const CREATOR = 9;
/** Chats whose ids are in another order than their numbers. */
const CHATS = ["7", "10", "語~", "a~1", "z"];

const TEXTS = [
  "Good morning Zoë!",
  "<p>How was your <b>trip</b> to Rome?</p>",
  "zoe &amp; I go on a trip 😍",
  "Nothing to see",
  "ZOO tripod",
  "",
];
const QUERIES = ["zo", "trip", "zoe trip", "rome zoe", "nothing here", "😍 i"];

const message = fc.record({
  id: fc.integer({ min: 1, max: 60 }),
  minutesAgo: fc.integer({ min: 0, max: 20 }),
  text: fc.constantFrom(...TEXTS),
  isInbound: fc.boolean(),
}).map(({ id, minutesAgo, text, isInbound }) =>
  wire(id, {
    at: NOW - minutesAgo * MINUTE,
    text,
    isInbound,
  })
);
type WireMessage = ReturnType<typeof wire>;

function wire(
  id: number,
  { at, text, isInbound = true }: {
    at: number;
    text: string;
    isInbound?: boolean;
  },
) {
  const chat = CHATS[id % CHATS.length] ?? "z";
  return {
    id,
    chat_id: chat,
    fromUser: { id: isInbound ? chat : CREATOR },
    is_creator: !isInbound,
    text,
    createdAt: new Date(at).toISOString(),
  };
}

/** A Brain on a database of its own, and searches of small pages. */
class Service implements AsyncDisposable {
  readonly brain: Brain;
  readonly store: Store;
  readonly #kv: Deno.Kv;

  private constructor(kv: Deno.Kv) {
    const clock = new ManualClock(NOW);
    this.#kv = kv;
    this.store = new Store({ kv, clock });
    this.brain = new Brain({ kv, clock, random: () => 0, calmMs: 0 });
  }

  static async open(): Promise<Service> {
    return new Service(await Deno.openKv(":memory:"));
  }

  searches(options: { maxInOrder?: number; maxCost?: number } = {}): Searches {
    const { store, brain } = this;
    return new Searches({
      store,
      visible: async (account) => {
        const head = await brain.ingest.head(account);
        const { generation, creators, totals, basis: { zone } } = head;
        return generation === 0
          ? null
          : { dataset: { account, generation }, creators, totals, zone };
      },
      ...options,
    });
  }

  async snapshot(
    messages: readonly WireMessage[],
    account = ROBIN,
  ): Promise<void> {
    const chats = CHATS.map((id) => ({
      id,
      withUser: { id, name: `${account}'s ${id}` },
    }));
    await this.brain.ingest.addSnapshot(
      account,
      CacheUpdateEnvelope.parse({ chats, messages }),
    );
    await this.brain.ingest.idle();
  }

  async delta(message: WireMessage): Promise<void> {
    await this.brain.ingest.addDelta(
      ROBIN,
      NewRawMessagePayload.parse({ message }),
    );
  }

  /** All messages of an account, in no order that matters. */
  async stored(account = ROBIN): Promise<StoredMessage[]> {
    const { generation } = await this.brain.ingest.head(account);
    const prefix = keys.messages({ account, generation });
    return await Array.fromAsync(listMessages(this.store, { prefix }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.brain.ingest.stop();
    this.#kv.close();
  }
}

async function find(
  searches: Searches,
  query: Partial<Record<keyof SearchQuery, unknown>>,
  account = ROBIN,
): Promise<SearchResults> {
  const found = await searches.find(account, SearchQuery.parse(query));
  if (!found.ok) throw new Error(found.why);
  return found.results;
}

/** All pages of a search; `between` happens after each of them. */
async function findAll(
  searches: Searches,
  query: Partial<Record<keyof SearchQuery, unknown>>,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<SearchResults[]> {
  const pages: SearchResults[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await find(searches, { ...query, cursor });
    pages.push(page);
    cursor = page.next_cursor;
    await between();
  }
  return pages;
}

const idsOf = (pages: readonly SearchResults[]) =>
  pages.flatMap(({ hits }) => hits.map(({ message }) => message.id));

/** What a search finds, in its order, as the documentation has it. */
function expectedIds(
  stored: readonly StoredMessage[],
  { q, chat, isInOrder }: { q: string; chat?: string; isInOrder: boolean },
): string[] {
  const matcher = new Matcher(q);
  const lastAt = new Map<ChatId, number>();
  for (const { chat, at } of stored) {
    lastAt.set(chat, Math.max(at, lastAt.get(chat) ?? -Infinity));
  }
  const last = (chat: ChatId) => lastAt.get(chat) ?? 0;
  const byChat = (a: ChatId, b: ChatId) =>
    isInOrder
      ? last(b) - last(a) || compareKeyText(a, b)
      : compareKeyText(b, a);
  return stored
    .filter((one) => chat === undefined || one.chat === chat)
    .filter(({ message }) => matcher.matches(message.text ?? ""))
    .sort((a, b) =>
      byChat(a.chat, b.chat) || b.at - a.at || compareKeyText(b.id, a.id)
    )
    .map(({ id }) => id);
}

const asked = fc.record({
  q: fc.constantFrom(...QUERIES),
  limit: fc.integer({ min: 1, max: 4 }),
  maxCost: fc.constantFrom(3, 40, 20_000),
  maxInOrder: fc.constantFrom(0, 2_000),
  chat: fc.option(fc.constantFrom(...CHATS), { nil: undefined }),
});
const history = fc.array(message, {
  minLength: 10,
  maxLength: 30,
  size: "max",
});

describe("a search", () => {
  it("finds every message once and in order, page by page", async () => {
    let several = 0;
    await fc.assert(
      fc.asyncProperty(history, history, asked, async (
        messages,
        others,
        { q, limit, maxCost, maxInOrder, chat },
      ) => {
        await using service = await Service.open();
        await service.snapshot(others, SAM);
        await service.snapshot(messages);
        const searches = service.searches({ maxCost, maxInOrder });
        const query = { q, limit, conversation_id: chat };
        const pages = await findAll(searches, query);
        const stored = await service.stored();
        expect(idsOf(pages)).toEqual(
          expectedIds(stored, { q, chat, isInOrder: maxInOrder > 0 }),
        );
        const all = stored.filter((one) => (chat ?? one.chat) === one.chat);
        let searched = 0;
        for (const page of pages) {
          expect(page.hits.length).toBeLessThanOrEqual(limit);
          expect(page.total).toBe(all.length);
          expect(page.searched).toBeGreaterThanOrEqual(searched);
          expect(page.searched).toBeLessThanOrEqual(page.total);
          searched = page.searched;
        }
        expect(searched).toBe(all.length);
        if (pages.length > 1) several++;
        // What the other account has is named otherwise.
        const fans = pages.flatMap(({ hits }) =>
          hits.map(({ withUser }) => withUser?.name)
        );
        expect(fans.every((name) => name?.startsWith(`${ROBIN}'s`)))
          .toBe(true);
      }),
      { seed: 5, numRuns: 50 },
    );
    expect(several).toBeGreaterThan(10);
  });

  it("is as of its beginning while later messages come", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        asked,
        fc.array(fc.nat(4), { maxLength: 6 }),
        async (
          messages,
          { q, limit, maxCost },
          later,
        ) => {
          await using service = await Service.open();
          await service.snapshot(messages);
          const searches = service.searches({ maxCost });
          const stored = await service.stored();
          let n = 0;
          const pages = await findAll(searches, { q, limit }, async () => {
            const chat = later[n++];
            if (chat === undefined) return;
            const id = 100 + 5 * n + chat;
            const text = "Zoe, Rome: nothing here on a trip 😍 I";
            await service.delta(wire(id, { at: NOW + n * MINUTE, text }));
          });
          expect(idsOf(pages))
            .toEqual(expectedIds(stored, { q, isInOrder: true }));
          expect(pages.at(-1)?.searched).toBe(stored.length);
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });

  it("finds the fan, and the message as it is listed", async () => {
    await using service = await Service.open();
    await service.snapshot([wire(1, { at: NOW, text: "<p>Zoë</p>" })]);
    expect(await find(service.brain.search, { q: "zoe" })).toEqual({
      hits: [{
        conversation_id: "10",
        withUser: expect.objectContaining({ name: `${ROBIN}'s 10` }),
        message: expect.objectContaining({
          id: "1",
          chat_id: "10",
          text: "<p>Zoë</p>",
          is_inbound: true,
          topics: [],
        }),
      }],
      searched: 1,
      total: 1,
      next_cursor: null,
    });
  });

  it("looks through a bounded number of messages for a page", async () => {
    await using service = await Service.open();
    const long = "word ".repeat(200);
    await service.snapshot(
      Array.from(
        { length: 50 },
        (_, i) => wire(5 * i, { at: NOW - i * MINUTE, text: long }),
      ),
    );
    // Each text of 1,000 characters costs as much as five short ones.
    const searches = service.searches({ maxCost: 15 + 5 * 10 });
    const pages = await findAll(searches, { q: "nothing" });
    expect(pages.map(({ searched }) => searched)).toEqual([
      10,
      20,
      30,
      40,
      50,
      50,
    ]);
  });

  it("is empty before there are messages", async () => {
    await using service = await Service.open();
    const { search } = service.brain;
    const nothing = { hits: [], searched: 0, total: 0, next_cursor: null };
    expect(await find(search, { q: "zoe" })).toEqual(nothing);
    await expect(find(search, { q: "zoe", conversation_id: "7" }))
      .rejects.toThrow("conversation");
    await service.snapshot([]);
    expect(await find(search, { q: "zoe" })).toEqual(nothing);
    expect(await find(search, { q: "zoe", conversation_id: "7" }))
      .toEqual(nothing);
    await expect(find(search, { q: "zoe", conversation_id: "8" }))
      .rejects.toThrow("conversation");
  });
});

describe("a search that cannot go on", () => {
  const messages = CHATS.map((_, i) => wire(i, { at: NOW, text: "zoe" }));

  it("says that the messages were stored anew", async () => {
    await using service = await Service.open();
    await service.snapshot(messages);
    const { search } = service.brain;
    const { next_cursor: cursor } = await find(search, { q: "zoe", limit: 2 });
    await service.snapshot(messages);
    await expect(find(search, { q: "zoe", cursor })).rejects.toThrow(
      "outdated",
    );
    expect(idsOf([await find(search, { q: "zoe" })])).toHaveLength(5);
  });

  it("says that there are too many conversations for its order", async () => {
    await using service = await Service.open();
    await service.snapshot(messages);
    const { next_cursor: cursor } = await find(
      service.searches({ maxInOrder: 5 }),
      { q: "zoe", limit: 2 },
    );
    await expect(find(service.searches({ maxInOrder: 4 }), {
      q: "zoe",
      cursor,
    })).rejects.toThrow("outdated");
  });

  it("says that the cursor is not one of its pages", async () => {
    await using service = await Service.open();
    await service.snapshot(messages);
    const { search } = service.brain;
    const one = { q: "zoe", limit: 1 };
    const { next_cursor: ofAll } = await find(search, one);
    const { next_cursor: ofChat } = await find(search, {
      ...one,
      conversation_id: "7",
    });
    for (
      const wrong of [
        { cursor: "x" },
        { cursor: ofChat },
        { cursor: ofAll, conversation_id: "7" },
        { cursor: ofChat, conversation_id: "10" },
      ]
    ) {
      await expect(find(search, { q: "zoe", ...wrong }))
        .rejects.toThrow("cursor");
    }
    await expect(find(search, { q: "?!" })).rejects.toThrow("words");
  });
});
