import { afterEach, describe, expect, it, vi } from "vitest";
import { AgentClient } from "./client.ts";
import type { CommandHandler } from "./command_desk.ts";
import { ManualClock } from "@/lib/store/clock.ts";
import { message, messages, setUp, tearDown, until } from "./testing/set_up.ts";

afterEach(tearDown);

describe("AgentClient", () => {
  it("sends a snapshot in parts, then deltas in order", async () => {
    const { brain, client } = setUp({}, { maxPartBytes: 2000 });
    const snapshot = { chats: [{ id: 1 }], messages: messages(100) };
    const delivery = client.sendSnapshot(() => snapshot);
    const deltas = [101, 102, 103].map((id) => client.send(message(id)));
    expect(await client.close()).toEqual({ parts: 0, deltas: 0 });
    const { snapshotId, parts } = await delivery;
    expect(parts).toBe(brain.parts.length);
    expect(parts).toBe(3);
    expect(brain.parts.every((part) => part.snapshotId === snapshotId))
      .toBe(true);
    expect(brain.parts.flatMap((part) => part.messages))
      .toEqual(snapshot.messages);
    expect(brain.order.slice(parts)).toEqual([
      "delta 101",
      "delta 102",
      "delta 103",
    ]);
    expect(brain.deltas.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await Promise.all(deltas)).map(({ status }) => status))
      .toEqual(["committed", "committed", "committed"]);
    expect(brain.invalid).toEqual([]);
  });

  it("names itself and its token in the subprotocols", async () => {
    const { brain, client } = setUp();
    await client.send(message(1));
    expect(brain.protocols).toBe("rapport.v1, bearer.secret");
  });

  it("holds deltas back until every part was sent", async () => {
    const { brain, client } = setUp(
      { acknowledges: false },
      { partWindow: 2, maxPartBytes: 1500 },
    );
    const sent = client.sendSnapshot(() => ({
      chats: [],
      messages: messages(60),
    }));
    client.send(message(101));
    await until(() => expect(brain.held).toBe(2));
    expect(brain.order).toEqual(["part 0", "part 1"]);
    brain.acknowledges = true;
    brain.release();
    await sent;
    await client.close();
    expect(brain.order.at(-1)).toBe("delta 101");
  });

  it("keeps the window of deltas", async () => {
    const { brain, client } = setUp({ acknowledges: false }, {
      deltaWindow: 4,
    });
    const all = messages(20).map((one) => client.send(one));
    for (let acknowledged = 0; acknowledged < 20; acknowledged++) {
      const expected = Math.min(20, acknowledged + 4);
      await until(() => expect(brain.deltas.length).toBe(expected));
      expect(brain.held).toBeLessThanOrEqual(4);
      brain.release(1);
    }
    await Promise.all(all);
    expect(brain.deltas.map(({ messageId }) => Number(messageId)))
      .toEqual(messages(20).map(({ id }) => id));
  });

  it("lets a producer wait for room", async () => {
    const { brain, client } = setUp({ acknowledges: false }, {
      deltaWindow: 2,
    });
    client.send(message(1));
    client.send(message(2));
    let hasRoom = false;
    const waiting = client.room().then(() => hasRoom = true);
    await until(() => expect(brain.held).toBe(2));
    expect(hasRoom).toBe(false);
    brain.release(1);
    await waiting;
    expect(client.left.deltas).toBe(1);
  });

  it("says what was a duplicate and what was quarantined", async () => {
    const { brain, client, events } = setUp({
      judge: ({ messageId }) =>
        messageId === "2"
          ? { status: "quarantined", code: "no_chat" }
          : { status: "committed" },
    });
    const [, second] = await Promise.all(
      messages(2).map((one) => client.send(one)),
    );
    expect(second).toMatchObject({ status: "quarantined", code: "no_chat" });
    expect(events).toContainEqual({ type: "delta_acknowledged", ...second });
    expect(brain.deltas).toHaveLength(2);
  });

  it("takes an event id of the caller, and sends it once", async () => {
    const { brain, client } = setUp({ acknowledges: false });
    const first = client.send(message(1), "ev_1");
    const again = client.send(message(1), "ev_1");
    await until(() => expect(brain.held).toBe(1));
    brain.release();
    expect(await first).toEqual(await again);
    expect(brain.deltas.map(({ eventId }) => eventId)).toEqual(["ev_1"]);
  });

  it("tells what was left when it is stopped", async () => {
    const { brain, client } = setUp({ acknowledges: false });
    const sent = client.send(message(1));
    client.send(message(2));
    await until(() => expect(brain.held).toBe(2));
    const stop = new AbortController();
    const closed = client.close(stop.signal);
    stop.abort();
    expect(await closed).toEqual({ parts: 0, deltas: 2 });
    await expect(sent).rejects.toMatchObject({ code: "aborted" });
    await expect(client.send(message(3))).rejects.toThrow("stopped");
  });

  it("gives a sign of life every 20 seconds", async () => {
    const clock = new ManualClock();
    const { brain, events } = setUp({}, { clock });
    await until(() => expect(events.at(-1)?.type).toBe("connected"));
    clock.advance(20_000);
    await until(() => expect(brain.others).toHaveLength(1));
    clock.advance(40_000);
    await until(() => expect(brain.others).toHaveLength(3));
    expect(brain.others[0]).toEqual({ type: "keepalive", payload: {} });
  });

  it("reports the server's errors, states, and frames it cannot read", async () => {
    const { events } = setUp({
      onOpen(brain) {
        brain.send("system_status", { status: "AWAITING_SNAPSHOT" });
        brain.send("system_error", { errorMessage: "Oh", code: "oh" });
        brain.sendText("not json");
        brain.send("no_such_type", {});
      },
    });
    await until(() => expect(events.length).toBe(6));
    expect(events.slice(2)).toMatchObject([
      { type: "status", status: { status: "AWAITING_SNAPSHOT" } },
      { type: "server_error", code: "oh", message: "Oh" },
      { type: "unreadable_frame", detail: "not JSON" },
      { type: "unreadable_frame" },
    ]);
  });

  it("carries out a command once and says what came of it", async () => {
    const command = { chat_id: 1, text: "Hi", command_id: "cmd_1" };
    const run = vi.fn<CommandHandler>(() => ({
      status: "succeeded",
      message_id: 9,
    }));
    const { brain } = setUp({
      onOpen(brain) {
        brain.send("command_to_execute", command);
        brain.send("command_to_execute", command);
      },
    }, { onCommand: run });
    await until(() => expect(brain.others).toHaveLength(2));
    expect(run).toHaveBeenCalledTimes(1);
    expect(brain.others[1]).toEqual({
      type: "command_result",
      payload: { command_id: "cmd_1", status: "succeeded", message_id: "9" },
    });
  });

  it("rejects a command that came too late, and all without a handler", async () => {
    const { brain, events } = setUp({
      onOpen(brain) {
        brain.send("command_to_execute", {
          chat_id: 1,
          text: "Hi",
          command_id: "cmd_1",
          expires_at: "2020-01-01T00:00:00.000Z",
        });
        brain.send("command_to_execute", {
          chat_id: 1,
          text: "Hi",
          command_id: "cmd_2",
        });
      },
    });
    await until(() => expect(brain.others).toHaveLength(2));
    const details = events.flatMap((event) =>
      event.type === "command" ? [event.detail] : []
    );
    expect(details).toEqual([
      "The command has expired.",
      "This Agent does not carry out commands.",
    ]);
  });

  it("refuses a URL or a token that cannot work", () => {
    const make = (url: string, token: string) => () =>
      new AgentClient({ url, token });
    expect(make("http://127.0.0.1/", "t")).toThrow("not a WebSocket URL");
    expect(make("127.0.0.1", "t")).toThrow("not a WebSocket URL");
    expect(make("ws://127.0.0.1/#x", "t")).toThrow("not a WebSocket URL");
    expect(make("ws://127.0.0.1/", "a b")).toThrow("token");
    expect(make("ws://127.0.0.1/", "")).toThrow("token");
  });
});
