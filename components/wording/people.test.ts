import { expect, it } from "vitest";
import { UserRef } from "@/lib/models/mod.ts";
import { displayName, initials, nameOf, tint, TINTS } from "./people.ts";

it("calls a fan by the best name there is", () => {
  const user = (change: object) => UserRef.parse({ id: 7, ...change });
  expect(displayName(user({ displayName: "Sam", name: "S" }), "7")).toBe("Sam");
  expect(displayName(user({ name: " ", username: "sam1" }), "7")).toBe("sam1");
  expect(displayName(user({ name: "<b>Sam</b>" }), "7")).toBe("Sam");
  expect(displayName(null, "9")).toBe("Fan 9");
  expect(nameOf(user({ name: "Sam" }))).toBe("Sam");
  expect(nameOf(user({ name: "" }))).toBeNull();
  expect(nameOf(null)).toBeNull();
});

it.each([
  ["Sam Miller", "SM"],
  ["sam", "S"],
  ["Ana de la Cruz", "AC"],
  ["🌸 Élodie 🌸", "É"],
  ["🌸", "?"],
])("shortens %s to %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it("gives every id a tint that stays", () => {
  for (const id of ["1", "1001", "é"]) {
    expect(tint(id)).toBe(tint(id));
    expect(tint(id)).toBeLessThan(TINTS);
  }
});
