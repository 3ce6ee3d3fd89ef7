import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyFigures } from "./figures.ts";
import { packFigures, unpackFigures } from "./figures_row.ts";
import { figures } from "./testing.ts";

it("gives back all figures that were packed, also from JSON", () => {
  fc.assert(
    fc.property(figures, (value) => {
      const row = JSON.parse(JSON.stringify(packFigures(value)));
      expect(unpackFigures(row)).toEqual(value);
    }),
    { seed: 20_261_121 },
  );
});

it("leaves what is packed as it is, and gives figures of their own names", () => {
  const value = {
    ...emptyFigures(),
    actions: { question: 2, unheard_of: 3 },
    active: { "": 1, "20480": 2, "20410": 4 },
  };
  const copy = structuredClone(value);
  const row = packFigures(value);
  expect(value).toEqual(copy);
  expect(row.slice(-3)).toEqual([[0, 2], [20_480, 2, 70, 4, 1], {
    unheard_of: 3,
  }]);
});
