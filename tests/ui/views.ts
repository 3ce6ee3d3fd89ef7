/**
 * Every page as somebody may see it: for the tests that look at all of them, and
 * for pictures.
 * @module
 */
import type { Page } from "playwright-core";
import { isLive, type WindowOptions, type Windows } from "./windows.ts";

/** A page as somebody may see it. */
export interface View {
  /** In the file's name of its picture, with dashes for blanks. */
  name: string;
  path: string;
  /** What is done there before it is looked at. */
  act?(page: Page): Promise<void>;
}

/** Pages as they open. */
export const STILL_VIEWS: readonly View[] = [
  { name: "Dashboard", path: "/" },
  { name: "Dashboard of a week", path: "/?range=7" },
  { name: "Inbox", path: "/inbox" },
  { name: "Analytics", path: "/analytics" },
  { name: "Graph", path: "/graph" },
  { name: "Settings", path: "/settings" },
  { name: "REST API", path: "/docs/api" },
];

/** Pages after something was done there. */
const ACTED_VIEWS: readonly View[] = [
  {
    name: "messages behind a number",
    path: "/",
    act: async (page) => {
      await page.locator(".evidence-number").first().click();
      await page.locator("dialog .evidence-item").first().waitFor();
    },
  },
  {
    name: "Inbox with a conversation",
    path: "/inbox",
    act: async (page) => {
      await page.locator(".inbox-first").click();
      await page.getByPlaceholder("Write a message").waitFor();
    },
  },
  {
    name: "Inbox with filters and reasons",
    path: "/inbox?f=unread&order=latest",
    act: async (page) => {
      await page.keyboard.press("j");
      await page.getByRole("tooltip").getByText("Waiting", { exact: true })
        .waitFor();
    },
  },
  {
    name: "Inbox with choices",
    path: "/inbox?spend=1",
    act: async (page) => {
      await page.locator(".filter-menu > summary").click();
      await page.getByLabel("Topic").waitFor();
    },
  },
  {
    name: "Inbox with a search",
    path: "/inbox",
    act: async (page) => {
      await page.getByRole("searchbox").fill("a");
      await page.locator(".row-name mark").first().waitFor();
    },
  },
  {
    name: "Inbox with a suggestion",
    path: "/inbox?f=suggested",
    act: async (page) => {
      await page.locator(".row-suggested").first().waitFor();
      await page.keyboard.press("n");
      await page.locator("[data-suggestion]:focus").waitFor();
    },
  },
  {
    name: "Settings with a rule",
    path: "/settings?suggestion=tip",
    act: async (page) => {
      await page.getByRole("form", { name: "Thanks for a tip" })
        .scrollIntoViewIfNeeded();
    },
  },
  {
    name: "way through the graph",
    path: "/graph?vertex=topic%3Atravel",
    act: async (page) => {
      await page.getByRole("button", { name: "Start a path here" }).click();
      await page.getByRole("option", { name: /Small talk/ }).click();
      await page.getByRole("button", { name: "Path to here" }).click();
      await page.locator(".graph-steps").waitFor();
    },
  },
  {
    name: "keyboard shortcuts",
    path: "/",
    act: async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "menu of the account",
    path: "/",
    act: async (page) => {
      await page.locator(".topbar .menu > summary").click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
    },
  },
];

/** All of them. */
export const VIEWS: readonly View[] = [...STILL_VIEWS, ...ACTED_VIEWS];

/** Opens a view in a window of its own. */
export async function openView(
  windows: Windows,
  { path, act }: View,
  options: WindowOptions,
): Promise<Page> {
  const page = await windows.window(options);
  await page.goto(`${windows.origin}${path}`);
  if (!path.startsWith("/docs")) await isLive(page);
  await act?.(page);
  return page;
}
