import { describe, expect, it } from "vitest";
import { type KeyPress, KeySequence, type Shortcut } from "./shortcuts.ts";

const SHORTCUTS: Shortcut[] = ["g i", "g d", "/", "?", "d"].map((keys) => ({
  keys,
  label: keys,
  run() {},
}));

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    defaultPrevented: false,
    isComposing: false,
    timeStamp: 0,
    ...change,
  };
}

function pressed(...events: KeyPress[]): (string | null)[] {
  const sequence = new KeySequence();
  return events.map((event) => sequence.press(event, SHORTCUTS)?.keys ?? null);
}

describe("shortcuts", () => {
  it("are one key, or two after another", () => {
    expect(pressed(press("/"), press("g"), press("i"))).toEqual([
      "/",
      null,
      "g i",
    ]);
  });

  it("prefer the longer one", () => {
    expect(pressed(press("g"), press("d"), press("d"))).toEqual([
      null,
      "g d",
      "d",
    ]);
  });

  it("begin anew after a pause, and after a key that leads nowhere", () => {
    expect(pressed(press("g"), press("i", { timeStamp: 1_001 })))
      .toEqual([null, null]);
    expect(pressed(press("g"), press("x"), press("i")))
      .toEqual([null, null, null]);
    expect(pressed(press("g"), press("g"), press("i")))
      .toEqual([null, null, "g i"]);
  });

  it.each(["altKey", "ctrlKey", "metaKey", "isComposing", "defaultPrevented"])(
    "leave keys alone that mean something else (%s)",
    (flag) => expect(pressed(press("/", { [flag]: true }))).toEqual([null]),
  );
});
