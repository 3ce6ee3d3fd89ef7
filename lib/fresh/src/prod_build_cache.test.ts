import { afterEach, expect, test } from "vitest";
import { ProdBuildCache } from "./prod_build_cache.ts";

const dirs: string[] = [];

afterEach(async () => {
  for (const dir of dirs.splice(0)) {
    await Deno.remove(dir, { recursive: true });
  }
});

test("reads files of the snapshot alone, and small ones only once", async () => {
  const root = await Deno.makeTempDir();
  dirs.push(root);
  await Deno.writeTextFile(`${root}/a.txt`, "first");
  const cache = new ProdBuildCache(root, {
    clientEntry: "",
    islands: [],
    routes: [],
    files: {
      "/a.txt": { path: "a.txt", hash: "h", contentType: "text/plain" },
    },
  });

  const file = await cache.readFile("/a.txt");
  await Deno.writeTextFile(`${root}/a.txt`, "second");
  expect(await cache.readFile("/a.txt")).toBe(file);
  expect(new TextDecoder().decode(file?.content)).toBe("first");
  expect(await cache.readFile("/b.txt")).toBeNull();
});
