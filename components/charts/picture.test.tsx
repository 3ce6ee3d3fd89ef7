import { renderToString } from "preact-render-to-string";
import { againstPolicy } from "@/components/live/page_policy.ts";
import { describe, expect, it } from "vitest";
import { BarFigure, barsHeight, cut } from "./BarFigure.tsx";
import { ColumnFigure, pile } from "./ColumnFigure.tsx";
import { LineFigure } from "./LineFigure.tsx";
import { PictureFigure, pictureLayout } from "./picture.tsx";

describe("a picture's layout", () => {
  it("has room for title, days and chart", () => {
    const { width, height, legendY, chart } = pictureLayout({ height: 300 });
    expect(legendY).toBeNull();
    expect(chart.height).toBe(300);
    expect(chart.x + chart.width).toBeLessThan(width);
    expect(chart.y + chart.height).toBeLessThan(height);
  });

  it("has a line for what the colours mean, above the chart", () => {
    const without = pictureLayout({ height: 300 });
    const layout = pictureLayout({ height: 300, legend: ["Tips"] });
    expect(layout.legendY).toBeGreaterThan(layout.subtitleY);
    expect(layout.legendY).toBeLessThan(layout.chart.y);
    expect(layout.height).toBeGreaterThan(without.height);
  });
});

describe("a picture", () => {
  it("says what it shows, as text and never as markup", () => {
    const html = renderToString(
      <PictureFigure
        picture={{
          title: "Topics",
          subtitle: "1 Nov to 8 Nov",
          legend: ["Tips", "Purchases"],
          height: barsHeight(1),
          figure: ({ width }) => (
            <BarFigure
              width={width}
              bars={[{ label: "<script>", value: 3, text: "3 messages" }]}
            />
          ),
        }}
      />,
    );
    for (
      const said of ["Topics", "1 Nov to 8 Nov", "Purchases", "3 messages"]
    ) {
      expect(html).toContain(said);
    }
    expect(html).toContain("&lt;script>");
    expect(againstPolicy(html)).toEqual([]);
  });
});

describe("marks", () => {
  const size = { width: 400, height: 200 };

  it("are as long as what they show", () => {
    const html = renderToString(
      <svg>
        <BarFigure
          width={600}
          bars={[10, 5, 0].map((value) => ({ label: "a", value, text: "" }))}
        />
      </svg>,
    );
    const widths = [...html.matchAll(/class="bar-value"[^>]* width="(\d+)"/g)]
      .map(([, width]) => Number(width));
    expect(widths).toEqual([200, 100, 0]);
  });

  it("pile the parts of a column up", () => {
    expect(pile([3, 0, 2])).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 3 },
      { from: 3, to: 5 },
    ]);
    const html = renderToString(
      <svg>
        <ColumnFigure
          size={size}
          data={{
            labels: ["1 Nov", "2 Nov"],
            parts: ["Tips", "Purchases"],
            values: [[4, 4], [0, 0]],
            ticks: [0, 8],
            say: String,
          }}
        />
      </svg>,
    );
    const heights = [...html.matchAll(/class="plot-part[^>]* height="(\d+)"/g)]
      .map(([, height]) => Number(height));
    expect(heights).toEqual([82, 82]);
  });

  it("are no numbers that a browser cannot read, also of nothing", () => {
    const html = renderToString(
      <svg>
        <LineFigure
          size={size}
          data={{ labels: [], values: [], ticks: [0, 1], say: String }}
        />
        <ColumnFigure
          size={size}
          data={{
            labels: [],
            parts: [],
            values: [],
            ticks: [0, 1],
            say: String,
          }}
        />
        <BarFigure width={600} bars={[]} />
      </svg>,
    );
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  it("cut names that leave no room, by letters", () => {
    expect(cut("Travel")).toBe("Travel");
    const long = cut("🌴".repeat(50));
    expect([...long].length).toBe(32);
    expect(long).toMatch(/🌴…$/u);
  });
});
