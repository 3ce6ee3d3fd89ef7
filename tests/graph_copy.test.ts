import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launch } from "@/lib/fresh/tests/chromium.ts";
import {
  GraphCopy,
  GraphOverview,
  GraphRefused,
  GraphVertices,
} from "@/lib/models/mod.ts";
import { z } from "zod";
import { Account } from "./account.ts";
import { eventually, PATIENCE_MS } from "./conditions.ts";
import { type CopiedService, startCopiedService } from "./graph_copy/start.ts";
import type { Peer } from "./peer.ts";
import { chat, deltaFrame, message, snapshotFrame } from "./records.ts";

const PATH = "/api/v1/graph";
const CHATS = 25;
const ROME = "How was your trip to Rome?";

let service: CopiedService;
let robin: Account;
let agent: Peer;
let messages = CHATS;

beforeAll(async () => {
  service = await startCopiedService("Robin");
  robin = await Account.signIn(service, "Robin");
  agent = await robin.agent();
  const ids = Array.from({ length: CHATS }, (_, i) => i + 1);
  agent.send(snapshotFrame(
    ids.map((id) => chat(id)),
    ids.map((id) => message(id, id, "I love this recipe!")),
  ));
  await robin.settled(CHATS);
  await copied(({ state }) => state === "current");
});

async function overview(): Promise<GraphOverview> {
  const response = await robin.ask(PATH);
  expect(response.status).toBe(200);
  return GraphOverview.parse(await response.json());
}

/** How the copy stands, as soon as it does as `is` says. */
async function copied(is: (copy: GraphCopy) => boolean): Promise<GraphCopy> {
  let last: GraphCopy | null = null;
  return await eventually("a copy that stands so", async () => {
    ({ copy: last } = await overview());
    return last !== null && is(last) && last;
  }).catch((error) => {
    throw new Error(`${error.message} ${JSON.stringify(last)}`);
  });
}

async function refused(limit = 200): Promise<GraphRefused> {
  const response = await robin.ask(`${PATH}/refused?limit=${limit}`);
  return GraphRefused.parse(await response.json());
}

/** Sends a message in each of the first chats. */
async function send(chats: number, text: string): Promise<void> {
  for (let id = 1; id <= chats; id++) {
    agent.send(deltaFrame(message(++messages, id, text)));
  }
  await robin.settled(messages);
}

/** Has the server refuse a change of each chat. */
async function refuse(): Promise<void> {
  await service.behave({ refuses: "topic:travel" });
  await send(CHATS, ROME);
  await copied(({ state, refused }) => state === "current" && refused > 20);
}

/** Has the server take everything again. */
async function mend(): Promise<void> {
  await service.behave({});
  const answer = await robin.ask(`${PATH}/comparison`, { method: "POST" });
  await answer.body?.cancel();
  await copied(({ state, refused }) => state === "current" && refused === 0);
}

/** What Settings says of the graph, and from where it says what is set aside. */
const section = async (path = "/settings") => {
  const html = await (await robin.ask(path)).text();
  return /<section[^>]*id="set-aside".*<\/section>/s.exec(html)?.[0] ?? "";
};

