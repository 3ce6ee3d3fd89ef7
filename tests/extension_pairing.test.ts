import { beforeAll, describe, expect, it } from "vitest";
import { AgentList, PairedAgent } from "@/lib/models/mod.ts";
import { Account, connectAgent } from "./account.ts";
import { Peer } from "./peer.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const CHROMIUM = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
const FIREFOX = "moz-extension://3f0d1a52-6c1e-4f0e-9d57-2f6a3b1c4d5e";
const EXTENSIONS = [CHROMIUM, FIREFOX];
/** Origins that look like an extension's, or are another site's. */
const OTHERS = [
  "https://evil.example",
  "https://abcdefghijklmnopabcdefghijklmnop",
  "http://localhost:8000",
  "null",
  "chrome-extension://abcdefghijklmnopabcdefghijklmno",
  "chrome-extension://abcdefghijklmnopabcdefghijklmnoz",
  `${CHROMIUM}.evil.example`,
  `${CHROMIUM}/`,
  "moz-extension://evil.example",
  `https://evil.example/${CHROMIUM}`,
];
const PAIR = "/api/v1/agents";
const CURRENT = "/api/v1/agents/current";
const CORS = [
  "access-control-allow-origin",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-allow-credentials",
];

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
});

/** Asks as a page of `origin` does, without cookies; reads the answer. */
async function ask(
  path: string,
  origin: string,
  { headers, ...init }: { headers?: Record<string, string> } & RequestInit,
): Promise<{ response: Response; text: string }> {
  const response = await fetch(service.origin + path, {
    redirect: "manual",
    ...init,
    headers: { origin, "sec-fetch-site": "cross-site", ...headers },
  });
  return { response, text: await response.text() };
}

/** Trades a code of Robin's for a token. */
async function pair(origin: string, name: string) {
  const code = await robin.pairingCode();
  return await ask(PAIR, origin, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, name }),
  });
}

function revoke(origin: string, token: string) {
  return ask(CURRENT, origin, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
}

function preflight(path: string, origin: string, method: string) {
  return ask(path, origin, {
    method: "OPTIONS",
    headers: {
      "access-control-request-method": method,
      "access-control-request-headers": "authorization,content-type",
    },
  });
}

async function agents(account: Account) {
  const response = await account.ask(PAIR);
  return AgentList.strict().parse(await response.json()).agents;
}

function expectOpenTo(response: Response, origin: string): void {
  expect(response.headers.get("access-control-allow-origin")).toBe(origin);
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  expect(response.headers.get("vary")).toContain("Origin");
}

function expectClosed(response: Response): void {
  for (const name of CORS) expect(response.headers.get(name)).toBeNull();
}

describe.each(EXTENSIONS)("an extension at %s", (origin) => {
  it("is paired from its own pages, and listed with its origin", async () => {
    const { response, text } = await pair(origin, "My laptop");
    expect(response.status).toBe(201);
    expectOpenTo(response, origin);
    const { token, ws_url, user_id } = PairedAgent.parse(JSON.parse(text));
    expect(user_id).toBe(robin.id);
    await using agent = Peer.agent(ws_url, token);
    await agent.next("connection_ack");
    const listed = await agents(robin);
    expect(listed.at(-1)).toMatchObject({
      name: "My laptop",
      extension_origin: origin,
    });
  });

  it("can read what is wrong with its code", async () => {
    const { response, text } = await ask(PAIR, origin, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: "AAAA2222", name: "A" }),
    });
    expect(response.status).toBe(403);
    expectOpenTo(response, origin);
    expect(JSON.parse(text).detail).toContain("older than ten minutes");
  });

  it("asks before it asks", async () => {
    for (const [path, method] of [[PAIR, "POST"], [CURRENT, "DELETE"]]) {
      const { response, text } = await preflight(path!, origin, method!);
      expect(response.status).toBe(204);
      expect(text).toBe("");
      expectOpenTo(response, origin);
      expect(response.headers.get("access-control-allow-methods")).toBe(method);
      expect(response.headers.get("access-control-allow-headers"))
        .toBe("authorization, content-type");
    }
  });

  it("may ask nothing else", async () => {
    for (
      const [path, method] of [
        [PAIR, "GET"],
        [PAIR, "DELETE"],
        [CURRENT, "GET"],
        [`${PAIR}/some-agent`, "DELETE"],
        ["/api/v1/pairing-codes", "POST"],
        ["/api/v1/conversations", "GET"],
      ] as const
    ) {
      const before = await preflight(path, origin, method);
      expect(before.response.status, path).toBe(401);
      expectClosed(before.response);
      const asked = await ask(path, origin, { method });
      expect(asked.response.status, path).toBeGreaterThan(400);
      expectClosed(asked.response);
    }
    const withCookie = await robin.ask("/api/v1/pairing-codes", {
      method: "POST",
      headers: { origin },
    });
    await withCookie.body?.cancel();
    expect(withCookie.status).toBe(403);
  });

  it("gives its own token back, which is over at once", async () => {
    const { text } = await pair(origin, "Lost laptop");
    const pairing = PairedAgent.parse(JSON.parse(text));
    const agent = await connectAgent(pairing);
    const { response } = await revoke(origin, pairing.token);
    expect(response.status).toBe(204);
    expectOpenTo(response, origin);
    expect(await agent.closing()).toMatchObject({ code: 4401 });
    const again = Peer.agent(pairing.ws_url, pairing.token);
    expect(await again.closing()).toMatchObject({ code: 4401 });
    expect(again.frames).toEqual([]);
    expect((await agents(robin)).map(({ name }) => name))
      .not.toContain("Lost laptop");

    const twice = await revoke(origin, pairing.token);
    expect(twice.response.status).toBe(401);
    expectOpenTo(twice.response, origin);
    expect(JSON.parse(twice.text)).toMatchObject({ title: "Not an Agent" });
  });
});

