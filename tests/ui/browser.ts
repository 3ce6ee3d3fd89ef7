/**
 * Tests of the service in a real browser: pages of a demo, opened as its owner
 * does.
 * @module
 */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import { Account } from "../account.ts";
import { type Demo, startDemo } from "../service.ts";
import { Wire } from "../wire.ts";
import { type WindowOptions, Windows } from "./windows.ts";

/** A demo, and a browser that is signed in to it. */
export class Ui {
  readonly demo: Demo;
  /** The network between them, to cut and to mend. */
  readonly wire: Wire;
  /** The account's owner beside the browser. */
  readonly owner: Account;
  readonly windows: Windows;

  private constructor(
    demo: Demo,
    parts: { wire: Wire; windows: Windows; owner: Account },
  ) {
    this.demo = demo;
    this.wire = parts.wire;
    this.windows = parts.windows;
    this.owner = parts.owner;
  }

  /** Starts a demo and the Chromium at `path`. */
  static async start(path: string): Promise<Ui> {
    const demo = await startDemo();
    const wire = new Wire(demo.origin);
    const owner = await Account.open(demo.loginUrl);
    const { cookie } = owner;
    const { origin } = wire;
    const windows = await Windows.launch(path, { origin, cookie });
    return new Ui(demo, { wire, windows, owner });
  }

  /** A window, signed in, in which nothing is open yet. */
  async window(options?: WindowOptions): Promise<Page> {
    return await this.windows.window(options);
  }

  /** A page in a window of its own, when it is live. */
  async open(path: string, options?: WindowOptions): Promise<Page> {
    return await this.windows.open(path, options);
  }

  /** Closes all windows, and gives what went wrong in them. */
  async tidy(): Promise<string[]> {
    this.wire.mend();
    return await this.windows.tidy();
  }

  /** Ends browser and demo. */
  async end(): Promise<void> {
    await this.windows.close();
    this.wire.close();
    await this.demo.child.end("SIGTERM");
  }
}

/**
 * Tests of pages of one demo, each with no problem in the end. Without a browser
 * they are left out, which is said; in CI it is a failure.
 */
export function describeUi(name: string, tests: (ui: () => Ui) => void): void {
  const path = chromiumPath();
  test("there is a browser to test with, or CI fails", ({ skip }) => {
    if (path !== null) return;
    if (Deno.env.get("CI") === "true") expect.fail(HOW_TO_GET_CHROMIUM);
    console.warn(HOW_TO_GET_CHROMIUM);
    skip(HOW_TO_GET_CHROMIUM);
  });
  describe.runIf(path !== null)(name, () => {
    let running: Ui;
    beforeAll(async () => {
      running = await Ui.start(path ?? "");
    });
    afterEach(async () => {
      expect(await running.tidy()).toEqual([]);
    });
    afterAll(() => running?.end());
    tests(() => running);
  });
}
