import { expect, it } from "vitest";
import { titleOf } from "./topic_titles.ts";

it("gives a topic's title, and makes a name without one readable", () => {
  const titles = { travel: "Trips" };
  expect(titleOf("travel", titles)).toBe("Trips");
  expect(titleOf("gym-selfies", titles)).toBe("Gym selfies");
  expect(titleOf("constructor", titles)).toBe("Constructor");
});
