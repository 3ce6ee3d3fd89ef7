import { expect, test } from "vitest";
import {
  fileToFolder,
  fileToPattern,
  joinPaths,
  mountPath,
  pathSegments,
} from "./pattern.ts";

test.each([
  ["index", "/"],
  ["about", "/about"],
  ["blog/index", "/blog"],
  ["blog/[slug]", "/blog/:slug"],
  ["blog/[slug]/comments", "/blog/:slug/comments"],
  ["old/[...path]", "/old/:path*"],
  ["docs/[[version]]/index", "/docs{/:version}?"],
  ["(group)/index", "/"],
  ["(group)/about", "/about"],
  ["x/[mod]@[version]", "/x/:mod@:version"],
  ["feed/[name].json", "/feed/:name.json"],
])("routes/%s matches %s", (file, pattern) => {
  expect(fileToPattern(file)).toBe(pattern);
});

test.each(["[a][b]", "a]", "[a]]", "a-[[b]]", "[[a]]-b", "[...a]-b"])(
  "refuses routes/%s",
  (file) => {
    expect(() => fileToPattern(file)).toThrow(SyntaxError);
  },
);

test("a file lies in the folders of its path, groups among them", () => {
  expect(fileToFolder("(admin)/users/[id]")).toBe("/(admin)/users/:id");
  expect(fileToFolder("blog/index")).toBe("/blog/");
});

test("the last part of a path is a folder only when asked for", () => {
  expect(pathSegments("/blog/new", false)).toEqual(["blog"]);
  expect(pathSegments("/blog/new", true)).toEqual(["blog", "new"]);
  expect(pathSegments("/blog/", false)).toEqual(["blog"]);
  expect(pathSegments("/", true)).toEqual([]);
  expect(pathSegments("*", true)).toEqual([]);
  expect(pathSegments("/blog/*", true)).toEqual(["blog"]);
});

test.each([
  ["", "/foo", "/foo"],
  ["/", "/foo", "/foo"],
  ["/foo/bar", "/", "/foo/bar"],
  ["/foo/bar", "/baz", "/foo/bar/baz"],
  ["*", "/baz", "/baz"],
  ["/foo", "*", "/foo/*"],
])("joins %j and %j to %s", (base, path, joined) => {
  expect(joinPaths(base, path)).toBe(joined);
});

test("what is mounted for everything applies to the path of the mount", () => {
  expect(mountPath("/foo", "*")).toBe("/foo");
  expect(mountPath("/", "*")).toBe("*");
  expect(mountPath("/foo", "/bar")).toBe("/foo/bar");
});
