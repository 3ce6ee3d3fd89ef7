import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analysedText, htmlToText, MAX_TEXT_LENGTH } from "./text.ts";

describe("htmlToText", () => {
  it.each([
    ["plain text", "plain text"],
    ["<p>Hi<br />there</p>", "Hi\nthere"],
    ["<p>one</p><p>two</p>", "one\ntwo"],
    ["Tom &amp; me &lt;3", "Tom & me <3"],
    ["I &hearts; you &#39;always&#x27;", "I ♥ you 'always'"],
    ["&#128525;", "😍"],
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["&unknown; &; & so on", "&unknown; &; & so on"],
    ["&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"],
    [
      'see <a href="https://example.com/?a=1&amp;b=2">my page</a>!',
      "see my page!",
    ],
    ["I <3 you, 2 < 3", "I <3 you, 2 < 3"],
    ["a <b>bold</b> <EM>word</EM>", "a bold word"],
    ["before<script>alert('x')</script>after", "beforeafter"],
    ["<style>p{}</style>text", "text"],
    ["<script>never closed", ""],
    ["a<!-- hidden -->b", "ab"],
    ["cut <a href=", "cut <a href="],
    ["  many \t spaces\n\n\nand&nbsp;lines  ", "many spaces\nand lines"],
    ["", ""],
  ])("%j is %j", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it("never throws and leaves no tag that it understood", () => {
    const markup = fc.array(
      fc.oneof(
        fc.constantFrom(
          "<",
          ">",
          "</",
          "<p>",
          "<script>",
          "&",
          "&amp;",
          "&#",
          ";",
          "<!--",
          "-->",
          "<br",
          '"',
        ),
        fc.string(),
      ),
    ).map((parts) => parts.join(""));
    fc.assert(fc.property(markup, (html) => {
      expect(htmlToText(html)).not.toMatch(/<(?:p|br|script)>/);
    }));
  });

  it.each([
    ["open brackets", "<"],
    ["open tags", "<a "],
    ["open comments", "<!--"],
    ["unclosed scripts", "<script>"],
    ["half closed scripts", "<script></"],
    ["ampersands", "&"],
    ["half entities", "&#x41"],
    ["spaces", " "],
    ["ordinary markup", "<p>Hello &amp; <b>welcome</b></p>"],
  ])("takes a megabyte of %s in linear time", (_, piece) => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const start = performance.now();
    htmlToText(html);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("analysedText", () => {
  it("is bounded", () => {
    expect(analysedText("word ".repeat(100_000)).length).toBeLessThanOrEqual(
      MAX_TEXT_LENGTH,
    );
  });
});
