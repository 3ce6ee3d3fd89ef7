import { beforeAll, describe, expect, it } from "vitest";
import type { FullSyncResponse } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { isOfType, Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { startService } from "./service.ts";

const CHATS = 510;
const LONG_TEXT = "A long story 😀 ".repeat(30);

let owner: Account;
let agent: Peer;

beforeAll(async () => {
  owner = await Account.signIn(await startService());
  agent = await owner.agent();
  const ids = Array.from({ length: CHATS }, (_, i) => 1_000 + i);
  agent.send(snapshotFrame(
    ids.map((id) => ({ ...chat(id), unreadMessagesCount: id % 3 })),
    ids.flatMap((id, i) => [
      message(2 * i + 1, id, LONG_TEXT),
      message(2 * i + 2, id, LONG_TEXT),
    ]),
  ));
  await owner.settled(2 * CHATS);
  return () => agent.close();
});

/** A dashboard whose address has this query. */
function dashboard(query: string): Peer {
  const { origin, cookie, id } = owner;
  const url = `${origin}/ws/frontend/${id}${query}`;
  return Peer.dashboard(url, { cookie, origin });
}

/** All parts of the full sync that a dashboard starts with. */
async function partsOf(peer: Peer): Promise<FullSyncResponse[]> {
  const parts: FullSyncResponse[] = [];
  for (;;) {
    const part = await peer.next("full_sync_response");
    parts.push(part);
    if (parts.length === part.part?.total) return parts;
  }
}

const rowsOf = (parts: readonly FullSyncResponse[]) =>
  parts.flatMap(({ conversations }) => conversations);

describe("a dashboard's full sync", () => {
  it.each(["", "?sync=full", "?sync=everything", "?sync="])(
    "has whole conversations in parts of 50: %j",
    async (query) => {
      await using peer = dashboard(query);
      const parts = await partsOf(peer);
      expect(parts).toHaveLength(11);
      for (const { messages, lastMessage } of rowsOf(parts)) {
        expect(messages).toEqual([lastMessage]);
      }
      const { priorityScores } = parts[0]?.analytics ?? {};
      expect(Object.keys(priorityScores ?? {})).toHaveLength(50);
    },
  );

  it("has all conversations as a list shows them: ?sync=list", async () => {
    await using full = dashboard("");
    await using list = dashboard("?sync=list");
    const [whole, short] = [await partsOf(full), await partsOf(list)];
    expect(short.map(({ conversations }) => conversations.length))
      .toEqual([500, 10]);
    expect(new Set(short.map(({ revision }) => revision)))
      .toEqual(new Set([whole[0]?.revision]));
    const nodes = rowsOf(whole);
    for (const [i, row] of rowsOf(short).entries()) {
      const node = nodes[i];
      expect(row).toMatchObject({
        conversationId: node?.conversationId,
        unreadCount: node?.unreadCount,
        waitingSince: node?.waitingSince,
        creatorId: node?.creatorId,
        spent: 0,
        messages: [],
      });
      expect([...row.lastMessage?.text ?? ""]).toHaveLength(160);
    }
    const { analytics } = short[0] ?? {};
    expect(short[1]?.analytics).toEqual(analytics);
    expect(analytics).toEqual({
      ...whole[0]?.analytics,
      priorityScores: {},
      unreadCounts: {},
    });
  });

  it("has figures only: ?sync=figures", async () => {
    await using peer = dashboard("?sync=figures");
    const [only, ...others] = await partsOf(peer);
    expect(others).toEqual([]);
    expect(only?.conversations).toEqual([]);
    expect(only?.analytics.totals)
      .toEqual({ conversations: CHATS, messages: 2 * CHATS, unanswered: 0 });
  });

  it("comes before the same frames, whatever it holds", async () => {
    const peers = ["", "?sync=list", "?sync=figures"].map(dashboard);
    for (const peer of peers) await partsOf(peer);
    agent.send(deltaFrame(message(9_001, 1_007, LONG_TEXT)));
    const told: unknown[] = [];
    let revision = 0;
    for (const peer of peers) {
      const { priorityScore: _, ...frame } = await peer.next("append_message");
      told.push(frame);
      revision = frame.revision ?? 0;
      await peer.close();
    }
    expect(told[0]).toMatchObject({
      conversationId: "1007",
      messages: [{ text: LONG_TEXT }],
    });
    expect(told).toEqual([told[0], told[0], told[0]]);

    // What is known goes on from there, without a full sync.
    await using again = dashboard(`?sync=list&since=${revision - 1}`);
    expect(await again.next("append_message")).toMatchObject({
      conversationId: "1007",
      revision,
    });
    expect(again.frames.some((one) => isOfType(one, "full_sync_response")))
      .toBe(false);
  });
});
