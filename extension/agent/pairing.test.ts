import { describe, expect, it } from "vitest";
import {
  exchangeCode,
  PairingError,
  type PairingTrade,
  revoke,
  serviceOrigin,
} from "./pairing.ts";
import type { Pairing } from "./types.ts";

const ORIGIN = "https://rapport.example";
const ANSWER = {
  token: "a".repeat(64),
  user_id: "u_4f2a9c",
  ws_url: "wss://rapport.example/ws/extension/u_4f2a9c",
};
const PAIRING: Pairing = {
  origin: ORIGIN,
  userId: "u_4f2a9c",
  token: ANSWER.token,
  wsUrl: ANSWER.ws_url,
  name: "My laptop",
  pairedAt: 1_762_606_496_000,
};

interface Asked {
  url: string;
  init: RequestInit;
}

/** A service that answers everything alike, and what it was asked. */
function service(
  answer: Response | Error,
): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: (input, init = {}) => {
      asked.push({ url: String(input), init });
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(answer.clone());
    },
  };
}

const json = (body: unknown, status = 201) => Response.json(body, { status });

/** What a trade with a service that answers so comes to. */
function trade(
  answer: Response | Error,
  with_: Partial<PairingTrade> = {},
): Promise<Pairing> {
  return exchangeCode({
    origin: ORIGIN,
    code: "K7QM3TXA",
    name: "My laptop",
    now: () => PAIRING.pairedAt,
    fetch: service(answer).fetch,
    ...with_,
  });
}

describe("the address of a service", () => {
  it.each([
    ["https://rapport.example", ORIGIN],
    ["  https://Rapport.example/settings?x#pair ", ORIGIN],
    ["rapport.example", ORIGIN],
    ["rapport.example:8443/inbox", "https://rapport.example:8443"],
    ["https://me:secret@rapport.example", ORIGIN],
    ["http://localhost:8000/", "http://localhost:8000"],
    ["localhost:8000", "http://localhost:8000"],
    ["127.0.0.1:8000", "http://127.0.0.1:8000"],
    ["[::1]:8000", "http://[::1]:8000"],
    ["http://127.1:8000", "http://127.0.0.1:8000"],
    ["https://localhost", "https://localhost"],
  ])("%s is understood", (typed, origin) => {
    expect(serviceOrigin(typed)).toBe(origin);
  });

  it.each([
    "",
    "   ",
    "not an address",
    "https://",
    "ftp://rapport.example",
    "javascript://rapport.example/%0aalert(1)",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "ws://localhost:8000",
  ])("%j is none", (typed) => {
    expect(() => serviceOrigin(typed)).toThrow(
      /^That is not an address: enter/,
    );
  });

  it.each([
    "http://rapport.example",
    "http://192.168.1.20:8000",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost@evil.example",
    "HTTP://RAPPORT.EXAMPLE",
  ])("%s has to be encrypted", (typed) => {
    expect(() => serviceOrigin(typed)).toThrow(/^Enter the address with https/);
  });

  it("is looked at before anything is asked", async () => {
    const { fetch, asked } = service(json(ANSWER));
    const origin = "http://rapport.example";
    await expect(trade(json(ANSWER), { origin, fetch })).rejects
      .toThrow(PairingError);
    expect(asked).toEqual([]);
  });
});