describe("any other page", () => {
  it.each(OTHERS)("of %s gets nothing of it", async (origin) => {
    for (const [path, method] of [[PAIR, "POST"], [CURRENT, "DELETE"]]) {
      const { response } = await preflight(path!, origin, method!);
      expect(response.status).toBe(401);
      expectClosed(response);
      expect(response.headers.get("vary")).toContain("Origin");
    }
    const before = (await agents(robin)).length;
    const paired = await pair(origin, "Evil");
    expect(paired.response.status).toBe(403);
    expectClosed(paired.response);
    expect(await agents(robin)).toHaveLength(before);

    const { token } = await sam.pair("Sam's");
    const revoked = await revoke(origin, token);
    expect(revoked.response.status).toBe(403);
    expectClosed(revoked.response);
    const names = (await agents(sam)).map(({ name }) => name);
    expect(names).toContain("Sam's");
    expect((await revoke(CHROMIUM, token)).response.status).toBe(204);
  });
});

describe("an Agent that is no extension", () => {
  it("is listed without an origin, and can give its token back", async () => {
    const { token } = await sam.pair("Script");
    expect((await agents(sam)).at(-1))
      .toMatchObject({ name: "Script", extension_origin: null });
    const response = await fetch(service.origin + CURRENT, {
      method: "DELETE",
      headers: { authorization: `bearer ${token}` },
    });
    expect(response.status).toBe(204);
    expectClosed(response);
    expect(await agents(sam)).toEqual([]);
  });
});

describe("a token", () => {
  it("revokes its own Agent only", async () => {
    const mine = await robin.pair("Mine");
    const beside = await robin.pair("Beside");
    const other = await sam.pair("Other");
    await using samAgent = await connectAgent(other);
    await using besideMine = await connectAgent(beside);
    expect((await revoke(CHROMIUM, mine.token)).response.status).toBe(204);
    samAgent.send({ type: "keepalive", payload: {} });
    besideMine.send({ type: "keepalive", payload: {} });
    expect((await agents(sam)).map(({ name }) => name)).toEqual(["Other"]);
    const names = (await agents(robin)).map(({ name }) => name);
    expect(names).toContain("Beside");
    expect(names).not.toContain("Mine");
  });

  it.each([
    ["none", ""],
    ["one that was never given", `Bearer ${"a".repeat(64)}`],
    ["another scheme", "Basic YTpi"],
    ["nothing in it", "Bearer "],
  ])("that is %s revokes nothing", async (_, authorization) => {
    const before = await agents(robin);
    const response = await robin.ask(CURRENT, {
      method: "DELETE",
      headers: authorization === "" ? {} : { authorization },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type"))
      .toBe("application/problem+json");
    await response.body?.cancel();
    expect(await agents(robin)).toEqual(before);
  });

  it("of a session is none of an Agent's", async () => {
    const [, secret = ""] = robin.cookie.split("=");
    expect((await revoke(CHROMIUM, secret)).response.status).toBe(401);
    expect((await robin.ask("/api/v1/auth/me")).status).toBe(200);
  });
});
