import { describe, expect, it } from "vitest";
import { highlight } from "@/components/wording/highlight.ts";
import { excerpt } from "./Highlighted.tsx";

function excerptOf(text: string, query: string): string {
  return excerpt(highlight(text, query)).map(({ text }) => text).join("");
}

describe("an excerpt", () => {
  it("begins with a word shortly before what is looked for", () => {
    const long = "I have been thinking about it for quite a long time and in ";
    expect(excerptOf(`${long}Lisbon it was`, "lisbon"))
      .toBe("… about it for quite a long time and in Lisbon it was");
  });

  it("is the whole text where that is short, or has nothing to point at", () => {
    expect(excerptOf("To Lisbon!", "lisbon")).toBe("To Lisbon!");
    const other = "x".repeat(90);
    expect(excerptOf(other, "lisbon")).toBe(other);
  });
});
