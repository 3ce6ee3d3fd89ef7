import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyDayFigures, emptyFigures } from "./figures.ts";
import {
  dayPacking,
  packFigures,
  unpackDay,
  unpackFigures,
} from "./figures_row.ts";
import { dayFigures, figures } from "./testing.ts";

it("gives back all figures that were packed, also from JSON", () => {
  fc.assert(
    fc.property(figures, (value) => {
      const row = JSON.parse(JSON.stringify(packFigures(value)));
      expect(unpackFigures(row)).toEqual(value);
    }),
    { seed: 20_261_121 },
  );
});

it("gives back all figures of days that were packed, also from JSON", () => {
  fc.assert(
    fc.property(dayFigures, (value) => {
      const copy = structuredClone(value);
      const row = JSON.parse(JSON.stringify(dayPacking.pack(value)));
      expect(value).toEqual(copy);
      expect(unpackDay(row)).toEqual(value);
    }),
    { seed: 20_261_121 },
  );
});

it("finds nothing in the row of a day that has another layout", () => {
  const row = [1, 1, 0, 0, 1, 0, 0, 0, 0, {}, [], []];
  expect(unpackDay(JSON.parse(JSON.stringify(row)))).toEqual(emptyDayFigures());
});

it("names few counters of a day in few characters", () => {
  const row = dayPacking.pack({
    ...emptyDayFigures(),
    active: { "": 1, "20480": 2, "20410": 4 },
    inboundByHour: { "9": 3, "21": 5 },
  });
  const [, active, spenders, [inboundByHour]] = row;
  expect([active, spenders, inboundByHour])
    .toEqual([[20_480, 2, 70, 4, 1], [], [9, 3, 21, 5]]);
});

it("leaves what is packed as it is, and gives figures of their own names", () => {
  const value = {
    ...emptyFigures(),
    actions: { question: 2, unheard_of: 3 },
  };
  const copy = structuredClone(value);
  const row = packFigures(value);
  expect(value).toEqual(copy);
  expect(row.slice(-2)).toEqual([[0, 2], { unheard_of: 3 }]);
});
