import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  AgentList,
  Command,
  CommandList,
  type CommandStatus,
} from "@/lib/models/mod.ts";
import { Account } from "../account.ts";
import { eventually } from "../conditions.ts";
import {
  type Asked,
  type Lookalike,
  ROBIN,
  startLookalike,
} from "../lookalike/site.ts";
import { Visit } from "../lookalike/visit.ts";
import { type Service, startService } from "../service.ts";
import { isLive } from "../ui/windows.ts";
import {
  describeInChromium,
  extensionId,
  openProfile,
  type Profile,
} from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";
import { heldBy, storedIn } from "./outcome.ts";
import { isDelivered, Panel } from "./panel.ts";
import { Popup } from "./popup.ts";
import { storedTexts } from "./stored_texts.ts";

const SEED = 3;
/** A fan whose chat is open on the site. */
const FAN = 1003;
/** A fan whose chat is open in the Inbox. */
const OTHER = 1005;
/** A fan who gives a tip. */
const TIPPER = 1007;

describeInChromium("from the site's page to the dashboard, and back", () => {
  let extension: string;
  let service: Service;
  let owner: Account;
  let site: Lookalike;
  let profile: Profile;
  let panel: Panel;
  let popup: Popup;
  let visit: Visit;
  let inbox: Page;

  beforeAll(async () => {
    extension = await unpackedIn(await buildExtension());
    service = await startService();
    owner = await Account.signIn(service);
    site = await startLookalike({ seed: SEED, namesRecipient: false });
    profile = await openProfile(extension);
    panel = await Panel.open(profile);
    visit = await Visit.begin(profile.context, site);
    await visit.signIn(ROBIN.name);
    popup = await Popup.open(profile);
    await popup.pair(service.origin, await owner.pairingCode());
    await popup.page.close();
    const [name = "", value = ""] = owner.cookie.split("=");
    await profile.context.addCookies([{ name, value, url: service.origin }]);
  });

  afterAll(async () => {
    await profile?.context.close();
    await site?.close();
    expect(visit?.problems ?? []).toEqual([]);
    await service?.child.end("SIGTERM");
  });

  /** Waits until the service has what the site holds of all chats. */
  async function expectAllStored(): Promise<void> {
    await panel.creator(ROBIN.id, "that all is delivered", isDelivered);
    const dump = await owner.settled(site.creator().size);
    expect(storedIn(dump)).toEqual(heldBy(site.creator()));
  }

  const inStream = (text: string) =>
    inbox.locator(".stream-message:not(.stream-pending)")
      .filter({ hasText: text });

  /** Texts that were sent through the site, by whomever. */
  const postedTexts = () => site.posted.map(({ text }) => text);
  const timesPosted = (text: string) =>
    postedTexts().filter((posted) => posted.includes(text)).length;

  /** The account's command of a text, as soon as it stands so. */
  async function command(
    text: string,
    status: CommandStatus,
  ): Promise<Command> {
    return await eventually(`a command that is ${status}`, async () => {
      const response = await owner.ask("/api/v1/commands");
      const { commands } = CommandList.parse(await response.json());
      const found = commands.find((one) => one.text === text);
      return found?.status === status && found;
    });
  }

  it("captures what comes by fetch, by XMLHttpRequest and on the socket", async () => {
    await visit.readAll();
    await visit.subscribers();
    await visit.open(FAN);
    site.say(FAN, "A <b>live</b> message<br />of two lines &amp; more");
    site.say(FAN, { by: "creator", text: "From another device" });
    site.say(FAN, { tip: 20 });
    await visit.write("Written on the page");
    await visit.hasHeard(site.told);
    // Whom the creator wrote to elsewhere, the live message does not say.
    await visit.open(OTHER);
    await visit.open(FAN);
    await expectAllStored();
  });

  it("knows fans by the names that the page learnt", async () => {
    for (const { conversationId, withUser } of await owner.conversations()) {
      expect(withUser?.name).toBe(`Fan ${conversationId}`);
    }
  });

  it("shows them in the dashboard of the same browser while they come", async () => {
    inbox = await profile.context.newPage();
    await inbox.goto(`${service.origin}/inbox?chat=${OTHER}`);
    await isLive(inbox);
    site.say(OTHER, "Are you there right now?");
    await inStream("Are you there right now?").waitFor();
    await expectAllStored();
  });

  it("tells who is online", async () => {
    await using dashboard = owner.dashboard();
    await dashboard.next("full_sync_response");
    site.online([OTHER, FAN]);
    await dashboard.next(
      "online_users_update",
      ({ user_ids }) =>
        new Set(user_ids).isSupersetOf(new Set([String(OTHER), String(FAN)])),
    );
  });

  it("sends what is written in the Inbox, once, and says so there", async () => {
    const text = "Written in the Inbox";
    await inbox.getByLabel(`Message to Fan ${OTHER}`).fill(text);
    await inbox.keyboard.press("Enter");
    await inStream(text).waitFor();
    const { message_id } = await command(text, "succeeded");
    expect(timesPosted(text)).toBe(1);
    const posted = site.posted.find((one) => one.text.includes(text));
    expect(posted?.chat).toBe(OTHER);
    expect(message_id).toBe(String(posted?.message.id));
    await inbox.locator(".stream-pending").waitFor({ state: "detached" });
    await expectAllStored();
  });

  it("says in the Inbox what the site refused", async () => {
    const text = "Refused by the site";
    site.refusePosts(400);
    await inbox.getByLabel(`Message to Fan ${OTHER}`).fill(text);
    await inbox.keyboard.press("Enter");
    await inbox.locator(".stream-pending").filter({ hasText: text })
      .getByText(/^Failed/).waitFor();
    await command(text, "failed");
    expect(timesPosted(text)).toBe(0);
    // As of any request that the site refuses.
    expect(visit.problems.splice(0))
      .toEqual([expect.stringContaining("status of 400")]);
  });

  it("sends a suggestion that somebody approves, once", async () => {
    site.say(TIPPER, { tip: 25 });
    const { text } = await eventually("thanks that are proposed", async () => {
      const response = await owner.ask("/api/v1/commands?status=suggested");
      const { commands } = CommandList.parse(await response.json());
      return commands.find(({ chat_id }) => chat_id === String(TIPPER)) ??
        null;
    });
    expect(timesPosted(text)).toBe(0);
    await inboxOf(TIPPER);
    await inbox.getByRole("button", { name: "Approve as it is" }).click();
    await inStream(text).waitFor();
    await command(text, "succeeded");
    await inbox.locator(".stream-pending").waitFor({ state: "detached" });
    await expectAllStored();
    expect(timesPosted(text)).toBe(1);
    await inboxOf(OTHER);
  });

  it("sends once what is handed over both ways", async () => {
    const text = "Handed over both ways";
    const response = await owner.ask("/api/v1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ chat_id: String(OTHER), text }),
    });
    const { command_id, chat_id, media_url, expires_at } = Command.parse(
      await response.json(),
    );
    const payload = { command_id, chat_id, text, media_url, expires_at };
    const handOver = () => askAgent({ type: "execute_agent_command", payload });
    const answers = await Promise.all([handOver(), handOver()]);
    for (const answer of [...answers, await handOver()]) {
      expect(answer).toMatchObject({
        ok: true,
        result: { command_id, status: "succeeded" },
      });
    }
    await command(text, "succeeded");
    await inStream(text).waitFor();
    await expectAllStored();
    expect(timesPosted(text)).toBe(1);
  });

  it("gives a dashboard what is stored here, over externally_connectable", async () => {
    const all = heldBy(site.creator());
    const answer = await askAgent({
      type: "get_all_messages_from_db",
      payload: { chatId: FAN },
    });
    expect(answer).toMatchObject({
      ok: true,
      messages: all[FAN]?.map(({ id, text }) => ({ id, text })),
    });
    expect(await askAgent({ type: "get_all_chats_from_db" }))
      .toMatchObject({ ok: true, chats: { length: ROBIN.fans.length } });
  });

  it("keeps no cookie, no token and no password", async () => {
    const texts = await storedTexts(panel.page);
    expect(texts.length).toBeGreaterThan(site.creator().size);
    const all = texts.join("\n");
    for (const secret of site.secrets) expect(all).not.toContain(secret);
    expect(all).not.toContain("wsAuthToken");
  });

  it("stops when it is paused, and goes on afterwards", async () => {
    popup = await Popup.open(profile);
    await popup.pause();
    site.say(FAN, "Said while it is paused");
    await visit.hasHeard(site.told);
    await popup.goOn();
    site.say(FAN, "Said afterwards");
    await inboxOf(FAN);
    await inStream("Said afterwards").waitFor();
    expect(await inStream("Said while it is paused").count()).toBe(0);
    // The page shows it when the chat is opened again.
    await visit.open(OTHER);
    await visit.open(FAN);
    await expectAllStored();
  });

  it("keeps to itself what comes after it was unpaired", async () => {
    const before = await owner.dump();
    await popup.unpair();
    const agents = await owner.ask("/api/v1/agents");
    expect(AgentList.parse(await agents.json()).agents).toEqual([]);
    site.say(FAN, "Said when it was unpaired");
    const { pairing, connection } = await panel.creator(
      ROBIN.id,
      "that it has one more",
      ({ messages }) => messages === site.creator().size,
    );
    expect({ pairing, state: connection.state })
      .toEqual({ pairing: null, state: "not_paired" });
    expect(await owner.dump()).toEqual(before);
    expect(await askAgent({ type: "get_all_chats_from_db" }))
      .toMatchObject({ ok: false });
  });

  it("asks the site for nothing by itself", async () => {
    const without = await worked(null);
    const withIt = await worked(extension, async (panel) => {
      const code = await owner.pairingCode();
      const { origin } = service;
      const creator = String(ROBIN.id);
      const pair = {
        type: "pair",
        origin,
        code,
        name: "New",
        creator,
      } as const;
      expect(await panel.ask(pair)).toMatchObject({ ok: true });
    });
    expect(withIt).toEqual(without);
    expect(without.asked.length).toBeGreaterThan(15);
  }, 60_000);

  /** What the Agent answers the dashboard. */
  async function askAgent(request: unknown): Promise<unknown> {
    return await inbox.evaluate(([id, request]) => {
      const { runtime } = Reflect.get(globalThis, "chrome");
      return runtime.sendMessage(id, request);
    }, [await extensionId(profile), request] as const);
  }

  async function inboxOf(fan: number): Promise<void> {
    await inbox.goto(`${service.origin}/inbox?chat=${fan}`);
    await isLive(inbox);
  }
});

