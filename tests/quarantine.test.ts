import { beforeAll, describe, expect, it } from "vitest";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";
import { startService } from "./service.ts";

const KiB = 1024;

let owner: Account;
let agent: Peer;

beforeAll(async () => {
  owner = await Account.signIn(await startService());
  agent = await owner.agent();
  agent.send(snapshotFrame([chat(1)], [message(1, 1), message(2, 1)]));
  await owner.settled(2);
});

/** Records that cannot be processed, and why. */
const BAD: [string, record: unknown, code: string][] = [
  ["names no chat", { id: 90, text: "Where?" }, "no_chat"],
  ["names no author", { id: 91, chat_id: 1, text: "Who?" }, "no_author"],
  [
    "is larger than 256 KiB",
    message(92, 1, "x".repeat(257 * KiB)),
    "record_too_large",
  ],
];
/** Records that are no messages at all. */
const INVALID: [string, record: unknown][] = [
  ["is no object", "hello"],
  ["has no id", { chat_id: 1, text: "I am nobody", is_inbound: true }],
  ["has a bad date", { ...message(93, 1), createdAt: "yesterday" }],
  ["has a number as text", { ...message(94, 1), text: 7 }],
];

describe("a message of its own", () => {
  it.each(BAD)("that %s is set aside", async (_, record, code) => {
    const before = await owner.dump();
    const { total } = await owner.quarantine();
    agent.send(deltaFrame(record, { event_id: code, seq: 1 }));
    expect(await agent.next("ingest_ack", ({ seq }) => seq === 1)).toEqual({
      event_id: code,
      seq: 1,
      status: "quarantined",
      code,
    });
    const after = await owner.quarantine();
    expect(after.total).toBe(total + 1);
    expect(after.codes[0]).toBe(code);
    expect(await owner.dump()).toEqual(before);
  });

  it("is stored up to 256 KiB", async () => {
    const stored = (await owner.messages("1")).length;
    const text = `${"long ".repeat(50 * KiB)}end`;
    agent.send(deltaFrame(message(101, 1, text), { seq: 2 }));
    expect(await agent.next("ingest_ack", ({ seq }) => seq === 2))
      .toMatchObject({ status: "committed" });
    const { messages } = await owner.settled(stored + 1);
    expect(messages["1"]?.at(-1)?.text).toBe(text);
  });
});

describe("bad records inside a snapshot", () => {
  it("are set aside one by one, and the rest is processed", async () => {
    const records = [
      ...BAD.map(([, record]) => record),
      ...INVALID.map(([, record]) => record),
    ];
    const codes = [
      ...BAD.map(([, , code]) => code),
      ...INVALID.map(() => "invalid_record"),
    ];
    const before = await owner.dump();
    const { total } = await owner.quarantine();
    const stored = Object.values(before.messages).flat().length;

    agent.send({
      type: "cache_update",
      payload: {
        chats: [chat(1), { name: "a chat without an id" }, chat(2)],
        messages: [message(201, 2), ...records, message(202, 2)],
        snapshot_id: "mixed",
        part: { index: 0, total: 1 },
      },
    });
    const bad = records.length + 1;
    expect(
      await agent.next(
        "ingest_ack",
        ({ snapshot_id }) => snapshot_id === "mixed",
      ),
    )
      .toEqual({
        snapshot_id: "mixed",
        part: { index: 0, total: 1 },
        status: "committed",
        code: `quarantined:${bad}`,
      });

    const after = await owner.settled(stored + 2);
    expect(after.messages["1"]).toEqual(before.messages["1"]);
    expect(after.messages["2"]?.map(({ id }) => id)).toEqual(["201", "202"]);
    const quarantine = await owner.quarantine();
    expect(quarantine.total).toBe(total + bad);
    expect(quarantine.codes.slice(0, bad).sort())
      .toEqual([...codes, "invalid_record"].sort());
  });

  it("are bad inside a chat, too", async () => {
    const { total } = await owner.quarantine();
    const listed = (id: number) => ({
      id,
      text: "listed",
      is_inbound: true,
      createdAt: message(id, 3).createdAt,
    });
    agent.send(snapshotFrame([{
      ...chat(3),
      messages: [listed(301), { text: "no id" }],
      last_message: listed(302),
    }], []));
    const messages = await eventually("the chat's messages", async () => {
      const messages = await owner.messages("3");
      return messages.length > 0 && messages;
    });
    expect(messages.map(({ id }) => id)).toEqual(["301", "302"]);
    expect((await owner.quarantine()).total).toBe(total + 1);
  });
});

describe("Settings", () => {
  it("lists what was set aside with its reason and content, harmlessly", async () => {
    const nasty = "<script>alert(1)</script>";
    agent.send(deltaFrame({ id: 95, text: nasty }, { seq: 3 }));
    await agent.next("ingest_ack", ({ seq }) => seq === 3);
    const html = await (await owner.ask("/settings")).text();
    expect(html).toContain("The message names no chat");
    expect(html).toContain("&lt;script>alert(1)&lt;/script>");
    expect(html).not.toContain(nasty);
  });
});
