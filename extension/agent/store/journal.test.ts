import { beforeEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../types.ts";
import { forgetDatabases, openStore } from "./testing.ts";

beforeEach(forgetDatabases);

const DAY = 24 * 3_600_000;

function entry(id: string, fields: Partial<JournalEntry> = {}): JournalEntry {
  return {
    command: { chat_id: "7", text: `say ${id}`, command_id: id },
    state: "waiting",
    page: null,
    receivedAt: 1_000,
    forwardedAt: null,
    result: null,
    acknowledged: false,
    ...fields,
  };
}

describe("the journal of commands", () => {
  it("begins each command once, also for another worker", async () => {
    const one = await openStore();
    const other = await openStore();
    const begun = await Promise.all(
      [one, other, one].map(({ commands }, i) =>
        commands.begin(entry("a", { page: `page ${i}` }))
      ),
    );
    expect(begun.filter((isNew) => isNew)).toHaveLength(1);
    const known = await one.commands.get("a");
    expect(known?.page).toBe(`page ${begun.indexOf(true)}`);
    expect(await one.commands.get("b")).toBeNull();
  });

  it("knows what is open, the oldest first", async () => {
    const { commands } = await openStore();
    await commands.begin(entry("late", { receivedAt: 3 }));
    await commands.begin(entry("early", { receivedAt: 1 }));
    await commands.begin(entry("middle", { receivedAt: 2 }));
    const ids = async () =>
      (await commands.open()).map(({ command }) => command.command_id);
    expect(await ids()).toEqual(["early", "middle", "late"]);
    await commands.put(entry("middle", {
      state: "done",
      receivedAt: 2,
      result: { command_id: "middle", status: "failed" },
    }));
    expect(await ids()).toEqual(["early", "late"]);
  });

  it("counts what was forwarded since a time", async () => {
    const { commands } = await openStore();
    for (const forwardedAt of [10, 20, 30]) {
      await commands.begin(entry(`c${forwardedAt}`));
      await commands.put(entry(`c${forwardedAt}`, {
        state: "forwarded",
        forwardedAt,
      }));
    }
    expect(await commands.forwardedSince(20)).toBe(2);
    expect(await commands.forwardedSince(31)).toBe(0);
  });

  it("keeps results until they are acknowledged, and says so", async () => {
    const store = await openStore();
    const { commands } = store;
    let changes = 0;
    store.onChange(() => changes++);
    await commands.begin(entry("a"));
    await commands.acknowledge("a");
    expect(await commands.open()).toHaveLength(1);
    expect(changes).toBe(0);
    const result = { command_id: "a", status: "succeeded" as const };
    await commands.put(entry("a", { state: "done", result }));
    expect(changes).toBe(1);
    store.close();
    const again = await openStore();
    expect(await again.commands.unacknowledged()).toEqual([result]);
    await again.commands.acknowledge("a");
    await again.commands.acknowledge("nothing");
    expect(await again.commands.unacknowledged()).toEqual([]);
    expect(await again.commands.get("a"))
      .toMatchObject({ acknowledged: true, result });
  });

  it("forgets in the end, but nothing that waits", async () => {
    const { commands } = await openStore();
    const result = (id: string) => ({
      state: "done" as const,
      result: { command_id: id, status: "failed" as const },
    });
    await commands.begin(entry("open"));
    await commands.begin(entry("owed", result("owed")));
    await commands.begin(
      entry("settled", { ...result("settled"), acknowledged: true }),
    );
    await commands.begin(entry("x", { receivedAt: 1_000 + 30 * DAY - 1 }));
    expect(await commands.get("settled")).not.toBeNull();
    await commands.begin(entry("y", { receivedAt: 1_000 + 30 * DAY }));
    expect(await commands.get("settled")).toBeNull();
    expect(await commands.get("open")).not.toBeNull();
    expect(await commands.get("owed")).not.toBeNull();
  });
});
