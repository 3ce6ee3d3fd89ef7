import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Account, connectAgent, type Pairing } from "./account.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { type Service, startService } from "./service.ts";

const MiB = 1024 * 1024;

let service: Service;
let owner: Account;
let pairing: Pairing;
/** Watches all the time: nothing must reach it that changes what it shows. */
let dashboard: Peer;

beforeAll(async () => {
  service = await startService();
  owner = await Account.signIn(service);
  pairing = await owner.pair();
  await using agent = await connectAgent(pairing);
  agent.send(snapshotFrame(
    [chat(1), chat(2)],
    [message(1, 1), message(2, 1), message(3, 2)],
  ));
  agent.send(deltaFrame(message(4, 2), { event_id: "known" }));
  await owner.settled(4);
  dashboard = owner.dashboard();
  await dashboard.next("full_sync_response");
});

afterAll(() => dashboard?.close());

/** Everything that the service holds of the account, as it shows it. */
async function everything() {
  const { analytics, graph, revision } = await owner.fullSync();
  const { range: _, priorityScores: __, ...figures } = analytics;
  const quarantine = await owner.quarantine();
  return { ...await owner.dump(), figures, graph, revision, quarantine };
}

/** Runs `work` and expects that nothing is stored, counted or shown by it. */
async function expectNoChange(work: () => Promise<void>): Promise<void> {
  const before = await everything();
  const shown = dashboard.frames.length;
  await work();
  expect(await everything()).toEqual(before);
  const told = dashboard.frames.slice(shown);
  expect(told.filter(({ type }) => type !== "system_status")).toEqual([]);
}

/** Shows that a connection is still good, by sending what is known already. */
async function expectAlive(agent: Peer): Promise<void> {
  agent.send(deltaFrame(message(4, 2), { event_id: "known", seq: 99 }));
  expect(await agent.next("ingest_ack")).toEqual({
    event_id: "known",
    seq: 99,
    status: "duplicate",
  });
}

const good = message(50, 1);

describe("a frame that cannot be read", () => {
  const frames: [string, unknown, code: string, detail: RegExp][] = [
    ["no JSON", "this is no JSON", "invalid_json", /JSON/],
    ["cut-off JSON", '{"type":"keepalive","payl', "invalid_json", /JSON/],
    ["nothing", "", "invalid_json", /JSON/],
    ["bytes", new Blob([new Uint8Array(8)]), "invalid_json", /binary/],
    ["a list", [], "validation_error", /frame/],
    ["null", "null", "validation_error", /frame/],
    ["no type", { payload: {} }, "validation_error", /type/],
    ["a wrong type", { type: "chat", payload: {} }, "validation_error", /type/],
    ["a dashboard's frame", resume(1), "validation_error", /type/],
    ["no payload", { type: "cache_update" }, "validation_error", /payload/],
    ["no message", deltaFrame(undefined), "validation_error", /message/],
    ["no id", delta({ id: undefined }), "validation_error", /message\.id/],
    ["an empty id", delta({ id: "" }), "validation_error", /message\.id/],
    ["a broken id", delta({ id: 1.5 }), "validation_error", /message\.id/],
    ["a long id", delta({ id: "x".repeat(129) }), "validation_error", /\.id/],
    [
      "a bad date",
      delta({ createdAt: "31 Feb" }),
      "validation_error",
      /message\.createdAt: not a date/,
    ],
    [
      "a day that no calendar has",
      delta({ createdAt: "2025-02-30T12:00:00Z" }),
      "validation_error",
      /message\.createdAt/,
    ],
    ["a number as text", delta({ text: 7 }), "validation_error", /\.text/],
    ["a list as chat", delta({ chat_id: [1] }), "validation_error", /chat_id/],
    ["a wrong flag", delta({ isTip: "no" }), "validation_error", /isTip/],
    [
      "a negative seq",
      deltaFrame(good, { seq: -1 }),
      "validation_error",
      /payload\.seq/,
    ],
    [
      "chats that are no list",
      { type: "cache_update", payload: { chats: {}, messages: [] } },
      "validation_error",
      /payload\.chats/,
    ],
    [
      "a part without a snapshot",
      part(0, 1, {}),
      "validation_error",
      /./,
    ],
    ["a part beyond the last", part(3, 3), "validation_error", /below total/],
    ["a part before the first", part(-1, 3), "validation_error", /part\.index/],
    ["a part of nothing", part(0, 0), "validation_error", /part/],
    ["half a part", part(0.5, 2), "validation_error", /part\.index/],
    [
      "presence without a date",
      { type: "online_users_update", payload: { user_ids: [1] } },
      "validation_error",
      /payload\.timestamp/,
    ],
  ];

  it.each(frames)(
    "(%s) is answered with an error, and changes nothing",
    async (_, frame, code, detail) => {
      await expectNoChange(async () => {
        await using agent = await connectAgent(pairing);
        agent.send(frame);
        expect(await agent.next("system_error")).toMatchObject({
          code,
          detail: expect.stringMatching(detail),
        });
        await expectAlive(agent);
      });
    },
  );

  it("may come nineteen times a minute; the twentieth closes (4400)", async () => {
    await expectNoChange(async () => {
      const agent = await connectAgent(pairing);
      for (let i = 1; i < 20; i++) agent.send(i % 2 ? "no JSON" : []);
      await expectAlive(agent);
      agent.send("no JSON");
      // What comes in the same breath as the last straw is not read any more.
      agent.send(deltaFrame(good));
      expect(await agent.closing()).toMatchObject({ code: 4400 });
      const errors = agent.frames.filter(({ type }) => type === "system_error");
      expect(errors).toHaveLength(20);
    });
  });
});

