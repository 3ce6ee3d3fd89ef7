import { beforeAll, describe, expect, it } from "vitest";
import { EvidenceMetric } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { listRoutes, pathOf } from "./routes.ts";
import { databaseWith, type Service, startService } from "./service.ts";

/**
 * Two creators in one service, whose chats and messages have the same ids: what
 * is not kept apart by account gets mixed up at once.
 */
interface Creator {
  account: Account;
  agent: Peer;
  /** What is in everything of this creator, and in nothing of the other. */
  mark: string;
  /** A chat that the other creator does not have. */
  ownChat: number;
}

const SHARED_CHAT = 1001;

let service: Service;
let robin: Creator;
let sam: Creator;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  service = await startService({ kvPath });
  robin = await creator("Robin", { mark: "red-kite", ownChat: 2001 });
  sam = await creator("Sam", { mark: "blue-wren", ownChat: 3001 });
});

/** A creator whose Agent has sent a snapshot with a bad record, and a delta. */
async function creator(
  name: string,
  { mark, ownChat }: { mark: string; ownChat: number },
): Promise<Creator> {
  const account = await Account.signIn(service, name);
  const agent = await account.agent(`Agent ${mark}`);
  const fan = (id: number) => ({
    ...chat(id),
    withUser: { id, name: `Fan of ${mark}` },
  });
  agent.send(snapshotFrame(
    [fan(SHARED_CHAT), fan(ownChat)],
    [
      message(1, SHARED_CHAT, `first ${mark}`),
      message(2, ownChat, `second ${mark}`),
      { id: 3, text: `without a chat ${mark}` },
    ],
  ));
  agent.send(deltaFrame(message(4, SHARED_CHAT, `third ${mark}`)));
  await account.settled(3);
  return { account, agent, mark, ownChat };
}

const pairs = [
  ["Robin", () => ({ own: robin, other: sam })],
  ["Sam", () => ({ own: sam, other: robin })],
] as const;

describe.each(pairs)("%s", (_, people) => {
  it.each(listRoutes().filter(({ kind }) => kind !== "socket"))(
    "finds nothing of the other at $pattern",
    async (route) => {
      const { own, other } = people();
      const ids = [SHARED_CHAT, other.ownChat, other.account.id].map(String);
      for (const id of ids) {
        const response = await own.account.ask(pathOf(route, id));
        const text = await response.text();
        expect(text).not.toContain(other.mark);
        expect(text).not.toContain(other.account.id);
      }
    },
  );

  it("finds nothing of the other behind a figure, in either form", async () => {
    const { own, other } = people();
    const needed: Record<string, string> = {
      topics: "topic=travel",
      funnel: "stage=session",
    };
    let isAny = false;
    for (const accept of ["application/json", "text/csv"]) {
      const ask = async (path: string) => {
        const address = `/api/v1/insights/${path}`;
        const answer = await own.account.ask(address, { headers: { accept } });
        const text = await answer.text();
        expect(text).not.toContain(other.mark);
        return { status: answer.status, text };
      };
      for (const metric of EvidenceMetric.options) {
        const path = `${metric}/evidence?limit=200&${needed[metric] ?? ""}`;
        const { status, text } = await ask(path);
        expect(status).toBe(200);
        isAny ||= text.includes(own.mark);
        await ask(`${path}&conversation_id=${other.ownChat}`);
      }
      await ask("spenders?limit=200");
      await ask("unanswered?limit=200");
    }
    expect(isAny).toBe(true);
    const priority = `conversations/${other.ownChat}/priority`;
    expect((await own.account.ask(`/api/v1/insights/${priority}`)).status)
      .toBe(404);
  });

  it("finds nothing of the other by searching, and no note", async () => {
    const { own, other } = people();
    const notes = `/api/v1/conversations/${SHARED_CHAT}/notes`;
    const noted = await own.account.ask(notes, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: `a note of ${own.mark}` }),
    });
    await noted.body?.cancel();
    const texts: string[] = [];
    for (const { mark } of [own, other]) {
      for (const path of [notes, `/api/v1/search?q=${mark}`]) {
        const text = await (await own.account.ask(path)).text();
        expect(text).not.toContain(other.mark);
        texts.push(text);
      }
    }
    expect(texts[0]).toContain(`a note of ${own.mark}`);
    expect(texts[1]).toContain(`first ${own.mark}`);
    expect(texts[3]).toContain('"hits":[]');
  });

  it("finds all that is one's own", async () => {
    const { own } = people();
    const { conversations, messages } = await own.account.dump();
    expect(conversations.map(({ conversationId }) => conversationId))
      .toEqual([SHARED_CHAT, own.ownChat].map(String));
    const texts = Object.values(messages).flat().map(({ text }) => text);
    expect(texts.sort()).toEqual(
      ["first", "second", "third"].map((word) => `${word} ${own.mark}`),
    );
    for (const path of ["/inbox", "/settings"]) {
      const page = await own.account.ask(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(own.mark);
    }
    expect(await own.account.quarantine()).toEqual({
      total: 1,
      codes: ["no_chat"],
    });
  });

  it("does not find the other's chat", async () => {
    const { own, other } = people();
    const path = `/api/v1/conversations/${other.ownChat}`;
    for (const part of ["", "/messages", "/entities"]) {
      expect((await own.account.ask(path + part)).status).toBe(404);
    }
  });
});

describe.each(pairs)("%s, connected,", (_, people) => {
  it("hears on no socket of what the other does", async () => {
    const { own, other } = people();
    await using dashboard = own.account.dashboard();
    const { analytics } = await dashboard.next("full_sync_response");
    expect(analytics.totals?.conversations).toBe(2);

    const id = own.ownChat;
    const timestamp = new Date().toISOString();
    const heard = own.agent.frames.length;
    for (const { agent, mark } of [other, own]) {
      agent.send({
        type: "online_users_update",
        payload: { user_ids: [`${mark}-is-online`], timestamp },
      });
      agent.send(deltaFrame(message(id, SHARED_CHAT, `live ${mark}`)));
      await agent.next("ingest_ack");
      await agent.next("ingest_ack");
    }
    await dashboard.next(
      "append_message",
      ({ messages }) => messages[0]?.text === `live ${own.mark}`,
    );
    await dashboard.next("analytics_update");

    const told = JSON.stringify([
      dashboard.frames,
      own.agent.frames.slice(heard),
    ]);
    expect(told).toContain(`${own.mark}-is-online`);
    expect(told).not.toContain(other.mark);
  });
});
