import { expect, it } from "vitest";
import { themeCookie, themeOf, THEMES } from "./theme.ts";

it("reads back the theme that it wrote", () => {
  for (const theme of THEMES) {
    const [pair] = themeCookie(theme, true).split(";");
    expect(themeOf(`session=abc; ${pair}`)).toBe(theme);
  }
});

it("follows the device where nothing, or nonsense, was chosen", () => {
  for (const cookies of [null, "", "theme=", "theme=pink", "xtheme=dark"]) {
    expect(themeOf(cookies)).toBe("system");
  }
});
