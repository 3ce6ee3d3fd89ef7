import { beforeAll, describe, expect, it } from "vitest";
import {
  AgentList,
  Invitation,
  SessionList,
  type SessionView,
  SignedIn,
} from "@/lib/models/mod.ts";
import { Account, connectAgent } from "./account.ts";
import { Peer } from "./peer.ts";
import { databaseWith, type Service, startService } from "./service.ts";

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
});

function postJson(account: Account, path: string, body: unknown) {
  return account.ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Posts a form of Settings, as a browser without scripts does. */
function postForm(account: Account, fields: Record<string, string>) {
  return account.ask("/settings", {
    method: "POST",
    body: new URLSearchParams(fields),
  });
}

async function invite(account: Account, body: unknown): Promise<Invitation> {
  const response = await postJson(account, "/api/v1/invitations", body);
  expect(response.status).toBe(201);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return Invitation.strict().parse(await response.json());
}

/** Follows a link, and gives where it leads and who is signed in by it. */
async function follow(url: string): Promise<{ to: string; who: Account }> {
  const response = await fetch(url, { redirect: "manual" });
  await response.body?.cancel();
  const to = response.headers.get("location") ?? "";
  return { to, who: await Account.of(service.origin, response) };
}

async function sessions(account: Account): Promise<SessionView[]> {
  const response = await account.ask("/api/v1/sessions");
  expect(response.status).toBe(200);
  return SessionList.strict().parse(await response.json()).sessions;
}

async function agents(account: Account) {
  const response = await account.ask("/api/v1/agents");
  expect(response.status).toBe(200);
  return AgentList.strict().parse(await response.json()).agents;
}

async function remove(account: Account, path: string): Promise<number> {
  const response = await account.ask(path, { method: "DELETE" });
  const text = await response.text();
  if (response.status !== 204) {
    expect(JSON.parse(text)).toMatchObject({ status: response.status });
  }
  return response.status;
}

async function me(account: Account) {
  const response = await account.ask("/api/v1/auth/me");
  if (response.status !== 200) {
    await response.body?.cancel();
    return response.status;
  }
  return SignedIn.strict().parse(await response.json());
}

/** What Settings shows, as text of its HTML. */
async function settings(account: Account): Promise<string> {
  return await (await account.ask("/settings")).text();
}

describe("an invitation", () => {
  it("lets an operator in, once, who lands on the Inbox", async () => {
    const offer = await invite(robin, { name: " Kim ", role: "operator" });
    expect(offer).toMatchObject({ name: "Kim", role: "operator" });
    expect(offer.url.startsWith(`${service.origin}/login/`)).toBe(true);
    expect(Date.parse(offer.expires_at)).toBeGreaterThan(Date.now());
    const { to, who } = await follow(offer.url);
    expect(to).toBe("/inbox");
    expect(await me(who)).toEqual({
      user_id: robin.id,
      name: "Robin",
      person: "Kim",
      role: "operator",
    });
    const again = await fetch(offer.url, { redirect: "manual" });
    await again.body?.cancel();
    expect(again.headers.get("location")).toBe("/login?reason=used");
    const login = await who.ask("/login");
    await login.body?.cancel();
    expect(login.headers.get("location")).toBe("/inbox");
  });

  it("lets a creator in, who lands on the Dashboard", async () => {
    const { url } = await invite(robin, { name: "Alex", role: "creator" });
    const { to, who } = await follow(url);
    expect(to).toBe("/");
    expect(await me(who)).toMatchObject({ person: "Alex", role: "creator" });
  });

  it("is of an operator unless it says otherwise", async () => {
    expect(await invite(robin, { name: "Jo" }))
      .toMatchObject({ role: "operator" });
  });

  it.each([
    [{}, "#/name"],
    [{ name: " " }, "#/name"],
    [{ name: "x".repeat(61) }, "#/name"],
    [{ name: "Kim", role: "admin" }, "#/role"],
    [{ name: "Kim", admin: true }, "#"],
  ])("%j is answered with 400", async (body, pointer) => {
    const response = await postJson(robin, "/api/v1/invitations", body);
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    expect(errors[0].pointer).toBe(pointer);
  });

  it("cannot be made from another site's page", async () => {
    const response = await robin.ask("/api/v1/invitations", {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: JSON.stringify({ name: "Eve" }),
    });
    await response.body?.cancel();
    expect(response.status).toBe(403);
  });
});

describe("sessions", () => {
  it("are listed to their account only, and say which one asks", async () => {
    const { url } = await invite(robin, { name: "Lee", role: "operator" });
    const { who } = await follow(url);
    const [latest, ...others] = await sessions(who);
    expect(latest).toMatchObject({
      name: "Lee",
      role: "operator",
      is_current: true,
    });
    expect(others.some(({ is_current }) => is_current)).toBe(false);
    const seenByRobin = await sessions(robin);
    expect(seenByRobin.map(({ id }) => id)).toContain(latest?.id);
    expect(seenByRobin.find(({ is_current }) => is_current)?.name)
      .toBe("Robin");
    const ids = (await sessions(sam)).map(({ id }) => id);
    expect(ids).toHaveLength(1);
    expect(seenByRobin.map(({ id }) => id)).not.toContain(ids[0]);
  });

  it("are ended with their dashboards, by nobody of another account", async () => {
    const { url } = await invite(robin, { name: "Max" });
    const { who } = await follow(url);
    const dashboard = who.dashboard();
    await dashboard.next("system_status");
    const id = (await sessions(who)).find(({ is_current }) => is_current)?.id;
    const path = `/api/v1/sessions/${id}`;
    expect(await remove(sam, path)).toBe(404);
    expect(await me(who)).toMatchObject({ person: "Max" });
    expect(await remove(robin, path)).toBe(204);
    expect(await dashboard.closing()).toMatchObject({ code: 4401 });
    expect(await me(who)).toBe(401);
    expect(await remove(robin, path)).toBe(404);
    expect(await remove(robin, `/api/v1/sessions/${"x".repeat(200)}`))
      .toBe(400);
    expect(await me(robin)).toMatchObject({ user_id: robin.id });
  });
});

describe("an Agent that is revoked", () => {
  it("is cut off at once, and stays out; others go on", async () => {
    const pairing = await robin.pair("Lost laptop");
    const agent = await connectAgent(pairing);
    const other = await sam.pair("Sam's");
    await using samAgent = await connectAgent(other);
    const id = (await agents(robin)).find(({ name }) => name === "Lost laptop")
      ?.id;
    expect((await agents(sam)).map(({ name }) => name)).toEqual(["Sam's"]);
    const path = `/api/v1/agents/${id}`;
    expect(await remove(sam, path)).toBe(404);
    expect(await remove(robin, path)).toBe(204);
    expect(await agent.closing()).toMatchObject({ code: 4401 });
    const again = Peer.agent(pairing.ws_url, pairing.token);
    expect(await again.closing()).toMatchObject({ code: 4401 });
    expect(again.frames).toEqual([]);
    expect(await remove(robin, path)).toBe(404);
    expect(await agents(robin)).toEqual([]);
    samAgent.send({ type: "keepalive", payload: {} });
    expect(await agents(sam)).toHaveLength(1);
  });

  it("does not tell strangers which Agents there are", async () => {
    const response = await fetch(`${service.origin}/api/v1/agents`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ title: "Not signed in" });
  });
});

