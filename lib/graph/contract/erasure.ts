import { describe, expect } from "vitest";
import { PlainGraph } from "./plain_graph.ts";
import type { Contract } from "./contract.ts";
import { dump, dumpOf, NOTHING } from "./dump.ts";
import { SMALL, wideGraph } from "./graphs.ts";

/** What is erased, and what stays. */
export function erasureContract({ name, test }: Contract): void {
  describe(`${name}: erasure`, () => {
    test("of a fan leaves what others share", async (graph, scope) => {
      await graph.write(scope, SMALL);
      await graph.eraseFan(scope, "fan:1");
      const plain = new PlainGraph();
      plain.apply(SMALL);
      const gone = ["fan:1", "conversation:1", "outcome:1:tip:m1"];
      for (const [key, { from, to }] of plain.edges) {
        if (gone.includes(from) || gone.includes(to)) plain.edges.delete(key);
      }
      for (const id of gone) plain.vertices.delete(id);
      expect(await dump(graph, scope)).toEqual(dumpOf(plain));
      await graph.eraseFan(scope, "fan:1");
      for (const id of ["topic:a", "creator:c", "conversation:2"]) {
        await graph.eraseFan(scope, id);
      }
      expect(await dump(graph, scope)).toEqual(dumpOf(plain));
    });

    test(
      "of a creator takes as many steps as it needs",
      async (graph, scope) => {
        await graph.write(scope, wideGraph(230));
        await graph.eraseCreator(scope);
        expect(await dump(graph, scope)).toEqual(NOTHING);
        await graph.eraseCreator(scope);
        await graph.write(scope, SMALL);
        const plain = new PlainGraph();
        plain.apply(SMALL);
        expect(await dump(graph, scope)).toEqual(dumpOf(plain));
      },
    );
  });
}
