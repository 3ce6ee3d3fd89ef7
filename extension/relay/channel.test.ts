import { describe, expect, it } from "vitest";
import type { Relayed, SeenData, WireResult } from "../messages.ts";
import {
  type FromPage,
  MAX_BODY_BYTES,
  orderText,
  resultText,
  seenText,
} from "../page/envelope.ts";
import { Hmac } from "../page/hmac.ts";
import { testCore } from "../page/testing.ts";
import { PageChannel } from "./channel.ts";
import { bytesOf } from "./hex.ts";

const KEY = "0123456789abcdef".repeat(4);
const OTHER_KEY = "fedcba9876543210".repeat(4);
const SEEN: SeenData = {
  url: "https://site.example/api2/v2/chats",
  status: 200,
  body: '{"list":["ü👋🏽"]}',
  at: 1_700_000_000_000,
  epoch: 2,
};
const core = testCore();

/** The code that the hook gives to a text. */
function macOf(text: string, key = KEY): string {
  const hmac = new Hmac(key, core.memory);
  const bytes = core.encode(text);
  hmac.begin();
  hmac.update(bytes, 0, bytes.length);
  return hmac.end();
}

function seen(n: number, data = SEEN, key = KEY): FromPage {
  return {
    type: "_OF_FORWARDER_",
    payload: { event: "fetch", data },
    n,
    mac: macOf(seenText(n, "fetch", data), key),
  };
}

function result(n: number, payload: WireResult): FromPage {
  const mac = macOf(resultText(n, payload));
  return { type: "_OF_RESULT_", payload, n, mac };
}

/** What a channel believes of some messages. */
async function believed(...messages: unknown[]) {
  const channel = new PageChannel(bytesOf(KEY));
  const all: Relayed[] = [];
  for (const message of messages) {
    channel.take(message, (relayed) => all.push(relayed));
  }
  await channel.idle;
  return { all, lost: channel.lost };
}

describe("the relay's side of the page's channel", () => {
  it("believes what the hook has signed, in order", async () => {
    const failed: WireResult = {
      command_id: "c",
      status: "failed",
      detail: "No.",
    };
    const { all } = await believed(
      seen(1),
      seen(2, { ...SEEN, begins: 3 }),
      result(3, failed),
    );
    expect(all).toEqual([
      { kind: "seen", event: "fetch", data: SEEN },
      { kind: "seen", event: "fetch", data: { ...SEEN, begins: 3 } },
      { kind: "result", result: failed },
    ]);
  });

  it("believes nothing that was signed with another key", async () => {
    const { all } = await believed(seen(1, SEEN, OTHER_KEY), seen(2));
    expect(all).toHaveLength(1);
  });

  it("believes no message twice, and none that comes too late", async () => {
    const { all } = await believed(seen(2), seen(2), seen(1), seen(3));
    expect(all).toHaveLength(2);
  });

  it.each<[string, Partial<SeenData>]>([
    ["url", { url: "https://evil.example/" }],
    ["status", { status: 500 }],
    ["body", { body: "{}" }],
    ["at", { at: 1 }],
    ["epoch", { epoch: 3 }],
    ["begins", { begins: 3 }],
  ])("notices another %s", async (_, change) => {
    const message = seen(1);
    const payload = { event: "fetch", data: { ...SEEN, ...change } };
    expect((await believed({ ...message, payload })).all).toEqual([]);
  });

  it("notices another number, way, type or command", async () => {
    const { all } = await believed(
      { ...seen(1), n: 2 },
      { ...seen(1), payload: { event: "xhr", data: SEEN } },
      { ...seen(1), type: "_OF_RESULT_" },
      {
        ...result(1, { command_id: "c", status: "failed" }),
        payload: { command_id: "d", status: "failed" },
      },
    );
    expect(all).toEqual([]);
  });

  it.each([
    null,
    "text",
    {},
    { type: "_OF_FORWARDER_" },
    { ...seen(1), mac: 1 },
    { ...seen(1), mac: "" },
    { ...seen(1), mac: seen(1).mac.toUpperCase() },
    { ...seen(1), n: "1" },
    { ...seen(1), n: NaN },
    { ...seen(1), payload: null },
    seen(1, { ...SEEN, body: "x".repeat(MAX_BODY_BYTES + 1) }),
  ])("leaves alone what is no message: %#", async (message) => {
    expect((await believed(message)).all).toEqual([]);
  });

  it("passes on only what was signed", async () => {
    const message = seen(1);
    const data = { ...SEEN, creator: "666" };
    const { all } = await believed({
      ...message,
      payload: { event: "fetch", data, more: 1 },
      extra: 2,
    });
    expect(all).toEqual([{ kind: "seen", event: "fetch", data: SEEN }]);
  });

  it("counts the messages that the hook has dropped", async () => {
    const { lost } = await believed(seen(3), seen(4), seen(10));
    expect(lost).toBe(2 + 5);
  });

  it("goes on after a flood of messages that are not true", async () => {
    const body = "x".repeat(MAX_BODY_BYTES);
    const forged = { ...seen(1), mac: "0".repeat(64) };
    const data = { ...SEEN, body };
    const flood = Array.from(
      { length: 200 },
      () => ({ ...forged, payload: { event: "fetch", data } }),
    );
    const channel = new PageChannel(bytesOf(KEY));
    const all: Relayed[] = [];
    for (const one of flood) channel.take(one, (relayed) => all.push(relayed));
    await channel.idle;
    channel.take(seen(1), (relayed) => all.push(relayed));
    await channel.idle;
    expect(all).toHaveLength(1);
  });

  it("signs commands as the hook checks them, each with its number", async () => {
    const channel = new PageChannel(bytesOf(KEY));
    const command = { command_id: "c", chat_id: 1001, text: "Hi\n<3" };
    for (const n of [1, 2]) {
      const message = await channel.sign(command);
      const order = {
        command_id: "c",
        chat_id: "1001",
        text: "Hi\n<3",
        media_url: "",
      };
      expect(message).toEqual({
        type: "_OF_BACKEND_",
        payload: { command: "send_message", payload: order },
        n,
        mac: macOf(orderText(n, "send_message", order)),
      });
    }
  });
});