/** What a creator's work comes to, in a new browser on a new site. */
interface Worked {
  /** What the site was asked for, in order. */
  asked: Asked[];
  /** What was said on sockets, in order. */
  said: Asked[];
  shown: string[];
  problems: string[];
}

async function worked(
  extension: string | null,
  pair: (panel: Panel) => Promise<void> = async () => {},
): Promise<Worked> {
  const site = await startLookalike({ seed: SEED });
  const profile = await openProfile(extension);
  const { context } = profile;
  try {
    const visit = await Visit.begin(context, site);
    await visit.signIn(ROBIN.name);
    const panel = extension === null ? null : await Panel.open(profile);
    if (panel !== null) await pair(panel);
    await visit.page.bringToFront();
    await visit.readAll();
    await visit.subscribers();
    await visit.open(FAN);
    site.say(FAN, "Live");
    await visit.hasHeard(1);
    await visit.write("An answer");
    await visit.signOut({ reload: false });
    await visit.signIn(ROBIN.name, { reload: false });
    await visit.open(FAN);
    await panel?.creator(ROBIN.id, "that all is delivered", isDelivered);
    const isOnSocket = ({ method, path }: Asked) =>
      method === "SOCKET" || path.startsWith("/ws3/");
    return {
      asked: site.requests.filter((one) => !isOnSocket(one)),
      said: site.requests.filter(isOnSocket),
      shown: await visit.page.locator("#messages li").allInnerTexts(),
      problems: visit.problems,
    };
  } finally {
    await context.close();
    await site.close();
  }
}
