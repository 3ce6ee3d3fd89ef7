import { describe, expect, it } from "vitest";
import { ManualClock, Store } from "@/lib/store/mod.ts";
import { Accounts } from "./mod.ts";
import { hashSecret, newCode, newSecret, normalizeCode } from "./secret.ts";

/** All that lies in the database, keys and values, as text. */
async function everything(kv: Deno.Kv): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    parts.push(JSON.stringify(key));
    parts.push(
      value instanceof Uint8Array
        ? decoder.decode(value)
        : JSON.stringify(value),
    );
  }
  return parts.join("\n");
}

describe("secrets", () => {
  it("are nowhere in the database, while they work and after", async () => {
    const kv = await Deno.openKv(":memory:");
    try {
      const store = new Store({ kv, clock: new ManualClock(0) });
      const accounts = new Accounts(store);
      const { id } = await accounts.create("Sam");
      const link = await accounts.createLoginLink(id);
      const { code } = await accounts.createPairingCode(id);
      const unused = await accounts.createLoginLink(id);
      const before = await everything(kv);
      const session = await accounts.login(link);
      const paired = await accounts.pairAgent(code, "Browser");
      const token = await accounts.createAgent(id, "Script");
      await accounts.authenticateAgent(token);
      const after = await everything(kv);

      expect(after).toContain("Browser");
      const secrets = [link, code, unused, session, paired?.token, token];
      for (const secret of secrets) {
        expect(secret).toEqual(expect.any(String));
        expect(before).not.toContain(secret);
        expect(after).not.toContain(secret);
      }
      expect(after).toContain(await hashSecret(token));
    } finally {
      kv.close();
    }
  });

  it("are 256 random bits, safe in URLs and subprotocols", () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
  });

  it("are found by their SHA-256", async () => {
    expect(await hashSecret("abc")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

describe("codes", () => {
  it("are eight characters that are hard to confuse", () => {
    const codes = Array.from({ length: 1_000 }, newCode);
    expect(new Set(codes).size).toBe(1_000);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    const used = new Set(codes.join(""));
    expect(used.size).toBe(31);
  });

  it("are recognized as people type them", () => {
    expect(normalizeCode(" abcd – 2345\t")).toBe("ABCD2345");
  });
});
