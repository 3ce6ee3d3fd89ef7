import { afterEach, beforeEach, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, Store, Transaction } from "@/lib/store/mod.ts";
import { InsightBook } from "./settings.ts";

const account = AccountId.parse("u_1");
const key = keys.insightSettings(account);
let kv: Deno.Kv;
let store: Store;

beforeEach(async () => {
  kv = await Deno.openKv(":memory:");
  store = new Store({ kv });
});
afterEach(() => kv.close());

it("is UTC while nothing is decided", async () => {
  expect(await new InsightBook(store).timeZone(account)).toBe("UTC");
});

it("keeps what else is decided, also at the same moment", async () => {
  const book = new InsightBook(store);
  const other = new Transaction(store);
  other.set(key, { other: 1 });
  await Promise.all([
    book.setTimeZone(account, "Asia/Kolkata"),
    other.commit(),
    book.setTimeZone(account, "Pacific/Apia"),
  ]);
  await book.setTimeZone(account, "Europe/Berlin");
  expect((await store.get(key))?.value)
    .toEqual({ other: 1, timeZone: "Europe/Berlin" });
});

it("is decided for one account", async () => {
  const book = new InsightBook(store);
  await book.setTimeZone(account, "Asia/Kolkata");
  expect(await book.timeZone(AccountId.parse("u_2"))).toBe("UTC");
});
