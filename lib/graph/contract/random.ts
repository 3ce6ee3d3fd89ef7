/**
 * For tests: random changes of a graph of few vertices.
 * @module
 */
import fc from "fast-check";
import { EdgeLabel, type GraphVertex, VertexLabel } from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import { ID_PREFIX } from "../ids.ts";
import { compactProperties } from "../properties.ts";
import { VERTEX_PROPERTIES } from "../property_names.ts";
import { EDGE_ENDS } from "../schema.ts";
import { edgeChange, vertexChange } from "./graphs.ts";

const randomName = fc.constantFrom("1", "10", "2", "\uFFEE", "😀", "__proto__");

/** Any of the properties that a label can have. */
function randomProperties(
  label: VertexLabel,
): fc.Arbitrary<GraphVertex["properties"]> {
  const values = {
    string: fc.constantFrom("", "x", "😀"),
    number: fc.constantFrom(0, 1, -2.5, 1_762_593_600_123),
    boolean: fc.boolean(),
  };
  const model = Object.fromEntries(
    Object.entries(VERTEX_PROPERTIES[label])
      .map(([name, type]) => [name, values[type]]),
  );
  return fc.record(model, { requiredKeys: [] }).map(compactProperties);
}

function randomVertex(
  labels: readonly VertexLabel[],
): fc.Arbitrary<GraphVertex> {
  return fc.constantFrom(...labels).chain((label) =>
    fc.record({ name: randomName, properties: randomProperties(label) })
      .map(({ name, properties }) => ({
        id: ID_PREFIX[label] + name,
        label,
        properties,
      }))
  );
}

const edgeProperties = fc.oneof(
  fc.constant({}),
  fc.record({ weight: fc.constantFrom(-1, 0, 1, 3, 2.5) }),
);

/** A few changes of one edge: with its vertices, or after them. */
const randomChange: fc.Arbitrary<SettledChange[]> = fc
  .constantFrom(...EdgeLabel.options)
  .chain((label) =>
    fc.record({
      label: fc.constant(label),
      from: randomVertex(EDGE_ENDS[label].from),
      to: randomVertex(EDGE_ENDS[label].to),
      properties: edgeProperties,
      kind: fc.constantFrom("both", "both", "edge", "removeEdge", "remove"),
    })
  )
  .map(({ label, from, to, properties, kind }): SettledChange[] => {
    const name = { from: from.id, label, to: to.id };
    const put = edgeChange({ ...name, properties: { ...properties } });
    switch (kind) {
      case "both":
        return [vertexChange(from), vertexChange(to), put];
      case "edge":
        return [put];
      case "removeEdge":
        return [{ kind, ...name }];
      default:
        return [
          { kind: "removeEdge", ...name },
          { kind: "removeVertex", id: from.id },
          { kind: "removeVertex", id: to.id },
        ];
    }
  });

/** Changes that are written together. */
export const randomChanges: fc.Arbitrary<SettledChange[]> = fc
  .array(randomChange, { maxLength: 12 }).map((all) => all.flat());
