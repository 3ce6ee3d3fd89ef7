/**
 * Traversals of a partition's control vertex, which holds the fencing token of
 * whoever may write, and of the erasure of a partition.
 * @module
 */
import type { GraphScope } from "../graph_store.ts";
import type { Traversal } from "./client.ts";
import { CONTROL_LABEL, controlId } from "./layout.ts";
import { Script } from "./script.ts";

/** Sets the fence if it is not greater; gives 1 if it did, or 0. */
export function raiseFence(scope: GraphScope, fence: string): Traversal {
  const { script, control } = atControl(scope);
  const f = script.bind(fence);
  return script.finish(
    `${control}.has('fence',lte(${f})).property('fence',${f}).count()`,
  );
}

/** Makes the control vertex if it is missing; gives the fence that it holds. */
export function makeControl(scope: GraphScope, fence: string): Traversal {
  const script = new Script(scope);
  const { p, t } = script;
  const id = script.bind(controlId(script.partition));
  return script.finish(
    `g.V([${p},${id}]).fold().coalesce(__.unfold(),` +
      `__.addV('${CONTROL_LABEL}').property(${t},${id}).property('pk',${p})` +
      `.property('fence',${script.bind(fence)})).values('fence')`,
  );
}

/** What the control vertex has: `fence`, and `written` if it is set. */
export function readControl(scope: GraphScope): Traversal {
  const { script, control } = atControl(scope);
  return script.finish(`${control}.valueMap('fence','written')`);
}

/** Sets the fence, whatever it is; gives 1, or 0 if there is no control vertex. */
export function forceFence(scope: GraphScope, fence: string): Traversal {
  const { script, control } = atControl(scope);
  return script.finish(
    `${control}.property('fence',${script.bind(fence)}).count()`,
  );
}

/** Sets `written` where the fence is this one; gives 1 if it did, or 0. */
export function markWritten(scope: GraphScope, fence: string): Traversal {
  const { script, control } = atControl(scope);
  const f = script.bind(fence);
  return script.finish(
    `${control}.has('fence',${f}).property('written',${script.bind(true)})` +
      `.count()`,
  );
}

/** Removes the control vertex: nobody can write fenced from here on. */
export function dropControl(scope: GraphScope): Traversal {
  const { script, control } = atControl(scope);
  return script.finish(`${control}.drop()`);
}

/** Removes some edges; gives how many. */
export function dropEdges(scope: GraphScope, limit: number): Traversal {
  return dropSome(scope, ".outE()", limit);
}

/** Removes some vertices, the control vertex apart; gives how many. */
export function dropVertices(scope: GraphScope, limit: number): Traversal {
  return dropSome(scope, ".has('key')", limit);
}

function dropSome(scope: GraphScope, step: string, limit: number): Traversal {
  const script = new Script(scope);
  return script.finish(
    `g.V().has('pk',${script.p})${step}.limit(${script.bind(limit)})` +
      `.union(__.constant(1),__.drop()).count()`,
  );
}

function atControl(scope: GraphScope): { script: Script; control: string } {
  const script = new Script(scope);
  const id = script.bind(controlId(script.partition));
  return { script, control: `g.V([${script.p},${id}])` };
}
