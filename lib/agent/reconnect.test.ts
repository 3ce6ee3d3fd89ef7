import { afterEach, describe, expect, it } from "vitest";
import { backoffDelay } from "./clock.ts";
import type { AgentEvent } from "./events.ts";
import type { ReceivedDelta } from "./testing/fake_brain.ts";
import { ManualClock } from "@/lib/store/clock.ts";
import {
  message,
  messages,
  setUp,
  startBrain,
  tearDown,
  until,
} from "./testing/set_up.ts";

afterEach(tearDown);

const types = (events: readonly AgentEvent[]) => events.map(({ type }) => type);

/** First arrivals in order, and each connection's arrivals in order. */
function expectInOrder(deltas: readonly ReceivedDelta[], count: number) {
  const first = [...new Set(deltas.map(({ messageId }) => Number(messageId)))];
  expect(first).toEqual(messages(count).map(({ id }) => id));
  for (const [index, delta] of deltas.entries()) {
    const before = deltas[index - 1];
    if (before?.connection !== delta.connection) continue;
    expect(delta.seq).toBe(before.seq + 1);
  }
  const ids = new Map(deltas.map(({ seq, eventId }) => [seq, eventId]));
  expect(deltas.every(({ seq, eventId }) => ids.get(seq) === eventId))
    .toBe(true);
}

