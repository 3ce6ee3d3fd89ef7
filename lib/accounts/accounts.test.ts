import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { ManualClock, Store } from "@/lib/store/mod.ts";
import {
  type Account,
  Accounts,
  LOGIN_LINK_MS,
  PAIRING_CODE_MS,
  SESSION_MS,
} from "./mod.ts";

const START = Date.UTC(2025, 10, 8, 12);

interface World {
  accounts: Accounts;
  clock: ManualClock;
  kv: Deno.Kv;
  sam: Account;
  kim: Account;
}

/** Runs with two accounts on a database in memory, and a clock that stands. */
async function withAccounts(run: (world: World) => Promise<void>) {
  const kv = await Deno.openKv(":memory:");
  try {
    const clock = new ManualClock(START);
    const accounts = new Accounts(new Store({ kv, clock }));
    const sam = await accounts.create("Sam");
    const kim = await accounts.create("Kim");
    await run({ accounts, clock, kv, sam, kim });
  } finally {
    kv.close();
  }
}

async function login({ accounts, sam }: World): Promise<string> {
  return (await accounts.login(await accounts.createLoginLink(sam.id)))!;
}

describe("an account", () => {
  it("is found by its id, and listed", () =>
    withAccounts(async ({ accounts, sam, kim }) => {
      expect(sam).toMatchObject({
        name: "Sam",
        createdAt: "2025-11-08T12:00:00.000Z",
      });
      expect(await accounts.get(sam.id)).toEqual(sam);
      expect(await accounts.get(AccountId.parse("u_nobody"))).toBeNull();
      const names = (await accounts.list()).map(({ name }) => name);
      expect(names.sort()).toEqual([kim.name, sam.name]);
    }));

  it("is not replaced by another of the same id", () =>
    withAccounts(async ({ accounts, sam }) => {
      await expect(accounts.create("Eve", sam.id)).rejects.toThrow();
      expect(await accounts.get(sam.id)).toEqual(sam);
    }));
});

describe("a sign-in link", () => {
  it("opens a session of its account, once", () =>
    withAccounts(async ({ accounts, sam }) => {
      const link = await accounts.createLoginLink(sam.id);
      const secret = await accounts.login(link);
      expect(await accounts.session(secret!))
        .toMatchObject({ accountId: sam.id, name: "Sam" });
      expect(await accounts.login(link)).toBeNull();
    }));

  it("works for an hour", () =>
    withAccounts(async ({ accounts, clock, sam }) => {
      const [early, late] = [
        await accounts.createLoginLink(sam.id),
        await accounts.createLoginLink(sam.id),
      ];
      clock.advance(LOGIN_LINK_MS - 1);
      expect(await accounts.login(early)).not.toBeNull();
      clock.advance(1);
      expect(await accounts.login(late)).toBeNull();
    }));

  it("opens one session if twenty use it at the same time", () =>
    withAccounts(async ({ accounts, kv, sam }) => {
      const link = await accounts.createLoginLink(sam.id);
      const results = await Promise.all(
        Array.from({ length: 20 }, () => accounts.login(link)),
      );
      expect(results.filter((secret) => secret !== null)).toHaveLength(1);
      expect(await Array.fromAsync(kv.list({ prefix: ["session"] })))
        .toHaveLength(1);
    }));

  it("is nothing that can be guessed from another", () =>
    withAccounts(async ({ accounts, sam }) => {
      const link = await accounts.createLoginLink(sam.id);
      for (const wrong of ["", "x", link.slice(1), `${link}0`]) {
        expect(await accounts.login(wrong)).toBeNull();
      }
      expect(await accounts.login(link)).not.toBeNull();
    }));
});

describe("a session", () => {
  it("ends after its time", () =>
    withAccounts(async (world) => {
      const secret = await login(world);
      world.clock.advance(SESSION_MS - 1);
      expect(await world.accounts.session(secret)).not.toBeNull();
      world.clock.advance(1);
      expect(await world.accounts.session(secret)).toBeNull();
    }));

  it("ends with the log-out, and only that one", () =>
    withAccounts(async (world) => {
      const { accounts } = world;
      const [here, elsewhere] = [await login(world), await login(world)];
      await accounts.logout(here);
      await accounts.logout("unknown");
      expect(await accounts.session(here)).toBeNull();
      expect(await accounts.session(elsewhere)).not.toBeNull();
    }));

  it("is not opened by a link's secret or a token", () =>
    withAccounts(async ({ accounts, sam }) => {
      const link = await accounts.createLoginLink(sam.id);
      const token = await accounts.createAgent(sam.id, "Browser");
      expect(await accounts.session(link)).toBeNull();
      expect(await accounts.session(token)).toBeNull();
    }));
});

