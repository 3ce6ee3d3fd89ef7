import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "./plain_text.ts";

describe("plainText", () => {
  it.each([
    ["<p>Good <b>morning</b>!</p>", "Good morning !"],
    ["one<br>two", "one two"],
    ["a &amp; b &lt;3 &#x1F600; &#233;", "a & b <3 😀 é"],
    ["2 < 3 and 5 > 4", "2 < 3 and 5 > 4"],
    ["<script>alert(1)</script>hi", "hi"],
    ["<img src=x onerror=alert(1)>hi", "hi"],
    ["hi <img src=", "hi"],
    ["a\u202Eb\u2066c", "a b c"],
    ["&bogus; &#0;&#xffffff;", "&bogus;"],
  ])("turns %j into %j", (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it("looks at a bounded part of a huge text", () => {
    expect(plainText("x".repeat(100_000)).length).toBe(2_000);
    expect(plainText("x".repeat(100_000), 9).length).toBe(9);
    expect(plainText("<".repeat(100_000)).length).toBeLessThan(2_001);
  });

  it("leaves no direction mark and no control, whatever comes", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }));
  });
});
