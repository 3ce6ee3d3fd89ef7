import type { Download, Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { plusDays } from "@/components/insights/range.ts";
import {
  PICTURE_SCALE,
  PICTURE_WIDTH,
  pictureLayout,
} from "@/components/charts/picture.tsx";
import { FunnelInsights, TopicInsights } from "@/lib/models/mod.ts";
import { describeUi, type Ui } from "./browser.ts";

/** Days that are over: what arrives while a test runs changes none of them. */
const FROM = plusDays(new Date().toISOString(), -20);
const TO = plusDays(new Date().toISOString(), -3);
const PATH = `/analytics?from=${FROM}&to=${TO}`;
const DAYS = `start_date=${FROM}&end_date=${plusDays(TO, 1)}`;

/** A part of the page, by its title. */
function part(page: Page, title: string): Locator {
  return page.getByRole("region", { name: title, exact: true });
}

/** Presses what downloads a file; gives the file. */
async function downloaded(
  page: Page,
  button: Locator,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const coming: Promise<Download> = page.waitForEvent("download");
  await button.click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    bytes: await Deno.readFile(await download.path()),
  };
}

/** An answer of the REST API. */
async function answer(ui: Ui, path: string): Promise<unknown> {
  return await (await ui.owner.ask(`/api/v1/insights/${path}`)).json();
}

/** How many messages the open sheet has, when all are there. */
async function evidence(page: Page): Promise<number> {
  const sheet = page.getByRole("dialog");
  const more = sheet.getByRole("button", { name: "Show more" });
  const end = sheet.getByText("These are all.");
  for (;;) {
    await more.or(end).waitFor();
    if (await end.isVisible()) break;
    const shown = await sheet.locator(".evidence-item").count();
    await more.click();
    await sheet.locator(".evidence-item").nth(shown).or(end).first().waitFor();
  }
  return await sheet.locator(".evidence-item").count();
}

function titles(page: Page): Promise<string[]> {
  return part(page, "Topics").locator("tbody th").allInnerTexts();
}

function volumes(page: Page): Promise<number[]> {
  return part(page, "Topics").locator("tbody td:nth-child(2)")
    .evaluateAll((cells) =>
      cells.map((cell) => parseInt(cell.textContent ?? ""))
    );
}

