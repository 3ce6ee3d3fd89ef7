import { beforeEach, describe, expect, it } from "vitest";
import { forgetDatabases, NOON, pairing, seen } from "../testing.ts";
import { type MetaOptions, openMetaStore } from "./meta_store.ts";
import type { HeldCapture, PageChange, PageRow } from "./rows.ts";

beforeEach(forgetDatabases);

function row(page: string, more: Partial<PageRow> = {}): PageRow {
  return {
    page,
    tab: 1,
    document: null,
    epochs: [],
    lost: 0,
    heardAt: NOON,
    gone: false,
    ...more,
  };
}

function change(page: PageRow, more: Partial<PageChange> = {}): PageChange {
  const nothing = { hold: [], release: [], creators: [], misplaced: new Map() };
  return { ...nothing, ...more, row: page };
}

function capture(page: string, print: string, bytes = 10): HeldCapture {
  return { page, print, bytes, ...seen("fetch", "/chats", []) };
}

async function opened(options?: MetaOptions) {
  return await openMetaStore(options);
}

describe("pages", () => {
  it("are closed by another document of their tab, or with it", async () => {
    const meta = await opened();
    await meta.change(change(row("p1")));
    await meta.change(change(row("p2", { tab: 2, heardAt: NOON + 1 })));
    await meta.change(change(row("p3", { heardAt: NOON + 2 })));
    const open = async () =>
      (await meta.pages()).filter(({ gone }) => !gone).map(({ page }) => page);
    expect(await open()).toEqual(["p3", "p2"]);
    await meta.closeTab(2);
    expect(await open()).toEqual(["p3"]);
    await meta.change(change(row("p1", { heardAt: NOON + 3 })));
    expect(await open()).toEqual(["p1"]);
    await meta.closeSilent(NOON + 3);
    expect(await open()).toEqual(["p1"]);
    await meta.closePage("p1");
    expect(await open()).toEqual([]);
  });

  it("that were closed long ago are forgotten with what is held", async () => {
    const meta = await opened();
    const hold = [capture("p1", "a"), capture("p1", "b")];
    await meta.change(change(row("p1", { gone: true }), { hold }));
    await meta.change(change(row("p2", { tab: 2 }), {
      hold: [capture("p2", "a")],
    }));
    await meta.prune(NOON + 1);
    expect((await meta.pages()).map(({ page }) => page)).toEqual(["p2"]);
    expect(await meta.heldTotals()).toEqual({
      count: 1,
      bytes: 10,
      dropped: 2,
    });
  });
});

describe("held captures", () => {
  it("are held once, in order, until they are released", async () => {
    const meta = await opened();
    const hold = [capture("p1", "a"), capture("p1", "b")];
    await meta.change(change(row("p1"), { hold }));
    await meta.change(
      change(row("p1"), { hold: [...hold, capture("p1", "c")] }),
    );
    const held = await meta.heldOf("p1");
    expect(held.map(({ print }) => print)).toEqual(["a", "b", "c"]);
    const release = held.slice(0, 2).map(({ seq }) => seq);
    await meta.change(change(row("p1"), { release }));
    await meta.change(change(row("p1"), { release }));
    expect((await meta.heldOf("p1")).map(({ print }) => print)).toEqual(["c"]);
    expect(await meta.heldTotals()).toEqual({
      count: 1,
      bytes: 10,
      dropped: 0,
    });
  });

  it("go, the oldest first, where there are too many or too large", async () => {
    const meta = await opened({ held: { count: 3, bytes: 100 } });
    const hold = ["a", "b", "c", "d"].map((print) => capture("p1", print));
    await meta.change(change(row("p1"), { hold }));
    expect((await meta.heldOf("p1")).map(({ print }) => print))
      .toEqual(["b", "c", "d"]);
    await meta.change(change(row("p1"), { hold: [capture("p1", "e", 85)] }));
    expect((await meta.heldOf("p1")).map(({ print }) => print))
      .toEqual(["d", "e"]);
    expect(await meta.heldTotals()).toEqual({
      count: 2,
      bytes: 95,
      dropped: 3,
    });
  });

  it("that a relay lost are counted once", async () => {
    const meta = await opened();
    await meta.change(change(row("p1", { lost: 3 })));
    await meta.change(change(row("p1", { lost: 3 })));
    await meta.change(change(row("p1", { lost: 4 })));
    expect((await meta.heldTotals()).dropped).toBe(4);
  });
});

describe("pairings", () => {
  const sam = { id: "9001", name: "Sam", username: null };

  it("wait for the first account that has none", async () => {
    const meta = await opened();
    await meta.setPairing("9001", pairing("u1"));
    await meta.setPairing(null, pairing("u2"));
    await meta.change(change(row("p1"), { creators: [sam] }));
    expect((await meta.pairings()).pending).toEqual(pairing("u2"));
    const other = { ...sam, id: "9002" };
    await meta.change(change(row("p1"), { creators: [other] }));
    const { of, pending } = await meta.pairings();
    expect(pending).toBeNull();
    expect(of.get("9002")).toEqual(pairing("u2"));
    await meta.setPairing("9001", null);
    expect([...(await meta.pairings()).of.keys()]).toEqual(["9002"]);
  });

  it("leave names as they are where a page tells less", async () => {
    const meta = await opened();
    await meta.change(change(row("p1"), { creators: [sam] }));
    const less = { id: "9001", name: null, username: "sam" };
    await meta.change(change(row("p1"), {
      creators: [less],
      misplaced: new Map([["9001", 2]]),
    }));
    expect(await meta.creators()).toEqual([
      { id: "9001", name: "Sam", username: "sam", misplaced: 2 },
    ]);
  });
});

it("remembers pausing, and commands that outlive a database", async () => {
  const meta = await opened();
  expect(await meta.paused()).toBe(false);
  await meta.setPaused(true);
  meta.close();
  const again = await opened();
  expect(await again.paused()).toBe(true);
  expect(await again.carried("9001")).toEqual([]);
});