describe("a code", () => {
  it("is traded for what connects, without cookies or redirects", async () => {
    const { fetch, asked } = service(json(ANSWER));
    const pairing = await trade(json(ANSWER), {
      origin: "rapport.example/settings",
      code: " k7qm-3txa ",
      name: " My laptop ",
      fetch,
    });
    expect(pairing).toEqual(PAIRING);
    expect(asked).toHaveLength(1);
    const [{ url, init }] = asked as [Asked];
    expect(url).toBe(`${ORIGIN}/api/v1/agents`);
    expect(init).toMatchObject({
      method: "POST",
      credentials: "omit",
      redirect: "error",
      headers: { "content-type": "application/json" },
    });
    expect(JSON.parse(String(init.body)))
      .toEqual({ code: "k7qm-3txa", name: "My laptop" });
  });

  it.each([
    [{ code: " " }, "Enter the code that Rapport's Settings shows."],
    [{ name: " " }, "Give this browser a name of at most 100 characters."],
    [
      { name: "x".repeat(101) },
      "Give this browser a name of at most 100 characters.",
    ],
  ])("%j is told before anything is asked", async (typed, said) => {
    const { fetch, asked } = service(json(ANSWER));
    await expect(trade(json(ANSWER), { ...typed, fetch })).rejects
      .toThrow(said);
    expect(asked).toEqual([]);
  });

  it.each<[string, Response | Error, RegExp]>([
    [
      "nobody answers",
      new TypeError("Failed to fetch"),
      /rapport\.example cannot be reached: check the address/,
    ],
    [
      "the code was used",
      json({ status: 403, detail: "It was used" }, 403),
      /The code was used, or is older than ten minutes: get a new one/,
    ],
    [
      "the service refuses a field",
      json({ status: 400, detail: "name: must be a name" }, 400),
      /Rapport did not take it: name: must be a name\./,
    ],
    ["the service is ill", json({}, 503), /has a problem \(503\): try again/],
    ["it has no such address", json({}, 404), /is not Rapport/],
    ["it says that all is well", json(ANSWER, 200), /is not Rapport/],
    [
      "it answers with a page",
      new Response("<p>Hi", { status: 201 }),
      /is not/,
    ],
    ["it answers with nothing", json(null), /is not Rapport/],
    ["it answers with a text", json("token"), /is not Rapport/],
  ])("where %s, it is said what to do", async (_, answer, said) => {
    const failure = await trade(answer).catch((error) => error);
    expect(failure).toBeInstanceOf(PairingError);
    expect(failure.message).toMatch(said);
    expect(failure.message).toMatch(/[.]$/);
  });

  it.each<[string, unknown]>([
    ["no token", { ...ANSWER, token: undefined }],
    ["an empty token", { ...ANSWER, token: "" }],
    ["a token of two", { ...ANSWER, token: "a, bearer.b" }],
    ["a number for a token", { ...ANSWER, token: 7 }],
    ["no account", { ...ANSWER, user_id: "" }],
    ["no socket", { ...ANSWER, ws_url: "" }],
    ["a page for a socket", { ...ANSWER, ws_url: ORIGIN }],
    ["what it inherits", Object.create(ANSWER)],
  ])("an answer with %s is none of Rapport's", async (_, body) => {
    await expect(trade(json(body))).rejects.toThrow(/is not Rapport/);
  });

  it.each([
    "wss://evil.example/ws/extension/u_4f2a9c",
    "wss://rapport.example:8443/ws/extension/u_4f2a9c",
    "wss://rapport.example.evil.example/",
    "wss://rapport.example@evil.example/",
  ])("chats do not go to %s", async (ws_url) => {
    await expect(trade(json({ ...ANSWER, ws_url }))).rejects
      .toThrow(/which is refused: chats go to no other address/);
  });

  it("leads to an encrypted socket where the service is encrypted", async () => {
    const ws_url = "ws://rapport.example/ws/extension/u_4f2a9c";
    expect((await trade(json({ ...ANSWER, ws_url }))).wsUrl)
      .toBe(ANSWER.ws_url);
    const local = await trade(
      json({ ...ANSWER, ws_url: "ws://localhost:8000/ws/extension/u_1" }),
      { origin: "localhost:8000" },
    );
    expect(local.wsUrl).toBe("ws://localhost:8000/ws/extension/u_1");
  });
});

describe("revoking", () => {
  it("asks the service with the Agent's own token", async () => {
    const { fetch, asked } = service(new Response(null, { status: 204 }));
    await revoke(PAIRING, fetch);
    expect(asked).toMatchObject([{
      url: `${ORIGIN}/api/v1/agents/current`,
      init: {
        method: "DELETE",
        credentials: "omit",
        redirect: "error",
        headers: { authorization: `Bearer ${PAIRING.token}` },
      },
    }]);
  });

  it("is done where it was done before", async () => {
    const { fetch } = service(json({ status: 401 }, 401));
    await expect(revoke(PAIRING, fetch)).resolves.toBeUndefined();
  });

  it.each<[string, Response | Error]>([
    ["nobody answers", new TypeError("Failed to fetch")],
    ["the service is ill", json({}, 500)],
    ["it has no such address", json({}, 404)],
  ])("says where to do it if %s, without the token", async (_, answer) => {
    const failure = await revoke(PAIRING, service(answer).fetch)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(PairingError);
    expect(failure.message).toBe(
      "https://rapport.example could not be told. Revoke “My laptop” in its Settings.",
    );
  });
});
