import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  AccountId,
  CreatorId,
  EdgeLabel,
  OutcomeKind,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import type { GraphScope } from "../graph_store.ts";
import { ID_PREFIX, idPart } from "../ids.ts";
import { VERTEX_PROPERTIES } from "../property_names.ts";
import {
  newScope,
  ODD_NAMES,
  randomChanges,
} from "../contract/store_contract.ts";
import { ELEMENT_ID, type Traversal } from "./client.ts";
import { guard, Unguarded } from "./guard.ts";
import { partitionOf } from "./layout.ts";
import * as traversals from "./traversals.ts";

const name = fc.oneof(
  fc.constantFrom(...ODD_NAMES),
  fc.string({ unit: "binary", minLength: 1, maxLength: 128 }),
);

const scope: fc.Arbitrary<GraphScope> = fc.record({
  account: name.map((text) => text.slice(0, 128)),
  creator: name.map((text) => text.slice(0, 128)),
}).map(({ account, creator }) => ({
  dataset: { account: AccountId.parse(account), generation: 1 },
  creator: CreatorId.parse(creator),
}));

const label = fc.constantFrom(...VertexLabel.options);
const edgeLabel = fc.constantFrom(...EdgeLabel.options);
const id = fc.tuple(label, name)
  .map(([label, text]) => ID_PREFIX[label] + idPart(text));
