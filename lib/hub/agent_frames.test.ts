import { AgentFrameEnvelope } from "@/lib/models/mod.ts";
import { INCOMING_FRAMES } from "@/lib/models/testing.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AGENT_FRAMES } from "./agent_frames.ts";

const { message } = INCOMING_FRAMES.new_raw_message.payload;
const TEXTS = Object.values(INCOMING_FRAMES).map((f) => JSON.stringify(f));
const FIELDS = Object.keys(
  AgentFrameEnvelope.options[1].shape.payload.shape.message.shape,
);

/** Values that fit some fields, or nearly do. */
const value = fc.oneof(
  fc.constantFrom("", ".", "7", "2025-11-08T12:00:00Z", "x".repeat(129)),
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, 1762605296),
  fc.constantFrom([], ["a"], [{ id: 1, type: "photo", more: 1 }], { id: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const field = fc.oneof(
  fc.constantFrom(...FIELDS),
  fc.constantFrom("notListed", "constructor", "__proto__"),
);
const fields = fc.array(fc.tuple(field, value), { maxLength: 3 });
const messageFrame = fc.tuple(fields, fc.oneof(fc.nat(), value)).map(
  ([fields, seq]) => {
    // As JSON, because `__proto__` is a field like any other there.
    const written = [...Object.entries(message), ...fields]
      .map((field) => field.map((part) => JSON.stringify(part)).join(":"));
    return `{"type":"new_raw_message","payload":{"message":{${written}},` +
      `"event_id":"ev_01","seq":${JSON.stringify(seq)}}}`;
  },
);
/** A frame of any type with one value, or all of it, exchanged for another. */
const changedFrame = fc.tuple(fc.constantFrom(...TEXTS), fc.nat(40), value).map(
  ([text, place, other]) => {
    let at = 0;
    const change = (_: string, value: unknown) =>
      at++ === place ? other : value;
    return JSON.stringify(JSON.parse(text, change));
  },
);

/** All that a schema says of a frame, fields in their order. */
function verdict(schema: typeof AGENT_FRAMES, text: string): string {
  const { data, error } = schema.safeParse(JSON.parse(text));
  return JSON.stringify({ data, issues: error?.issues });
}

describe("the frames of Agents", () => {
  it("can be judged by code that is made of their schema", () => {
    expect(() => z.compile(AgentFrameEnvelope, { strict: true })).not.toThrow();
    expect(AGENT_FRAMES).not.toBe(AgentFrameEnvelope);
  });

  it.each(TEXTS)("are judged as by the schema itself: %s", (text) => {
    expect(verdict(AGENT_FRAMES, text)).toBe(verdict(AgentFrameEnvelope, text));
  });

  it.each([["messages", messageFrame], ["any type", changedFrame]])(
    "are judged as by the schema itself, right or wrong: %s",
    (_, frame) => {
      fc.assert(
        fc.property(frame, (text) => {
          expect(verdict(AGENT_FRAMES, text))
            .toBe(verdict(AgentFrameEnvelope, text));
        }),
        { seed: 1, numRuns: 500 },
      );
    },
  );
});
