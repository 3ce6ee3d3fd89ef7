import { describe, expect, it } from "vitest";
import { accountIn, began, currentAccount, NO_EPOCHS } from "./epochs.ts";

/** Epochs as they begin one after the other, from the first. */
function epochsOf(...accounts: (string | null)[]) {
  return accounts.reduce(
    (epochs, account, i) => began(epochs, i + 1, account),
    NO_EPOCHS,
  );
}

describe("epochs", () => {
  it("before the first account is named are its own", () => {
    expect(accountIn(NO_EPOCHS, 0)).toBeNull();
    expect(accountIn(epochsOf("a"), 0)).toBe("a");
    expect(accountIn(epochsOf("a"), 1)).toBe("a");
  });

  it("after a session's end belong to the next account", () => {
    const ended = epochsOf("a", null);
    expect(accountIn(ended, 2)).toBeNull();
    expect(currentAccount(ended)).toBeNull();
    const next = began(ended, 3, "b");
    expect([0, 1, 2, 3].map((epoch) => accountIn(next, epoch)))
      .toEqual(["a", "a", "b", "b"]);
  });

  it("go over from one account to the other without an end as well", () => {
    const epochs = epochsOf("a", "a", "b");
    expect([1, 2, 3].map((epoch) => accountIn(epochs, epoch)))
      .toEqual(["a", "a", "b"]);
    expect(currentAccount(epochs)).toBe("b");
  });

  it("change nothing when they are told again", () => {
    const epochs = epochsOf("a", null, "b");
    expect(began(epochs, 1, "a")).toBe(epochs);
    expect(began(epochs, 2, null)).toBe(epochs);
    expect(began(epochs, 3, "c")).toBe(epochs);
  });

  it("whose beginning was lost are nobody's", () => {
    const epochs = began(epochsOf("a"), 3, "b");
    expect([1, 2, 3, 4].map((epoch) => accountIn(epochs, epoch)))
      .toEqual(["a", null, "b", null]);
  });

  it("are remembered in runs", () => {
    const same = epochsOf("a", "a", null, "a", "a");
    expect(same).toEqual([{ first: 0, last: 5, account: "a" }]);
    const turns = Array.from({ length: 1_000 }, (_, i) => `${i % 2}`);
    expect(epochsOf(...turns).length).toBeLessThanOrEqual(200);
  });
});
