import { beforeAll, describe, expect, it } from "vitest";
import {
  ConversationList,
  ExtendedConversationNode,
  FanProfile,
  MessageList,
  Problem,
} from "@/lib/models/mod.ts";
import type { z } from "zod";
import { Account } from "./account.ts";
import { CREATOR, message, snapshotFrame } from "./records.ts";
import { ODD } from "./graph_api/accounts.ts";
import { databaseWith, startService } from "./service.ts";

const PATH = "/api/v1/conversations";
/** The conversation with many messages; more than are left out at once. */
const LONG = "long";
const MESSAGES = 1_234;

let robin: Account;
let kim: Account;
/** All conversations, in the order in which they are listed. */
let ids: string[];

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Kim");
  const service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  kim = await Account.signIn(service, "Kim");
  await using agent = await robin.agent();
  const chats = [LONG, ...ODD];
  const inChat = (id: number, chat_id: string) => ({
    ...message(id, 1),
    chat_id,
    fromUser: { id: id % 2 === 1 ? chat_id : CREATOR },
  });
  agent.send(snapshotFrame(
    chats.map((id) => ({ id, withUser: { id } })),
    [
      ...Array.from({ length: MESSAGES }, (_, i) => inChat(i + 1, LONG)),
      ...ODD.map((chat, i) => inChat(10_001 + 2 * i, chat)),
    ],
  ));
  await robin.settled(MESSAGES + ODD.length);
  ids = (await robin.conversations())
    .map(({ conversationId }) => conversationId);
  expect(ids.toSorted()).toEqual(chats.toSorted());
});

async function get<T>(
  path: string,
  schema: z.ZodType<T>,
  account = robin,
): Promise<T> {
  const response = await account.ask(PATH + path);
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return schema.parse(body);
}

async function expectProblem(
  path: string,
  status: number,
  detail: RegExp,
  account = robin,
): Promise<void> {
  const response = await account.ask(PATH + path);
  expect(response.status, path).toBe(status);
  expect(Problem.parse(await response.json())).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
}

const page = async (query: string) => {
  const { conversations, next_cursor } = await get(query, ConversationList);
  return {
    ids: conversations.map(({ conversationId }) => conversationId),
    next_cursor,
  };
};

const idsOf = ({ messages }: { messages: { id: string }[] }) =>
  messages.map(({ id }) => Number(id));

/** `count` numbers up to `last`. */
const upTo = (last: number, count: number) =>
  Array.from({ length: count }, (_, i) => last - count + 1 + i);

describe("conversations", () => {
  it("come page by page, by cursor", async () => {
    const all: string[] = [];
    let query = "?limit=5";
    for (;;) {
      const { ids, next_cursor } = await page(query);
      all.push(...ids);
      if (next_cursor === null) break;
      expect(ids).toHaveLength(5);
      query = `?limit=5&cursor=${encodeURIComponent(next_cursor)}`;
    }
    expect(all).toEqual(ids);
  });

  it("come by offset, from where a cursor leads on", async () => {
    const { ids: some, next_cursor } = await page("?limit=3&offset=4");
    expect(some).toEqual(ids.slice(4, 7));
    const cursor = encodeURIComponent(next_cursor ?? "");
    expect((await page(`?limit=2&cursor=${cursor}`)).ids)
      .toEqual(ids.slice(7, 9));
  });

  it("have no next page on the last, also if that is full", async () => {
    expect(await page(`?limit=${ids.length}`))
      .toEqual({ ids, next_cursor: null });
    expect(await page("?offset=10000")).toEqual({ ids: [], next_cursor: null });
  });

  it("are none before a snapshot", async () => {
    expect(await get("", ConversationList, kim))
      .toEqual({ conversations: [], next_cursor: null });
    await expectProblem(`/${LONG}`, 404, /no such conversation/, kim);
    await expectProblem(`/${LONG}/messages`, 404, /no such/, kim);
    await expectProblem(`/${LONG}/profile`, 404, /no such/, kim);
  });
});

describe("a conversation", () => {
  it("comes with its latest message, or as many as are asked for", async () => {
    const node = async (query: string) =>
      await get(`/${LONG}${query}`, ExtendedConversationNode);
    expect(idsOf(await node(""))).toEqual([MESSAGES]);
    expect(idsOf(await node("?limit=20"))).toEqual(upTo(MESSAGES, 20));
    expect(idsOf(await node("?offset=700&limit=3")))
      .toEqual(upTo(MESSAGES - 700, 3));
    expect(idsOf(await node("?offset=10"))).toEqual(upTo(MESSAGES - 10, 50));
    expect(await node("?limit=20")).toMatchObject({
      conversationId: LONG,
      messageCount: MESSAGES,
      lastMessage: { id: String(MESSAGES) },
    });
  });

  it.each(ODD)("is found by its id: %s", async (id) => {
    const path = `/${encodeURIComponent(id)}`;
    const { conversationId, lastMessage } = await get(
      path,
      ExtendedConversationNode,
    );
    expect(conversationId).toBe(id);
    const { messages } = await get(`${path}/messages`, MessageList);
    expect(messages).toEqual([
      expect.objectContaining({ id: lastMessage?.id, chat_id: id }),
    ]);
    for (
      const part of [
        "entities",
        "profile",
        `messages/${lastMessage?.id}/enrichment`,
      ]
    ) {
      const response = await robin.ask(`${PATH}${path}/${part}`);
      await response.body?.cancel();
      expect(response.status).toBe(200);
    }
  });

  it("is not found by what its id is not", async () => {
    for (const id of ["nobody", "long%20", "%256Cong", "x%252Fy%253Fz"]) {
      for (const part of ["", "/messages", "/entities", "/profile"]) {
        await expectProblem(`/${id}${part}`, 404, /no such conversation/);
      }
    }
    await expectProblem(
      `/${"x".repeat(129)}`,
      400,
      /^id is the id of a conversation\.$/,
    );
    await expectProblem("/%ff", 400, /^id is the id of a conversation\.$/);
  });
});

