import { describe, expect, it } from "vitest";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("./cli.ts", import.meta.url));

async function run(input: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", CLI],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ code, stdout, stderr }] = await Promise.all([
    child.output(),
    feed(child.stdin, input),
  ]);
  const decoder = new TextDecoder();
  const lines = decoder.decode(stdout).split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return { code, lines, errors: decoder.decode(stderr) };
}

async function feed(stdin: WritableStream<Uint8Array>, input: string) {
  const writer = stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
}

describe("deno task enrich", () => {
  it("writes one line for each message, in order, with the id as it came", async () => {
    const { code, lines, errors } = await run(
      '{"id":1,"text":"You are so beautiful"}\n\n{"id":"b","text":"Would you like a custom video?","is_creator":true}\n{"id":"c"}',
    );
    expect(errors).toBe("");
    expect(lines).toEqual([
      {
        id: 1,
        sentiment: expect.any(Number),
        topics: ["compliments"],
        actions: ["compliment"],
      },
      {
        id: "b",
        sentiment: 0,
        topics: ["custom-content"],
        actions: ["offer", "question"],
      },
      { id: "c", sentiment: null, topics: [], actions: [] },
    ]);
    expect(code).toBe(0);
  });

  it("says what is wrong with a line in its place, and goes on", async () => {
    const { code, lines } = await run(
      'oops\n{"id":"a","text":5}\n{"text":"no id"}\n{"id":"d","text":"hello"}\n',
    );
    expect(lines).toEqual([
      { id: null, error: "not JSON", line: 1 },
      { id: null, error: expect.stringContaining("text"), line: 2 },
      { id: null, error: expect.stringContaining("id"), line: 3 },
      { id: "d", sentiment: 0, topics: [], actions: ["greeting"] },
    ]);
    expect(code).toBe(1);
  });

  it("keeps the order of many lines", async () => {
    const ids = Array.from({ length: 5_000 }, (_, id) => id);
    const { code, lines } = await run(
      ids.map((id) => JSON.stringify({ id, text: `hello number ${id}` })).join(
        "\n",
      ),
    );
    expect(lines.map(({ id }) => id)).toEqual(ids);
    expect(code).toBe(0);
  });
});
