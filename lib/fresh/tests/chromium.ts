/* Finds and starts the Chromium in which the tests look at pages. */
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Said where a test cannot run for want of a browser. */
export const HOW_TO_GET_CHROMIUM =
  "Chromium is missing: install it with your package manager, or set CHROMIUM_PATH";

/** Path of Chromium: `CHROMIUM_PATH`, or the first one on `PATH`. */
export function chromiumPath(): string | null {
  const given = Deno.env.get("CHROMIUM_PATH");
  if (given !== undefined) return given;
  for (const dir of (Deno.env.get("PATH") ?? "").split(":")) {
    for (const name of NAMES) {
      const path = `${dir}/${name}`;
      if (isFile(path)) return path;
    }
  }
  return null;
}

/** Starts Chromium without a window. */
export async function launch(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: ARGUMENTS });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
