import { signal } from "@preact/signals";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it, vi } from "vitest";
import { Resource } from "@/components/live/resource.ts";
import type { Answer } from "@/components/live/request.ts";
import { State } from "./State.tsx";

function open(initial: string | null) {
  const path = signal("/somewhere");
  const answers: Answer<string>[] = [];
  const resource = new Resource<string>({
    path,
    initial: initial === null ? null : { path: path.value, body: initial },
    get: () => Promise.resolve(answers.shift() ?? { ok: true, body: "new" }),
  });
  const fail = async () => {
    answers.push({ ok: false, problem: { detail: "It did not work." } });
    resource.reload();
    await vi.waitUntil(() => resource.problem.value !== null);
  };
  const html = () =>
    renderToString(<State resource={resource} reading="Reading…" />);
  return { resource, fail, html };
}

describe("the state of a part of the fan's panel", () => {
  it("says that it is read, and nothing once it is known", () => {
    expect(open(null).html()).toContain("Reading…");
    expect(open("known").html()).toBe("");
  });

  it("says what went wrong, and offers to try again", async () => {
    const { resource, fail, html } = open(null);
    await fail();
    expect(html()).toContain("It did not work.");
    expect(html()).toMatch(/<button[^>]*>Try again<\/button>/);
    expect(html()).not.toContain("still shown");
    resource.reload();
    await vi.waitUntil(() => resource.loaded.value?.body === "new");
    expect(html()).toBe("");
  });

  it("says that what was known stays", async () => {
    const { fail, html } = open("known");
    await fail();
    expect(html()).toContain("What was known is still shown.");
  });
});
