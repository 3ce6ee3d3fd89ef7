import { describe, expect, it } from "vitest";
import { AccountId } from "@/lib/models/mod.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import {
  type Account,
  Accounts,
  LOGIN_LINK_MS,
  PAIRING_CODE_MS,
  SESSION_MS,
} from "./mod.ts";
import { hashSecret } from "./secret.ts";

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

describe("an invitation", () => {
  it("lets in somebody by name and role, once", () =>
    withAccounts(async ({ accounts, sam }) => {
      const kim = { name: "Kim", role: "operator" } as const;
      const { secret, expiresAt } = await accounts.invite(sam.id, kim);
      expect(expiresAt).toBe("2025-11-08T13:00:00.000Z");
      const session = await accounts.login(secret);
      expect(await accounts.session(session!)).toEqual({
        id: expect.any(String),
        accountId: sam.id,
        accountName: "Sam",
        ...kim,
      });
      expect(await accounts.login(secret)).toBeNull();
    }));

  it("is not needed: a link is of the account's creator", () =>
    withAccounts(async (world) => {
      expect(await world.accounts.session(await login(world)))
        .toMatchObject({ name: "Sam", accountName: "Sam", role: "creator" });
    }));
});

describe("an account's sessions", () => {
  const SESSION = expect.objectContaining({ id: expect.any(String) });

  it("are listed, the latest first, and to no other account", () =>
    withAccounts(async (world) => {
      const { accounts, clock, sam, kim } = world;
      await login(world);
      clock.advance(1_000);
      const { secret } = await accounts.invite(sam.id, {
        name: "Robin",
        role: "operator",
      });
      await accounts.login(secret);
      expect(await accounts.sessions.list(sam.id)).toEqual([
        {
          id: expect.any(String),
          accountId: sam.id,
          accountName: "Sam",
          name: "Robin",
          role: "operator",
          createdAt: "2025-11-08T12:00:01.000Z",
          expiresAt: "2025-12-08T12:00:01.000Z",
        },
        SESSION,
      ]);
      expect(await accounts.sessions.list(kim.id)).toEqual([]);
    }));

  it("are not mixed up where one account's id begins another's", () =>
    withAccounts(async ({ accounts, sam }) => {
      const longer = AccountId.parse(`${sam.id}1`);
      await accounts.create("Longer", longer);
      await accounts.login(await accounts.createLoginLink(longer));
      expect(await accounts.sessions.list(sam.id)).toEqual([]);
    }));

  it("end one by one, and only for their own account", () =>
    withAccounts(async (world) => {
      const { accounts, kv, sam, kim } = world;
      const [first, second] = [await login(world), await login(world)];
      const { id } = (await accounts.session(first))!;
      expect(await accounts.sessions.end(kim.id, id)).toBe(false);
      expect(await accounts.sessions.end(sam.id, "unknown")).toBe(false);
      expect(await accounts.sessions.end(sam.id, id)).toBe(true);
      expect(await accounts.sessions.end(sam.id, id)).toBe(false);
      expect(await accounts.session(first)).toBeNull();
      expect(await accounts.session(second)).not.toBeNull();
      expect(await accounts.sessions.list(sam.id)).toEqual([SESSION]);
      await accounts.logout(second);
      for (const prefix of [["session"], ["account_session"]]) {
        expect(await Array.fromAsync(kv.list({ prefix }))).toEqual([]);
      }
    }));

  it("end once if twenty end the same one at the same time", () =>
    withAccounts(async (world) => {
      const { accounts, sam } = world;
      const { id } = (await accounts.session(await login(world)))!;
      const ended = await Promise.all(
        Array.from({ length: 20 }, () => accounts.sessions.end(sam.id, id)),
      );
      expect(ended.filter((isEnded) => isEnded)).toHaveLength(1);
    }));

  it("are not listed past their time, and are cleaned up", () =>
    withAccounts(async (world) => {
      const { accounts, clock, kv, sam } = world;
      await login(world);
      clock.advance(SESSION_MS - 1);
      await login(world);
      expect(await accounts.sessions.list(sam.id)).toHaveLength(2);
      clock.advance(1);
      expect(await accounts.sessions.list(sam.id)).toHaveLength(1);
      for (const prefix of [["session"], ["account_session"]]) {
        expect(await Array.fromAsync(kv.list({ prefix }))).toHaveLength(1);
      }
    }));

  it("that an earlier version began stay, and are listed to themselves", () =>
    withAccounts(async ({ accounts, clock, kv, sam }) => {
      const store = new Store({ kv, clock });
      const secret = "a".repeat(64);
      const id = await hashSecret(secret);
      const tx = new Transaction(store);
      const expiresAt = START + 60_000;
      tx.set(keys.session(id), { accountId: sam.id, expiresAt });
      await tx.commit();
      expect(await accounts.session(secret))
        .toMatchObject({ id, name: "Sam", role: "creator" });
      expect(await accounts.sessions.list(sam.id)).toEqual([]);
      expect(await accounts.sessions.list(sam.id, id))
        .toMatchObject([{ id, createdAt: null }]);
      expect(await accounts.sessions.end(sam.id, id)).toBe(true);
      expect(await accounts.session(secret)).toBeNull();
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
      expect(await accounts.authenticateAgent(paired!.token))
        .toMatchObject({ accountId: sam.id });
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
      const [samAgent] = await accounts.listAgents(sam.id);
      expect(await accounts.authenticateAgent(samToken))
        .toEqual({ accountId: sam.id, agentId: samAgent?.id });
      expect(await accounts.authenticateAgent(kimToken))
        .toMatchObject({ accountId: kim.id });
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

  it("lets its Agent in however often it comes at once", () =>
    withAccounts(async ({ accounts, sam }) => {
      const token = await accounts.createAgent(sam.id, "Browser");
      const all = await Promise.all(
        Array.from({ length: 60 }, () => accounts.authenticateAgent(token)),
      );
      for (const one of all) expect(one?.accountId).toBe(sam.id);
    }));
});

describe("an Agent that is an extension", () => {
  const origin = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

  it("is listed with its origin, and others without one", () =>
    withAccounts(async ({ accounts, clock, kv, sam }) => {
      const { code } = await accounts.createPairingCode(sam.id);
      await accounts.pairAgent(code, "Browser", origin);
      await accounts.createAgent(sam.id, "Script");
      const tx = new Transaction(new Store({ kv, clock }));
      tx.set(keys.agent(sam.id, "earlier"), {
        id: "earlier",
        name: "Earlier",
        createdAt: "2025-11-08T11:00:00.000Z",
        lastSeenAt: null,
      });
      await tx.commit();
      const agents = await accounts.listAgents(sam.id);
      const origins = agents.map(({ name, extensionOrigin }) => [
        name,
        extensionOrigin,
      ]);
      expect(Object.fromEntries(origins))
        .toEqual({ Browser: origin, Script: null, Earlier: null });
    }));

  it("is found by its token, which is not noted", () =>
    withAccounts(async ({ accounts, sam }) => {
      const { code } = await accounts.createPairingCode(sam.id);
      const paired = await accounts.pairAgent(code, "Browser", origin);
      const [agent] = await accounts.listAgents(sam.id);
      expect(await accounts.agentOf(paired!.token))
        .toEqual({ accountId: sam.id, agentId: agent?.id });
      expect(await accounts.agentOf("nonsense")).toBeNull();
      expect(await accounts.listAgents(sam.id)).toEqual([agent]);
    }));
});

describe("an Agent that is revoked", () => {
  it("is gone, with its token, and no other", () =>
    withAccounts(async ({ accounts, kv, sam, kim }) => {
      const token = await accounts.createAgent(sam.id, "Lost");
      const other = await accounts.createAgent(sam.id, "Kept");
      const agent = (await accounts.authenticateAgent(token))!;
      const elsewhere = { ...agent, accountId: kim.id };
      expect(await accounts.revokeAgent(elsewhere)).toBe(false);
      expect(await accounts.isPaired(agent)).toBe(true);
      expect(await accounts.revokeAgent(agent)).toBe(true);
      expect(await accounts.revokeAgent(agent)).toBe(false);
      expect(await accounts.isPaired(agent)).toBe(false);
      expect(await accounts.authenticateAgent(token)).toBeNull();
      expect(await accounts.authenticateAgent(other)).not.toBeNull();
      const tokens = kv.list({ prefix: ["agent_token"] });
      expect(await Array.fromAsync(tokens)).toHaveLength(1);
    }));

  it("does not come back by a connection at the same moment", () =>
    withAccounts(async ({ accounts, sam }) => {
      const token = await accounts.createAgent(sam.id, "Busy");
      const agent = (await accounts.authenticateAgent(token))!;
      const connections = Array.from(
        { length: 5 },
        () => accounts.authenticateAgent(token),
      );
      expect(await accounts.revokeAgent(agent)).toBe(true);
      await Promise.all(connections);
      expect(await accounts.listAgents(sam.id)).toEqual([]);
      expect(await accounts.authenticateAgent(token)).toBeNull();
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
