import { describe, expect, it } from "vitest";
import {
  AgentFrame,
  AgentFrameEnvelope,
  BridgeFrame,
  IncomingWssMessage,
  OutgoingWssMessage,
} from "./mod.ts";
import { INCOMING_FRAMES, OUTGOING_FRAMES } from "./testing.ts";

/** Where a frame is wrong: the paths of the issues, or none if it is right. */
function problems(union: typeof IncomingWssMessage, frame: unknown): string[] {
  const issues = union.safeParse(frame).error?.issues ?? [];
  return issues.map(({ path }) => path.join("."));
}

function newMessage(message: unknown) {
  return { type: "new_raw_message", payload: { message } };
}

describe("the contract's frames", () => {
  it.each(Object.entries(INCOMING_FRAMES))(
    "accepts %s from a client",
    (_, frame) => {
      expect(IncomingWssMessage.safeParse(frame).error).toBeUndefined();
    },
  );

  it.each(Object.entries(OUTGOING_FRAMES))(
    "sends %s and keeps all of it",
    (_, frame) => {
      expect(OutgoingWssMessage.parse(frame)).toEqual(frame);
    },
  );

  it("are all that the unions hold", () => {
    const types = (union: {
      options: readonly { shape: { type: { value: string } } }[];
    }) => union.options.map(({ shape }) => shape.type.value);
    expect(types(IncomingWssMessage)).toEqual(Object.keys(INCOMING_FRAMES));
    expect(types(OutgoingWssMessage)).toEqual(Object.keys(OUTGOING_FRAMES));
  });

  it("are divided between Agent and Bridge", () => {
    const { resume, ...fromAgent } = INCOMING_FRAMES;
    for (const frame of Object.values(fromAgent)) {
      expect(AgentFrame.safeParse(frame).success).toBe(true);
      expect(AgentFrameEnvelope.safeParse(frame).success).toBe(true);
    }
    expect(AgentFrame.safeParse(resume).success).toBe(false);
    expect(BridgeFrame.safeParse(resume).success).toBe(true);
    expect(BridgeFrame.safeParse(INCOMING_FRAMES.keepalive).success).toBe(true);
    expect(BridgeFrame.safeParse(INCOMING_FRAMES.cache_update).success)
      .toBe(false);
  });

  it("of version 1.1 go without the additions", () => {
    const { chats, messages } = INCOMING_FRAMES.cache_update.payload;
    const { message } = INCOMING_FRAMES.new_raw_message.payload;
    const frames = [
      { type: "cache_update", payload: { chats, messages } },
      newMessage(message),
      { type: "keepalive", payload: {} },
    ];
    expect(frames.flatMap((f) => problems(IncomingWssMessage, f))).toEqual([]);
  });
});

describe("identities", () => {
  it("are strings or numbers on the wire, and strings inside", () => {
    const frame = IncomingWssMessage.parse(newMessage({
      id: 550001,
      chat_id: "1001",
      fromUser: { id: 1001 },
    }));
    expect(frame.payload).toEqual({
      message: { id: "550001", chat_id: "1001", fromUser: { id: "1001" } },
    });
  });

  it.each([[null], [""], [1.5], [2 ** 53], [true], [{}], ["x".repeat(129)]])(
    "are never %j",
    (id) => {
      expect(problems(IncomingWssMessage, newMessage({ id })))
        .toEqual(["payload.message.id"]);
    },
  );
});

describe("a field that is not listed", () => {
  it("is kept in messages, chats and users", () => {
    const message = { id: "1", isSpecial: { deep: [1] } };
    const user = { id: "2", hasStories: true };
    const frame = IncomingWssMessage.parse({
      type: "cache_update",
      payload: {
        chats: [{ id: "2", withUser: user, isMuted: true }],
        messages: [{ ...message, fromUser: user }],
      },
    });
    expect(frame.payload).toEqual({
      chats: [{ id: "2", withUser: user, isMuted: true }],
      messages: [{ ...message, fromUser: user }],
    });
  });

  it("does no harm if it has the name of something built in", () => {
    const message = JSON.parse(
      `{"id": 1, "__proto__": {"isTip": true}, "constructor": 5,
        "fromUser": {"id": 2, "__proto__": {"name": "Eve"}}}`,
    );
    const frame = IncomingWssMessage.parse(newMessage(message));
    expect(frame.payload).toEqual({
      message: { id: "1", constructor: 5, fromUser: { id: "2" } },
    });
    expect(Reflect.get({}, "isTip")).toBeUndefined();
  });
});

describe("a wrong frame", () => {
  const part = { index: 0, total: 2 };
  const snapshot = (rest: object) => ({
    type: "cache_update",
    payload: { chats: [], messages: [], ...rest },
  });

  it.each<[string, unknown, string]>([
    ["is not an object", "keepalive", ""],
    ["has no type", { payload: {} }, "type"],
    ["has an unknown type", { type: "hello", payload: {} }, "type"],
    ["has a type of the prototype", { type: "__proto__", payload: {} }, "type"],
    ["has the type of the other way", OUTGOING_FRAMES.ingest_ack, "type"],
    ["has no payload", { type: "new_raw_message" }, "payload"],
    ["has a message without id", newMessage({}), "payload.message.id"],
    [
      "has a bad date",
      newMessage({ id: 1, createdAt: "yesterday" }),
      "payload.message.createdAt",
    ],
    [
      "has a field of another type",
      newMessage({ id: 1, isTip: "yes" }),
      "payload.message.isTip",
    ],
    [
      "has a part beyond the total",
      snapshot({ snapshot_id: "s", part: { index: 2, total: 2 } }),
      "payload.part",
    ],
    [
      "has a snapshot_id without part",
      snapshot({ snapshot_id: "s" }),
      "payload",
    ],
    ["has a part without snapshot_id", snapshot({ part }), "payload"],
    [
      "resumes before the first revision",
      { type: "resume", payload: { since: -1 } },
      "payload.since",
    ],
    [
      "has a command result of an unknown status",
      { type: "command_result", payload: { command_id: "c", status: "done" } },
      "payload.status",
    ],
    [
      "has presence without a time",
      { type: "online_users_update", payload: { user_ids: [] } },
      "payload.timestamp",
    ],
  ])("that %s is refused, with the place", (_, frame, path) => {
    expect(problems(IncomingWssMessage, frame)).toEqual([path]);
  });

  it("is never sent: figures have their limits", () => {
    const frame = structuredClone(OUTGOING_FRAMES.append_message);
    frame.payload.priorityScore = 101;
    expect(OutgoingWssMessage.safeParse(frame).success).toBe(false);
  });
});

describe("a snapshot's envelope", () => {
  it("leaves the records unchecked, to be judged one by one", () => {
    const frame = {
      type: "cache_update",
      payload: { chats: ["bad"], messages: [{ text: "no id" }] },
    };
    expect(AgentFrameEnvelope.parse(frame)).toEqual(frame);
    expect(AgentFrame.safeParse(frame).success).toBe(false);
  });
});

describe("keepalive", () => {
  it.each([
    [{ type: "keepalive" }],
    [{ type: "keepalive", payload: {} }],
    [{ type: "keepalive", payload: { timestamp: 1762605296 } }],
  ])("is accepted as %j", (frame) => {
    expect(problems(IncomingWssMessage, frame)).toEqual([]);
  });
});
