import fc from "fast-check";
import { expect, it } from "vitest";
import { Heap } from "./heap.ts";

it("gives the first of what it holds, between pushes too", () => {
  const step = fc.option(fc.integer({ min: 0, max: 20 }));
  fc.assert(fc.property(fc.array(step), (steps) => {
    const heap = new Heap<number>((a, b) => a - b);
    const held: number[] = [];
    for (const pushed of [...steps, ...steps.map(() => null)]) {
      if (pushed === null) {
        held.sort((a, b) => a - b);
        expect(heap.pop()).toBe(held.shift());
      } else {
        heap.push(pushed);
        held.push(pushed);
      }
    }
  }));
});
