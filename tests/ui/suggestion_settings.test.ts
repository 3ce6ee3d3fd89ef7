import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeUi } from "./browser.ts";
import { LOOKS } from "./windows.ts";

const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole("button", { name });

describeUi("suggestions in Settings", (ui) => {
  /** What went wrong, but for what the service refused. */
  const others = () =>
    ui().windows.problems.splice(0)
      .filter((problem) => !/\b400\b/.test(problem));
  const section = (page: Page) =>
    page.getByRole("region", { name: "Suggestions", exact: true });
  const rule = (page: Page, title: string) =>
    section(page).getByRole("switch", { name: title });

  it("are switched on and off, rule by rule", async () => {
    const page = await ui().open("/settings");
    await rule(page, "Gone silent").click();
    await section(page).getByText("Off", { exact: true }).waitFor();
    await page.reload();
    expect(await rule(page, "Gone silent").getAttribute("aria-checked"))
      .toBe("false");
    await rule(page, "Gone silent").click();
    await section(page).getByText("14 days of silence").waitFor();
  });

  it("change, say what is wrong beside the field, and keep what was typed", async () => {
    const page = await ui().open("/settings");
    await button(section(page), "Edit Thanks for a tip").click();
    const form = section(page).getByRole("form", { name: "Thanks for a tip" });
    await button(form, "Add a template").click();
    const added = form.getByRole("textbox", { name: /^Template/ }).last();
    await added.fill("Bless you, {name}, for {amonut}!");
    await form.getByText("“Bless you, Sam, for {amonut}!”").waitFor();
    await form.getByText("{amonut} stands for nothing here.").waitFor();
    await form.getByLabel("Tips at least").fill("many");
    await button(form, "Save").click();
    await form.getByText("Must be a number from 0.01 to 100000.").waitFor();
    await form.locator("[aria-invalid]:focus").waitFor();
    await form.getByLabel("Tips at least").fill("7.5");
    await button(form, "Save").click();
    await form.getByText(/no other braces/).waitFor();
    expect(await added.inputValue()).toBe("Bless you, {name}, for {amonut}!");
    await added.fill("Bless you, {name}!");
    await form.getByLabel("Send what this rule proposes without asking")
      .check();
    await form.getByLabel("To all fans, at most").fill("5");
    await button(form, "Save").click();
    await form.waitFor({ state: "detached" });
    await section(page).getByText(
      "$7.50 or more · sent without asking, 5 a day at most · 4 templates",
    ).waitFor();

    await button(section(page), "Edit Thanks for a tip").click();
    await button(form, "Reset to default").click();
    await form.getByLabel("Send what this rule proposes without asking")
      .uncheck();
    await button(form, "Save").click();
    await section(page).getByText(
      "$7.50 or more · you approve each · 3 templates",
    ).waitFor();
    expect(others()).toEqual([]);
  });

  it("keep quiet hours, in the account's time zone", async () => {
    const page = await ui().open("/settings");
    const quiet = section(page).getByRole("group", { name: "Quiet hours" });
    await quiet.getByText("By the clocks of UTC").waitFor();
    await quiet.getByLabel("to").fill("22:00");
    await button(section(page), "Save").click();
    await quiet.getByText("Must begin and end at other times.").waitFor();
    await quiet.getByLabel("to").fill("09:30");
    await button(section(page), "Save").click();
    await section(page).getByText("Saved.").waitFor();
    await page.reload();
    expect(await quiet.getByLabel("to").inputValue()).toBe("09:30");
    expect(others()).toEqual([]);
  });

  it("work without a script", async () => {
    const page = await ui().window({ javaScriptEnabled: false });
    await page.goto(`${ui().wire.origin}/settings`);
    await button(section(page), "Edit Renewal ending").click();
    const form = section(page).getByRole("form", { name: "Renewal ending" });
    await form.getByLabel("Ends within").fill("0");
    await button(form, "Add a template").click();
    const added = form.getByRole("textbox", { name: /^Template/ }).last();
    await added.fill("Stay, {name}!");
    await form.getByLabel("Ends within").press("Enter");
    await form.getByText("Must be a number from 0.01").waitFor();
    expect(await added.inputValue()).toBe("Stay, {name}!");
    await form.getByLabel("Ends within").fill("5");
    await button(form, "Save").click();
    await section(page).getByText(
      "5 days before it ends · you approve each · 3 templates",
    ).waitFor();
    await rule(page, "Renewal ending").click();
    await section(page).getByText("Off", { exact: true }).waitFor();
    // Scripts that are not let in are all that is missed.
    expect(others().filter((problem) => !problem.endsWith(" csp"))).toEqual([]);
  });

  it.each(LOOKS)(
    "leave nothing for axe to find: $look",
    async ({ viewport, colorScheme }) => {
      const page = await ui().open("/settings?suggestion=tip", {
        viewport,
        colorScheme,
      });
      const form = section(page).getByRole("form", {
        name: "Thanks for a tip",
      });
      await form.getByLabel("Tips at least").fill("many");
      await button(form, "Save").click();
      await form.getByText("Must be a number").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(others()).toEqual([]);
    },
  );
});

/** What axe finds wrong, one line each. */
async function violations(page: Page): Promise<string[]> {
  // The policy lets no script in, but the debugger does.
  await page.evaluate(axe.source);
  const found: axe.Result[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })" +
      ".then((results) => results.violations)",
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(" ")}: ${failureSummary}`
    )
  );
}
