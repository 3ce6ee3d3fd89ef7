import { describe, expect, it } from "vitest";
import { Toasts } from "./toasts.ts";

function texts(toasts: Toasts): string[] {
  return toasts.shown.value.map(({ text }) => text);
}

describe("toasts", () => {
  it("show what was said, the oldest first, until they are dismissed", () => {
    const toasts = new Toasts();
    toasts.say({ tone: "good", text: "Saved" });
    toasts.say({ tone: "bad", text: "Not sent" });
    expect(texts(toasts)).toEqual(["Saved", "Not sent"]);
    toasts.dismiss(toasts.shown.value[0]?.id ?? 0);
    expect(texts(toasts)).toEqual(["Not sent"]);
  });

  it("show once what is said again", () => {
    const toasts = new Toasts();
    for (const text of ["a", "b", "a"]) toasts.say({ tone: "bad", text });
    expect(texts(toasts)).toEqual(["b", "a"]);
  });

  it("do not fill the page", () => {
    const toasts = new Toasts();
    for (const text of "abcdef") toasts.say({ tone: "bad", text });
    expect(texts(toasts)).toEqual(["c", "d", "e", "f"]);
  });
});
