import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeUi } from "./browser.ts";
import { openView, STILL_VIEWS, VIEWS } from "./views.ts";
import { overflow } from "./windows.ts";

const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [768, 1024, 1280, 1440, 1920];

/** What axe finds wrong, one line each. */
async function violations(page: Page): Promise<string[]> {
  // The policy lets no script in, but the debugger does.
  await page.evaluate(axe.source);
  const found: axe.Result[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })" +
      ".then((results) => results.violations)",
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`
    )
  );
}

describeUi("pages for everybody", (ui) => {
  for (const view of VIEWS) {
    it.each(SCHEMES)(
      `axe finds nothing wrong with ${view.name}, %s`,
      async (colorScheme) => {
        const page = await openView(ui().windows, view, { colorScheme });
        expect(await violations(page)).toEqual([]);
      },
    );
  }

  for (const view of STILL_VIEWS) {
    it(`${view.name} fits windows from 768 to 1920 pixels`, async () => {
      const page = await openView(ui().windows, view, {});
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `${width} pixels`).toBeLessThanOrEqual(0);
      }
    });

    it(`${view.name} is reached by keyboard in all its parts`, async () => {
      const page = await openView(ui().windows, view, {});
      expect(await unreached(page)).toEqual([]);
    });
  }

  it("moves nothing for who wants no motion", async () => {
    for (const { path } of STILL_VIEWS) {
      const page = await ui().window({ reducedMotion: "reduce" });
      await page.goto(`${ui().wire.origin}${path}`);
      const moving = await page.evaluate(() =>
        document.getAnimations().filter(({ effect }) => {
          const { duration = 0, iterations = 1 } = effect?.getTiming() ?? {};
          return Number(duration) > 1 || iterations > 1;
        }).length
      );
      expect(moving, path).toBe(0);
      await page.context().close();
    }
  });
});

/** Keys pressed at most: pages hold fewer things than that. */
const MOST_KEYS = 600;

/**
 * What can be pressed or filled in but is not reached by Tab. Of things that
 * share one stop (radio buttons, a grid, a list of options) one is enough.
 */
async function unreached(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const visible = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest("[inert], details:not([open]) > :not(summary)") === null;
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex]",
    );
    for (const element of all) {
      const isOff = "disabled" in element && element.disabled === true;
      const shares = element.tabIndex < 0 ||
        element.matches("input[type=radio]");
      if (visible(element) && !isOff && !shares) {
        element.dataset.unreached = "";
      }
    }
  });
  for (let keys = 0; keys < MOST_KEYS; keys++) {
    await page.keyboard.press("Tab");
    const left = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused instanceof HTMLElement) delete focused.dataset.unreached;
      return document.querySelectorAll("[data-unreached]").length;
    });
    if (left === 0) return [];
  }
  return await page.evaluate(() =>
    [...document.querySelectorAll("[data-unreached]")]
      .map((element) => element.outerHTML.slice(0, 120))
  );
}
