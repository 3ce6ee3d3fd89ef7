import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import { Random } from "@/lib/demo/random.ts";
import { Account } from "./account.ts";
import { isOfType, type Peer } from "./peer.ts";
import { chat, message, snapshotFrame, type WireMessage } from "./records.ts";
import { databaseWith, type Service, startService } from "./service.ts";

/**
 * The same creator's data, sent by three generations of Agents: one that knows
 * only version 1.1, the current client, and one that makes use of everything
 * that the protocol offers. All must come to the same.
 */
const SEED = 7_411;
const CHATS = [11, 12, 13, 14, 15, 16];
const MINUTE_MS = 60_000;

type Edited = WireMessage & { changedAt?: string };

/** What happens, in the order in which it happens. */
interface Story {
  before: Edited[];
  snapshot: { chats: ReturnType<typeof chat>[]; messages: Edited[] };
  during: Edited[];
  after: Edited[];
}

function tellStory(random: Random): Story {
  const inChat = (id: number) => message(id, random.pick(CHATS));
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => inChat(from + i));
  const [overtaken, outdated] = [inChat(1), inChat(2)];
  const [corrected, rewritten] = [inChat(3), inChat(4)];
  const late = some(401, 40);
  const live = some(501, 40);
  return {
    before: [
      ...some(301, 20),
      // The snapshot has this one as it was before.
      changed(overtaken, "changed before the snapshot", 5),
      // The snapshot has a later version of this one.
      changed(outdated, "outdated", 1),
    ],
    snapshot: {
      chats: CHATS.map((id) => ({
        ...chat(id),
        unreadMessagesCount: random.int(0, 5),
      })),
      messages: random.shuffle([
        overtaken,
        changed(outdated, "changed in the snapshot", 2),
        corrected,
        rewritten,
        ...some(5, 296),
        // What happens while a snapshot is made is often in both.
        ...late.slice(0, 10),
      ]),
    },
    during: [...late, { ...corrected, text: "changed during the snapshot" }],
    after: [
      ...live.slice(0, 20),
      { ...rewritten, text: "changed after the snapshot" },
      { ...rewritten, text: "changed once more" },
      ...live.slice(20),
    ],
  };
}

/** A later version of a message; a greater `version` is later. */
function changed(one: WireMessage, text: string, version: number): Edited {
  const at = Date.parse(one.createdAt) + version * MINUTE_MS;
  return { ...one, text, changedAt: new Date(at).toISOString() };
}

const story = tellStory(new Random(SEED));
const MESSAGES = 300 + 20 + 40 + 40;

/** As version 1.1 spells a message, with nothing that is newer. */
function spelledLikeV1({ createdAt, ...rest }: Edited) {
  return { ...rest, created_at: createdAt };
}

/** As the current Agent spells it: identities are strings. */
function spelledToday({ id, chat_id, fromUser, ...rest }: Edited) {
  return {
    ...rest,
    id: String(id),
    chat_id: String(chat_id),
    fromUser: { ...fromUser, id: String(fromUser.id) },
  };
}

async function untilRealtime(agent: Peer): Promise<void> {
  await agent.next("system_status", ({ status }) => status === "REALTIME");
}

/** Knows one snapshot frame, messages and keepalive, and waits for no answer. */
async function sendLikeV1(agent: Peer): Promise<void> {
  const send = (type: string, payload: unknown) =>
    agent.send({ type, payload });
  const delta = (one: Edited) =>
    send("new_raw_message", { message: spelledLikeV1(one) });
  send("keepalive", {});
  story.before.forEach(delta);
  const { chats, messages } = story.snapshot;
  send("cache_update", {
    chats: chats.map(({ unreadMessagesCount, ...rest }) => ({
      ...rest,
      unread_count: unreadMessagesCount,
      last_message: messages.filter(({ chat_id }) => chat_id === rest.id)
        .map(spelledLikeV1)[0],
    })),
    messages: messages.map(spelledLikeV1),
  });
  send("keepalive", { timestamp: 1_762_605_296 });
  story.during.forEach(delta);
  await untilRealtime(agent);
  story.after.forEach(delta);
  send("keepalive", { timestamp: "2025-11-08T12:34:56Z" });
}

