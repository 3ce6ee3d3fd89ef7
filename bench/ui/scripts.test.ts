import { describe, expect, it } from "vitest";
import { ROOT } from "../processes.ts";
import { isGraphLibrary, type Script, totalsOf } from "./scripts.ts";

const SCRIPT: Script = {
  transferred: 1_000,
  size: 3_000,
  encoding: "br",
  gzip: 1_100,
  isGraphLibrary: false,
};

describe("the scripts of a page", () => {
  it("add up, and tell how they are compressed", () => {
    const plain = { ...SCRIPT, transferred: 3_100, encoding: null };

    expect(totalsOf([SCRIPT, plain, SCRIPT])).toEqual({
      transferred: 5_100,
      size: 9_000,
      gzip: 3_300,
      encodings: ["br", "none"],
      loadsGraphLibrary: false,
    });
  });

  it("hold the graph library where one of them does", () => {
    const library = { ...SCRIPT, isGraphLibrary: true };

    expect(totalsOf([SCRIPT, library]).loadsGraphLibrary).toBe(true);
  });

  it("may be none", () => {
    expect(totalsOf([])).toEqual({
      transferred: 0,
      size: 0,
      gzip: 0,
      encodings: [],
      loadsGraphLibrary: false,
    });
  });
});

describe("the graph library", () => {
  it.each([
    "sigma/dist/sigma.esm.js",
    "graphology/dist/graphology.esm.js",
  ])("is told by what %s says", async (path) => {
    const source = await Deno.readTextFile(`${ROOT}/node_modules/${path}`);

    expect(isGraphLibrary(source)).toBe(true);
  });

  it("is not another library", async () => {
    const path = `${ROOT}/node_modules/preact/dist/preact.mjs`;
    const source = await Deno.readTextFile(path);

    expect(isGraphLibrary(source)).toBe(false);
  });
});
