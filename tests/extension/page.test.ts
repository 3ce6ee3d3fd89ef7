import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Relayed } from "@/extension/messages.ts";
import { eventually } from "../conditions.ts";
import { bodyOf } from "../lookalike/self_test/answers.ts";
import { selfTestRoutes } from "../lookalike/self_test/mod.ts";
import { describeInChromium, openProfile, type Profile } from "./browser.ts";
import { buildRecording, type RecordedPage, Recorder } from "./recorder.ts";

/** Fewer would say that checks are missing. */
const FEWEST_CHECKS = 120;
const FEWEST_CAPTURES = 50;

/** What a check of the page found. */
interface Checked {
  name: string;
  error: string | null;
  value: unknown;
}

/** What the page got of the site's API. */
interface Seen {
  event: string;
  url: string;
  status: number;
  body: string;
}

interface Outcome {
  state: string;
  results: Checked[];
  seen: Seen[];
}

declare global {
  var selfTest: Outcome;
}

describeInChromium("a page with the extension", () => {
  let server: Deno.HttpServer<Deno.NetAddr>;
  let origin: string;
  let without: Outcome;
  let with_: Outcome;
  let profile: Profile;
  let recorder: Recorder;
  let page: Page;

  beforeAll(async () => {
    server = Deno.serve(
      { port: 0, onListen: () => {}, onError: () => new Response(null) },
      async (request) =>
        await selfTestRoutes(request) ?? new Response(null, { status: 404 }),
    );
    origin = `http://localhost:${server.addr.port}`;
    const bare = await openProfile(null);
    without = await testItself(await bare.context.newPage());
    await bare.context.close();
    profile = await openProfile(await buildRecording());
    recorder = await Recorder.of(profile);
    page = await profile.context.newPage();
    with_ = await testItself(page);
  }, 120_000);

  afterAll(async () => {
    await profile?.context.close();
    await server?.shutdown();
  });

  async function testItself(page: Page): Promise<Outcome> {
    const problems: string[] = [];
    page.on("pageerror", ({ message }) => problems.push(message));
    await page.goto(`${origin}/self-test`);
    await page.waitForFunction(
      () => globalThis.selfTest.state !== "running",
      null,
      { timeout: 60_000 },
    );
    expect(problems).toEqual([]);
    return await page.evaluate(() => globalThis.selfTest);
  }

  it("passes each of its checks without it", () => {
    expect(failed(without)).toEqual([]);
    expect(without.results.length).toBeGreaterThanOrEqual(FEWEST_CHECKS);
  });

  it("passes each of its checks with it", () => {
    expect(failed(with_)).toEqual([]);
    expect(names(with_)).toEqual(names(without));
    expect(new Set(names(with_)).size).toBe(with_.results.length);
  });

  it("sees the same from all sides", () => {
    const values = new Map(
      without.results.map(({ name, value }) => [name, value]),
    );
    for (const { name, value } of with_.results) {
      expect(value, name).toEqual(values.get(name));
    }
  });

  it("is captured: what the page got, in order, byte for byte", async () => {
    const { seen } = with_;
    expect(seen.length).toBeGreaterThanOrEqual(FEWEST_CAPTURES);
    const last = seen.at(-1);
    const gist = await eventually("the last capture", async () => {
      const captures = seenBy(await recorder.latest()).map(gistOf);
      return isDeepStrictEqual(captures.at(-1), last) ? captures : null;
    });
    expect(gist).toEqual(seen);
  });

  it("is captured as the server sent it", async () => {
    const captures = seenBy(await recorder.latest());
    for (const variant of ["plain", "stream", "spaced", "bare", "post"]) {
      const bodies = captures
        .filter(({ data }) => data.url.endsWith(`self_test=${variant}`))
        .map(({ data }) => data.body);
      expect(bodies.length, variant).toBeGreaterThan(1);
      expect(new Set(bodies), variant).toEqual(new Set([bodyOf(variant)]));
    }
  });

  it("counts whose answers they are", async () => {
    const captures = seenBy(await recorder.latest());
    const named = captures.map(({ data }) => [
      new URL(data.url).pathname.replace("/api2/v2/", ""),
      data.epoch,
      data.begins ?? null,
    ]);
    const from = named.findIndex(([path]) => path === "users/me");
    expect(named.slice(0, from).every(([, epoch]) => epoch === 0)).toBe(true);
    expect(named.slice(from, from + 5)).toEqual([
      ["users/me", 0, 1],
      ["chats", 1, null],
      ["users/logout", 1, 2],
      ["init", 2, 3],
      ["users/me", 3, 4],
    ]);
    expect(named.slice(from + 5).every(([, epoch]) => Number(epoch) >= 4))
      .toBe(true);
    for (const { data } of captures) {
      expect(Math.abs(Date.now() - data.at)).toBeLessThan(300_000);
    }
  });

  it("counts at what time the page asked, not when it was answered", async () => {
    await recorder.clear();
    await page.goto(`${origin}/self-test/plain`);
    await page.evaluate(async () => {
      const live = new WebSocket(`ws://${location.host}/ws3/self-test`);
      await new Promise((done) => live.onopen = done);
      const slow = fetch("/api2/v2/chats?self_test=slow");
      const xhr = new XMLHttpRequest();
      const loaded = new Promise((done) => xhr.onload = done);
      xhr.open("GET", "/api2/v2/users/list?self_test=slow");
      xhr.send();
      await (await fetch("/api2/v2/users/me?self_test=identity")).text();
      await Promise.all([slow, loaded]);
      const said = new Promise((done) => live.onmessage = done);
      live.send("live");
      await said;
      await (await fetch("/api2/v2/chats?self_test=plain")).text();
    });
    const captures = await eventually("all captures", async () => {
      const captures = seenBy(await recorder.latest());
      return captures.length === 5 ? captures : null;
    });
    const epochs = captures.map(({ event, data }) => [
      event,
      new URL(data.url).pathname,
      data.epoch,
    ]);
    expect(epochs).toContainEqual(["fetch", "/api2/v2/users/me", 0]);
    expect(epochs).toContainEqual(["xhr", "/api2/v2/users/list", 0]);
    expect(epochs).toContainEqual(["websocket", "/ws3/self-test", 0]);
    expect(epochs.filter(([, path]) => path === "/api2/v2/chats")).toEqual([
      ["fetch", "/api2/v2/chats", 0],
      ["fetch", "/api2/v2/chats", 1],
    ]);
  });

  it("is captured in spite of a background that fails at first", async () => {
    await recorder.clear();
    await recorder.refuse(3);
    await page.reload();
    const body = await page.evaluate(async () =>
      await (await fetch("/api2/v2/chats?self_test=plain&late")).text()
    );
    const captures = await eventually("the capture", async () => {
      const captures = seenBy(await recorder.latest());
      const late = captures.filter(({ data }) => data.url.includes("&late"));
      return late.length > 0 ? late : null;
    });
    expect(captures.map(({ data }) => data.body)).toEqual([body]);
  });

  it("is captured after a document.open", async () => {
    await recorder.clear();
    await page.goto(`${origin}/self-test/plain`);
    const before = await recorder.latest();
    await page.evaluate(async () => {
      document.open();
      document.write("<p>anew");
      document.close();
      await (await fetch("/api2/v2/chats?self_test=plain&opened")).text();
    });
    await eventually(
      "the capture",
      async () => (await recorder.latest()).records.length > 0,
    );
    expect((await recorder.latest()).page).toBe(before.page);
  });

  it("is not disturbed when its extension is gone", async () => {
    await page.goto(`${origin}/self-test/plain`);
    await recorder.latest();
    const problems: string[] = [];
    page.on("pageerror", ({ message }) => problems.push(message));
    page.on("console", (message) => problems.push(message.text()));
    await recorder.reload();
    for (let i = 0; i < 20; i++) {
      const text = await page.evaluate(async () =>
        await (await fetch("/api2/v2/chats?self_test=plain")).text()
      );
      expect(text).toBe(bodyOf("plain"));
    }
    expect(problems).toEqual([]);
  });
});

function gistOf({ event, data }: Relayed & { kind: "seen" }): Seen {
  const { url, status, body } = data;
  return { event, url, status, body };
}

function names({ results }: Outcome): string[] {
  return results.map(({ name }) => name);
}

function failed({ results }: Outcome): Checked[] {
  return results.filter(({ error }) => error !== null);
}

function seenBy({ records }: RecordedPage) {
  return records.filter((record): record is Relayed & { kind: "seen" } =>
    record.kind === "seen"
  );
}