/** The client of this repository, which cuts the snapshot into parts. */
async function sendLikeClient(owner: Account): Promise<AgentClient> {
  const { ws_url: url, token } = await owner.pair();
  const client = new AgentClient({ url, token, maxPartBytes: 8 * 1024 });
  client.connect();
  const send = (messages: Edited[]) =>
    Promise.all(messages.map((one) => client.send(spelledToday(one))));
  await send(story.before);
  const { chats, messages } = story.snapshot;
  await Promise.all([
    client.sendSnapshot(() => ({
      chats,
      messages: messages.map(spelledToday),
    })),
    send(story.during),
  ]);
  await send(story.after);
  return client;
}

/** Sends deltas between the parts of its snapshot, and some things twice. */
async function sendEverything(agent: Peer): Promise<void> {
  let seq = 0;
  const delta = (one: Edited) => {
    seq++;
    const payload = { message: spelledToday(one), event_id: `e${seq}`, seq };
    agent.send({ type: "new_raw_message", payload });
    if (seq % 7 === 0) agent.send({ type: "new_raw_message", payload });
  };
  story.before.forEach(delta);
  const { chats, messages } = story.snapshot;
  const total = 10;
  const size = Math.ceil(messages.length / total);
  const often = Math.ceil(story.during.length / (total - 1));
  for (let index = 0; index < total; index++) {
    const { type, payload } = snapshotFrame(
      index === 0 ? chats : [],
      messages.slice(index * size, (index + 1) * size).map(spelledToday),
    );
    const part = { index, total };
    agent.send({ type, payload: { ...payload, snapshot_id: "s1", part } });
    story.during.slice(index * often, (index + 1) * often).forEach(delta);
  }
  await untilRealtime(agent);
  story.after.forEach(delta);
}

let service: Service;
let old: Account;
let current: Account;
let thorough: Account;
let oldAgent: Peer;
let thoroughAgent: Peer;
let client: AgentClient;

beforeAll(async () => {
  const kvPath = await databaseWith("Old", "Current", "Thorough");
  service = await startService({ kvPath });
  old = await Account.signIn(service, "Old");
  current = await Account.signIn(service, "Current");
  thorough = await Account.signIn(service, "Thorough");
  [oldAgent, thoroughAgent] = [await old.agent(), await thorough.agent()];
  await sendLikeV1(oldAgent);
  client = await sendLikeClient(current);
  await sendEverything(thoroughAgent);
});

afterAll(async () => {
  await client?.close(AbortSignal.abort());
  await oldAgent?.close();
  await thoroughAgent?.close();
});

/** All that is stored, in one spelling; and the figures made of it. */
async function stored(owner: Account) {
  const { conversations, messages } = await owner.settled(MESSAGES);
  const { analytics, graph } = await owner.fullSync();
  const { range: _, priorityScores: __, ...figures } = analytics;
  const inOneSpelling = (one: unknown) =>
    JSON.parse(JSON.stringify(
      one,
      (key, value) => key === "created_at" ? undefined : value,
    ));
  return inOneSpelling({ conversations, messages, figures, graph });
}

describe("an Agent that knows only version 1.1", () => {
  it("gets no errors", () => {
    const types = new Set(oldAgent.frames.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      "connection_ack",
      "ingest_ack",
      "sync_required",
      "system_status",
    ]);
    const refused = oldAgent.frames.filter((frame) =>
      isOfType(frame, "ingest_ack") && frame.payload.status !== "committed"
    );
    expect(refused).toEqual([]);
  });

  it("stores each message as its latest version has it, snapshot or not", async () => {
    const { messages } = await old.settled(MESSAGES);
    const texts = new Map<string, unknown>(
      Object.values(messages).flat().map(({ id, text }) => [id, text]),
    );
    expect(texts.size).toBe(MESSAGES);
    expect(["1", "2", "3", "4"].map((id) => texts.get(id))).toEqual([
      "changed before the snapshot",
      "changed in the snapshot",
      "changed during the snapshot",
      "changed once more",
    ]);
  });

  it("comes to the same as the current client", async () => {
    expect(await stored(old)).toEqual(await stored(current));
  });

  it("comes to the same as one that sends deltas between parts, and twice", async () => {
    expect(await stored(old)).toEqual(await stored(thorough));
  });

  it("has dates in its own spelling kept, and read alike", async () => {
    const messages = Object.values((await old.dump()).messages).flat();
    for (const { created_at, createdAt } of messages) {
      expect(createdAt).toBe(created_at);
    }
  });
});
