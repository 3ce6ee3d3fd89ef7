import { expect, it } from "vitest";
import { keepDraft, readDraft } from "./drafts.ts";

it("keeps a text for each chat until it is sent", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
  keepDraft(storage, "1", "one");
  keepDraft(storage, "2", "two");
  expect(["1", "2", "3"].map((chat) => readDraft(storage, chat)))
    .toEqual(["one", "two", ""]);
  keepDraft(storage, "1", "");
  expect(kept.size).toBe(1);
});

it("does without a storage that refuses", () => {
  const refuse = () => {
    throw new Error("full");
  };
  const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  keepDraft(storage, "1", "one");
  expect(readDraft(storage, "1")).toBe("");
  expect(readDraft(null, "1")).toBe("");
});
