/**
 * Chromium with a profile of its own, which may have the extension.
 * @module
 */
import { type BrowserContext, chromium, type Worker } from "playwright-core";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A profile of Chromium, with or without the extension. */
export interface Profile {
  context: BrowserContext;
  /** Its folder: opened again, it is the same profile. */
  folder: string;
}

/** Opens the profile of a folder, with the unpacked extension if one is given. */
export async function launchProfile(
  extension: string | null,
  folder: string,
): Promise<Profile> {
  const path = chromiumPath();
  if (path === null) throw new Error(HOW_TO_GET_CHROMIUM);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: path,
    headless: true,
    ignoreDefaultArgs: ["--disable-extensions", "--headless"],
    args: [
      ...ARGUMENTS,
      ...extension === null ? [] : [
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
      ],
    ],
  });
  return { context, folder };
}

/** The extension's service worker, once it runs. */
export async function workerOf({ context }: Profile): Promise<Worker> {
  const [running] = context.serviceWorkers();
  return running ?? await context.waitForEvent("serviceworker");
}

/** The extension's id in the browser. */
export async function extensionId(profile: Profile): Promise<string> {
  return new URL((await workerOf(profile)).url()).host;
}
