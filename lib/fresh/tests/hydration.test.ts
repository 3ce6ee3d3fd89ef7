import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, HOW_TO_GET_CHROMIUM, launch } from "./chromium.ts";
import { FixtureApp, type RunningServer } from "./fixture_app.ts";

const chromium = chromiumPath();
const required = Deno.env.get("CI") === "true";

test("there is a browser to test with, or CI fails", () => {
  if (chromium !== null) return;
  if (required) expect.fail(HOW_TO_GET_CHROMIUM);
  console.warn(HOW_TO_GET_CHROMIUM);
});

describe.runIf(chromium !== null)("in Chromium", () => {
  let app: FixtureApp;
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    app = await FixtureApp.create();
    await app.build();
    server = await app.serve();
    browser = await launch(chromium ?? "");
    page = await browser.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(server.origin);
    await page.waitForSelector("#types:not(:empty)");
  });

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await app?.[Symbol.asyncDispose]();
  });

  test("an island comes to life, and a signal is shared between islands", async () => {
    await page.click("#counter");
    await page.click("#counter");
    expect(await page.textContent("#counter")).toBe("5/6");
    expect(await page.textContent(".twin")).toBe("5");
  });

  test("children from the server can be shown and hidden, and live too", async () => {
    await page.click("#toggle");
    await page.waitForSelector("#content .child b");
    await page.click("#counter");
    expect(await page.textContent("#content .twin")).toBe("6");
    expect(await page.locator("#toggle svg").getAttribute("viewBox")).toBe(
      "0 0 1 1",
    );
    await page.click("#toggle");
    await page.waitForSelector("#content", { state: "detached" });
    await page.click("#toggle");
    await page.waitForSelector("#content .child b");
  });

  test("neighbouring islands without an element of their own stay apart", async () => {
    await page.click("#first");
    await page.click("#second");
    await page.click("#first");
    const html = await page.locator("main").innerHTML();
    expect(html).toContain(
      "<i>first1</i><i>first2</i><i>first3</i><button",
    );
    expect(html).toContain("<i>second1</i><i>second2</i><strong");
  });

  test("what the server showed is replaced by what the browser shows", async () => {
    expect(await page.textContent("#late")).toBe("Here");
    expect(await page.locator("#placeholder").count()).toBe(0);
  });

  test("Head in an island changes the head of the page", async () => {
    expect(await page.title()).toBe("Home");
    await page.click("#unread");
    await page.click("#unread");
    await expect.poll(() => page.title()).toBe("2 unread");
    const meta = page.locator('head meta[name="unread"]');
    expect(await meta.count()).toBe(1);
    expect(await meta.getAttribute("content")).toBe("2");
  });

  test("every kind of prop arrives as what it was", async () => {
    expect(await page.textContent("#types")).toBe(
      Array(10).fill("true").join(" "),
    );
  });

  test("a strict policy blocks nothing, and nothing fails", () => {
    expect(problems).toEqual([]);
  });

  test("an island beside its route works", async () => {
    const cart = await browser.newPage();
    await cart.goto(`${server.origin}/cart`);
    await expect.poll(async () => {
      await cart.click("#cart");
      return await cart.textContent("#cart");
    }).toContain("bread, milk");
    await cart.close();
  });

  test("in development, a change reloads the page", async () => {
    await using dev = await app.dev();
    const tab = await browser.newPage();
    await tab.goto(dev.origin);
    await tab.waitForSelector("#counter:not([disabled])");
    const color = () =>
      tab.evaluate(() => getComputedStyle(document.body).color);
    expect(await color()).toBe("rgb(0, 0, 0)");

    const style = `${app.dir}/static/style.css`;
    await Deno.writeTextFile(style, "body { color: rgb(1, 2, 3) }");
    await expect.poll(color, { timeout: 20_000 }).toBe("rgb(1, 2, 3)");
    await tab.close();
  });

  test("in development, an error page explains the error", async () => {
    await using dev = await app.dev();
    const tab = await browser.newPage();
    await tab.goto(`${dev.origin}/broken`);
    const overlay = tab.frameLocator("#fresh-error-overlay");
    await expect.poll(() => overlay.locator("h1").textContent()).toBe(
      "Error: Broken on purpose",
    );
    expect(await overlay.locator("mark").textContent()).toContain("throw");
    await tab.close();
  });
});
