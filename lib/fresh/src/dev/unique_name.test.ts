import { expect, test } from "vitest";
import { uniqueName } from "./unique_name.ts";

test.each([
  ["/islands/Counter.tsx", "Counter"],
  ["/islands/nav-bar.tsx", "nav_bar"],
  ["/islands/1st.v2.tsx", "_1st_v2"],
])("%s is called %s", (path, name) => {
  expect(uniqueName(path, {})).toBe(name);
});

test("a name that is taken gets a number", () => {
  expect(uniqueName("/a/Cart.tsx", { Cart: 1, Cart_1: 1 })).toBe("Cart_2");
});
