import { expect, test } from "vitest";
import { buildId } from "../build_id.ts";
import { asset, assetSrcSet } from "./mod.ts";

const ID = buildId();

test.each([
  ["/a.css", `/a.css?__frsh_c=${ID}`],
  ["/a.css?x=1#y", `/a.css?x=1&__frsh_c=${ID}#y`],
  ["/a.css?__frsh_c=other", "/a.css?__frsh_c=other"],
  ["https://example.com/a.css", "https://example.com/a.css"],
  ["//example.com/a.css", "//example.com/a.css"],
  ["a.css", "a.css"],
])("asset(%s)", (path, expected) => {
  expect(asset(path)).toBe(expected);
});

test.each([
  [
    "/a.png 1x, /b.png 2x",
    `/a.png?__frsh_c=${ID} 1x, /b.png?__frsh_c=${ID} 2x`,
  ],
  ["/a.png", `/a.png?__frsh_c=${ID}`],
  ["/a(1).png 1x", "/a(1).png 1x"],
  ["/a.png, ,/b.png", "/a.png, ,/b.png"],
])("assetSrcSet(%s)", (srcset, expected) => {
  expect(assetSrcSet(srcset)).toBe(expected);
});