describe("AgentClient, when the connection breaks", () => {
  it("sends again what was not acknowledged, in order", async () => {
    const { brain, client } = setUp({
      onDelta(brain, { connection, seq }) {
        if (connection < 4 && seq % 30 === 20 + connection) {
          brain.acknowledges = false;
        }
        if (connection < 4 && brain.held === 5) {
          brain.disconnect();
          brain.acknowledges = true;
        }
      },
    }, { deltaWindow: 16 });
    await Promise.all(messages(100).map((one) => client.send(one)));
    expect(brain.connections).toBe(4);
    expect(brain.deltas.length).toBeGreaterThan(100);
    expectInOrder(brain.deltas, 100);
  });

  it("waits for a server that disappears and comes back", async () => {
    const { brain, client, events } = setUp({ acknowledges: false });
    const sent = messages(10).map((one) => client.send(one));
    await until(() => expect(brain.held).toBe(10));
    const { port } = brain;
    brain.release(4);
    await sent[3];
    await brain.stop();
    await until(() =>
      expect(types(events).filter((type) => type === "disconnected").length)
        .toBeGreaterThan(2)
    );
    const second = startBrain({ port });
    await Promise.all(sent);
    expect(second.deltas.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(second.deltas.map(({ eventId }) => eventId))
      .toEqual(brain.deltas.slice(4).map(({ eventId }) => eventId));
  });

  it("sends the snapshot's missing parts before the deltas", async () => {
    const { brain, client } = setUp({ acknowledges: false }, {
      maxPartBytes: 1000,
      partWindow: 4,
    });
    const snapshot = client.sendSnapshot(() => ({
      chats: [],
      messages: messages(100),
    }));
    client.send(message(101));
    await until(() => expect(brain.held).toBe(4));
    brain.release(2);
    await until(() => expect(brain.held).toBe(4));
    const { total } = brain.parts[0]!;
    brain.acknowledges = true;
    brain.disconnect();
    await snapshot;
    await client.close();
    const again = brain.order.slice(6);
    expect(again).toEqual([
      ...Array.from({ length: total - 2 }, (_, index) => `part ${index + 2}`),
      "delta 101",
    ]);
    expect(new Set(brain.parts.map(({ snapshotId }) => snapshotId)).size)
      .toBe(1);
  });

  it("gives up on a server that does not answer within 10 seconds", async () => {
    const clock = new ManualClock();
    const { brain, events } = setUp({ confirms: false }, {
      clock,
      random: () => 0.5,
      backoff: { minMs: 250, maxMs: 10_000 },
    });
    await until(() => expect(brain.connections).toBe(1));
    clock.advance(10_000);
    expect(events.at(-1)).toEqual({
      type: "disconnected",
      code: 0,
      reason: "the server did not answer within 10 s",
      retryInMs: 125,
    });
    clock.advance(125);
    await until(() => expect(brain.connections).toBe(2));
  });

  it("gives up on a connection on which nothing is acknowledged", async () => {
    const clock = new ManualClock();
    const { brain, client, events } = setUp({ acknowledges: false }, { clock });
    const sent = client.send(message(1));
    await until(() => expect(brain.held).toBe(1));
    clock.advance(40_000);
    expect(types(events)).not.toContain("disconnected");
    brain.acknowledges = true;
    clock.advance(20_000);
    await until(() => expect(types(events)).toContain("disconnected"));
    clock.advance(20);
    await sent;
    expect(brain.deltas).toHaveLength(2);
  });

  it("waits longer with each attempt, up to a limit, until it succeeds", () => {
    const backoff = { minMs: 250, maxMs: 10_000 };
    const ceilings = Array.from(
      { length: 8 },
      (_, attempt) => backoffDelay(attempt, backoff, () => 1),
    );
    expect(ceilings)
      .toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(backoffDelay(5, backoff, () => 0)).toBe(0);
    expect(backoffDelay(5000, backoff, () => 0.5)).toBe(5000);
  });
});

describe("AgentClient, when the server asks for a snapshot", () => {
  it("sends it again under a new id, then the open deltas", async () => {
    const { brain, client } = setUp();
    const known = [message(1)];
    await client.sendSnapshot(() => ({ chats: [], messages: known }));
    brain.acknowledges = false;
    client.send(message(2));
    client.send(message(3));
    await until(() => expect(brain.held).toBe(2));
    brain.acknowledges = true;
    known.push(message(2));
    brain.send("sync_required", { reason: "state lost" });
    expect(await client.close()).toEqual({ parts: 0, deltas: 0 });
    expect(brain.order).toEqual([
      "part 0",
      "delta 2",
      "delta 3",
      "part 0",
      "delta 2",
      "delta 3",
    ]);
    expect(brain.parts[1]!.snapshotId).not.toBe(brain.parts[0]!.snapshotId);
    expect(brain.parts[1]!.messages).toHaveLength(2);
    expect(brain.deltas[2]!.eventId).toBe(brain.deltas[0]!.eventId);
  });

  it("takes the snapshot under way as the answer to an early request", async () => {
    const { brain, client, events } = setUp({
      onOpen: (brain) => brain.send("sync_required", { reason: "none yet" }),
    });
    await client.sendSnapshot(() => ({ chats: [], messages: messages(3) }));
    expect(brain.parts).toHaveLength(1);
    expect(events).toContainEqual({
      type: "sync_required",
      reason: "none yet",
      answer: "under_way",
    });
  });

  it("starts over in the middle of a snapshot", async () => {
    const { brain, client } = setUp({ acknowledges: false }, {
      maxPartBytes: 1000,
      partWindow: 2,
    });
    const sent = client.sendSnapshot(() => ({
      chats: [],
      messages: messages(40),
    }));
    await until(() => expect(brain.held).toBe(2));
    brain.release(1);
    await until(() => expect(brain.parts).toHaveLength(3));
    brain.acknowledges = true;
    brain.send("sync_required", { reason: "again" });
    const { snapshotId } = await sent;
    expect(snapshotId).not.toBe(brain.parts[0]!.snapshotId);
    const complete = brain.parts.filter((part) =>
      part.snapshotId === snapshotId
    );
    expect(complete).toHaveLength(complete[0]!.total);
  });

  it("can only report it without a snapshot to send", async () => {
    const { client, events } = setUp({
      onOpen: (brain) => brain.send("sync_required", { reason: "none yet" }),
    });
    await client.send(message(1));
    expect(events).toContainEqual({
      type: "sync_required",
      reason: "none yet",
      answer: "no_snapshot",
    });
    expect(types(events)).not.toContain("part_sent");
  });
});

describe("AgentClient, when the server refuses it", () => {
  it.each([
    [4401, "not_authenticated", "Pair the Agent again"],
    [4403, "not_your_account", "Use the URL that pairing gave"],
    [4409, "replaced", "newer Agent"],
    [4413, "frame_too_large", "too large"],
    [1009, "frame_too_large", "too large"],
  ])("stops for good at %i", async (close, code, advice) => {
    const { brain, client, events } = setUp({
      acknowledges: false,
      onDelta: (brain) => brain.disconnect(close, "because"),
    });
    const sent = client.send(message(1));
    await expect(sent).rejects.toMatchObject({ code });
    await expect(sent).rejects.toThrow(advice);
    await expect(sent).rejects.toThrow("because");
    expect(await client.close()).toEqual({ parts: 0, deltas: 1 });
    expect(types(events)).toEqual([
      "connecting",
      "connected",
      "delta_sent",
      "failed",
    ]);
    client.connect();
    expect(brain.connections).toBe(1);
    await expect(client.room()).rejects.toMatchObject({ code });
  });

  it.each([1012, 4400, 4408, 4429])("tries again after %i", async (close) => {
    const { brain, client } = setUp({
      acknowledges: false,
      onDelta(brain, { connection }) {
        if (connection === 1) brain.disconnect(close);
        else brain.release();
      },
    });
    expect(await client.send(message(1))).toMatchObject({ seq: 1 });
    expect(brain.connections).toBe(2);
  });
});
