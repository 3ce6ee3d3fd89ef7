import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLines, plainText, typedText } from "./plain_text.ts";

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

describe("plainLines", () => {
  it.each([
    ["<p>Good <b>morning</b>!</p>", "Good morning !"],
    ["<p>one<br />two</p>", "one\ntwo"],
    ["<p>one<br>\ntwo</p>\n<p>three</p>", "one\ntwo\n\nthree"],
    ["<div>one</div><div>two</div>", "one\n\ntwo"],
    ["one\ntwo\r\nthree", "one\ntwo\nthree"],
    ["one\n\n\n\n  two \t three", "one\n\ntwo three"],
    ["a &amp; b &lt;3 &#10;c", "a & b <3\nc"],
    ["&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"],
    ["<script>alert(1)</script>hi<style>p{}", "hi"],
    [
      '<a href="https://example.com/x">here</a> https://e.org',
      "here https://e.org",
    ],
    ["a\u202Eb\u202Dc\u2066d\u2069e\u0007f", "a b c d e f"],
    ["hi <img src=x onerror=alert(1)", "hi"],
  ])("turns %j into %j", (html, text) => {
    expect(plainLines(html)).toBe(text);
  });

  it("keeps a text of 100,000 characters whole", () => {
    expect(plainLines("ab ".repeat(40_000)).length).toBe(119_999);
  });

  it.each([
    ["nested", "<div><b>".repeat(25_000) + "deep"],
    ["opened", "<".repeat(100_000)],
    ["half open", "<a ".repeat(33_000)],
    ["commented", "<!--".repeat(25_000)],
    ["scripted", "<script ".repeat(12_500)],
    ["ended", "</script".repeat(12_500)],
    ["blank", "<p>" + " ".repeat(100_000)],
    ["blank lines", " \n".repeat(50_000) + "x"],
    ["entities", "&".repeat(100_000)],
  ])("comes to an end with a million characters: %s", (_, html) => {
    // In time that grows with the square, this would take minutes.
    expect(plainLines(html.repeat(10)).length).toBeLessThan(1_000_001);
  });

  it("leaves no direction mark and no control, whatever comes", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(plainLines(text)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    }));
  });
});

it("leaves what was typed as it is, but for what turns it around", () => {
  expect(typedText("<b>1 &lt; 2</b>\n  x\u202Ey\u0007"))
    .toBe("<b>1 &lt; 2</b>\n  x y ");
});
