import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import LiveGraph from "@/islands/LiveGraph.tsx";
import { pageSeed } from "@/components/live/examples.ts";
import type { PageSeed } from "@/components/live/page.ts";
import { CreatorId } from "@/lib/models/ids.ts";
import { CreatorSwitch } from "./CreatorSwitch.tsx";

const [ROBIN, ALEX] = ["9001", "9 & 2"].map((id) => CreatorId.parse(id));
if (ROBIN === undefined || ALEX === undefined) throw new Error("No creators");

function creator(
  id: CreatorId,
  name: string | null,
): PageSeed["creators"][number] {
  return { id, name };
}

const TWO = [creator(ROBIN, "Robin"), creator(ALEX, null)];

function render(
  creators: PageSeed["creators"],
  current: CreatorId | null = null,
): string {
  return renderToString(
    <CreatorSwitch creators={creators} current={current} />,
  );
}

describe("the choice of a creator", () => {
  it("is none where there is no creator, or only one", () => {
    expect(render([])).toBe("");
    const html = render([creator(ROBIN, "Robin")]);
    expect(html).toContain("<bdi>Robin</bdi>");
    expect(html).not.toContain("<select");
  });

  it("is of all, or of one of several", () => {
    const html = render(TWO);
    expect(html).toContain('aria-label="Creator"');
    const options = [...html.matchAll(/<option[^>]*>([^<]*)</g)]
      .map(([, text]) => text);
    expect(options).toEqual([
      "All creators",
      "Robin",
      "Creator 9 &amp; 2",
    ]);
    expect(html).toMatch(/<option[^>]*selected[^>]*>All creators/);
    expect(render(TWO, ROBIN)).toMatch(/<option[^>]*selected[^>]*>Robin/);
  });

  it("calls a creator by words, whatever was captured", () => {
    const name = (captured: string) => render([creator(ROBIN, captured)]);
    expect(name("<b>Robin</b>\u202E")).toContain("<bdi>Robin</bdi>");
    expect(name("<img src=x onerror=alert(1)>"))
      .toContain("<bdi>Creator 9001</bdi>");
    expect(name("x".repeat(100_000)).length).toBeLessThan(3_000);
  });

  it("goes with one from page to page", () => {
    const page = (creator: CreatorId | null) =>
      renderToString(
        <LiveGraph
          seed={pageSeed({}, { creators: TWO, creator })}
          initial={null}
          agents={[]}
        />,
      );
    const chosen = page(ALEX);
    for (const path of ["/", "/inbox", "/analytics", "/graph", "/settings"]) {
      expect(chosen).toContain(`href="${path}?creator=9%20%26%202"`);
      expect(page(null)).toContain(`href="${path}"`);
    }
  });
});
