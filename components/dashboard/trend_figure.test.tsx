import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { DAILY } from "./examples.ts";
import { isAtLine, TrendFigure, trendPlot } from "./TrendFigure.tsx";

const SIZE = { width: 600, height: 236 };

function render(pointed: number | null = null): string {
  return renderToString(
    <svg>
      <TrendFigure days={DAILY.days} size={SIZE} pointed={pointed} />
    </svg>,
  );
}

/** Heights of the bars of a side, in pixels. */
function heights(html: string, side: string): number[] {
  const bars = html.matchAll(
    new RegExp(`class="trend-${side}"[^>]* height="([\\d.]+)"`, "g"),
  );
  return [...bars].map(([, height]) => Number(height));
}

describe("the drawing of messages and sentiment", () => {
  it("has bars in proportion, of each side", () => {
    const html = render();
    const [fans = 0, none, few = 0] = heights(html, "inbound");
    const [you = 0] = heights(html, "outbound");
    expect(fans / you).toBeCloseTo(40 / 31, 1);
    expect(fans / few).toBeCloseTo(40 / 5, 0);
    expect(none).toBe(0);
  });

  it("breaks the line where no message is scored", () => {
    const [, path = ""] = /class="plot-line" d="([^"]*)"/.exec(render()) ?? [];
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).not.toContain("L");
    expect(render().match(/plot-dot/g)).toHaveLength(2);
  });

  it("marks the day that is pointed at, and its point on the line", () => {
    expect(render(0)).toContain("plot-pointed");
    expect(render(0).match(/plot-dot/g)).toHaveLength(3);
    expect(render(1).match(/plot-dot/g)).toHaveLength(2);
  });

  it("has a line near which one points at sentiment", () => {
    const [happy, silent] = DAILY.days;
    if (happy === undefined || silent === undefined) throw new Error("days");
    const { top, height } = trendPlot(SIZE);
    const line = top + height * (1 - 0.4) / 2;
    expect(isAtLine(happy, line + 10, SIZE)).toBe(true);
    expect(isAtLine(happy, line + 20, SIZE)).toBe(false);
    expect(isAtLine(silent, line, SIZE)).toBe(false);
  });
});
