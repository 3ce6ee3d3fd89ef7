import { afterEach, beforeEach, expect, test } from "vitest";
import { FixtureApp } from "../../tests/fixture_app.ts";
import { lockStyleUrls, StaticTransformer } from "./static_transform.ts";

let fixture: FixtureApp;
let style: string;

beforeEach(async () => {
  fixture = await FixtureApp.create();
  style = `${fixture.dir}/static/style.css`;
  await Deno.writeTextFile(style, "a");
});

afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function result(transformer: StaticTransformer) {
  const files = await transformer.transform(style, "production");
  return files?.map(({ path, content }) => [
    path.replace(/^.*\//, ""),
    new TextDecoder().decode(content),
  ]);
}

test("transforms run one after the other", async () => {
  const transformer = new StaticTransformer(fixture.dir, "es2022");
  for (const letter of ["b", "c"]) {
    transformer.add(
      { pluginName: letter, filter: /\.css$/g },
      ({ text }) => ({ content: text + letter }),
    );
  }
  expect(await result(transformer)).toEqual([["style.css", "abc"]]);
});

test("a transform can make several files, or another", async () => {
  const transformer = new StaticTransformer(fixture.dir, "es2022");
  transformer.add({ pluginName: "split", filter: /style\.css$/ }, (args) => [
    { path: args.path, content: args.content },
    { path: args.path.replace(".css", ".txt"), content: "text" },
  ]);
  expect(await result(transformer)).toEqual([
    ["style.css", "a"],
    ["style.txt", "text"],
  ]);
});

test("what is excluded, or not changed, stays a file on disk", async () => {
  const transformer = new StaticTransformer(fixture.dir, "es2022");
  transformer.add(
    { pluginName: "none", filter: /\.css$/, exclude: [/style/, "other"] },
    () => ({ content: "changed" }),
  );
  transformer.add({ pluginName: "nothing", filter: /\.css$/ }, () => {});
  expect(await result(transformer)).toBeUndefined();
});

test("urls of style sheets are locked to the build, data and other sites not", () => {
  const css = `a{b:url("/x.png");c:url(/y.png)}`;
  expect(lockStyleUrls(css)).toMatch(
    /^a\{b:url\("\/x\.png\?__frsh_c=\w+"\);c:url\(\/y\.png\?__frsh_c=\w+\)\}$/,
  );
  const others = `a{b:url(data:x);c:url(https://example.com/z);d:url(e.png)}`;
  expect(lockStyleUrls(others)).toBe(others);
});
