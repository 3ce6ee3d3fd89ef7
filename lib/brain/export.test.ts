import { expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  CommandDraft,
  type ExportRecord,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import { ExportOutdated } from "./export.ts";

const ACCOUNT = AccountId.parse("u_1");
/** More than are read before somebody looks whether they are still there. */
const MESSAGES = 1_500;

const message = (id: number) => ({
  id,
  chat_id: id % 3,
  is_inbound: true,
  text: `message ${id}`,
});

/** Runs with an account that has messages. */
async function withMessages(run: (brain: Brain) => Promise<void>) {
  await withKv(async (kv) => {
    const brain = new Brain({ kv, calmMs: 0 });
    const { id } = await brain.accounts.create("Robin", ACCOUNT);
    const messages = Array.from({ length: MESSAGES }, (_, i) => message(i));
    await brain.ingest.addSnapshot(
      id,
      CacheUpdateEnvelope.parse({ chats: [], messages }),
    );
    await brain.ingest.idle();
    try {
      await run(brain);
    } finally {
      await brain.hub.close();
      await brain.ingest.stop();
    }
  });
}

/** Reads an export to its first message. */
async function begin(
  brain: Brain,
): Promise<{ records: AsyncGenerator<ExportRecord>; read: ExportRecord[] }> {
  const records = await brain.exportRecords(ACCOUNT);
  const read: ExportRecord[] = [];
  for (;;) {
    const { value, done } = await records.next();
    if (done) throw new Error("There is no message");
    read.push(value);
    if (value.type === "message") return { records, read };
  }
}

it("is complete while messages come in", () =>
  withMessages(async (brain) => {
    const { records, read } = await begin(brain);
    await brain.ingest.addDelta(
      ACCOUNT,
      NewRawMessagePayload.parse({ message: message(MESSAGES) }),
    );
    await brain.ingest.idle();
    for await (const record of records) read.push(record);
    const end = read.at(-1);
    expect(end).toEqual({ type: "end", records: read.length - 2 });
    const ids = read.flatMap((one) =>
      one.type === "message" ? [Number(one.message.id)] : []
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (let id = 0; id < MESSAGES; id++) expect(ids).toContain(id);
  }));

it("holds what people had sent, and noted", () =>
  withMessages(async (brain) => {
    const draft = CommandDraft.parse({ chat_id: "1", text: "Thank you!" });
    await brain.commands.create(ACCOUNT, draft, "Kim");
    const note = { text: "Birthday in May", by: "Kim" };
    await brain.notes.add(ACCOUNT, draft.chat_id, note);
    const { records, read } = await begin(brain);
    for await (const record of records) read.push(record);
    const notes = read.filter(({ type }) => type === "note");
    expect(notes).toMatchObject([
      { conversation_id: "1", note: { text: "Birthday in May" } },
    ]);
    const commands = read.filter(({ type }) => type === "command");
    expect(commands).toMatchObject([
      {
        command: {
          text: "Thank you!",
          created_by: "Kim",
          status: "queued",
          trail: [{ what: "written", by: "Kim" }],
        },
      },
    ]);
    const settings = read.filter(({ type }) => type === "suggestion_settings");
    expect(settings).toEqual([{
      type: "suggestion_settings",
      suggestions: await brain.suggestions.settings(ACCOUNT),
    }]);
  }));

it.each([
  [
    "a snapshot",
    async (brain: Brain) => {
      await brain.ingest.addSnapshot(
        ACCOUNT,
        CacheUpdateEnvelope.parse({ chats: [], messages: [] }),
      );
    },
  ],
  [
    "an erasure",
    async (brain: Brain) => {
      await brain.eraseCreator(ACCOUNT, ACCOUNT);
    },
  ],
])(
  "breaks off without an end after %s",
  (_, replace) =>
    withMessages(async (brain) => {
      const { records, read } = await begin(brain);
      await replace(brain);
      await brain.ingest.idle();
      const readOn = async () => {
        for await (const record of records) read.push(record);
      };
      await expect(readOn()).rejects.toThrow(ExportOutdated);
      expect(read.map(({ type }) => type)).not.toContain("end");
    }),
);

it("reads on only when it is asked to", () =>
  withMessages(async (brain) => {
    const { records, read } = await begin(brain);
    expect(read.length).toBeLessThan(20);
    await records.return(undefined);
    expect(await records.next()).toEqual({ value: undefined, done: true });
  }));
