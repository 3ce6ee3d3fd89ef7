import { describe, expect, it } from "vitest";
import { UserRef } from "@/lib/models/mod.ts";
import { conversation } from "@/components/live/examples.ts";
import { NameSearch } from "./names.ts";

const zoe = UserRef.parse({
  id: 7,
  displayName: "Zoë &amp; Anna-Lena",
  name: "Zoe T.",
  username: "zoe_travels",
});

describe("a search by name", () => {
  it.each([
    ["", true],
    ["  ", true],
    ["ZOE", true],
    ["zo len", true],
    ["ann zoë", true],
    ["t", true],
    ["zoe_tr", true],
    ["oe", false],
    ["zoe bert", false],
  ])("%j: %s", (query, expected) => {
    const names = new NameSearch();
    names.look(query);
    expect(names.finds(conversation("7", { withUser: zoe }))).toBe(expected);
  });

  it("goes by the name that a fan has now", () => {
    const names = new NameSearch();
    names.look("sam");
    expect(names.finds(conversation("7", { withUser: zoe }))).toBe(false);
    const withUser = UserRef.parse({ id: 7, name: "Sam" });
    expect(names.finds(conversation("7", { withUser }))).toBe(true);
    names.look("fan 8");
    expect(names.finds(conversation("8", { withUser: null }))).toBe(true);
  });
});
