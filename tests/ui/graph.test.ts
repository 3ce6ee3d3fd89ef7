import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeUi } from "./browser.ts";

/** When the picture is there and nothing in it moves by itself. */
async function isArranged(page: Page): Promise<void> {
  await page.locator(".graph-options li").first().waitFor();
  await page.locator(".graph-canvas[data-drawn]:not([data-new])").waitFor();
  await page.locator(".graph-arranging").waitFor({ state: "detached" });
}

/** The heading of what is selected. */
function selected(page: Page): Locator {
  return page.locator("#graph-details-title");
}

/** Finds a vertex by keyboard, and waits until it is looked at. */
async function find(page: Page, text: string, name: string): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await selected(page).filter({ hasText: name }).waitFor();
}

/** How many vertices of a label are in the picture, and in the graph. */
async function counts(page: Page, label: string): Promise<number[]> {
  const row = page.locator(".graph-legend label", { hasText: label });
  const text = await row.locator("[aria-hidden=true]").last().innerText();
  return text.split("/").map((part) => Number(part.replaceAll(",", "")));
}

/** How many pixels of the names' layer are nearly white, and nearly black. */
async function namePixels(
  page: Page,
): Promise<{ white: number; black: number }> {
  return await page.locator("canvas.sigma-labels").evaluate((canvas) => {
    const counts = { white: 0, black: 0 };
    if (!(canvas instanceof HTMLCanvasElement)) return counts;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height)
      .getContext("2d", { willReadFrequently: true });
    copy?.drawImage(canvas, 0, 0);
    const { data } = copy?.getImageData(0, 0, width, height) ?? { data: [] };
    for (let i = 0; i < data.length; i += 4) {
      const [r = 0, g = 0, b = 0, a = 0] = data.slice(i, i + 4);
      if (a < 255) continue;
      if (Math.min(r, g, b) > 245) counts.white++;
      if (Math.max(r, g, b) < 70) counts.black++;
    }
    return counts;
  });
}

describeUi("the graph page", (ui) => {
  it("opens with a picture and its list, and says what it shows", async () => {
    const page = await ui().open("/graph");
    await isArranged(page);
    const [here = 0, total = 0] = await counts(page, "Conversations");
    expect(here).toBeGreaterThan(10);
    expect(total).toBeGreaterThanOrEqual(here);
    const canvas = page.getByRole("img", { name: /^Picture of the graph: / });
    expect(await canvas.getAttribute("aria-label"))
      .toMatch(/fans.*topics.*outcomes, and \d+ edges/);
    const rows = page.getByRole("listbox", { name: "In the picture" });
    expect(await rows.getByRole("option").count()).toBeGreaterThan(50);
  });

  it("is found, gone through and expanded by keyboard", async () => {
    const page = await ui().open("/graph");
    await isArranged(page);
    await find(page, "travel", "Travel");
    expect(new URL(page.url()).searchParams.get("vertex")).toBe("topic:travel");
    const [before = 0] = await counts(page, "Days");
    await page.getByRole("button", { name: "Expand" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await counts(page, "Days"))[0])
      .toBeGreaterThan(before);
    await page.getByRole("listbox", { name: "In the picture" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const second = page.locator(".graph-options [data-active] bdi");
    await expect.poll(async () => await selected(page).innerText())
      .toBe(await second.innerText());
    await page.keyboard.press("Escape");
    await selected(page).waitFor({ state: "detached" });
  });

  it("selects what is clicked, which moves nothing", async () => {
    const page = await ui().open("/graph", { reducedMotion: "reduce" });
    await isArranged(page);
    await find(page, "travel", "Travel");
    await isArranged(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Close details" }).click();
    const canvas = page.locator(".graph-canvas");
    expect((await namePixels(page)).black).toBeGreaterThan(100);
    // What was looked at is in the middle.
    await canvas.click();
    await selected(page).filter({ hasText: "Travel" }).waitFor();
  });

  it("hides and shows what has a label", async () => {
    const page = await ui().open("/graph");
    await isArranged(page);
    const fans = page.locator(".graph-options [data-label=Fan]");
    expect(await fans.count()).toBeGreaterThan(0);
    await page.getByRole("checkbox", { name: /^Fans/ }).uncheck();
    expect(await fans.count()).toBe(0);
    await page.getByRole("checkbox", { name: /^Fans/ }).check();
    expect(await fans.count()).toBeGreaterThan(0);
    await page.getByRole("searchbox", { name: "Filter the list" })
      .fill("travel");
    await expect.poll(() => page.locator(".graph-options li").count())
      .toBeLessThan(5);
  });

  it("shows the way from one to another, in words too", async () => {
    const page = await ui().open("/graph");
    await isArranged(page);
    await find(page, "travel", "Travel");
    await page.getByRole("button", { name: "Start a path here" }).click();
    await find(page, "food", "Food");
    await page.getByRole("button", { name: "Path to here" }).click();
    const steps = page.locator(".graph-steps li");
    await steps.first().waitFor();
    expect(await steps.first().innerText()).toContain("Travel");
    expect(await steps.nth(1).innerText()).toContain("is discussed in");
    expect(await steps.last().innerText()).toContain("Food");
    const way = await steps.nth(1).innerText();
    await page.getByRole("button", { name: "Next" }).click();
    expect(await steps.nth(1).innerText()).not.toBe(way);
  });

  it("opens the messages behind a topic's number", async () => {
    const page = await ui().open("/graph?vertex=topic%3Atravel");
    await page.locator(".graph-facts .evidence-number").click();
    await page.locator("dialog .evidence-item").first().waitFor();
  });

  it("takes on the theme that is chosen", async () => {
    const page = await ui().open("/graph", { colorScheme: "light" });
    await isArranged(page);
    // Names stand on halos of the ground's colour: paper, or night.
    const { white, black } = await namePixels(page);
    expect(white).toBeGreaterThan(1_000);
    expect(black).toBeGreaterThan(100);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(async () => (await namePixels(page)).white).toBe(0);
  });

  it("has all of it on the list where there is no WebGL", async () => {
    const page = await ui().window();
    await page.addInitScript(() => {
      const { prototype } = HTMLCanvasElement;
      const { getContext } = prototype;
      Object.assign(prototype, {
        getContext(this: HTMLCanvasElement, kind: string) {
          return kind.startsWith("webgl")
            ? null
            : Reflect.apply(getContext, this, [kind]);
        },
      });
    });
    await page.goto(`${ui().wire.origin}/graph`);
    await page.getByText("No picture in this browser").waitFor();
    await find(page, "travel", "Travel");
    await page.locator(".graph-groups button").first().click();
    await selected(page).filter({ hasText: /^(?!Travel)/ }).waitFor();
  });
});