describe("a pairing code", () => {
  it("pairs one Agent with the account", () =>
    withAccounts(async ({ accounts, sam }) => {
      const { code, expiresAt } = await accounts.createPairingCode(sam.id);
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
      expect(expiresAt).toBe("2025-11-08T12:10:00.000Z");
      const paired = await accounts.pairAgent(code, "Browser");
      expect(paired?.accountId).toBe(sam.id);
      expect(await accounts.authenticateAgent(paired!.token)).toBe(sam.id);
      expect(await accounts.pairAgent(code, "Second")).toBeNull();
      const agents = await accounts.listAgents(sam.id);
      expect(agents.map(({ name }) => name)).toEqual(["Browser"]);
    }));

  it("works for ten minutes", () =>
    withAccounts(async ({ accounts, clock, sam }) => {
      const early = await accounts.createPairingCode(sam.id);
      const late = await accounts.createPairingCode(sam.id);
      clock.advance(PAIRING_CODE_MS - 1);
      expect(await accounts.pairAgent(early.code, "Early")).not.toBeNull();
      clock.advance(1);
      expect(await accounts.pairAgent(late.code, "Late")).toBeNull();
    }));

  it.each<[string, (code: string) => string]>([
    ["in small letters", (code) => code.toLowerCase()],
    ["with blanks around", (code) => `  ${code}\n`],
    ["in two halves", (code) => `${code.slice(0, 4)} ${code.slice(4)}`],
    ["with a dash", (code) => `${code.slice(0, 4)}-${code.slice(4)}`],
    ["letter by letter", (code) => code.toLowerCase().split("").join(" ")],
  ])(
    "may be typed %s",
    (_, typed) =>
      withAccounts(async ({ accounts, sam }) => {
        const { code } = await accounts.createPairingCode(sam.id);
        expect(await accounts.pairAgent(typed(code), "Browser")).not.toBeNull();
      }),
  );

  it("pairs one Agent if twenty use it at the same time", () =>
    withAccounts(async ({ accounts, sam }) => {
      const { code } = await accounts.createPairingCode(sam.id);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, i) => accounts.pairAgent(code, `${i}`)),
      );
      expect(results.filter((paired) => paired !== null)).toHaveLength(1);
      expect(await accounts.listAgents(sam.id)).toHaveLength(1);
    }));
});

describe("an Agent's token", () => {
  it("opens its own account only", () =>
    withAccounts(async ({ accounts, sam, kim }) => {
      const samToken = await accounts.createAgent(sam.id, "Sam's browser");
      const kimToken = await accounts.createAgent(kim.id, "Kim's browser");
      expect(await accounts.authenticateAgent(samToken)).toBe(sam.id);
      expect(await accounts.authenticateAgent(kimToken)).toBe(kim.id);
      for (const wrong of ["", samToken.slice(1), samToken + kimToken]) {
        expect(await accounts.authenticateAgent(wrong)).toBeNull();
      }
    }));

  it("notes when its Agent was here", () =>
    withAccounts(async ({ accounts, clock, sam }) => {
      const token = await accounts.createAgent(sam.id, "Browser");
      const [before] = await accounts.listAgents(sam.id);
      expect(before).toMatchObject({
        createdAt: "2025-11-08T12:00:00.000Z",
        lastSeenAt: null,
      });
      clock.advance(60_000);
      await accounts.authenticateAgent(token);
      const [after] = await accounts.listAgents(sam.id);
      expect(after).toEqual({
        ...before,
        lastSeenAt: "2025-11-08T12:01:00.000Z",
      });
    }));
});

describe("an account's Agents", () => {
  it("are listed oldest first, and to no other account", () =>
    withAccounts(async ({ accounts, clock, sam, kim }) => {
      for (const name of ["first", "second", "third"]) {
        await accounts.createAgent(sam.id, name);
        clock.advance(1);
      }
      await accounts.createAgent(kim.id, "Kim's");
      const names = async (id: AccountId) =>
        (await accounts.listAgents(id)).map(({ name }) => name);
      expect(await names(sam.id)).toEqual(["first", "second", "third"]);
      expect(await names(kim.id)).toEqual(["Kim's"]);
    }));

  it("are not mixed up where one account's id begins another's", () =>
    withAccounts(async ({ accounts, sam }) => {
      const longer = AccountId.parse(`${sam.id}1`);
      await accounts.create("Longer", longer);
      await accounts.createAgent(longer, "Longer's");
      expect(await accounts.listAgents(sam.id)).toEqual([]);
    }));
});
