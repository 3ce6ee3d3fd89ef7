import { describe, expect, it } from "vitest";
import { RememberedAnswers } from "./remembered_answers.ts";

/** An answer of that size. */
function answer(size: number) {
  return {
    answer: { ok: true as const, answer: {} },
    generation: 1,
    commits: 1,
    until: Infinity,
    size,
  };
}

/** Which of a few names are known; asking makes none of them newer. */
function known(answers: RememberedAnswers, names: string): string {
  return [...names].filter((name) => answers.get(name) !== undefined).join("");
}

describe("remembered answers", () => {
  it("are so many, those asked for longest ago go first", () => {
    const answers = new RememberedAnswers({ answers: 3, size: 100 });
    for (const name of "abc") answers.set(name, answer(1));
    answers.get("a");
    answers.set("d", answer(1));
    expect(known(answers, "abcd")).toBe("acd");
  });

  it("hold so much together", () => {
    const answers = new RememberedAnswers({ answers: 100, size: 10 });
    for (const name of "abcd") answers.set(name, answer(3));
    expect(known(answers, "abcd")).toBe("bcd");
    answers.set("e", answer(7));
    expect(known(answers, "abcde")).toBe("de");
    // In the place of one that was smaller.
    answers.set("d", answer(1));
    answers.set("f", answer(2));
    expect(known(answers, "bcdef")).toBe("def");
  });

  it("have none that is larger than all may be", () => {
    const answers = new RememberedAnswers({ answers: 100, size: 10 });
    answers.set("a", answer(11));
    answers.set("b", answer(10));
    expect(known(answers, "ab")).toBe("b");
  });
});
