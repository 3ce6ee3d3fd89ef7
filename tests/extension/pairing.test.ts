import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Worker } from "playwright-core";
import { exchangeCode, revoke } from "@/extension/agent/pairing.ts";
import { AgentList } from "@/lib/models/mod.ts";
import { Account } from "../account.ts";
import { Peer } from "../peer.ts";
import { databaseWith, type Service, startService } from "../service.ts";
import {
  describeInChromium,
  extensionId,
  openProfile,
  type Profile,
  workerOf,
} from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";

let service: Service;
let robin: Account;

beforeAll(async () => {
  service = await startService({ kvPath: await databaseWith("Robin") });
  robin = await Account.signIn(service, "Robin");
});

async function agents() {
  const response = await robin.ask("/api/v1/agents");
  return AgentList.parse(await response.json()).agents;
}

describe("pairing with a service", () => {
  it("gives what connects an Agent, once for a code", async () => {
    const code = await robin.pairingCode();
    const trade = { origin: service.origin, code, name: "My laptop" };
    const pairing = await exchangeCode(trade);
    expect(pairing).toMatchObject({
      origin: service.origin,
      userId: robin.id,
      name: "My laptop",
    });
    await using agent = Peer.agent(pairing.wsUrl, pairing.token);
    expect(await agent.next("connection_ack"))
      .toMatchObject({ clientType: "extension", userId: robin.id });
    await expect(exchangeCode(trade)).rejects
      .toThrow(/The code was used, or is older than ten minutes/);
    expect((await agents()).map(({ name }) => name)).toContain("My laptop");

    await revoke(pairing);
    expect(await agent.closing()).toMatchObject({ code: 4401 });
    expect(await agents()).toEqual([]);
    await expect(revoke(pairing)).resolves.toBeUndefined();
  });

  it("says what the service does not take", async () => {
    const code = "A".repeat(65);
    const { origin } = service;
    await expect(exchangeCode({ origin, code, name: "A" })).rejects
      .toThrow("code: must be the pairing code from Settings.");
  });

  it("says that nobody answers", async () => {
    const { port } = new URL(service.origin);
    const origin = `http://127.0.0.1:${Number(port) - 1}`;
    await expect(exchangeCode({ origin, code: "A", name: "A" })).rejects
      .toThrow(`${origin} cannot be reached`);
  });
});

describeInChromium("the extension in Chromium", () => {
  let profile: Profile;
  let worker: Worker;

  beforeAll(async () => {
    const built = await buildExtension({ mode: "production" });
    profile = await openProfile(await unpackedIn(built));
    worker = await workerOf(profile);
  });
  afterAll(() => profile?.context.close());

  it("is let in without a permission for the service, and listed", async () => {
    const code = await robin.pairingCode();
    // What `exchangeCode` and `revoke` ask, from where they ask it.
    const { status, token } = await worker.evaluate(
      async ({ url, code }) => {
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ code, name: "Chromium" }),
          credentials: "omit",
          redirect: "error",
        });
        const { token } = await response.json();
        return { status: response.status, token: String(token) };
      },
      { url: `${service.origin}/api/v1/agents`, code },
    );
    expect(status).toBe(201);
    expect(await agents()).toMatchObject([{
      name: "Chromium",
      extension_origin: `chrome-extension://${await extensionId(profile)}`,
    }]);

    const refused = await worker.evaluate(
      (url) => fetch(url).then(({ status }) => status, () => "not readable"),
      `${service.origin}/api/v1/agents`,
    );
    expect(refused).toBe("not readable");

    const revoked = await worker.evaluate(async ({ url, token }) => {
      const response = await fetch(url, {
        method: "DELETE",
        headers: { authorization: `Bearer ${token}` },
        credentials: "omit",
        redirect: "error",
      });
      return response.status;
    }, { url: `${service.origin}/api/v1/agents/current`, token });
    expect(revoked).toBe(204);
    expect(await agents()).toEqual([]);
  });
});
