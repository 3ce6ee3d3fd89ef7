import { describe, expect, it } from "vitest";
import { ID_PREFIX, idPart } from "../ids.ts";
import { PlainGraph } from "./plain_graph.ts";
import type { Contract } from "./contract.ts";
import { dump, dumpOf, NOTHING, pagesOf } from "./dump.ts";
import { ODD_NAMES, oddChanges, SMALL, topic, vertexChange } from "./graphs.ts";
import { nearScopes } from "./scopes.ts";

/** Names mean nothing but themselves, and scopes are apart. */
export function namesContract({ name, open, test }: Contract): void {
  describe(`${name}: names and scopes`, () => {
    test("any name is one like any other", async (graph, scope) => {
      const changes = ODD_NAMES.flatMap((name) => oddChanges(name));
      const plain = new PlainGraph();
      plain.apply(changes);
      await graph.write(scope, changes);
      expect(await dump(graph, scope)).toEqual(dumpOf(plain));
      for (const name of ODD_NAMES) {
        const id = ID_PREFIX.Topic + idPart(name);
        const found = await graph.search(scope, {
          label: "Topic",
          start: name.length > 40 ? name.slice(0, 4) : name,
          limit: 100,
        });
        expect(found.map(({ vertex }) => vertex.id)).toContain(id);
        const { edges } = await pagesOf(graph, scope, id, {
          direction: "in",
          limit: 3,
        });
        expect(edges).toEqual(plain.edgesAt(id, "in"));
      }
      const { paths } = await graph.paths(scope, {
        from: ID_PREFIX.Topic + idPart("😀"),
        to: ID_PREFIX.Topic + idPart("\uFFEE"),
      });
      expect(paths.length).toBeGreaterThan(0);
    }, 60_000);

    it("scopes do not see each other", () =>
      open(async (graph) => {
        const scopes = nearScopes();
        for (const [i, scope] of scopes.entries()) {
          await graph.write(scope, [
            ...SMALL,
            vertexChange(topic("topic:a", { name: `a${i}` })),
          ]);
        }
        const dumps = [];
        for (const scope of scopes) dumps.push(await dump(graph, scope));
        for (const [i, { vertices, edges, counts }] of dumps.entries()) {
          const of = vertices.find(({ id }) => id === "topic:a");
          expect(of?.properties).toEqual({ name: `a${i}` });
          expect(edges).toEqual(dumps[0]?.edges);
          expect(counts).toEqual(dumps[0]?.counts);
        }
        const [first, ...others] = scopes;
        if (first === undefined) throw new Error("There are no scopes");
        await graph.eraseCreator(first);
        expect(await dump(graph, first)).toEqual(NOTHING);
        for (const [i, scope] of others.entries()) {
          expect(await dump(graph, scope)).toEqual(dumps[i + 1]);
        }
      }));
  });
}
