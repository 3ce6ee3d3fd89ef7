import { describe, expect, it } from "vitest";
import { ChatId, CreatorId, MessageId, VertexLabel } from "@/lib/models/mod.ts";
import { buildGraph } from "./builder.ts";
import type { GraphChange } from "./changes.ts";
import {
  EDGE_PROPERTIES,
  type PropertyType,
  VERTEX_PROPERTIES,
} from "./property_names.ts";
import { testEmbed, wholeOf } from "./testing.ts";

const creator = CreatorId.parse("9001");

/** A conversation of which everything is known. */
const whole = wholeOf(
  ChatId.parse("1"),
  creator,
  [{
    topics: ["travel"],
    actions: ["greeting"],
    sentiment: 0.25,
    outcome: {
      kind: "tip",
      date: "2025-11-08T09:00:00.000Z",
      observed: true,
      message_id: MessageId.parse("m1"),
      amount: 12.5,
    },
  }],
  {
    withUser: { id: "u1", name: "Ann", username: "ann" },
    spend: 12.5,
    unread: 2,
  },
);

/** The changes of graphs of which everything is known. */
function changesOfAll(): GraphChange[] {
  const day = {
    creator,
    day: 20_000,
    messages: 1,
    sentiment: 0.25,
    topics: { travel: 1 },
  };
  const source = { conversations: [whole], days: [day] };
  return buildGraph(source, testEmbed).get(creator) ?? [];
}

describe("VERTEX_PROPERTIES", () => {
  it("names what the builder makes, and nothing that it does not", () => {
    const made: Record<string, Record<string, string>> = {};
    for (const change of changesOfAll()) {
      if (change.kind !== "vertex") continue;
      const { label, properties } = change.vertex;
      made[label] = typesOf(properties);
    }
    expect(made).toEqual(VERTEX_PROPERTIES);
  });

  it("leaves the names to the copy that it has for itself", () => {
    const own = ["id", "label", "pk", "key", "embedding", "fence", "written"];
    for (const label of VertexLabel.options) {
      const names = Object.keys(VERTEX_PROPERTIES[label]);
      expect(names.filter((name) => own.includes(name))).toEqual([]);
    }
  });
});

describe("EDGE_PROPERTIES", () => {
  it("names what the builder gives to edges", () => {
    const made: Record<string, PropertyType | string> = {};
    for (const change of changesOfAll()) {
      if (change.kind === "edge") {
        Object.assign(made, typesOf(change.edge.properties));
      }
    }
    expect(made).toEqual(EDGE_PROPERTIES);
  });
});

function typesOf(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, typeof value]),
  );
}
