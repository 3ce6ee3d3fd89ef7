import { afterEach, beforeEach, expect, test } from "vitest";
import { FixtureApp } from "../../tests/fixture_app.ts";
import { bundle } from "./bundle.ts";

let fixture: FixtureApp;

beforeEach(async () => {
  fixture = await FixtureApp.create();
});

afterEach(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function bundled(
  source: string,
  mode: "development" | "production" = "production",
): Promise<string> {
  const path = `${fixture.dir}/islands/Entry.tsx`;
  await Deno.writeTextFile(path, source);
  const files = await bundle({
    root: fixture.dir,
    entries: { Entry: path },
    buildId: "test-id",
    target: "es2022",
    mode,
  });
  return files.map(({ content }) => new TextDecoder().decode(content)).join();
}

async function useImports(imports: Record<string, string>): Promise<void> {
  const config = JSON.stringify({ imports });
  await Deno.writeTextFile(`${fixture.dir}/deno.json`, config);
}

test("aliases of deno.json lead to files of the project", async () => {
  await useImports({ "@/": "./", "style-name": "./name.ts" });
  await Deno.writeTextFile(
    `${fixture.dir}/name.ts`,
    'export const name: string = "from-alias";',
  );
  const js = await bundled(
    `export { name } from "@/name.ts"; export { name as again } from "style-name";`,
  );
  expect(js).toContain("from-alias");
});

test("npm packages come from node_modules, by any name", async () => {
  await useImports({ "ui": "npm:preact@^10.0.0" });
  const js = await bundled(
    `export { h } from "ui"; export { useState } from "ui/hooks";
     export { render } from "npm:preact@10";`,
  );
  expect(js).toContain("export{");
});

test("fresh/runtime is the part for browsers, with the id of the build", async () => {
  const js = await bundled(
    `import { asset } from "fresh/runtime"; export default () => asset("/x");`,
  );
  expect(js).toContain("test-id");
});

test("the server part of Fresh is refused, with the reason", async () => {
  await useImports({ "fresh": "jsr:@fresh/core@^2.3.3" });
  await expect(bundled(`export { App } from "fresh";`)).rejects.toThrow(
    'islands can import only "fresh/runtime"',
  );
});

test("production is minified, development has source maps", async () => {
  const source = `export default function Entry() { return <p>text</p>; }`;
  expect(await bundled(source)).not.toContain("sourceMappingURL");
  expect(await bundled(source, "development")).toContain("sourceMappingURL");
});