describeUi("the Analytics", (ui) => {
  it("is whole before any script runs", async () => {
    const { topics } = TopicInsights.parse(
      await answer(ui(), `topics?${DAYS}`),
    );
    const html = await (await ui().owner.ask(PATH)).text();
    expect(html).not.toContain("Loading");
    expect(html).not.toMatch(/<[^>]+\sstyle=/);
    const part = html.slice(html.indexOf('id="topics"'));
    const shown = [...part.matchAll(/evidence-number[^>]*>([0-9,]+)</g)]
      .map(([, volume]) => Number(volume));
    expect(shown.slice(0, 20))
      .toEqual(topics.slice(0, 20).map(({ volume }) => volume));
  });

  it("asks for nothing that it was rendered with", async () => {
    const page = await ui().window();
    // A service that never says that anything changed.
    await page.routeWebSocket(/\/ws\/frontend\//, () => {});
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/v1/insights/")) asked.push(pathname);
    });
    await page.goto(`${ui().windows.origin}${PATH}`);
    await page.getByRole("link", { name: "90 days" }).click();
    await page.waitForURL("**/analytics?range=90");
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(8);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("sorts topics by keyboard", async () => {
    const page = await ui().open(PATH);
    const head = (name: string) =>
      part(page, "Topics").getByRole("columnheader", { name });
    expect(await head("Messages").getAttribute("aria-sort"))
      .toBe("descending");
    await head("Topic").getByRole("button").focus();
    await page.keyboard.press("Enter");
    expect(await head("Topic").getAttribute("aria-sort")).toBe("ascending");
    const shown = await titles(page);
    expect(shown).toEqual(shown.toSorted((a, b) => a.localeCompare(b, "en")));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    const largest = await volumes(page);
    expect(largest).toEqual(largest.toSorted((a, b) => b - a));
    await page.keyboard.press("Space");
    const smallest = await volumes(page);
    expect(smallest).toEqual(smallest.toSorted((a, b) => a - b));
    expect(smallest[0]).toBeLessThan(largest[0] ?? 0);
  });

  it("shows all topics, or those that are looked for", async () => {
    const { topics } = TopicInsights.parse(
      await answer(ui(), `topics?${DAYS}`),
    );
    const page = await ui().open(PATH);
    expect(await titles(page)).toHaveLength(20);
    await part(page, "Topics")
      .getByRole("button", { name: `Show all ${topics.length}` }).click();
    expect(await titles(page)).toHaveLength(topics.length);
    await page.getByLabel("Filter topics").fill("travel");
    await part(page, "Topics").getByText(`1 of ${topics.length}`).waitFor();
    expect(await titles(page)).toEqual(["Travel"]);
    const link = part(page, "Topics").getByRole("link", { name: "Travel" });
    expect(await link.getAttribute("href")).toBe("/inbox?topic=travel");
  });

  it("opens exactly the messages behind a topic's number", async () => {
    const page = await ui().open(PATH);
    const [volume] = await volumes(page);
    expect(volume).toBeGreaterThan(30);
    await part(page, "Topics").locator("tbody .evidence-number").first()
      .click();
    expect(await evidence(page)).toBe(volume);
  });

  it("opens the sessions of a step of the funnel, and the answers of a bar", async () => {
    const { stages } = FunnelInsights.parse(
      await answer(ui(), `funnel?${DAYS}`),
    );
    const page = await ui().open(PATH);
    const row = part(page, "Funnel").getByRole("row", { name: "Greeting" });
    await row.getByRole("button").click();
    expect(await evidence(page))
      .toBe(stages.find(({ stage }) => stage === "greeting")?.sessions);
    await page.keyboard.press("Escape");
    const bar = part(page, "Response times").getByRole("row")
      .filter({ hasText: "30 min to 1 h" }).getByRole("button");
    const answers = parseInt(await bar.innerText());
    expect(answers).toBeGreaterThan(0);
    await bar.click();
    expect(await evidence(page)).toBe(answers);
  });

  it("opens the messages of the best day", async () => {
    const page = await ui().open(PATH);
    const day = part(page, "Sentiment").locator(".day-button").first();
    const [name = ""] = (await day.innerText()).split("\n");
    await day.click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("heading", { name: `Sentiment on ${name}` })
      .waitFor();
    expect(await evidence(page)).toBeGreaterThan(0);
  });

  it("changes the days of all parts at once, and the address", async () => {
    const page = await ui().open(PATH);
    const before = await part(page, "Topics").locator("header p").innerText();
    await page.getByRole("link", { name: "90 days" }).click();
    for (const title of ["Comparison", "Topics", "Sentiment", "Revenue"]) {
      const days = part(page, title).locator("header p").first();
      await page.waitForFunction(
        ([element, before]) =>
          element instanceof HTMLElement && element.innerText !== before,
        [await days.elementHandle(), before] as const,
      );
    }
    await page.locator(".figures-body[data-stale]").first()
      .waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("?range=90");
    await page.reload();
    expect(
      await page.getByRole("link", { name: "90 days" })
        .getAttribute("aria-current"),
    ).toBe("true");
  });

  it("gives tables that are those of the REST API", async () => {
    const page = await ui().open(PATH);
    const parts = [
      ["Comparison", "comparison"],
      ["Funnel", "funnel"],
      ["Topics", "topics"],
      ["Outcomes by topic", "outcomes"],
      ["Sentiment", "sentiment-trend"],
      ["Response times", "response-time"],
      ["Revenue", "revenue"],
    ] as const;
    for (const [title, name] of parts) {
      const button = part(page, title).getByRole("button", { name: "CSV" });
      const file = await downloaded(page, button.first());
      const table = await ui().owner.ask(
        `/api/v1/insights/${name}?${DAYS}`,
        { headers: { accept: "text/csv" } },
      );
      expect(file.name).toMatch(new RegExp(`^rapport-.*-${FROM}-${TO}\\.csv$`));
      expect(new TextDecoder().decode(file.bytes), title)
        .toBe(await table.text());
    }
  });

  it.each(["light", "dark"] as const)(
    "gives charts as pictures in the page's colours, %s",
    async (colorScheme) => {
      const page = await ui().open(PATH, { colorScheme });
      const buttons = page.getByRole("button", { name: "PNG" });
      expect(await buttons.count()).toBe(7);
      for (const button of await buttons.all()) {
        const { name, bytes } = await downloaded(page, button);
        expect(name).toMatch(/^rapport-.*\.png$/);
        const picture = await look(page, bytes);
        expect(picture.width, name).toBe(PICTURE_WIDTH * PICTURE_SCALE);
        expect(picture.height, name)
          .toBeGreaterThan(
            PICTURE_SCALE * pictureLayout({ height: 50 }).height,
          );
        expect(picture.ground, name).toBe(picture.pageGround);
        // Axis, letters and marks, smoothed: many colours, and enough of them.
        expect(picture.colors, name).toBeGreaterThan(20);
        expect(picture.marked, name).toBeGreaterThan(0.01);
      }
    },
  );

  it("keeps its figures while the service is away, and says so", async () => {
    const page = await ui().window();
    await page.goto(`${ui().wire.origin}${PATH}`);
    await page.locator(".figures-body").first().waitFor();
    const [volume] = await volumes(page);
    await page.route("**/api/v1/insights/topics?*", (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        body: JSON.stringify({ detail: "The kettle is on fire." }),
      }));
    await page.getByRole("link", { name: "7 days" }).click();
    const alert = part(page, "Topics").getByRole("alert");
    await alert.getByText("The kettle is on fire.").waitFor();
    expect((await volumes(page))[0]).toBe(volume);
    await page.unroute("**/api/v1/insights/topics?*");
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.waitFor({ state: "detached" });
    await page.locator("#topics [data-stale]").waitFor({ state: "detached" });
    // What the browser says of the answer that was made to fail, and no more.
    for (const problem of ui().windows.problems.splice(0)) {
      expect(problem).toContain("500");
    }
  });
});

/** What a picture looks like, and what is behind the page's panels. */
async function look(page: Page, bytes: Uint8Array): Promise<{
  width: number;
  height: number;
  ground: string;
  pageGround: string;
  colors: number;
  marked: number;
}> {
  return await page.evaluate(async (bytes) => {
    const file = new Blob([new Uint8Array(bytes)], { type: "image/png" });
    const image = await createImageBitmap(file);
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const pixels = new Uint32Array(data.buffer);
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const ground = pixels[0] ?? 0;
    const rgb = data.slice(0, 3).join();
    // The same colour as it is told to be, made to the same whole numbers.
    const panel = document.querySelector(".panel");
    context.fillStyle = panel === null
      ? ""
      : getComputedStyle(panel).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const pageGround = context.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
    return {
      width,
      height,
      ground: rgb,
      pageGround,
      colors: counts.size,
      marked: 1 - (counts.get(ground) ?? 0) / pixels.length,
    };
  }, [...bytes]);
}
