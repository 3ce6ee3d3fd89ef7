import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { CreatorList } from "@/lib/models/mod.ts";
import { eventually } from "../conditions.ts";
import { chat, message, snapshotFrame } from "../records.ts";
import { describeUi, startEmpty } from "./browser.ts";
import { isLive } from "./windows.ts";

/** The navigation: name, path, keys. */
const PAGES: [string, string, string][] = [
  ["Inbox", "/inbox", "gi"],
  ["Analytics", "/analytics", "ga"],
  ["Graph", "/graph", "gg"],
  ["Settings", "/settings", "gs"],
  ["Dashboard", "/", "gd"],
];

const nav = (page: Page) => page.getByRole("navigation", { name: "Main" });
const menu = (page: Page) => page.locator(".topbar .menu");
const help = (page: Page) =>
  page.getByRole("dialog", { name: "Keyboard shortcuts" });

/** Resolves when what is told apart by `selector` has the focus. */
async function hasFocus(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector}:focus`).waitFor({ state: "attached" });
}

async function pressed(page: Page, keys: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Resolves when the page is the one of that name, and live. */
async function isAt(page: Page, name: string, path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path);
  await isLive(page);
  expect(await nav(page).locator("[aria-current=page]").innerText()).toBe(name);
  expect(await page.title()).toBe(`${name} · Rapport`);
}

describeUi("what all pages share", (ui) => {
  beforeAll(async () => {
    await using agent = await ui().owner.agent();
    agent.send(snapshotFrame([chat(1001)], [
      message(1, 1001),
      message(2, 1001),
    ]));
    await agent.next("system_status", ({ status }) => status === "REALTIME");
  });

  it("leads from page to page by mouse", async () => {
    const page = await ui().open("/");
    for (const [name, path] of PAGES) {
      await nav(page).getByRole("link", { name }).click();
      await isAt(page, name, path);
    }
    await nav(page).getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Rapport" }).click();
    await isAt(page, "Dashboard", "/");
  });

  it("leads from page to page by two keys", async () => {
    const page = await ui().open("/");
    for (const [name, path, keys] of PAGES) {
      await pressed(page, keys);
      await isAt(page, name, path);
    }
  });

  it("names shortcuts, those of the page too, and gives the focus back", async () => {
    const page = await ui().open("/inbox?chat=1001");
    const headings = help(page).getByRole("heading", { level: 3 });
    await nav(page).getByRole("link", { name: "Graph" }).focus();
    await page.keyboard.press("?");
    await help(page).getByText("Go to Analytics").waitFor();
    expect(await headings.allInnerTexts())
      .toEqual(expect.arrayContaining(["Everywhere", "Conversation"]));
    await pressed(page, "gs");
    await page.keyboard.press("Escape");
    await help(page).waitFor({ state: "detached" });
    await hasFocus(page, "a[href='/graph']");
    expect(new URL(page.url()).pathname).toBe("/inbox");

    await page.goto(`${ui().windows.origin}/graph`);
    await isLive(page);
    await page.keyboard.press("?");
    await help(page).getByText("Go to Analytics").waitFor();
    expect(await headings.allInnerTexts()).not.toContain("Conversation");
    await help(page).getByRole("button", { name: "Close" }).press("Enter");
    await help(page).waitFor({ state: "detached" });
  });

  it("keeps the creator that is chosen, and takes no other", async () => {
    const page = await ui().window();
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (!pathname.startsWith("/api/v1/insights/")) return;
      asked.push(searchParams.get("creator_id") ?? "all");
    });
    const answer = await ui().owner.ask("/api/v1/creators");
    const { creators: [{ id } = expect.fail()] } = CreatorList.parse(
      await answer.json(),
    );
    const views = [["/", id, id], ["/analytics", "nobody", null]] as const;
    for (const [path, wanted, creator] of views) {
      await page.goto(`${ui().windows.origin}${path}?creator=${wanted}`);
      await isLive(page);
      const link = nav(page).getByRole("link", { name: "Inbox" });
      expect(await link.getAttribute("href"))
        .toBe(creator === null ? "/inbox" : `/inbox?creator=${creator}`);
      asked.length = 0;
      await page.getByRole("link", { name: "7 days" }).click();
      await eventually("all figures", () => asked.length >= 8);
      expect(new Set(asked)).toEqual(new Set([creator ?? "all"]));
    }
    await page.goto(`${ui().windows.origin}/?creator=${id}`);
    await isLive(page);
    await pressed(page, "gi");
    await page.waitForURL(`**/inbox?creator=${id}`);
  });

  it("takes keys for text while somebody types", async () => {
    const page = await ui().open("/inbox?chat=1001");
    const fields = [
      page.getByRole("searchbox"),
      page.getByRole("textbox", { name: /^Message to/ }),
    ];
    for (const field of fields) {
      await field.focus();
      await page.keyboard.type("gs?gd");
      expect(await field.inputValue()).toBe("gs?gd");
      await field.fill("");
    }
    expect(await help(page).count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe("/inbox");
    await page.locator("main").focus();
    await page.keyboard.press("Control+g");
    await page.keyboard.press("Control+s");
    await page.keyboard.press("?");
    await help(page).waitFor();
  });

  it.each(PAGES)("lets one skip the navigation of %s", async (_, path) => {
    const page = await ui().open(path);
    await page.keyboard.press("Tab");
    await hasFocus(page, ".skip-link");
    await page.keyboard.press("Enter");
    await hasFocus(page, "main");
    if (path === "/graph") return;
    await page.keyboard.press("Tab");
    await hasFocus(page, "main *");
  });

  it("keeps one theme in the menu, in Settings and from then on", async () => {
    const page = await ui().open("/settings", { colorScheme: "light" });
    const theme = () =>
      page.evaluate(() => document.documentElement.dataset.theme ?? "system");
    const chosen = () =>
      page.locator(".theme-switch input:checked").evaluateAll((inputs) =>
        inputs.map((input) => input.getAttribute("value"))
      );
    expect(await chosen()).toEqual(["system", "system"]);
    await menu(page).locator("summary").click();
    await menu(page).getByRole("radio", { name: "Light" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await theme()).toBe("dark");
    await eventually(
      "both to show it",
      async () => (await chosen()).join() === "dark,dark",
    );
    await page.keyboard.press("Escape");
    await page.locator("#appearance label").filter({ hasText: "Light" })
      .click();
    expect(await theme()).toBe("light");
    await eventually(
      "both to show it",
      async () => (await chosen()).join() === "light,light",
    );
    await page.locator("#appearance label").filter({ hasText: "Dark" }).click();

    // The page comes in that theme: no script has to change it.
    await page.addInitScript(() => {
      const changes: unknown[] = [];
      Object.assign(globalThis, { changes });
      new MutationObserver((records) => changes.push(...records))
        .observe(document, { subtree: true, attributeFilter: ["data-theme"] });
    });
    for (const [, path] of PAGES) {
      const response = await page.goto(ui().windows.origin + path);
      expect(await response?.text()).toMatch(/<html[^>]* data-theme="dark"/);
      await isLive(page);
      expect(await page.evaluate("changes.length")).toBe(0);
      expect(await theme()).toBe("dark");
    }
  });

  it("opens its menu by keyboard, and closes it when one leaves", async () => {
    const page = await ui().open("/analytics");
    const summary = menu(page).locator("summary");
    const body = menu(page).locator(".menu-body");
    const closed = () => body.waitFor({ state: "hidden" });
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await hasFocus(page, ".menu-body *");
    await page.keyboard.press("Escape");
    await closed();
    await hasFocus(page, ".topbar .menu > summary");

    await page.keyboard.press("Space");
    await body.waitFor();
    await page.keyboard.press("Shift+Tab");
    await closed();
    await summary.click();
    await body.waitFor();
    await page.mouse.click(800, 28);
    await closed();

    await summary.press("Enter");
    await menu(page).getByRole("button", { name: /Keyboard/ }).press("Enter");
    await help(page).waitFor();
    await page.keyboard.press("Escape");
    await help(page).waitFor({ state: "detached" });
    await closed();
    await hasFocus(page, ".topbar .menu > summary");
  });

  it("signs out all windows of a session, and no other", async () => {
    const [mine, page] = [
      await ui().open("/settings"),
      await ui().guest({ name: "Kim", role: "operator" }),
    ];
    const beside = await page.context().newPage();
    await beside.goto(`${ui().windows.origin}/analytics`);
    await isLive(beside);
    await menu(page).locator("summary").press("Enter");
    await page.getByRole("button", { name: "Sign out" }).press("Enter");
    await page.waitForURL("**/login?reason=signed-out");
    await page.getByText("You are signed out.").waitFor();
    await beside.waitForURL("**/login?reason=expired");
    await beside.getByText("Your session has ended").waitFor();
    await beside.goto(`${ui().windows.origin}/`);
    expect(new URL(beside.url()).pathname).toBe("/login");
    await isLive(mine);
    await mine.reload();
    await isLive(mine);
  });

  it("lands operators on the Inbox, and creators on the Dashboard", async () => {
    const landings = [["operator", "/inbox"], ["creator", "/"]] as const;
    for (const [role, path] of landings) {
      const page = await ui().guest({ name: `A new ${role}`, role });
      expect(new URL(page.url()).pathname).toBe(path);
      await page.goto(`${ui().windows.origin}/login`);
      expect(new URL(page.url()).pathname).toBe(path);
    }
  });
}, startEmpty);
