import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import LiveGraph from "@/islands/LiveGraph.tsx";
import { pageSeed } from "@/components/live/examples.ts";
import { grown } from "./News.tsx";
import type { GraphOverview } from "@/lib/models/mod.ts";

function render(vertices: Record<string, number> | null): string {
  const body: GraphOverview = {
    source: "embedded",
    creators: ["9001"],
    counts: { vertices: vertices ?? {}, edges: {} },
    copy: null,
    usage: null,
  };
  const initial = vertices === null ? null : { path: "/api/v1/graph", body };
  return renderToString(
    <LiveGraph seed={pageSeed()} initial={initial} agents={[]} />,
  );
}

it("a graph has grown by what is new, whatever is gone", () => {
  const of = (vertices: Record<string, number>) => ({
    source: "embedded" as const,
    creators: [],
    counts: { vertices, edges: {} },
    copy: null,
    usage: null,
  });
  expect(grown(of({ Fan: 4, Topic: 9 }), of({ Fan: 6, Topic: 7, Day: 1 })))
    .toBe(3);
});

describe("the first paint", () => {
  it("shows what the graph holds before any script runs", () => {
    const html = render({ Fan: 1_200, Topic: 39 });
    expect(html).toContain("0 / 1,200");
    expect(html).toContain("1,239 nodes");
    expect(html).toContain("Loading the graph…");
  });

  it("leads an empty account to its first chat", () => {
    expect(render({})).toContain("Three steps to your first chat");
  });

  it("waits where it is not known yet whether there is a graph", () => {
    const html = render(null);
    expect(html).toContain("Loading the graph…");
    expect(html).not.toContain("Three steps");
  });

  it("keeps to a policy without inline styles and handlers", () => {
    expect(render({ Fan: 1 })).not.toMatch(/\s(style|on[a-z]+)=/);
  });
});
