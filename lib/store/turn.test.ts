import { setImmediate } from "node:timers";
import { expect, test } from "vitest";
import { LongWork } from "./turn.ts";

/** Notes each of its turns. */
async function run(name: string, turns: number, notes: string[]) {
  const work = new LongWork();
  for (let i = 0; i < turns; i++) {
    await work.nextTurn();
    notes.push(name);
  }
}

test("the work that began first goes on until it is done", async () => {
  const notes: string[] = [];
  await Promise.all([run("a", 3, notes), run("b", 2, notes)]);
  expect(notes.join("")).toBe("aaabb");
});

test("others go on while the oldest work waits for something else", async () => {
  const notes: string[] = [];
  const oldest = new LongWork();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = promise.then(() => oldest.nextTurn())
    .then(() => notes.push("a"));
  await run("b", 2, notes);
  resolve();
  await Promise.all([done, run("c", 2, notes)]);
  expect(notes.join("")).toMatch(/^bb(ac|ca)c$/);
});

test("everything else has its turn in between", async () => {
  const notes: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  setImmediate(() => {
    notes.push("x");
    resolve();
  });
  await Promise.all([run("a", 3, notes), promise]);
  expect(notes.join("")).toMatch(/^a?xa+$/);
});
