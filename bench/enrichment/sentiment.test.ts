import { describe, expect, test } from "vitest";
import { measureSentiment, ratedTexts } from "./sentiment.ts";

describe("ratedTexts", () => {
  test("reads an id, a rating and a text", () => {
    expect(ratedTexts("1\t-2.5\tbad, I\tthink\n2\t0\tok\r\n\n")).toEqual([
      { rating: -2.5, text: "bad, I\tthink" },
      { rating: 0, text: "ok" },
    ]);
  });

  test.each(["1\tgood", "1\tgood\t2", "1\t\tgood"])("refuses %j", (row) => {
    expect(() => ratedTexts(row)).toThrow("Row 1");
  });
});

describe("measureSentiment", () => {
  test("compares with people where rated sets are", async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${folder}/sentiment`);
      await Deno.writeTextFile(
        `${folder}/sentiment/movieSnippets.tsv`,
        "1\t3\ta great film\n2\t-3\ta terrible film\n3\t0\ta film\n",
      );
      const { rows, goals } = await measureSentiment(folder);

      expect(rows.map(({ what }) => what))
        .toEqual(["r with people, movieSnippets"]);
      expect(rows[0]?.Rapport).toBeGreaterThan(0.9);
      expect(rows[0]?.["vader-sentiment"]).toBeGreaterThan(0.9);
      expect(goals).toMatchObject([{ must: "at least", limit: 0.47 }]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  test("says that the sets are not there", async () => {
    const { rows, goals, notes } = await measureSentiment(null);

    expect(rows).toHaveLength(1);
    expect(goals).toEqual([]);
    expect(notes.join()).toContain("not there");
  });
});
