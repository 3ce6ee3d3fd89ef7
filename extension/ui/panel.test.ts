import { describe, expect, it } from "vitest";
import type { AgentStatus, PanelRequest } from "../messages.ts";
import { backgroundOver, NO_ANSWER } from "./background.ts";
import { LOOK_EVERY_MS, Panel } from "./panel.ts";

const STATUS: AgentStatus = {
  version: "0.1.0",
  site: "OnlyFans",
  paused: false,
  current: null,
  creators: [],
  pending: null,
  pages: 1,
  held: 0,
  storage: null,
};

/** A panel whose background answers when it is told to. */
function world() {
  const asked: {
    request: PanelRequest;
    answer: (status: AgentStatus) => void;
    refuse: (error: string) => void;
  }[] = [];
  let now = 1_000;
  let tick = () => {};
  const panel = new Panel({
    background: {
      ask: (request) => {
        const { promise, resolve, reject } = Promise.withResolvers<
          AgentStatus
        >();
        const refuse = (error: string) => reject(new Error(error));
        asked.push({ request, answer: resolve, refuse });
        return promise;
      },
    },
    now: () => now,
    every: (ms, run) => {
      expect(ms).toBe(LOOK_EVERY_MS);
      tick = () => {
        now += ms;
        run();
      };
      return () => tick = () => {};
    },
  });
  const close = panel.open();
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { panel, asked, close, settle, tick: () => tick() };
}

describe("a panel", () => {
  it("looks at once and once a second, until it is closed", async () => {
    const { panel, asked, close, settle, tick } = world();
    expect(panel.status.value).toBeNull();
    asked[0]?.answer(STATUS);
    await settle();
    expect(panel.status.value).toBe(STATUS);
    tick();
    const paused = { ...STATUS, paused: true };
    asked[1]?.answer(paused);
    await settle();
    expect(panel.status.value).toBe(paused);
    expect(panel.now.value).toBe(1_000 + LOOK_EVERY_MS);
    close();
    tick();
    expect(asked.map(({ request }) => request.type))
      .toEqual(["status", "status"]);
  });

  it("goes by the latest answer, whichever comes last", async () => {
    const { panel, asked, settle, tick } = world();
    tick();
    const late = { ...STATUS, held: 7 };
    asked[1]?.answer(STATUS);
    asked[0]?.answer(late);
    await settle();
    expect(panel.status.value).toBe(STATUS);
  });

  it("shows answers that take longer than until the next look", async () => {
    const { panel, asked, settle, tick } = world();
    tick();
    tick();
    asked[0]?.answer(STATUS);
    await settle();
    expect(panel.status.value).toBe(STATUS);
  });

  it("says that it cannot know, and keeps what it knew", async () => {
    const { panel, asked, settle, tick } = world();
    asked[0]?.answer(STATUS);
    await settle();
    tick();
    asked[1]?.refuse(NO_ANSWER);
    await settle();
    expect(panel.problem.value).toBe(NO_ANSWER);
    expect(panel.status.value).toBe(STATUS);
    tick();
    asked[2]?.answer(STATUS);
    await settle();
    expect(panel.problem.value).toBeNull();
  });

  it("does one thing after the other, and looks at nothing older", async () => {
    const { panel, asked, settle, tick } = world();
    const wiping = panel.act({ type: "wipe", creator: null }, "Deleted.");
    tick();
    asked[0]?.answer({ ...STATUS, held: 9 });
    await settle();
    expect(panel.status.value).toBeNull();
    expect(await panel.act({ type: "pause", paused: true }, "Paused."))
      .toEqual({ ok: false, error: "Wait until the other change is done." });
    asked[1]?.answer(STATUS);
    expect(await wiping).toEqual({ ok: true });
    expect(panel.status.value).toBe(STATUS);
    expect(panel.said.value).toBe("Deleted.");
    expect(asked.map(({ request }) => request.type))
      .toEqual(["status", "wipe"]);
  });

  it("gives the reason why something is not done", async () => {
    const { panel, asked } = world();
    const pausing = panel.act({ type: "pause", paused: true }, "Paused.");
    asked[1]?.refuse("The disk is full.");
    expect(await pausing).toEqual({ ok: false, error: "The disk is full." });
    expect(panel.said.value).toBe("");
  });

  it("reads out how connections change, and no figures", async () => {
    const { panel, asked, settle, tick } = world();
    const creator = {
      creator: { id: "9001", name: "Robin", username: null },
      pairing: null,
      connection: { state: "connected", detail: null },
      chats: 1,
      messages: 1,
      waiting: 0,
      delivered: 1,
      evicted: 0,
      refused: 0,
      snapshot: null,
      lastCapturedAt: null,
      lastDeliveredAt: null,
      lastError: null,
    } satisfies AgentStatus["creators"][number];
    const steps: [Partial<AgentStatus["creators"][number]>, string][] = [
      [{}, ""],
      [{ messages: 2 }, ""],
      [{ connection: { state: "waiting", detail: "in 8 s" } }, "Reconnecting"],
      [{ connection: { state: "waiting", detail: "in 7 s" } }, "Reconnecting"],
      [{}, "Connected"],
    ];
    for (const [i, [changes, words]] of steps.entries()) {
      asked[i]?.answer({ ...STATUS, creators: [{ ...creator, ...changes }] });
      await settle();
      expect(panel.said.value).toBe(words === "" ? "" : `Robin: ${words}`);
      tick();
    }
  });
});

describe("a background that is reached by messages", () => {
  it("gives how things stand", async () => {
    const { ask } = backgroundOver(() =>
      Promise.resolve({ ok: true, status: STATUS })
    );
    expect(await ask({ type: "status" })).toBe(STATUS);
  });

  it("gives its reason where it refuses", async () => {
    const { ask } = backgroundOver(() =>
      Promise.resolve({ ok: false, error: "The code was used." })
    );
    await expect(ask({ type: "status" })).rejects.toThrow("The code was used.");
  });

  it.each([
    () => Promise.resolve(undefined),
    () => Promise.resolve("ok"),
    () => Promise.resolve({ ok: true }),
    () => Promise.reject(new Error("Receiving end does not exist.")),
  ])("is not there: %s", async (send) => {
    await expect(backgroundOver(send).ask({ type: "status" })).rejects
      .toThrow(NO_ANSWER);
  });
});
