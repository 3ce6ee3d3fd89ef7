import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../conditions.ts";
import { describeInChromium, openProfile, type Profile } from "./browser.ts";
import {
  bodiesOf,
  buildRecording,
  type RecordedPage,
  Recorder,
  resultsOf,
} from "./recorder.ts";
import { SmallSite } from "./small_site.ts";

describeInChromium("commands on a page", () => {
  let site: SmallSite;
  let profile: Profile;
  let recorder: Recorder;
  let page: Page;
  let document: RecordedPage;

  beforeAll(async () => {
    site = new SmallSite();
    profile = await openProfile(await buildRecording());
    recorder = await Recorder.of(profile);
    page = await profile.context.newPage();
    await page.goto(`${site.origin}/empty`);
    await page.evaluate(() => {
      globalThis.document.cookie = "session=mine; path=/";
    });
    document = await recorder.latest();
  });

  afterAll(async () => {
    await profile?.context.close();
    await site?.close();
  });

  /** What became of a command, as often as it was told. */
  async function results(id: string, times = 1) {
    return await eventually(`the result of ${id}`, async () => {
      const all = resultsOf(await recorder.latest())
        .filter(({ command_id }) => command_id === id);
      return all.length >= times ? all : null;
    });
  }

  function order(command_id: string, chat_id: string, text = "Hi") {
    return recorder.command(document, { command_id, chat_id, text });
  }

  it("sends a message as the page would, and gives its id", async () => {
    const text = 'Hi <b>you</b> & "me"\nsecond\r\nthird\n\n👋🏽';
    expect(await order("one", "1001", text)).toEqual({ taken: true });
    expect(await results("one")).toEqual([{
      command_id: "one",
      status: "succeeded",
      message_id: String(550_000 + site.posts.length),
    }]);
    expect(site.posts).toEqual([{
      path: "/api2/v2/chats/1001/messages",
      cookie: "session=mine",
      contentType: "application/json",
      body: {
        text: '<p>Hi &lt;b&gt;you&lt;/b&gt; &amp; "me"<br />second<br />' +
          "third<br /><br />👋🏽</p>",
        lockedText: false,
        mediaFiles: [],
        price: 0,
        previews: [],
      },
    }]);
  });

  it("captures the site's answer, which is the message, before", async () => {
    const { records } = await recorder.latest();
    const at = records.findIndex(({ kind }) => kind === "result");
    expect(records[at - 1]).toMatchObject({
      kind: "seen",
      event: "fetch",
      data: { url: `${site.origin}/api2/v2/chats/1001/messages`, status: 200 },
    });
    const bodies = bodiesOf(await recorder.latest());
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain("550001");
  });

  it("executes an id once, and says again what became of it", async () => {
    const before = site.posts.length;
    await order("twice", "1001");
    const [first] = await results("twice");
    expect(await order("twice", "1001", "other words")).toEqual({
      taken: true,
    });
    expect(await results("twice", 2)).toEqual([first, first]);
    expect(site.posts.length).toBe(before + 1);
  });

  it("executes an id once while it is under way", async () => {
    const before = site.posts.length;
    await order("slow", "8");
    await eventually("the post", () => site.posts.length > before);
    await order("slow", "8");
    await order("after", "1001");
    await results("after");
    expect(site.posts.length).toBe(before + 2);
    site.release();
    expect(await results("slow")).toHaveLength(1);
    await order("last", "1001");
    await results("last");
    expect(await results("slow")).toHaveLength(1);
  });

  it("tells what the site complained about, shortened", async () => {
    await order("refused", "4");
    const [refused] = await results("refused");
    expect(refused?.status).toBe("failed");
    expect(refused?.detail).toMatch(
      /^HTTP 403: You may not write to this fan\. x+…$/,
    );
    expect(refused?.detail?.length).toBeLessThan(250);
    await order("gateway", "5");
    expect(await results("gateway")).toEqual([{
      command_id: "gateway",
      status: "failed",
      detail: "HTTP 502: Bad gateway",
    }]);
    await order("blocked", "7");
    expect(await results("blocked")).toEqual([{
      command_id: "blocked",
      status: "failed",
      detail: "the site refused it: Blocked.",
    }]);
  });

  it("says that a message may have been sent", async () => {
    await order("broken", "6");
    const [broken] = await results("broken");
    expect(broken?.status).toBe("failed");
    expect(broken?.detail).toContain("it may have been sent");
  });

  it.each([
    ["../../users", "path"],
    ["1".repeat(21), "long"],
    ["-1", "negative"],
    ["", "empty"],
    ["١", "digit"],
  ])("rejects the chat %j", async (chat, id) => {
    const before = site.posts.length;
    await order(id, chat);
    expect(await results(id)).toEqual([{
      command_id: id,
      status: "rejected",
      detail: "this is no chat of the site",
    }]);
    expect(site.posts.length).toBe(before);
  });

  it("rejects what it cannot send", async () => {
    const before = site.posts.length;
    await recorder.command(document, {
      command_id: "media",
      chat_id: "1001",
      text: "Hi",
      media_url: "https://example.com/a.png",
    });
    expect(await results("media")).toEqual([{
      command_id: "media",
      status: "rejected",
      detail: "cannot send media",
    }]);
    await order("nothing", "1001", "");
    expect((await results("nothing"))[0]?.status).toBe("rejected");
    expect(site.posts.length).toBe(before);
  });

  it("does not take what is for another document", async () => {
    const other = { ...document, page: "0".repeat(32) };
    const command = { command_id: "lost", chat_id: "1001", text: "Hi" };
    const before = site.posts.length;
    expect(await recorder.command(other, command)).not.toEqual({ taken: true });
    await order("mine", "1001");
    await results("mine");
    expect(site.posts.length).toBe(before + 1);
  });

  it("shows the page none of it", async () => {
    expect(await page.evaluate(() => globalThis.heard)).toEqual([]);
  });
});
