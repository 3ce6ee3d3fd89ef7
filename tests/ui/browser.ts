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
import { Invitation, type InvitationRequest } from "@/lib/models/mod.ts";
import { Account } from "../account.ts";
import {
  type Demo,
  printedLink,
  type Service,
  startDemo,
  startService,
} from "../service.ts";
import { Wire } from "../wire.ts";
import { isLive, type WindowOptions, Windows } from "./windows.ts";

/** A service, and a link that signs in to it once. */
export type Hosted = Service & Pick<Demo, "loginUrl">;

/** A new service, and its first account's link. */
export async function startEmpty(): Promise<Hosted> {
  const service = await startService();
  return { ...service, loginUrl: await printedLink(service) };
}

/** A service, and a browser that is signed in to it. */
export class Ui {
  readonly service: Hosted;
  /** The network between them, to cut and to mend. */
  readonly wire: Wire;
  /** The account's owner beside the browser. */
  readonly owner: Account;
  readonly windows: Windows;

  private constructor(
    service: Hosted,
    parts: { wire: Wire; windows: Windows; owner: Account },
  ) {
    this.service = service;
    this.wire = parts.wire;
    this.windows = parts.windows;
    this.owner = parts.owner;
  }

  /** Starts the Chromium at `path`, beside a service that runs. */
  static async start(path: string, service: Hosted): Promise<Ui> {
    const wire = new Wire(service.origin);
    const owner = await Account.open(service.loginUrl);
    const { cookie } = owner;
    const { origin } = wire;
    const windows = await Windows.launch(path, { origin, cookie });
    return new Ui(service, { wire, windows, owner });
  }

  /** A window, signed in, in which nothing is open yet. */
  async window(options?: WindowOptions): Promise<Page> {
    return await this.windows.window(options);
  }

  /** A page in a window of its own, when it is live. */
  async open(path: string, options?: WindowOptions): Promise<Page> {
    return await this.windows.open(path, options);
  }

  /** A page in a window of somebody new, who followed an invitation. */
  async guest(who: InvitationRequest): Promise<Page> {
    const response = await this.owner.ask("/api/v1/invitations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(who),
    });
    const { url } = Invitation.parse(await response.json());
    const storageState = { cookies: [], origins: [] };
    const page = await this.window({ storageState });
    await page.goto(url.replace(this.service.origin, this.wire.origin));
    await isLive(page);
    return page;
  }

  /** Closes all windows, and gives what went wrong in them. */
  async tidy(): Promise<string[]> {
    this.wire.mend();
    return await this.windows.tidy();
  }

  /** Ends browser and service. */
  async end(): Promise<void> {
    await this.windows.close();
    this.wire.close();
    await this.service.child.end("SIGTERM");
  }
}

/**
 * Tests of pages of one service, each with no problem in the end. Without a
 * browser they are left out, which is said; in CI it is a failure.
 *
 * @param start starts the service; default: a demo
 */
export function describeUi(
  name: string,
  tests: (ui: () => Ui) => void,
  start: () => Promise<Hosted> = startDemo,
): void {
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
      running = await Ui.start(path ?? "", await start());
    });
    afterEach(async () => {
      expect(await running.tidy()).toEqual([]);
    });
    afterAll(() => running?.end());
    tests(() => running);
  });
}
