import { describe, expect, it } from "vitest";
import type { WireResult } from "../messages.ts";
import type { PageOrder } from "./envelope.ts";
import { jsonText } from "./json_text.ts";
import { bodyOf, htmlOf, type Posted, Sending } from "./sending.ts";
import { testCore } from "./testing.ts";

const core = testCore();
const ORDER: PageOrder = {
  command_id: "c",
  chat_id: "1001",
  text: "Hi",
  media_url: "",
};

/** A site that answers when it is told to. */
class World {
  readonly posts: string[] = [];
  readonly told: WireResult[] = [];
  answer: (posted: Posted) => void = () => {};

  readonly sending = new Sending({
    core,
    post: (path, body, done) => {
      this.posts.push(`${path} ${body}`);
      this.answer = done;
    },
    tell: (result) => this.told.push({ ...result }),
  });
}

/** What becomes of a command that is answered like this. */
function told(posted: Posted): WireResult | undefined {
  const world = new World();
  world.sending.take("send_message", ORDER);
  world.answer(posted);
  return world.told[0];
}

const answered = (status: number, body: string): Posted => ({
  ok: true,
  status,
  body,
});

describe("sending a message by the page's own means", () => {
  it("writes text as the site's HTML", () => {
    expect(htmlOf("a & b < c > d\ne\r\nf\rg\n\n")).toBe(
      "a &amp; b &lt; c &gt; d<br />e<br />f<br />g<br /><br />",
    );
    expect(JSON.parse(bodyOf(core, 'say "ü"\u2028👋🏽'))).toEqual({
      text: '<p>say "ü"\u2028👋🏽</p>',
      lockedText: false,
      mediaFiles: [],
      price: 0,
      previews: [],
    });
  });

  it("posts each id once, and tells its result again", () => {
    const world = new World();
    world.sending.take("send_message", ORDER);
    world.sending.take("send_message", ORDER);
    expect(world.posts).toHaveLength(1);
    expect(world.told).toEqual([]);
    world.answer(answered(200, '{"id":7}'));
    world.sending.take("send_message", { ...ORDER, text: "other" });
    expect(world.posts).toHaveLength(1);
    const result = { command_id: "c", status: "succeeded", message_id: "7" };
    expect(world.told).toEqual([result, result]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "takes the id %s for one like any other",
    (command_id) => {
      const world = new World();
      world.sending.take("send_message", { ...ORDER, command_id });
      expect(world.posts).toHaveLength(1);
      world.answer(answered(200, '{"id":7}'));
      world.sending.take("send_message", { ...ORDER, command_id });
      expect(world.posts).toHaveLength(1);
      expect(world.told.map((one) => one.command_id))
        .toEqual([command_id, command_id]);
    },
  );

  it("knows only one command", () => {
    const world = new World();
    for (const name of ["delete_message", "__proto__", ""]) {
      world.sending.take(name, { ...ORDER, command_id: `x${name}` });
    }
    expect(world.posts).toEqual([]);
    expect(new Set(world.told.map(({ status }) => status)))
      .toEqual(new Set(["rejected"]));
  });

  it("does nothing without an id, as nobody could be told", () => {
    const world = new World();
    world.sending.take("send_message", { ...ORDER, command_id: "" });
    expect([world.posts, world.told]).toEqual([[], []]);
  });

  it.each<[string, Posted, Partial<WireResult>]>([
    ["an id", answered(201, '{"id":"9","text":"x"}'), {
      status: "succeeded",
      message_id: "9",
    }],
    ["no id", answered(200, "{}"), {
      status: "succeeded",
      detail: "the site did not name the message",
    }],
    ["a list", answered(200, "[]"), { status: "succeeded" }],
    ["an error", answered(200, '{"error":"Blocked"}'), {
      status: "failed",
      detail: "the site refused it: Blocked",
    }],
    ["400", answered(400, '{"error":{"code":1,"message":"Too long"}}'), {
      status: "failed",
      detail: "HTTP 400: Too long",
    }],
    ["401", answered(401, '{"message":"Sign in"}'), {
      status: "failed",
      detail: "HTTP 401: Sign in",
    }],
    ["500", answered(500, ""), { status: "failed", detail: "HTTP 500" }],
    ["502", answered(502, "x".repeat(1_000)), {
      status: "failed",
      detail: `HTTP 502: ${"x".repeat(200)}…`,
    }],
    ["nothing in time", { ok: false, timedOut: true }, {
      status: "failed",
      detail: "the site did not answer in time: it may have been sent",
    }],
    ["a break", { ok: false, timedOut: false }, {
      status: "failed",
      detail: "the connection broke off: it may have been sent",
    }],
  ])("tells what came of %s", (_, posted, result) => {
    expect(told(posted)).toMatchObject(result);
  });
});

describe("JSON that was read before", () => {
  it.each([
    '{"a":[1,-2.5e-7,"ü\\"\\n",null,true,{"b":{}}],"__proto__":{"c":[]}}',
    "[]",
    "7",
    '"text"',
    "null",
  ])("is written again: %s", (text) => {
    expect(jsonText(core, JSON.parse(text))).toBe(
      JSON.stringify(JSON.parse(text)),
    );
  });

  it("is not written if it is nested too deeply", () => {
    const deep = JSON.parse("[".repeat(300) + "]".repeat(300));
    expect(() => jsonText(core, deep)).toThrow(RangeError);
  });
});
