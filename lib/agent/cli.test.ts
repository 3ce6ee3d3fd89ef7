import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./cli.ts";
import type { FakeBrain } from "./testing/fake_brain.ts";
import { messages, startBrain, tearDown, until } from "./testing/set_up.ts";

let folder = "";
beforeAll(async () => {
  folder = await Deno.makeTempDir();
});
afterAll(() => Deno.remove(folder, { recursive: true }));
afterEach(tearDown);

async function file(name: string, content: string): Promise<string> {
  const path = `${folder}/${name}`;
  await Deno.writeTextFile(path, content);
  return path;
}

const snapshotFile = () =>
  file(
    "snapshot.json",
    JSON.stringify({ chats: [{ id: 1 }], messages: messages(3) }),
  );
const ndjson = (count: number) =>
  messages(count).map((one) => JSON.stringify(one)).join("\n");

function run(
  args: string[],
  env: Record<string, string> = {},
  stdin = new ReadableStream<Uint8Array<ArrayBuffer>>(),
) {
  const printed: string[] = [];
  const errors: string[] = [];
  const interrupt = new AbortController();
  const code = runCli(args, {
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    env: (name) => env[name],
    stdin: () => stdin,
    interrupted: interrupt.signal,
  });
  return { code, printed, errors, interrupt: () => interrupt.abort() };
}

const to = (brain: FakeBrain) => ["--url", brain.url, "--token", "t"];

describe("deno task agent", () => {
  it("imports a snapshot and deltas, and says so", async () => {
    const brain = startBrain();
    const snapshot = await snapshotFile();
    const deltas = await file("deltas.ndjson", ndjson(5));
    const { code, printed } = run([
      ...to(brain),
      "--snapshot",
      snapshot,
      "--deltas",
      deltas,
    ]);
    expect(await code).toBe(0);
    expect(printed).toEqual([
      "Snapshot of 1 chat and 3 messages, in 1 part.",
      "Connected as u_test (protocol 1.1.0).",
      "Part 1/1 committed; 1 of 1 done.",
      "Snapshot parts: 1 sent, 1 acknowledged.",
      "Deltas: 5 sent, 5 acknowledged.",
      "Everything sent was acknowledged.",
    ]);
    expect(brain.deltas).toHaveLength(5);
  });

  it("prints JSON for machines", async () => {
    const brain = startBrain();
    const { code, printed } = run([
      ...to(brain),
      "--snapshot",
      await snapshotFile(),
      "--json",
    ]);
    expect(await code).toBe(0);
    const lines = printed.map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      "connecting",
      "snapshot_started",
      "connected",
      "part_sent",
      "part_acknowledged",
      "summary",
    ]);
    expect(lines.at(-1)).toMatchObject({
      parts: { sent: 1, acknowledged: 1, quarantined: 0 },
      left: { parts: 0, deltas: 0 },
      interrupted: false,
    });
  });

  it("reads deltas from standard input, and the token from RAPPORT_TOKEN", async () => {
    const brain = startBrain({
      judge: ({ seq }) =>
        seq === 2
          ? { status: "quarantined", code: "no_chat" }
          : { status: "duplicate" },
    });
    const bytes = new TextEncoder().encode(`${ndjson(2)}\nnonsense\n`);
    const { code, printed } = run(
      ["--url", brain.url, "--deltas", "-"],
      { RAPPORT_TOKEN: "from-env" },
      ReadableStream.from([bytes]),
    );
    expect(await code).toBe(1);
    expect(brain.protocols).toContain("bearer.from-env");
    expect(printed).toContain(
      "Line 3 skipped: not JSON (column 1: expected a value).",
    );
    expect(printed).toContain("Delta 2 quarantined: no_chat.");
    expect(printed).toContain(
      "Deltas: 2 sent, 2 acknowledged, 1 already known, 1 quarantined.",
    );
    expect(printed).toContain("Lines skipped: 1.");
  });

  it("tells of reconnects, and puts what was sent into a fresh snapshot", async () => {
    const brain = startBrain({
      onDelta(brain, { connection, seq }) {
        if (connection === 1 && seq === 2) {
          brain.disconnect(1012, "deploying");
        } else if (connection === 2) {
          brain.send("sync_required", { reason: "lost it" });
        }
      },
    });
    const { code, printed } = run([
      ...to(brain),
      "--snapshot",
      await snapshotFile(),
      "--deltas",
      await file("deltas.ndjson", ndjson(3)),
    ]);
    expect(await code).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("the server is restarting (deploying)");
    expect(text).toContain("Connected again as u_test");
    expect(text).toContain("Reconnects: 1.");
    expect(text).toContain("The server wants a fresh snapshot: lost it.");
    expect(brain.parts.at(-1)!.messages.length).toBeGreaterThan(3);
  });

  it("stops on Ctrl-C with a summary and code 130", async () => {
    const brain = startBrain({ acknowledges: false });
    const { code, printed, interrupt } = run([
      ...to(brain),
      "--snapshot",
      await snapshotFile(),
      "--deltas",
      "-",
    ]);
    await until(() => expect(brain.held).toBe(1));
    interrupt();
    expect(await code).toBe(130);
    expect(printed.slice(-3)).toEqual([
      "Stopped.",
      "Snapshot parts: 1 sent, 0 acknowledged.",
      "NOT acknowledged: 1 part and 0 deltas.",
    ]);
  });

  it("ends with code 1 when the server refuses the token", async () => {
    const brain = startBrain({ onOpen: (brain) => brain.disconnect(4401) });
    const { code, printed } = run([...to(brain), "--deltas", "-"]);
    expect(await code).toBe(1);
    expect(printed.join("\n")).toContain("does not accept this token");
  });

  it("ends with code 1 where a file is not there", async () => {
    const { code, printed } = run([
      ...to(startBrain()),
      "--snapshot",
      `${folder}/none.json`,
    ]);
    expect(await code).toBe(1);
    expect(printed[0]).toContain("there is no such file");
  });

  it.each([
    [["--token", "t", "--snapshot", "s"], "--url is missing"],
    [["--url", "ws://h/", "--snapshot", "s"], "--token is missing"],
    [["--url", "ws://h/", "--token", "t"], "--snapshot is missing"],
    [["--frobnicate"], "--frobnicate"],
    [["--url"], "--url"],
    [["--url", "h", "--token", "t", "--snapshot", "s"], "not a WebSocket URL"],
  ])("explains wrong usage: %j", async (args, reason) => {
    const { code, errors } = run(args);
    expect(await code).toBe(2);
    expect(errors.join()).toContain(reason);
  });

  it("prints help", async () => {
    const { code, printed } = run(["--help"]);
    expect(await code).toBe(0);
    expect(printed.join()).toContain("Usage:");
  });
});
