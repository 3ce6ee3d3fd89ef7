import { expect, test } from "vitest";
import { fileURLToPath } from "node:url";
import { findProjectFiles } from "./crawl.ts";

const FIXTURE = fileURLToPath(new URL("../../tests/fixture", import.meta.url));

test("finds routes, and islands beside them", async () => {
  const files = await findProjectFiles({
    routeDir: `${FIXTURE}/routes`,
    islandDir: `${FIXTURE}/islands`,
    ignore: [/Types/],
  });
  expect(files.routes.map(({ id }) => id)).toEqual([
    "(shop)/cart",
    "_app",
    "_error",
    "broken",
    "index",
  ]);
  expect(files.islands.map(({ id }) => id)).toEqual([
    "Counter",
    "Growing",
    "Late",
    "PageTitle",
    "Toggle",
    "(shop)/(_islands)/Cart",
  ]);
});

test("a folder that is not there is empty", async () => {
  const dirs = { routeDir: "/none", islandDir: "/none", ignore: [] };
  expect(await findProjectFiles(dirs)).toEqual({ routes: [], islands: [] });
});
