import { describe, expect, it } from "vitest";
import type { Answer } from "./request.ts";
import { FanNames } from "./fan_names.ts";

/** Names over a service that answers when it is told to. */
function open() {
  const asked: string[] = [];
  const answers: ((answer: Answer<unknown>) => void)[] = [];
  const names = new FanNames(<R>(_method: string, path: string) => {
    asked.push(path.split("/").at(-1) ?? "");
    return new Promise<Answer<R>>((resolve) =>
      answers.push(resolve as (answer: Answer<unknown>) => void)
    );
  });
  const answer = async (name: string | null) => {
    answers.shift()?.(
      name === null
        ? { ok: false, problem: { detail: "Gone" } }
        : { ok: true, body: { withUser: { id: "1", name } } },
    );
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { names, asked, answer };
}

describe("names of fans", () => {
  it("are asked for once, and few at a time", async () => {
    const { names, asked, answer } = open();
    names.learn("0", "Ann");
    const found = names.find(["0", "1", "2", "3", "4", "5", "1"]);
    names.find(["1", "5"]);
    await Promise.resolve();
    expect(asked).toEqual(["1", "2", "3", "4"]);
    const before = names.version.value;
    await answer("Sam");
    expect(asked).toEqual(["1", "2", "3", "4", "5"]);
    expect(names.of("1")).toBe("Sam");
    expect(names.version.value).toBeGreaterThan(before);
    for (let i = 0; i < 4; i++) await answer(`Fan of ${i}`);
    await found;
    expect(["0", "2", "5"].map((chat) => names.of(chat)))
      .toEqual(["Ann", "Fan of 0", "Fan of 3"]);
    await names.find(["1", "5"]);
    expect(asked).toHaveLength(5);
  });

  it("are not asked for again where there are none", async () => {
    const { names, asked, answer } = open();
    const found = names.find(["1"]);
    await Promise.resolve();
    await answer(null);
    await found;
    expect(names.of("1")).toBeNull();
    await names.find(["1"]);
    expect(asked).toEqual(["1"]);
  });

  it("are kept to a bound", () => {
    const { names } = open();
    for (let i = 0; i < 600; i++) names.learn(String(i), `Fan ${i}`);
    expect(names.of("0")).toBeNull();
    expect(names.of("599")).toBe("Fan 599");
  });
});