const value = fc.oneof(
  name,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const days = fc.record({ from: fc.nat(30_000), to: fc.nat(30_000) });
const times = fc.record({
  start: fc.maxSafeInteger(),
  end: fc.maxSafeInteger(),
});
const limit = fc.integer({ min: 1, max: 10_000 });
const fence = fc.stringMatching(/^[0-9a-f]{20}$/);
const properties = fc.dictionary(name, value, {
  maxKeys: 20,
  noNullPrototype: true,
});

/** Changes as the builder makes them, and with properties that it does not know. */
const change: fc.Arbitrary<SettledChange> = fc.oneof(
  fc.record({
    kind: fc.constant("vertex" as const),
    vertex: fc.record({
      id,
      label,
      properties,
      embedding: fc.array(fc.double({ noNaN: true }), { maxLength: 400 }),
    }),
  }),
  fc.record({
    kind: fc.constant("edge" as const),
    edge: fc.record({ from: id, label: edgeLabel, to: id, properties }),
  }),
  fc.record({
    kind: fc.constant("removeEdge" as const),
    from: id,
    label: edgeLabel,
    to: id,
  }),
  fc.record({ kind: fc.constant("removeVertex" as const), id }),
);

/** Every function that makes traversals, with any arguments. */
const MADE: Record<string, fc.Arbitrary<Traversal[]>> = {
  writeBatch: fc.tuple(scope, fc.array(change, { maxLength: 40 })).map(
    ([scope, changes]) =>
      traversals.batchesOf(changes)
        .map((batch) => traversals.writeBatch(scope, batch)),
  ),
  writeFencedBatch: fc
    .tuple(scope, fence, fc.array(change, { maxLength: 40 }))
    .map(([scope, fence, changes]) =>
      traversals.batchesOf(changes)
        .map((batch) => traversals.writeFencedBatch(scope, fence, batch))
    ),
  raiseFence: of(fc.tuple(scope, fence), traversals.raiseFence),
  makeControl: of(fc.tuple(scope, fence), traversals.makeControl),
  forceFence: of(fc.tuple(scope, fence), traversals.forceFence),
  markWritten: of(fc.tuple(scope, fence), traversals.markWritten),
  readControl: of(fc.tuple(scope), traversals.readControl),
  dropControl: of(fc.tuple(scope), traversals.dropControl),
  dropEdges: of(fc.tuple(scope, limit), traversals.dropEdges),
  dropVertices: of(fc.tuple(scope, limit), traversals.dropVertices),
  readVertices: of(
    fc.tuple(scope, fc.array(id, { minLength: 1, maxLength: 32 })),
    traversals.readVertices,
  ),
  readEdges: of(
    fc.tuple(scope, fc.array(id, { minLength: 1, maxLength: 8 }), limit),
    traversals.readEdges,
  ),
  listKeys: of(
    fc.tuple(scope, fc.record({ after: fc.option(id), limit })),
    traversals.listKeys,
  ),
  countVertices: of(fc.tuple(scope), traversals.countVertices),
  countEdges: of(fc.tuple(scope), traversals.countEdges),
  listNeighbours: of(
    fc.tuple(
      scope,
      id,
      fc.record({
        direction: fc.constantFrom("in" as const, "out" as const),
        range: fc.record({ after: name, before: name }),
        limit,
      }),
    ),
    traversals.listNeighbours,
  ),
  search: of(
    fc.tuple(scope, fc.record({ label, start: name, limit })),
    traversals.search,
  ),
  topByDegree: of(
    fc.tuple(scope, fc.record({ label, limit })),
    traversals.topByDegree,
  ),
  topByProperty: of(
    fc.tuple(scope, fc.record({ label, property: name, limit })),
    traversals.topByProperty,
  ),
  heaviestEdges: of(
    fc.tuple(scope, fc.record({ label: edgeLabel, limit })),
    traversals.heaviestEdges,
  ),
  sumTopics: of(fc.tuple(scope, days), traversals.sumTopics),
  listSentiments: of(fc.tuple(scope, days), traversals.listSentiments),
  countOutcomeTopics: of(
    fc.tuple(scope, times, fc.constantFrom(...OutcomeKind.options)),
    traversals.countOutcomeTopics,
  ),
};

function of<Args extends unknown[]>(
  args: fc.Arbitrary<Args>,
  make: (...args: Args) => Traversal,
): fc.Arbitrary<Traversal[]> {
  return args.map((args) => [make(...args)]);
}

describe("guard", () => {
  it("is asked about every function that makes traversals", () => {
    const functions = Object.entries(traversals)
      .filter(([, made]) => typeof made === "function")
      .map(([name]) => name)
      .filter((name) => name !== "batchesOf");
    expect(Object.keys(MADE).toSorted()).toEqual(functions.toSorted());
  });

  it.each(Object.keys(MADE))("lets %s through, whatever is in it", (name) => {
    const made = MADE[name];
    if (made === undefined) throw new Error(`There is no ${name}`);
    fc.assert(
      fc.property(made, (all) => all.forEach(guard)),
      { numRuns: 100, seed: 20251108 },
    );
  });

  const p = "u:c";
  const i = "u:c|topic:a";
  const x = "a";
  const t = ELEMENT_ID;

  it.each<[what: string, text: string, bindings: object]>([
    ["match", "g.V().has('pk',p).match(__.as('a').out())", { p }],
    ["mergeV", "g.V().has('pk',p).mergeV(x)", { p, x }],
    ["simplePath", "g.V([p,i]).out().simplePath()", { p, i }],
    ["sideEffect", "g.V([p,i]).sideEffect(__.drop())", { p, i }],
    ["a lambda", "g.V([p,i]).map{it.get()}", { p, i }],
    ["a lambda", "g.V([p,i]).filter({ true })", { p, i }],
    ["an arrow", "g.V([p,i]).order().by(x -> x)", { p, i, x }],
    ["a predicate", "g.V().has('pk',p).has('name',within(x))", { p, x }],
    ["no partition", "g.V().hasLabel(x)", { x }],
    ["no partition", "g.V(i)", { i }],
    ["no partition", "g.V().has('name',p)", { p }],
    ["no partition", "g.V().hasLabel(x).has('pk',p)", { p, x }],
    ["no partition", "g.E().has('pk',p)", { p }],
    ["no partition", "g.V([i])", { i }],
    ["two partitions", "g.inject(1).union(__.V([p,i]),__.V([x,i]))", {
      p,
      i,
      x,
    }],
    ["the id of another", "g.V([p,i])", { p, i: "u:d|topic:a" }],
    ["an id with a slash", "g.V([p,i])", { p, i: "u:c|topic:a/b" }],
    ["a partition with a slash", "g.V().has('pk',p)", { p: "u/c" }],
    ["a late V", "g.V([p,i]).V([p,i])", { p, i }],
    ["a late V", "g.V([p,i]).where(__.V([p,i]))", { p, i }],
    ["a late V", "g.inject(1).union(__.out().V([p,i]))", { p, i }],
    [
      "a vertex of no partition",
      "g.inject(1).coalesce(__.addV(x).property(t,i))",
      { i, x, t },
    ],
    [
      "a vertex without an id",
      "g.inject(1).coalesce(__.addV(x).property('pk',p))",
      { p, x },
    ],
    ["an edge without an id", "g.V([p,i]).as('h').addE(x).from('h')", {
      p,
      i,
      x,
    }],
    ["addV first", "g.addV(x).property('pk',p)", { p, x }],
    ["an inner g", "g.inject(1).union(g.V([p,i]))", { p, i }],
    ["all properties", "g.V([p,i]).properties().drop()", { p, i }],
    ["a cardinality", "g.V([p,i]).property(set,'name',x)", { p, i, x }],
    ["from elsewhere", "g.V([p,i]).from('h')", { p, i }],
    ["a value in the text", "g.V([p,i]).has('name','it is')", { p, i }],
    ["no value", "g.V([p,i]).has('name',x)", { p, i }],
    ["a spare value", "g.V([p,i])", { p, i, x }],
    ["null", "g.V([p,i]).property('name',x)", { p, i, x: null }],
    ["undefined", "g.V([p,i]).property('name',x)", { p, i, x: undefined }],
    ["a list", "g.V([p,i]).property('name',x)", { p, i, x: ["a"] }],
    ["an object", "g.V([p,i]).property('name',x)", { p, i, x: { a: 1 } }],
    ["no number", "g.V([p,i]).property('name',x)", { p, i, x: NaN }],
    ["infinity", "g.V([p,i]).property('name',x)", { p, i, x: -Infinity }],
    ["two statements", "g.V([p,i]);g.V([p,i])", { p, i }],
    ["two traversals", "g.V([p,i]) g.V([p,i])", { p, i }],
    ["half a text", "g.V([p,i]).out(", { p, i }],
    ["a property of a step", "g.V([p,i]).out", { p, i }],
    ["no traversal", "p", { p }],
    ["nothing", "", {}],
    ["401 steps", "g.V([p,i])" + ".out()".repeat(400), { p, i }],
    [
      "steps in children",
      `g.V([p,i]).union(${Array(200).fill("__.out().in()").join(",")})`,
      { p, i },
    ],
    ["a long text", `g.V([p,i]).project('${"a".repeat(65_536)}')`, { p, i }],
  ])("refuses %s: %s", (_what, text, bindings) => {
    const traversal = { text, bindings: { ...bindings } };
    expect(() => guard(traversal)).toThrow(Unguarded);
  });

  it.each<[text: string, bindings: Traversal["bindings"]]>([
    ["g.V([p,i]).has('name',gt(x))", { p, i, x }],
    ["g.V().has('pk',p).order().by('name',decr).limit(x)", { p, x: 1 }],
    ["g.inject(1).coalesce(__.addV(x).property(t,i).property('pk',p))", {
      p,
      i,
      x,
      t,
    }],
    ["g.V([p,i]).as('h').addE(x).from('h').property(t,i)", { p, i, x, t }],
    ["g.V([p,i])" + ".out()".repeat(399), { p, i }],
  ])("lets through what is like that: %s", (text, bindings) => {
    guard({ text, bindings });
  });
});

describe("the texts of a large workload", () => {
  it("are few", () => {
    const texts = new Set<string>();
    const add = ({ text }: Traversal) => texts.add(text);
    fc.assert(
      fc.property(fc.array(randomChanges, { maxLength: 12 }), (all) => {
        const scope = newScope();
        const phases = Map.groupBy(all.flat(), ({ kind }) => kind);
        for (const changes of phases.values()) {
          for (const batch of traversals.batchesOf(changes)) {
            add(traversals.writeBatch(scope, batch));
            add(traversals.writeFencedBatch(scope, "0", batch));
          }
        }
      }),
      { numRuns: 500, seed: 20251108 },
    );
    for (const [name, made] of Object.entries(MADE)) {
      // What the builder does not make has texts of its own.
      if (name.startsWith("write")) continue;
      for (const all of fc.sample(made, { numRuns: 200, seed: 1 })) {
        all.forEach(add);
      }
    }
    expect(texts.size).toBeGreaterThan(100);
    expect(texts.size).toBeLessThan(150);
  });

  it("do not hold what they are about", () => {
    const [first, second] = [newScope(), newScope()];
    const change = (id: string): SettledChange[] => [{
      kind: "vertex",
      vertex: { id, label: "Topic", properties: { name: id } },
    }];
    const texts = [
      traversals.writeBatch(first, change("topic:a")).text,
      traversals.writeBatch(second, change("topic:'b'")).text,
    ];
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toContain(partitionOf(first));
  });
});

describe("batchesOf", () => {
  it("loses no change, and makes batches of known sizes of one form", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const batches = traversals.batchesOf(changes);
        expect(new Set(batches.flat())).toEqual(new Set(changes));
        expect(batches.flat().length).toBe(changes.length);
        for (const batch of batches) {
          expect(traversals.BATCH_SIZES).toContain(batch.length);
          expect(new Set(batch.map(({ kind }) => kind)).size).toBe(1);
        }
      }),
      { numRuns: 200, seed: 20251108 },
    );
  });

  it("puts long values into smaller batches", () => {
    const changes = Array.from({ length: 16 }, (_, i): SettledChange => ({
      kind: "vertex",
      vertex: {
        id: `topic:${i}`,
        label: "Topic",
        properties: { name: "x".repeat(10_000) },
      },
    }));
    const sizes = traversals.batchesOf(changes).map(({ length }) => length);
    expect(sizes).toEqual([4, 4, 4, 4]);
  });
});

/** All labels have few enough properties for one size of what is dropped. */
describe("VERTEX_PROPERTIES", () => {
  it("fit into what one vertex is told", () => {
    for (const label of VertexLabel.options) {
      expect(Object.keys(VERTEX_PROPERTIES[label]).length)
        .toBeLessThanOrEqual(8);
    }
  });
});
