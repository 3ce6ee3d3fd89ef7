import { ELEMENT_ID, type Traversal } from "./client.ts";

/** For tests: adds one more vertex of this name. */
export function adds(name: string): Traversal {
  return { text: "g.addV(l).property(n, name)", bindings: { l, n, name } };
}

/** For tests: how often {@linkcode adds} was executed. */
export function countOf(name: string): Traversal {
  return { text: "g.V().has(l, n, name).count()", bindings: { l, n, name } };
}

const l = "thing";
const n = "name";

/** For tests: adds a vertex with this id unless there is one. */
export function upserts(id: string): Traversal {
  return {
    text: "g.V(own).fold().coalesce(unfold(), addV(l).property(k, own))",
    bindings: { own: id, l: "upserted", k: ELEMENT_ID },
  };
}

/** For tests: is answered with the name as soon as the gate is open. */
export function waitsAt(gate: string): Traversal {
  return {
    text: "while (!g.V(gate).hasNext()) Thread.sleep(5); g.inject(gate)",
    bindings: { gate },
  };
}

/** For tests: lets go on what waits at the gate. */
export function opens(gate: string): Traversal {
  return upserts(gate);
}