describe("the forms of Settings, without a script,", () => {
  it("invite somebody, and show the link once", async () => {
    const response = await postForm(robin, { invite: "Ada", role: "operator" });
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const html = await response.text();
    expect(html).toMatch(/<bdi[^>]*>Ada<\/bdi> in as operator, once/);
    const [url = ""] = /http[^<"]*\/login\/[0-9a-f]{64}/.exec(html) ?? [];
    expect(await settings(robin)).not.toContain("/login/");
    const { to, who } = await follow(url);
    expect(to).toBe("/inbox");
    const page = await settings(who);
    expect(page).toMatch(/Signed in as <bdi[^>]*>Ada<\/bdi> to <bdi/);
    expect(page).toContain("this browser");
  });

  it("say what is wrong with a name, and keep the rest", async () => {
    const response = await postForm(robin, {
      invite: "x".repeat(61),
      role: "creator",
    });
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain("Give a name of at most 60 characters.");
    expect(html).toMatch(/<option [^>]*value="creator"[^>]*selected/);
  });

  it("list everybody who is signed in, harmlessly, and sign them out", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const { who } = await follow((await invite(sam, { name })).url);
    const html = await settings(sam);
    expect(html).not.toContain(name);
    expect(html).toContain("&lt;img src=x");
    const id = (await sessions(who)).find(({ is_current }) => is_current)?.id;
    expect(html).toContain(`value="${id}"`);
    // Another account's form ends nothing.
    const foreign = await postForm(robin, { end_session: id ?? "" });
    expect(foreign.status).toBe(303);
    await foreign.body?.cancel();
    expect(await me(who)).toMatchObject({ person: name });
    const done = await postForm(sam, { end_session: id ?? "" });
    await done.body?.cancel();
    expect(done.headers.get("location")).toBe("/settings#team");
    expect(await me(who)).toBe(401);
    expect(await settings(sam)).not.toContain("&lt;img src=x");
  });

  it("revoke an Agent", async () => {
    const agent = await connectAgent(await sam.pair("Old phone"));
    const html = await settings(sam);
    const [, id = ""] =
      /name="revoke" value="([^"]+)"[^>]*>Revoke it(?![\s\S]*name="revoke")/
        .exec(html) ?? [];
    expect((await agents(sam)).map((one) => one.id)).toContain(id);
    const foreign = await postForm(robin, { revoke: id });
    await foreign.body?.cancel();
    const done = await postForm(sam, { revoke: id });
    await done.body?.cancel();
    expect(done.headers.get("location")).toBe("/settings#agents");
    expect(await agent.closing()).toMatchObject({ code: 4401 });
    expect((await agents(sam)).map((one) => one.id)).not.toContain(id);
  });

  it("do nothing for another site's page", async () => {
    const before = await sessions(sam);
    for (const field of ["invite", "end_session", "revoke", "erase"]) {
      const forged = await sam.ask("/settings", {
        method: "POST",
        headers: { origin: "https://evil.example" },
        body: new URLSearchParams({ [field]: before[0]?.id ?? "" }),
      });
      await forged.body?.cancel();
      expect(forged.status).toBe(403);
    }
    expect(await sessions(sam)).toEqual(before);
  });
});

describe("Settings", () => {
  it("has a section for everything that its contents lead to", async () => {
    const html = await settings(robin);
    const contents =
      /<nav[^>]*aria-label="On this page".*?<\/nav>/s.exec(html)?.[0] ?? "";
    const ids = [...contents.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(12);
    const sections = [...html.matchAll(/<section class="panel" id="([\w-]+)"/g)]
      .map(([, id]) => id);
    expect(sections).toEqual(ids);
  });

  it("says in words how the service stands", async () => {
    const html = await settings(robin);
    const service = /id="service".*?<\/dl>/s.exec(html)?.[0] ?? "";
    const said = [
      ...service.matchAll(/<dt>(.*?)<\/dt>.*?<span>(.*?)<\/span>/gs),
    ]
      .map(([, name, state]) => `${name}: ${state}`);
    expect(said).toEqual([
      "Database: Answers",
      "Redis: Not used",
      "Graph server: Not used",
    ]);
    expect(html).toContain("None: every record that arrived could be read.");
    expect(html).toContain("No messages yet");
  });
});
