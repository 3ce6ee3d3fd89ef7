import { expect, it } from "vitest";
import { readAhead } from "./read_ahead.ts";

/** Counts from 1 to `last`, and notes what happens. */
async function* counted(
  last: number,
  notes: string[],
  failsAt = Infinity,
): AsyncGenerator<number> {
  try {
    for (let i = 1; i <= last; i++) {
      notes.push(`read ${i}`);
      await Promise.resolve();
      if (i === failsAt) throw new Error(`no ${i}`);
      yield i;
    }
  } finally {
    notes.push("closed");
  }
}

it("gives the same, and reads one while another is worked on", async () => {
  const notes: string[] = [];
  for await (const one of readAhead(counted(3, notes))) {
    notes.push(`use ${one}`);
  }
  expect(notes.filter((note) => note.startsWith("use")))
    .toEqual(["use 1", "use 2", "use 3"]);
  for (const [read, used] of [[2, 1], [3, 2]]) {
    expect(notes.indexOf(`read ${read}`))
      .toBeLessThan(notes.indexOf(`use ${used}`));
  }
});

it("gives what comes before an error, and then throws it", async () => {
  const seen: number[] = [];
  await expect(async () => {
    for await (const one of readAhead(counted(3, [], 2))) {
      await new Promise((resolve) => setTimeout(resolve));
      seen.push(one);
    }
  }).rejects.toThrow("no 2");
  expect(seen).toEqual([1]);
});

it("reads no further than one ahead, and closes what it reads from", async () => {
  const notes: string[] = [];
  for await (const _ of readAhead(counted(9, notes))) break;
  expect(notes).toEqual(["read 1", "read 2", "closed"]);
});