describe("a fan's profile", () => {
  it("has what the conversation and its messages tell", async () => {
    const profile = await get(`/${LONG}/profile`, FanProfile);
    const node = await get(`/${LONG}`, ExtendedConversationNode);
    const messages = await robin.messages(LONG);
    const inbound = messages.filter((one) => one.is_inbound).length;
    const { topics, actions, sentiment_trend: trend } = profile;
    expect(profile).toMatchObject({
      conversation_id: LONG,
      creator_id: robin.id,
      withUser: node.withUser,
      first_message_at: messages[0]?.createdAt,
      last_message_at: messages.at(-1)?.createdAt,
      inbound,
      outbound: MESSAGES - inbound,
      unread: node.unreadCount,
      average_response_minutes: node.averageResponseTime,
      sentiment: node.sentiment,
      outcomes: node.outcomes,
    });
    expect(topics.map(({ topic }) => topic)).toEqual(node.topics);
    for (const { topic, messages: told } of topics) {
      expect(told).toBe(
        messages.filter((one) => one.topics?.includes(topic)).length,
      );
    }
    expect(actions.map(({ action }) => action)).toEqual(node.actions);
    const scores = Map.groupBy(
      messages.filter(({ sentimentScore }) => sentimentScore != null),
      ({ createdAt }) => String(createdAt).slice(0, 10),
    );
    expect(trend.length).toBeGreaterThan(1);
    expect(trend.map(({ date }) => date)).toEqual([...scores.keys()]);
    for (const { date, sentiment_score } of trend) {
      const some = scores.get(date) ?? [];
      const sum = some.reduce((n, one) => n + (one.sentimentScore ?? NaN), 0);
      expect(sentiment_score).toBeCloseTo(sum / some.length, 4);
    }
  });

  it("need not be sent twice", async () => {
    const path = `${PATH}/${LONG}/profile`;
    const first = await robin.ask(path);
    await first.body?.cancel();
    const etag = first.headers.get("etag") ?? "";
    const again = await robin.ask(path, {
      headers: { "if-none-match": etag },
    });
    await again.body?.cancel();
    expect([first.status, again.status]).toEqual([200, 304]);
  });
});

describe("messages", () => {
  const list = (query: string) => get(`/${LONG}/messages${query}`, MessageList);

  it("come page by page, the latest first and each page oldest first", async () => {
    const all = await robin.messages(LONG);
    expect(idsOf({ messages: all })).toEqual(upTo(MESSAGES, MESSAGES));
  });

  it("come by offset, from where `before` leads on", async () => {
    for (const offset of [0, 1, 499, 500, 501, 1_000, 1_200]) {
      const found = await list(`?offset=${offset}&limit=7`);
      expect(idsOf(found)).toEqual(upTo(MESSAGES - offset, 7));
      const before = encodeURIComponent(found.next_before ?? "");
      expect(idsOf(await list(`?before=${before}&limit=2`)))
        .toEqual(upTo(MESSAGES - offset - 7, 2));
    }
  });

  it("end where there are no more", async () => {
    expect(await list("?offset=1230")).toMatchObject({
      messages: [{ id: "1" }, { id: "2" }, { id: "3" }, { id: "4" }],
      next_before: null,
    });
    for (const offset of [MESSAGES, 1_500, 10_000]) {
      expect(await list(`?offset=${offset}`))
        .toEqual({ messages: [], next_before: null });
    }
  });
});

describe("an offset", () => {
  it("has a bound, beyond which a cursor leads", async () => {
    await expectProblem(
      "?offset=10001",
      400,
      /^offset is a whole number from 0 to 10000; use cursor to go further\.$/,
    );
    await expectProblem(
      `/${LONG}/messages?offset=10001`,
      400,
      /^offset is .* use before to go further\.$/,
    );
    await expectProblem(`/${LONG}?offset=-1`, 400, /^offset is a whole number/);
  });

  it("is not given with a cursor", async () => {
    await expectProblem(
      "?offset=0&cursor=x",
      400,
      /^offset and cursor exclude each other: give one of them\.$/,
    );
    await expectProblem(
      `/${LONG}/messages?offset=5&before=1~x`,
      400,
      /^offset and before exclude each other/,
    );
  });
});