describe("a frame that is too large", () => {
  const keepalive = (bytes: number) => {
    const frame = { type: "keepalive", payload: { padding: "" } };
    frame.payload.padding = "x".repeat(bytes - JSON.stringify(frame).length);
    return frame;
  };

  it("closes with 4413 and says to send parts", async () => {
    await expectNoChange(async () => {
      const agent = await connectAgent(pairing);
      agent.send(keepalive(32 * MiB + 1));
      expect(await agent.closing()).toEqual({
        code: 4413,
        reason: expect.stringMatching(/32 MiB.*parts/),
      });
    });
  });

  it("is one of more than 32 MiB", async () => {
    await expectNoChange(async () => {
      await using agent = await connectAgent(pairing);
      agent.send(keepalive(32 * MiB));
      await expectAlive(agent);
    });
  });
});

describe("a snapshot in parts that do not fit together", () => {
  it("is refused where the number of parts changes", async () => {
    await expectNoChange(async () => {
      await using agent = await connectAgent(pairing);
      agent.send(part(0, 3));
      expect(await agent.next("ingest_ack")).toMatchObject({
        snapshot_id: "parts",
        part: { index: 0, total: 3 },
        status: "committed",
      });
      agent.send(part(1, 4));
      expect(await agent.next("system_error")).toMatchObject({
        code: "snapshot_mismatch",
        detail: expect.stringContaining("3 parts, not 4"),
      });
      agent.send(part(0, 3));
      expect(await agent.next("ingest_ack")).toMatchObject({
        status: "duplicate",
      });
    });
  });
});

describe("a second Agent", () => {
  it("takes the place of the first, which is closed with 4409", async () => {
    await expectNoChange(async () => {
      const first = await connectAgent(pairing);
      await using second = await connectAgent(pairing);
      expect(await first.closing()).toMatchObject({ code: 4409 });
      await expectAlive(second);
    });
  });
});

describe("a dashboard's bad frame", () => {
  const frames: [string, unknown, code: string][] = [
    ["no JSON", "this is no JSON", "invalid_json"],
    ["bytes", new Blob([new Uint8Array(8)]), "invalid_json"],
    ["a wrong type", { type: "chat", payload: {} }, "validation_error"],
    ["an Agent's message", deltaFrame(good), "validation_error"],
    ["an Agent's snapshot", snapshotFrame([], []), "validation_error"],
    ["no revision", { type: "resume", payload: {} }, "validation_error"],
    ["a negative revision", resume(-1), "validation_error"],
    ["a revision in words", resume("one"), "validation_error"],
  ];

  it.each(frames)(
    "(%s) is answered with an error, and changes nothing",
    async (_, frame, code) => {
      await expectNoChange(async () => {
        await using bridge = owner.dashboard();
        const { revision } = await bridge.next("full_sync_response");
        bridge.send(frame);
        expect(await bridge.next("system_error")).toMatchObject({ code });
        bridge.send(resume(Number(revision) + 1));
        await bridge.next("full_sync_response");
      });
    },
  );

  it("closes with 4400 the twentieth time, and with 4413 over 64 KiB", async () => {
    await expectNoChange(async () => {
      const rude = owner.dashboard();
      await rude.next("full_sync_response");
      for (let i = 0; i < 20; i++) rude.send("no JSON");
      expect(await rude.closing()).toMatchObject({ code: 4400 });

      const large = owner.dashboard();
      await large.next("full_sync_response");
      large.send(" ".repeat(64 * 1024 + 1));
      expect(await large.closing()).toMatchObject({ code: 4413 });
    });
  });
});

function delta(change: Record<string, unknown>) {
  return deltaFrame({ ...good, ...change });
}

function resume(since: unknown) {
  return { type: "resume", payload: { since } };
}

/** A part of a snapshot that would add a message. */
function part(
  index: number,
  total: number,
  name: { snapshot_id?: string } = { snapshot_id: "parts" },
) {
  const { type, payload } = snapshotFrame([], [good]);
  return { type, payload: { ...payload, ...name, part: { index, total } } };
}