describe("a copy of the graph on a server", () => {
  it("stands as the overview says", async () => {
    const { copy, usage, counts } = await overview();
    expect(copy)
      .toEqual({ state: "current", waiting: 0, refused: 0, failure: null });
    expect(counts.vertices.Fan).toBe(CHATS);
    expect(usage?.requests).toBeGreaterThan(CHATS);
    expect(usage?.request_units).toBe(7.25 * (usage?.requests ?? 0));
  });

  it("answers, and the built-in database does where it fails", async () => {
    const ask = async () => {
      const response = await robin.ask(`${PATH}/search?label=Fan`);
      expect(response.status).toBe(200);
      return GraphVertices.parse(await response.json());
    };
    const answer = await ask();
    expect(answer.source).toBe("gremlin");
    expect(answer.vertices).toHaveLength(CHATS);
    await service.behave({ fails: "out of order" });
    expect(await ask()).toEqual({ ...answer, source: "embedded" });
    await service.behave({});
  });

  it("may fail, and the overview says why and since when", async () => {
    const before = Date.now();
    await service.behave({ fails: "nobody answers at 10.2.0.7" });
    await send(1, "Good morning!");
    const copy = await copied(({ state }) => state === "failing");
    expect(copy.failure?.message).toBe("nobody answers at 10.2.0.7");
    const since = Date.parse(copy.failure?.since ?? "");
    expect(since).toBeGreaterThanOrEqual(before);
    expect(since).toBeLessThanOrEqual(Date.now());
    const html = await section();
    expect(html).toContain("Cannot be brought up to date since");
    expect(html).toContain("nobody answers at 10.2.0.7");
    await mend();
    expect(await section()).toContain("Up to date");
  });

  it("misses what the server refuses, until it is sent again", async () => {
    await refuse();
    const { total, refused: all } = await refused();
    expect(total).toBe(all.length);
    expect(total).toBeGreaterThan(20);
    const names = all.map(({ vertex, edge }) => vertex ?? edge?.to);
    expect(new Set(names)).toEqual(new Set(["topic:travel"]));
    const { creators } = await overview();
    for (const { creator_id, code, message, at } of all) {
      expect({ creator_id, code, message })
        .toEqual({ creator_id: creators[0], code: 500, message: "no" });
      expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
    }
    const few = await refused(3);
    expect(few).toMatchObject({ total, refused: all.slice(0, 3) });

    await service.behave({});
    const answer = await robin.ask(`${PATH}/comparison`, { method: "POST" });
    expect(answer.status).toBe(202);
    const body = z.object({ source: z.string(), copy: GraphCopy })
      .parse(await answer.json());
    expect(body.source).toBe("embedded");
    await copied(({ state, refused }) => state === "current" && refused === 0);
    expect(await refused()).toMatchObject({ total: 0, refused: [] });
  });

  it("is not compared for another site's page", async () => {
    await refuse();
    const { total } = await refused();
    await service.behave({});
    for (const path of [`${PATH}/comparison`, "/settings"]) {
      const forged = await robin.ask(path, {
        method: "POST",
        headers: { origin: "https://evil.example" },
        body: new URLSearchParams({ graph: "compare" }),
      });
      await forged.body?.cancel();
      expect(forged.status).toBe(403);
    }
    expect((await refused()).total).toBe(total);
    await mend();
  });
});

describe("Settings, without a script,", () => {
  it("lists what is refused, and sends it again", async () => {
    expect(await section()).toContain("Compare again");
    await refuse();
    const { total } = await refused();
    const html = await section();
    expect(html).toContain("with a copy on a Gremlin server");
    expect(html).toMatch(/[\d,]+ requests and [\d,]+ request units/);
    expect(html).toContain(`The server refuses ${total} changes.`);
    const table = /<tbody>.*?<\/tbody>/s.exec(html)?.[0] ?? "";
    expect(table.match(/<tr[ >]/g)).toHaveLength(20);
    expect(table).toContain("topic:travel");
    expect(html).toContain(`and ${total - 20} more`);
    expect(html).not.toContain("Compare again");
    expect(html).not.toContain("will be compared");

    await service.behave({});
    const [, name = "", value = ""] =
      /<button[^>]*name="(\w+)"[^>]*value="(\w+)"[^>]*>Send again/.exec(html) ??
        [];
    const answer = await robin.ask("/settings", {
      method: "POST",
      body: new URLSearchParams({ [name]: value }),
    });
    await answer.body?.cancel();
    expect(answer.status).toBe(303);
    const location = answer.headers.get("location") ?? "";
    expect(location).toMatch(/#graph$/);
    expect(await section(location)).toContain("The copy will be compared");
    await copied(({ refused, state }) => state === "current" && refused === 0);
    const after = await section();
    expect(after).toContain("Up to date");
    expect(after).toContain("Compare again");
    expect(after).not.toContain("Send again");
  });
});

const chromium = chromiumPath();

describe.runIf(chromium !== null)("Settings in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch(chromium ?? "");
  });

  afterAll(() => browser?.close());

  it.each([true, false])(
    "sends again what was refused (with scripts: %s)",
    async (javaScriptEnabled) => {
      await refuse();
      await service.behave({});
      const [name = "", value = ""] = robin.cookie.split("=");
      const context = await browser.newContext({
        javaScriptEnabled,
        viewport: { width: 768, height: 1024 },
      });
      await context.addCookies([{ name, value, url: service.origin }]);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${service.origin}/settings`);
      const graph = page.getByRole("region", { name: "Graph", exact: true });
      await page.getByRole("region", { name: "Set aside" })
        .getByRole("button", { name: "Send again" }).click();
      await graph.getByRole("status").filter({ hasText: "will be compared" })
        .waitFor();
      await copied(({ refused, state }) =>
        state === "current" && refused === 0
      );
      await page.goto(`${service.origin}/settings`);
      await graph.getByText("Up to date", { exact: true }).waitFor();
      await graph.getByRole("button", { name: "Compare again" }).click();
      await graph.getByRole("status").waitFor();
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await context.close();
    },
  );
});
