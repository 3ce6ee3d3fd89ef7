/**
 * A Chromium that has the extension.
 * @module
 */
import { describe, expect, test } from "vitest";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import { temporaryFolder } from "../process.ts";
import { launchProfile, type Profile } from "./profile.ts";

export { extensionId, type Profile, workerOf } from "./profile.ts";

/**
 * Opens a profile, a new one if no folder is named, with the unpacked extension
 * of a folder if one is given.
 */
export async function openProfile(
  extension: string | null,
  folder?: string,
): Promise<Profile> {
  return await launchProfile(extension, folder ?? await temporaryFolder());
}

/**
 * Tests that need Chromium. Without it they are left out, which is said; in CI
 * that is a failure.
 */
export function describeInChromium(name: string, tests: () => void): void {
  const path = chromiumPath();
  test("there is a browser to test with, or CI fails", ({ skip }) => {
    if (path !== null) return;
    if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
    console.warn(HOW_TO_GET_CHROMIUM);
    skip(HOW_TO_GET_CHROMIUM);
  });
  describe.runIf(path !== null)(name, tests);
}
