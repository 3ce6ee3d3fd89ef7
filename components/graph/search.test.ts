import { describe, expect, it } from "vitest";
import { fakeApi, NAMES, vertex } from "./examples.ts";
import { GraphAddresses } from "./questions.ts";
import { GraphSearch, type Hit, ranked } from "./search.ts";

const PEOPLE: Hit[] = ["Oscar Fairley", "Tom Foster", "Ida Travers"].map(
  (name, i) => ({ id: `fan:${i}`, label: "Fan", name }),
);

function search(bodies: (path: string) => unknown) {
  const { get, asked } = fakeApi(bodies);
  const found = new GraphSearch({
    get,
    addresses: new GraphAddresses(null),
    people: () => PEOPLE,
    names: () => NAMES,
  });
  return { search: found, asked };
}

function bodies(path: string): unknown {
  const query = new URL(path, "http://x").searchParams;
  const all = [
    vertex("topic:travel"),
    vertex("topic:food"),
    vertex("action:ask_for_tip"),
    vertex("day:2025-11-08"),
  ];
  const q = query.get("q") ?? "";
  const label = query.get("label");
  return {
    vertices: all.filter((vertex) =>
      (label === null || vertex.label === label) &&
      vertex.id.split(":")[1]?.startsWith(q)
    ).map((vertex) => ({ vertex, degree: 1 })),
  };
}

const names = (hits: readonly Hit[]) => hits.map(({ name }) => name);

describe("finding vertices", () => {
  it("looks through names of fans and titles, wherever the text is", async () => {
    const found = search(bodies).search;
    await found.look("Trave");
    expect(names(found.hits.value)).toEqual(["Travel", "Ida Travers"]);
    await found.look("for");
    expect(names(found.hits.value)).toEqual(["Ask for tip"]);
  });

  it("finds by the beginning of an id what has no name", async () => {
    const found = search(bodies).search;
    await found.look("2025-11");
    expect(names(found.hits.value)).toEqual(["8 Nov 2025"]);
  });

  it("asks for titles once", async () => {
    const { search: found, asked } = search(bodies);
    await found.look("a");
    await found.look("b");
    expect(asked.filter((path) => path.includes("label="))).toHaveLength(2);
  });

  it("keeps the answer to what was asked last", async () => {
    const found = search(bodies).search;
    await Promise.all([found.look("Tom"), found.look("Oscar")]);
    expect(names(found.hits.value)).toEqual(["Oscar Fairley"]);
  });

  it("says why nothing could be looked for", async () => {
    const found = search(() => undefined).search;
    await found.look("x");
    expect(found.state.value).toMatchObject({ kind: "failed" });
  });
});

it("names that begin with the text come first", () => {
  expect(names(ranked("f", PEOPLE))).toEqual(["Tom Foster", "Oscar Fairley"]);
  expect(names(ranked("t", PEOPLE))[0]).toBe("Tom Foster");
});
