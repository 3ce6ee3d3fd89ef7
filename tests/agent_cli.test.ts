import { beforeAll, describe, expect, it } from "vitest";
import { Account, type Pairing } from "./account.ts";
import { Child, taskArguments, temporaryFolder } from "./process.ts";
import { chat, message } from "./records.ts";
import { startService } from "./service.ts";

/** So many messages that the snapshot takes more than one part of 512 KiB. */
const LISTED = 4_000;
const CHATS = [1, 2, 3, 4];

let owner: Account;
let pairing: Pairing;
let folder: string;

beforeAll(async () => {
  owner = await Account.signIn(await startService());
  pairing = await owner.pair("Command line");
  folder = await temporaryFolder();
});

const inChat = (id: number) => message(id, CHATS[id % CHATS.length] ?? 1);
const series = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => inChat(from + i));

async function file(name: string, content: string): Promise<string> {
  const path = `${folder}/${name}`;
  await Deno.writeTextFile(path, content);
  return path;
}

const snapshotFile = () =>
  file(
    "snapshot.json",
    JSON.stringify({ chats: CHATS.map(chat), messages: series(1, LISTED) }),
  );

/** Runs `deno task agent` to its end. */
async function agent(...args: string[]) {
  const task = await taskArguments("agent");
  const child = Child.start([...task, "--url", pairing.ws_url, ...args], {
    RAPPORT_TOKEN: pairing.token,
  });
  const { code } = await child.status();
  return { code, printed: child.lines, errors: child.errors };
}

/** Ids of all stored messages, by number. */
async function storedIds(expected: number): Promise<number[]> {
  const { messages } = await owner.settled(expected);
  return Object.values(messages).flat().map(({ id }) => Number(id))
    .sort((a, b) => a - b);
}

const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => i + 1);

describe("deno task agent", () => {
  it("imports a snapshot and then deltas, and tells of it", async () => {
    const snapshot = await snapshotFile();
    const lines = series(LISTED + 1, 500).map((one, i) =>
      JSON.stringify(i % 2 ? one : { message: one, event_id: `line-${i}` })
    );
    const deltas = await file("deltas.ndjson", `${lines.join("\n")}\n\n`);
    const { code, printed, errors } = await agent(
      `--token=${pairing.token}`,
      "--snapshot",
      snapshot,
      "--deltas",
      deltas,
    );
    expect(errors).toBe("");
    expect(code).toBe(0);
    expect(printed[0]).toMatch(
      /^Snapshot of 4 chats and 4,000 messages, in [2-9] parts\.$/,
    );
    expect(printed[1]).toBe(`Connected as ${owner.id} (protocol 1.1.0).`);
    expect(printed.at(-3)).toMatch(
      /^Snapshot parts: (\d) sent, \1 acknowledged\.$/,
    );
    expect(printed.slice(-2)).toEqual([
      "Deltas: 500 sent, 500 acknowledged.",
      "Everything sent was acknowledged.",
    ]);
    expect(await storedIds(LISTED + 500)).toEqual(numbers(LISTED + 500));
  });

  it("changes nothing when it is run again", async () => {
    const before = await owner.dump();
    const { code, printed } = await agent("--snapshot", await snapshotFile());
    expect(code).toBe(0);
    expect(printed.at(-1)).toBe("Everything sent was acknowledged.");
    expect(await owner.settled(LISTED + 500)).toEqual(before);
  });

  it("sends deltas alone, and leaves out lines that hold no message", async () => {
    const first = LISTED + 501;
    const deltas = await file(
      "more.ndjson",
      [
        JSON.stringify(inChat(first)),
        "no JSON",
        '{"text":"without an id"}',
        '{"id":99999,"text":"without a chat"}',
        JSON.stringify(inChat(first + 1)),
      ].join("\n"),
    );
    const { code, printed } = await agent("--deltas", deltas);
    expect(code).toBe(1);
    expect(printed).toContainEqual(
      expect.stringMatching(/^Line 2 skipped: not JSON/),
    );
    expect(printed).toContainEqual(
      expect.stringMatching(/^Line 3 skipped: not a message: id/),
    );
    expect(printed).toContain("Delta 2 quarantined: no_chat.");
    expect(printed).toContain("Deltas: 3 sent, 3 acknowledged, 1 quarantined.");
    expect(await storedIds(LISTED + 502)).toEqual(numbers(LISTED + 502));
    expect(await owner.quarantine()).toEqual({ total: 1, codes: ["no_chat"] });
  });

  it("tells it all in JSON, too", async () => {
    const deltas = await file("one.ndjson", JSON.stringify(inChat(1)));
    const { code, printed } = await agent("--deltas", deltas, "--json");
    expect(code).toBe(0);
    const events = printed.map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toContain("delta_acknowledged");
    expect(events.at(-1)).toMatchObject({
      type: "summary",
      deltas: { sent: 1, acknowledged: 1 },
      left: { parts: 0, deltas: 0 },
    });
  });
});

describe("deno task agent fails with a reason that helps", () => {
  it("if the token is wrong", async () => {
    const { code, printed } = await agent(
      `--token=${"A".repeat(43)}`,
      "--snapshot",
      await snapshotFile(),
    );
    expect(code).toBe(1);
    expect(printed.join("\n")).toMatch(/Error: .*does not accept this token/);
    expect(printed.join("\n")).toContain("NOT acknowledged");
  });

  it("if the account is another one", async () => {
    const { code, printed } = await agent(
      "--url",
      `${pairing.ws_url}0`,
      "--snapshot",
      await snapshotFile(),
    );
    expect(code).toBe(1);
    expect(printed.join("\n")).toMatch(
      /Error: .*does not belong to the account/,
    );
  });

  it("if the file is not there, or no JSON", async () => {
    const missing = await agent("--snapshot", `${folder}/missing.json`);
    expect(missing.code).toBe(1);
    expect(missing.printed.join("\n")).toContain("there is no such file");
    const broken = await agent("--snapshot", await file("broken.json", "{"));
    expect(broken.code).toBe(1);
    expect(broken.printed.join("\n")).toContain("not JSON (line 1, column 2");
  });

  it("if it is not told what to send", async () => {
    const { code, errors } = await agent();
    expect(code).toBe(2);
    expect(errors).toContain("--snapshot is missing");
  });
});
