import { describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/store/mod.ts";
import { openWriter, WRITING_LIMITS, type WritingTask } from "./mod.ts";
import { completion, FakeModel } from "./testing_model.ts";

const KEY = "sk-test_0123456789/+abc==";
const TASK: WritingTask = {
  reason: "Sam tipped $20.00.",
  template: "Thank you, Sam!",
  messages: [
    { by: "fan", text: "Hi\nthere" },
    { by: "creator", text: "Hello Sam" },
    { by: "fan", text: " " },
    { by: "fan", text: "This is for you" },
  ],
};

function writerOf(model: FakeModel, key: string | null = null) {
  return openWriter({ url: model.url, key, model: "m" });
}

describe("a language model", () => {
  it("words a message from the draft and the conversation", async () => {
    await using model = new FakeModel();
    expect(await writerOf(model, KEY).write(TASK)).toBe("Thanks a lot!");
    const [asked] = model.asked;
    expect(asked?.path).toBe("/v1/chat/completions");
    expect(asked?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
    expect(asked?.body.model).toBe("m");
    expect(asked?.body.messages.map(({ role }) => role))
      .toEqual(["system", "user"]);
    expect(asked?.body.messages[1]?.content).toBe([
      "Why: Sam tipped $20.00.",
      "Draft: Thank you, Sam!",
      "Conversation, the oldest message first:",
      "Fan: Hi there",
      "Creator: Hello Sam",
      "Fan: This is for you",
    ].join("\n"));
    await writerOf(model).write(TASK);
    expect(model.asked[1]?.headers.get("authorization")).toBeNull();
  });

  it.each([
    ["", "/chat/completions"],
    ["/v1/", "/v1/chat/completions"],
    ["/v1/chat/completions", "/v1/chat/completions"],
    ["/d?api-version=2#x", "/d/chat/completions?api-version=2"],
  ])("is asked at the address of its API, or its own: %s", async (path, at) => {
    await using model = new FakeModel();
    const url = new URL(model.url).origin + path;
    await openWriter({ url, key: null, model: "m" }).write(TASK);
    expect(model.asked[0]?.path).toBe(at);
  });

  it("gets the latest messages only, each cut, and bounded in all", async () => {
    await using model = new FakeModel();
    const messages = Array.from({ length: 60 }, (_, i) => ({
      by: "fan" as const,
      text: `${i} ${"語".repeat(10_000)}`,
    }));
    await writerOf(model).write({ ...TASK, messages });
    const lines = model.asked[0]?.body.messages[1]?.content.split("\n") ?? [];
    const said = lines.slice(3);
    expect(said.at(-1)).toMatch(/^Fan: 59 /);
    expect(said.join("").length).toBeLessThanOrEqual(WRITING_LIMITS.all);
    expect(said.length).toBeGreaterThan(5);
    const short = messages.map(({ by }, i) => ({ by, text: `${i}` }));
    await writerOf(model).write({ ...TASK, messages: short });
    const content = model.asked[1]?.body.messages[1]?.content ?? "";
    expect(content.split("\n").slice(3))
      .toEqual(Array.from({ length: 20 }, (_, i) => `Fan: ${40 + i}`));
  });

  it("may put its message in quotes", async () => {
    await using model = new FakeModel();
    model.answers.push(completion(' "Thank you!\nSee you" \n'));
    expect(await writerOf(model).write(TASK)).toBe("Thank you!\nSee you");
  });

  it.each([
    ["nothing", completion("  "), /wrote nothing/],
    ["too much", completion("x".repeat(2_001)), /more than 2000/],
    ["half a character", completion("\ud800"), /no message may hold/],
    ["a control", completion("a\u0007b"), /no message may hold/],
    ["a place for a name", completion("Hi {name}"), /no message may hold/],
    ["no JSON", () => new Response("<html>"), /not JSON/],
    ["other JSON", () => Response.json({ choices: [] }), /unusable/],
    ["an error", () => new Response("no", { status: 500 }), /answered 500/],
    [
      "another address",
      () => Response.redirect("http://127.0.0.1:1/"),
      /answered 302/,
    ],
    [
      "without an end",
      () => new Response("x".repeat(70_000)),
      /more than 65536 bytes/,
    ],
  ])("that answers %s is of no use", async (_, answer, message) => {
    await using model = new FakeModel();
    model.answers.push(answer);
    await expect(writerOf(model, KEY).write(TASK)).rejects.toThrow(message);
    expect(model.asked).toHaveLength(1);
  });

  it("that does not answer is not waited for", async () => {
    await using model = new FakeModel();
    model.answers.push(model.hanging);
    const clock = new ManualClock();
    const writer = openWriter({
      url: model.url,
      key: null,
      model: "m",
      clock,
    });
    const written = writer.write(TASK);
    await model.isAsked(1);
    clock.advance(20_000);
    await expect(written).rejects.toThrow("did not answer within 20 s");

    model.answers.push(model.hanging);
    const controller = new AbortController();
    const given = writer.write(TASK, controller.signal);
    await model.isAsked(2);
    controller.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    expect(clock.pending).toEqual([]);
  });

  it("that is not there is named without what is secret", async () => {
    const writer = openWriter({
      url: "http://127.0.0.1:1/v1?token=secret",
      key: KEY,
      model: "m",
    });
    const error = await writer.write(TASK).catch((error) => error);
    expect(error.message).toBe(
      "The language model at http://127.0.0.1:1/v1/chat/completions cannot be reached.",
    );
  });

  it.each([
    ["nonsense", null],
    ["ftp://host/v1", null],
    ["https://me:secret@host/v1", null],
    ["https://host/v1", "secret key"],
  ])("needs a usable address and key: %s", (url, key) => {
    const open = () => openWriter({ url, key, model: "m" });
    expect(open).toThrow(TypeError);
    expect(open).not.toThrow(/secret/);
  });
});
