import { beforeAll, describe, expect, it } from "vitest";
import { Account, pairAgent } from "./account.ts";
import { Peer } from "./peer.ts";
import { listRoutes, pathOf } from "./routes.ts";
import { databaseWith, type Service, startService } from "./service.ts";

/**
 * What anybody may ask for. Everything else needs a session: a new route is
 * closed, or it is added here by somebody who means it.
 */
const OPEN: Record<string, string[]> = {
  "/healthz": ["GET"],
  "/readyz": ["GET"],
  "/login": ["GET"],
  "/login/[token]": ["GET"],
  "/api/v1/agents": ["POST"],
  "/api/v1/agents/current": ["DELETE"],
  "/api/v1/openapi.json": ["GET"],
  "/api/v1/schemas/wss": ["GET"],
  "/docs/api": ["GET"],
};
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const SESSIONS = {
  "no session": {},
  "a made-up session": { cookie: `rapport_session=${"A".repeat(43)}` },
};

const routes = listRoutes();
const closed = routes.filter(({ pattern, kind }) =>
  kind !== "socket" && OPEN[pattern] === undefined
);

let service: Service;
let robin: Account;
let sam: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin", "Sam", "Kim");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
});

/** Asks as a stranger; does not follow redirects. */
async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ response: Response; text: string }> {
  const response = await fetch(service.origin + path, {
    redirect: "manual",
    ...init,
  });
  return { response, text: await response.text() };
}

/** Reads what a problem's answer says. */
function expectProblem(
  { response, text }: { response: Response; text: string },
  status: number,
): void {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  if (text !== "") expect(JSON.parse(text)).toMatchObject({ status });
}

describe("routes/", () => {
  it("is read correctly by this test", () => {
    const patterns = routes.map(({ pattern }) => pattern);
    expect(patterns).toContain("/");
    expect(patterns).toContain("/settings");
    expect(patterns).toContain("/api/v1/conversations/[id]/messages");
    expect(closed.length).toBeGreaterThan(7);
  });

  it("still has every route that is listed here as open", () => {
    const patterns = routes.map(({ pattern }) => pattern);
    for (const pattern of Object.keys(OPEN)) {
      expect(patterns).toContain(pattern);
    }
  });
});

describe.each(Object.entries(SESSIONS))("with %s", (_, headers) => {
  it.each(closed.filter(({ kind }) => kind === "page"))(
    "the page $pattern leads to the sign-in, whatever is asked of it",
    async (route) => {
      for (const method of METHODS) {
        const { response, text } = await ask(pathOf(route, "1001"), {
          method,
          headers,
        });
        expect(response.status, method).toBe(302);
        expect(response.headers.get("location")).toMatch(/^\/login(\?|$)/);
        expect(text).toBe("");
      }
    },
  );

  it.each(closed.filter(({ kind }) => kind === "api"))(
    "$pattern answers 401 with a problem, whatever is asked of it",
    async (route) => {
      for (const method of METHODS) {
        const path = pathOf(route, "1001");
        expectProblem(await ask(path, { method, headers }), 401);
      }
    },
  );

  it("an API route that does not exist is not told from one that does", async () => {
    expectProblem(await ask("/api/v1/nonsense", { headers }), 401);
  });

  it("no way of writing an address gets around the sign-in", async () => {
    const paths = [
      "/api/v1/conversations/",
      "//api/v1/conversations",
      "/api/v1//conversations",
      "/API/v1/conversations",
      "/%61pi/v1/conversations",
      "/login/..%2fapi/v1/conversations",
      "/api/v1/agents%2f..%2fconversations",
    ];
    for (const path of paths) {
      const { response, text } = await ask(path, { headers });
      expect([302, 303, 307, 308, 401, 404], path).toContain(response.status);
      expect(text).not.toContain("conversations");
    }
  });

  it("a dashboard's socket is closed with 4401", async () => {
    const { origin } = service;
    const url = `${origin}/ws/frontend/${robin.id}`;
    for (const from of [origin, "https://evil.example"]) {
      const stranger = Peer.dashboard(url, { ...headers, origin: from });
      expect(await stranger.closing()).toMatchObject({ code: 4401 });
      expect(stranger.frames).toEqual([]);
    }
  });
});

describe("what anybody may ask for", () => {
  it("/healthz and /readyz say that the service is well", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      expect((await ask(path)).response.status).toBe(200);
    }
  });

  it("the sign-in page shows nothing of any account", async () => {
    const { response, text } = await ask("/login");
    expect(response.status).toBe(200);
    expect(text).not.toMatch(/Robin|Sam|u_[0-9a-f]{16}/);
  });

  it("a made-up link does not sign in", async () => {
    const { response } = await ask(`/login/${"A".repeat(43)}`);
    expect(response.headers.get("location")).toBe("/login?reason=used");
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("sockets are no pages", async () => {
    for (const route of routes.filter(({ kind }) => kind === "socket")) {
      expectProblem(await ask(pathOf(route, robin.id)), 426);
    }
  });
});

