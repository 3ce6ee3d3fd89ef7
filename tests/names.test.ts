import { beforeAll, describe, expect, it } from "vitest";
import { EntityCount } from "@/lib/models/mod.ts";
import { z } from "zod";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { databaseWith, startService } from "./service.ts";

const Entities = z.object({ entities: z.array(EntityCount) });

let account: Account;
let agent: Peer;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin");
  const service = await startService({ kvPath });
  account = await Account.signIn(service, "Robin");
  agent = await account.agent();
  agent.send(snapshotFrame([chat(1001), chat(1002)], [
    message(1, 1001, "I'm going to Lisbon with Maria next week"),
    message(2, 1002, "we met at the station, it was raining all day"),
  ]));
  await account.settled(2);
});

/** Names with how many messages hold them. */
async function named(path: string): Promise<Record<string, number>> {
  const response = await account.ask(path);
  expect(response.status).toBe(200);
  const { entities } = Entities.parse(await response.json());
  return Object.fromEntries(
    entities.map(({ kind, name, messages }) => [`${kind} ${name}`, messages]),
  );
}

/** Waits until a path names just these. */
async function expectNamed(
  path: string,
  expected: Record<string, number>,
): Promise<void> {
  const wanted = JSON.stringify(Object.entries(expected).sort());
  await eventually(
    `${path} to name ${wanted}`,
    async () =>
      JSON.stringify(Object.entries(await named(path)).sort()) === wanted,
  );
}

describe("names that messages mention", () => {
  it("are found in a snapshot, in the background", async () => {
    await expectNamed("/api/v1/entities", {
      "place Lisbon": 1,
      "person Maria": 1,
    });
    await expectNamed("/api/v1/conversations/1002/entities", {});
  });

  it("follow messages that come, change and move", async () => {
    agent.send(deltaFrame(message(3, 1002, "flying to Lisbon on Friday!")));
    await expectNamed("/api/v1/entities", {
      "place Lisbon": 2,
      "person Maria": 1,
    });
    await expectNamed("/api/v1/conversations/1002/entities", {
      "place Lisbon": 1,
    });
    agent.send(deltaFrame({
      ...message(1, 1001, "I'm staying at home with Maria next week"),
      changedAt: new Date().toISOString(),
    }));
    await expectNamed("/api/v1/entities", {
      "place Lisbon": 1,
      "person Maria": 1,
    });
    await expectNamed("/api/v1/entities?kind=place", { "place Lisbon": 1 });
  });

  it("are part of what is said of a message, with the reasons", async () => {
    agent.send(deltaFrame(message(4, 1002, "Lisbon was not nice at all")));
    await account.settled(4);
    const path = "/api/v1/conversations/1002/messages/4/enrichment";
    const explained = await (await account.ask(path)).json();
    expect(explained).toMatchObject({ topics: expect.any(Array) });
    expect(explained.sentiment).toBeLessThan(0);
    expect(explained.words.map(({ word }: { word: string }) => word))
      .toContain("nice");
    const other = "/api/v1/conversations/1001/messages/4/enrichment";
    expect((await account.ask(other)).status).toBe(404);
  });

  it("are asked for within limits", async () => {
    for (const query of ["kind=planet", "limit=0", "limit=201"]) {
      const response = await account.ask(`/api/v1/entities?${query}`);
      expect(response.status).toBe(400);
      expect((await response.json()).detail).toMatch(
        /^(kind is one of person, place, .*|limit is .* from 1 to 200)\.$/,
      );
    }
  });
});
