import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { ChatId, MessageId } from "@/lib/models/mod.ts";
import { idPart, vertexIds } from "./ids.ts";

const chat = ChatId.parse("1001");
const date = "2025-11-08T12:34:56.000Z";

describe("vertexIds", () => {
  it("names things by what they are", () => {
    expect(vertexIds.conversation(chat)).toBe("conversation:1001");
    expect(vertexIds.topic("travel")).toBe("topic:travel");
    expect(vertexIds.action("greeting")).toBe("action:greeting");
  });

  it("names a fan by user, and by chat while the user is unknown", () => {
    expect(vertexIds.fan(chat, null)).toBe("fan:1001");
    expect(vertexIds.fan(chat, { id: "7" })).toBe("fan:7");
  });

  it("names an outcome by its evidence, or by its date", () => {
    const tip = { kind: "tip", date, observed: true } as const;
    const message_id = MessageId.parse("550001");
    expect(vertexIds.outcome(chat, { ...tip, message_id }))
      .toBe("outcome:1001:tip:550001");
    expect(vertexIds.outcome(chat, tip)).toBe(
      "outcome:1001:tip:@1762605296000",
    );
  });
});

describe("idPart", () => {
  const name = fc.string({ unit: "binary", maxLength: 300 });

  it("holds nothing that Cosmos DB refuses, and fits a key", () => {
    fc.assert(fc.property(name, (text) => {
      const part = idPart(text);
      expect(part).not.toMatch(/[/\\?#:@%]/);
      expect(new TextEncoder().encode(part).length).toBeLessThan(250);
    }));
  });

  it("tells different names apart", () => {
    const near = fc.constantFrom(
      "/",
      "~",
      "~002f",
      "002f",
      "a",
      "%",
      "a/",
      "é",
    );
    const word = fc.array(near, { maxLength: 60 }).map((all) => all.join(""));
    fc.assert(fc.property(word, word, (a, b) => {
      expect(idPart(a) === idPart(b)).toBe(a === b);
    }));
  });

  it("cuts a long name and keeps it apart from others", () => {
    const long = "x".repeat(200);
    expect(idPart(long)).toHaveLength(24 + 2 + 32);
    expect(idPart(`${long}a`)).not.toBe(idPart(`${long}b`));
  });
});
