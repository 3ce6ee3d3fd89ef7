import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BadLine,
  FileError,
  openDeltas,
  readDeltas,
  readSnapshotFile,
} from "./files.ts";

let folder = "";
beforeAll(async () => {
  folder = await Deno.makeTempDir();
});
afterAll(() => Deno.remove(folder, { recursive: true }));

async function file(content: string): Promise<string> {
  const path = await Deno.makeTempFile({ dir: folder });
  await Deno.writeTextFile(path, content);
  return path;
}

describe("readSnapshotFile", () => {
  it("reads chats and messages as they are", async () => {
    const path = await file('{"chats":[{"id":1}],"messages":[{"no":"id"}]}');
    expect(await readSnapshotFile(path))
      .toEqual({ chats: [{ id: 1 }], messages: [{ no: "id" }] });
  });

  it.each([
    [
      '{\n "chats": [],\n "messages": [}\n',
      "line 3, column 15: expected a value",
    ],
    ['{"chats": [1 2]}', "line 1, column 14: expected a comma or ]"],
    ["nonsense", "line 1, column 1: expected a value"],
    ["", "line 1, column 1: expected a value"],
    ["[1, 2]", "an object with chats and messages"],
    ['{"messages": []}', 'no array "chats"'],
    ['{"chats": [], "messages": {}}', 'no array "messages"'],
  ])("explains what is wrong with %j", async (content, reason) => {
    const path = await file(content);
    const error = await readSnapshotFile(path).catch((error) => error);
    expect(error).toBeInstanceOf(FileError);
    expect(error.message).toContain(path);
    expect(error.message).toContain(reason);
  });

  it("explains that a file is not there or cannot be read", async () => {
    await expect(readSnapshotFile(`${folder}/none`))
      .rejects.toThrow("there is no such file");
    await expect(readSnapshotFile(folder)).rejects.toThrow("cannot be read");
    await expect(openDeltas(`${folder}/none`))
      .rejects.toThrow("there is no such file");
  });
});

describe("readSnapshotFile of an export", () => {
  const header = {
    type: "header",
    format: "rapport-export",
    version: 1,
    exported_at: "2025-11-08T12:34:56.000Z",
    revision: 3,
    counts: { creators: 1, conversations: 1, messages: 1 },
  };
  const conversation = {
    conversationId: "7",
    startDate: null,
    endDate: null,
    messageCount: 1,
    averageResponseTime: null,
    turns: 1,
    silencePercentage: 0,
    topics: [],
    actions: [],
    sentiment: null,
    outcomes: [],
    priorityScore: 0,
    withUser: { id: "7", name: "Sam" },
    unreadCount: 2,
    lastMessage: null,
  };
  const message = { id: "1", chat_id: "7", text: "Hi\n", extra: [1] };
  const records = [
    header,
    { type: "conversation", conversation },
    {
      type: "message",
      conversation_id: "7",
      received_at: "2025-11-08T12:34:56.000Z",
      message,
      enrichment: {
        sentiment: null,
        topics: [],
        actions: [],
        outcomes: [],
        names: [],
      },
    },
    { type: "something_later", note: 1 },
    { type: "end", records: 3 },
  ];
  const text = (values: unknown[]) =>
    values.map((value) => `${JSON.stringify(value)}\n`).join("");

  it("gives its chats and messages", async () => {
    const path = await file(text(records));
    expect(await readSnapshotFile(path)).toEqual({
      chats: [{
        id: "7",
        withUser: { id: "7", name: "Sam" },
        unread_count: 2,
      }],
      messages: [message],
    });
  });

  const whole = text(records);
  it.each([
    ["without its last line", text(records.slice(0, -1)), "cut off"],
    ["amid its last line", whole.slice(0, -5), "cut off"],
    ["amid a message", whole.slice(0, whole.indexOf("Hi")), "cut off"],
    [
      "without a line of its own",
      text(records.filter(({ type }) => type !== "message")),
      "cut off",
    ],
    [
      "of a later version",
      text([{ ...header, version: 2 }, ...records.slice(1)]),
      "line 1: not an export of version 1",
    ],
    [
      "with a line that is no JSON",
      whole.replace('{"type":"message"', '{"type":message"'),
      "line 3: not JSON",
    ],
    [
      "with a message that is none",
      text([header, { type: "message" }, ...records.slice(2)]),
      "line 2: not a record of an export",
    ],
  ])("says what is wrong with one %s", async (_, content, reason) => {
    const path = await file(content);
    const error = await readSnapshotFile(path).catch((error) => error);
    expect(error).toBeInstanceOf(FileError);
    expect(error.message).toContain(reason);
  });
});

async function deltasOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const bad: BadLine[] = [];
  const good = [];
  for await (const delta of readDeltas(stream, (line) => bad.push(line))) {
    good.push(delta);
  }
  return { good, bad };
}

describe("readDeltas", () => {
  it("reads messages, bare and wrapped, and keeps unlisted fields", async () => {
    const path = await file([
      '{"id": 1, "text": "a", "new_field": true}',
      "",
      '{"message": {"id": "2"}, "event_id": "ev_2"}\r',
      '{"message": {"id": 3}}',
    ].join("\n"));
    const { good, bad } = await deltasOf(await openDeltas(path));
    expect(good).toEqual([
      { line: 1, message: { id: "1", text: "a", new_field: true } },
      { line: 3, message: { id: "2" }, eventId: "ev_2" },
      { line: 4, message: { id: "3" } },
    ]);
    expect(bad).toEqual([]);
  });

  it("reports a bad line with its number and goes on", async () => {
    const path = await file(
      '{"id": 1}\n{"id": \n{"text": "x"}\n7\n{"id": 2}\n',
    );
    const { good, bad } = await deltasOf(await openDeltas(path));
    expect(good.map(({ line }) => line)).toEqual([1, 5]);
    expect(bad.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(bad[0]!.reason).toBe("not JSON (column 8: expected a value)");
    expect(bad[1]!.reason).toContain("not a message: id");
  });

  it("puts lines together that arrive in pieces", async () => {
    const bytes = new TextEncoder().encode('{"id":1,"text":"é😊"}\n{"id":2}');
    const stream = ReadableStream.from(
      Array.from(bytes, (byte) => Uint8Array.of(byte)),
    );
    const { good } = await deltasOf(stream);
    expect(good.map(({ message }) => message))
      .toEqual([{ id: "1", text: "é😊" }, { id: "2" }]);
  });
});
