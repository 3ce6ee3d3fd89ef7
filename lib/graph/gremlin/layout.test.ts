import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import { compareKeyText } from "@/lib/store/mod.ts";
import { ID_PREFIX, idPart } from "../ids.ts";
import {
  controlId,
  edgeElementId,
  edgeKeysFor,
  edgeNameOf,
  elementId,
  embeddingOf,
  embeddingText,
  fromSortable,
  noVertexId,
  partitionOf,
  sortable,
} from "./layout.ts";

describe("elementId", () => {
  const part = fc.string({
    unit: fc.constantFrom(..."ab|:~/7c0"),
    minLength: 1,
  });
  const name = fc.tuple(part, part, part)
    .map(([account, creator, id]) => ({ account, creator, id }));

  function idOf({ account, creator, id }: Record<string, string>): string {
    return elementId(partitionOf(scopeOf(account, creator)), id ?? "");
  }

  function scopeOf(account: unknown, creator: unknown) {
    const dataset = { account: AccountId.parse(account), generation: 1 };
    return { dataset, creator: CreatorId.parse(creator) };
  }

  it("is the same for the same vertex only", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const isSame = a.account === b.account && a.creator === b.creator &&
          a.id === b.id;
        expect(idOf(a) === idOf(b)).toBe(isSame);
      }),
      { numRuns: 2_000, seed: 20251108 },
    );
    expect(idOf({ account: "a", creator: "b|c", id: "d" }))
      .not.toBe(idOf({ account: "a", creator: "b", id: "c|d" }));
    expect(partitionOf(scopeOf("a:b", "c")))
      .not.toBe(partitionOf(scopeOf("a", "b:c")));
  });

  it("is that of no control vertex", () => {
    const partition = partitionOf(scopeOf("u", "c"));
    expect([controlId(partition), noVertexId(partition)])
      .toEqual(["u:c|@copy", "u:c|"]);
  });
});

describe("edgeElementId", () => {
  const name = fc.string({ unit: fc.constantFrom(..."a@|:~0") }).map(idPart);
  const edge = fc.record({ from: name, to: name }).map(({ from, to }) => ({
    from: ID_PREFIX.ConversationNode + from,
    label: "RESULTS_IN_OUTCOME" as const,
    to: `${ID_PREFIX.InteractionOutcome}${from}:tip:@${to}`,
  }));

  it("is the same for the same edge only, and that of no vertex", () => {
    fc.assert(
      fc.property(edge, edge, name, (a, b, vertex) => {
        const [x, y] = [a, b].map((edge) => edgeElementId("u:c", edge));
        expect(x === y).toBe(a.from === b.from && a.to === b.to);
        expect(x).not.toBe(
          elementId("u:c", ID_PREFIX.ConversationNode + vertex),
        );
      }),
      { numRuns: 2_000, seed: 20251108 },
    );
  });

  it("is no longer than Cosmos DB takes", () => {
    const long = idPart("é".repeat(64));
    expect(new TextEncoder().encode(long).length).toBe(128);
    const edge = {
      from: ID_PREFIX.ConversationNode + long,
      label: "RESULTS_IN_OUTCOME" as const,
      to: `${ID_PREFIX.InteractionOutcome}${long}:subscription_ending:${long}`,
    };
    const id = edgeElementId(`${long}:${long}`, edge);
    expect(new TextEncoder().encode(id).length).toBeLessThan(1_023);
  });
});

describe("sortable", () => {
  const text = fc.string({ unit: "binary" });

  it("gives the id back", () => {
    fc.assert(fc.property(text, (id) => {
      expect(fromSortable(sortable(id))).toBe(id);
    }));
    expect(fromSortable(sortable("\uFEFFa"))).toBe("\uFEFFa");
  });

  it("sorts by UTF-16 units as keys do", () => {
    fc.assert(fc.property(text, text, (a, b) => {
      const [x, y] = [sortable(a), sortable(b)];
      const order = x < y ? -1 : x > y ? 1 : 0;
      expect(order).toBe(Math.sign(compareKeyText(a, b)));
    }));
  });
});

describe("edge keys", () => {
  it("give the edge back", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(fc.property(text, text, (from, to) => {
      const edge = { from, label: "USES_ENGAGEMENT" as const, to };
      expect(edgeNameOf(edgeKeysFor(edge))).toEqual(edge);
    }));
  });
});

describe("embeddingText", () => {
  it("keeps every number", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Object.is(n, -0));
    fc.assert(fc.property(fc.array(number), (embedding) => {
      expect(embeddingOf(embeddingText(embedding))).toEqual(embedding);
    }));
  });
});