describe("a dashboard's socket", () => {
  const connect = (userId: string, headers: Record<string, string>) =>
    Peer.dashboard(`${service.origin}/ws/frontend/${userId}`, headers);

  it("opens for one's own account, from the service's own pages", async () => {
    const { cookie, origin, id } = robin;
    await using own = connect(id, { cookie, origin });
    expect(await own.next("connection_ack")).toMatchObject({ userId: id });
  });

  it("is closed with 4403 for a page of another site", async () => {
    const { cookie, id } = robin;
    const { hostname, port } = new URL(service.origin);
    const foreign = [
      "https://evil.example",
      `http://${hostname}:${Number(port) - 1}`,
      `https://${hostname}:${port}`,
      `http://${hostname}.evil.example:${port}`,
      "null",
    ];
    for (const origin of foreign) {
      const page = connect(id, { cookie, origin });
      expect(await page.closing(), origin).toMatchObject({ code: 4403 });
      expect(page.frames).toEqual([]);
    }
  });

  it("is closed with 4403 where no origin is named", async () => {
    const peer = connect(robin.id, { cookie: robin.cookie });
    expect(await peer.closing()).toMatchObject({ code: 4403 });
  });

  it("is closed with 4403 for another account's id", async () => {
    const { cookie, origin } = robin;
    for (const id of [sam.id, "u_0000000000000000"]) {
      const peer = connect(id, { cookie, origin });
      expect(await peer.closing()).toMatchObject({ code: 4403 });
      expect(peer.frames).toEqual([]);
    }
  });
});

describe("an Agent's socket", () => {
  const connect = (userId: string, token: string) =>
    Peer.agent(`${service.origin}/ws/extension/${userId}`, token);

  it("is closed with 4401 for a token that was never given", async () => {
    const stranger = connect(robin.id, "A".repeat(43));
    expect(await stranger.closing()).toMatchObject({ code: 4401 });
    expect(stranger.frames).toEqual([]);
  });

  it("does not take a session for a token", async () => {
    const [, secret = ""] = robin.cookie.split("=");
    const browser = connect(robin.id, secret);
    expect(await browser.closing()).toMatchObject({ code: 4401 });
    const { cookie, origin } = robin;
    const url = `${service.origin}/ws/extension/${robin.id}`;
    const page = Peer.dashboard(url, { cookie, origin });
    expect(await page.closing()).toMatchObject({ code: 4401 });
  });

  it("is closed with 4403 for another account's id", async () => {
    const { token } = await robin.pair();
    const agent = connect(sam.id, token);
    expect(await agent.closing()).toMatchObject({ code: 4403 });
    expect(agent.frames).toEqual([]);
  });
});

describe("pairing", () => {
  it("trades a code, once, for a token that works", async () => {
    const code = await robin.pairingCode();
    const typed = ` ${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase();
    const paired = await pairAgent(service.origin, { code: typed, name: "A" });
    expect(paired.status).toBe(201);
    const { token, user_id, ws_url } = await paired.json();
    expect(user_id).toBe(robin.id);
    await using agent = Peer.agent(ws_url, token);
    expect(await agent.next("connection_ack")).toMatchObject({
      clientType: "extension",
      userId: robin.id,
    });

    const again = await pairAgent(service.origin, { code, name: "B" });
    expectProblem({ response: again, text: await again.text() }, 403);
  });

  it("gives a code to one of many who come with it at once", async () => {
    const code = await robin.pairingCode();
    const answers = await Promise.all(
      Array.from(
        { length: 8 },
        (_, i) => pairAgent(service.origin, { code, name: `${i}` }),
      ),
    );
    for (const { body } of answers) await body?.cancel();
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(7).fill(403)]);
  });

  it("does not work with a code that was never given", async () => {
    const answer = await pairAgent(service.origin, {
      code: "AAAA2222",
      name: "A",
    });
    expectProblem({ response: answer, text: await answer.text() }, 403);
  });
});

describe("below /api/", () => {
  it("a mistake is answered with a problem, and not with a page", async () => {
    const mistakes = [
      ["GET", "/api/v1/nonsense", 404],
      ["GET", "/api/v1/insights/nonsense", 404],
      ["DELETE", "/api/v1/conversations", 405],
      ["GET", "/api/v1/pairing-codes", 405],
    ] as const;
    for (const [method, path, status] of mistakes) {
      const response = await sam.ask(path, { method });
      expectProblem({ response, text: await response.text() }, status);
    }
  });
});

describe("a page", () => {
  it("runs no script and shows no style but its own", async () => {
    for (const path of ["/", "/settings"]) {
      const response = await sam.ask(path);
      await response.body?.cancel();
      const policy = response.headers.get("content-security-policy") ?? "";
      const directives = policy.split("; ");
      for (const name of ["script-src", "style-src"]) {
        const own = directives.filter((one) => one.startsWith(`${name} `));
        expect(own).toEqual([
          expect.stringMatching(/^\S+ 'self' 'nonce-\S+'$/),
        ]);
      }
      expect(directives).toContain("frame-ancestors 'none'");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

describe("signing out", () => {
  it("closes every door that the session opened", async () => {
    const kim = await Account.signIn(service, "Kim");
    const open = kim.dashboard();
    await open.next("system_status");
    const response = await kim.ask("/api/v1/auth/logout", {
      method: "POST",
    });
    await response.body?.cancel();
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toContain("Max-Age=0");

    const me = await kim.ask("/api/v1/auth/me");
    expectProblem({ response: me, text: await me.text() }, 401);
    const page = await kim.ask("/");
    expect(page.headers.get("location")).toBe("/login?reason=expired");
    expect(await open.closing()).toMatchObject({ code: 4401 });
    expect(await kim.dashboard().closing()).toMatchObject({ code: 4401 });
  });

  it("cannot be done to somebody from another site's page", async () => {
    const forged = await sam.ask("/api/v1/auth/logout", {
      method: "POST",
      headers: { origin: "https://evil.example" },
    });
    await forged.body?.cancel();
    expect(forged.status).toBe(403);
    expect((await sam.ask("/api/v1/auth/me")).status).toBe(200);
  });
});
