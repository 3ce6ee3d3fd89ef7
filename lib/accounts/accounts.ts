import { AccountId } from "@/lib/models/mod.ts";
import {
  keys,
  RawJson,
  SharedReads,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";
import { hashSecret, newCode, newSecret, normalizeCode } from "./secret.ts";

/** An account. */
export interface Account {
  id: AccountId;
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

/** A signed-in browser. */
export interface Session {
  /** Names the session without opening it. */
  id: string;
  accountId: AccountId;
  name: string;
}

/** An extension, or another Agent, that may send an account's data. */
export interface Agent {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
  /** When it last connected, ISO 8601; `null` if it never has. */
  lastSeenAt: string | null;
}

/** A code that pairs one Agent. */
export interface PairingCode {
  code: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** How long a sign-in link works, in ms. */
export const LOGIN_LINK_MS = 60 * 60_000;
/** How long a session lasts, in ms. */
export const SESSION_MS = 30 * 24 * 3_600_000;
/** How long a pairing code works, in ms. */
export const PAIRING_CODE_MS = 10 * 60_000;

interface Expiring {
  accountId: AccountId;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

interface AgentToken {
  accountId: AccountId;
  agentId: string;
}

/**
 * Accounts and what opens them: one-time sign-in links, sessions, pairing codes
 * and Agents' tokens. Secrets are stored as hashes only.
 */
export class Accounts {
  readonly #store: Store;
  readonly #sessions: SharedReads<Session | null>;

  constructor(store: Store) {
    this.#store = store;
    this.#sessions = new SharedReads((secret) => this.#readSession(secret));
  }

  /** Creates an account called `name`. */
  async create(name: string, id = newAccountId()): Promise<Account> {
    const createdAt = new Date(this.#store.clock.now()).toISOString();
    const account: Account = { id, name, createdAt };
    const tx = new Transaction(this.#store);
    tx.set(keys.account(id), account);
    await tx.commit([{ key: keys.account(id), versionstamp: null }]);
    return account;
  }

  /** The account, or `null`. */
  async get(id: AccountId): Promise<Account | null> {
    return (await this.#store.get<Account>(keys.account(id)))?.value ?? null;
  }

  /** All accounts. */
  async list(): Promise<Account[]> {
    const accounts: Account[] = [];
    const entries = this.#store.list<Account>({ prefix: keys.accounts() });
    for await (const { value } of entries) accounts.push(value);
    return accounts;
  }

  /** The secret of a link that signs in to `accountId` once. */
  async createLoginLink(accountId: AccountId): Promise<string> {
    const secret = newSecret();
    await this.#putExpiring(
      keys.loginLink(await hashSecret(secret)),
      accountId,
      LOGIN_LINK_MS,
    );
    return secret;
  }

  /** Signs in with a link's secret: the session's secret, or `null`. */
  async login(linkSecret: string): Promise<string | null> {
    const secret = newSecret();
    const sessionKey = keys.session(await hashSecret(secret));
    const accountId = await this.#take(
      keys.loginLink(await hashSecret(linkSecret)),
      (tx, accountId) => {
        const session = this.#expiring(accountId, SESSION_MS);
        tx.set(sessionKey, storedFor(session, SESSION_MS));
      },
    );
    return accountId === null ? null : secret;
  }

  /** The session that a secret opens by now, or `null`. */
  session(secret: string): Promise<Session | null> {
    return this.#sessions.get(secret);
  }

  async #readSession(secret: string): Promise<Session | null> {
    const id = await hashSecret(secret);
    const found = (await this.#store.get<Expiring>(keys.session(id)))?.value;
    if (!found || found.expiresAt <= this.#store.clock.now()) return null;
    const account = await this.get(found.accountId);
    return account && { id, accountId: account.id, name: account.name };
  }

  /** Ends a session. */
  async logout(secret: string): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.delete(keys.session(await hashSecret(secret)));
    await tx.commit();
  }

  /** A code with which one Agent can be paired. */
  async createPairingCode(accountId: AccountId): Promise<PairingCode> {
    const code = newCode();
    const expiresAt = await this.#putExpiring(
      keys.pairingCode(await hashSecret(code)),
      accountId,
      PAIRING_CODE_MS,
    );
    return { code, expiresAt: new Date(expiresAt).toISOString() };
  }

  /**
   * Exchanges a pairing code for an Agent's token; `null` if it does not work.
   * The code may be typed in small letters, with blanks and dashes.
   */
  async pairAgent(
    code: string,
    name: string,
  ): Promise<{ token: string; accountId: AccountId } | null> {
    const token = newSecret();
    const tokenHash = await hashSecret(token);
    const accountId = await this.#take(
      keys.pairingCode(await hashSecret(normalizeCode(code))),
      (tx, accountId) => this.#putAgent(tx, { accountId, name, tokenHash }),
    );
    return accountId === null ? null : { token, accountId };
  }

  /** Creates an Agent and gives its token, which is shown only now. */
  async createAgent(accountId: AccountId, name: string): Promise<string> {
    const token = newSecret();
    const tx = new Transaction(this.#store);
    this.#putAgent(tx, { accountId, name, tokenHash: await hashSecret(token) });
    await tx.commit();
    return token;
  }

  /** The account that a token opens, or `null`; notes that the Agent was here. */
  async authenticateAgent(token: string): Promise<AccountId | null> {
    const key = keys.agentToken(await hashSecret(token));
    const found = (await this.#store.get<AgentToken>(key))?.value;
    if (!found) return null;
    const tx = new Transaction(this.#store);
    const agentKey = keys.agent(found.accountId, found.agentId);
    const agent = await tx.get<Agent>(agentKey);
    if (agent === null) return null;
    const lastSeenAt = new Date(this.#store.clock.now()).toISOString();
    tx.set(agentKey, { ...agent, lastSeenAt });
    await tx.commit();
    return found.accountId;
  }

  /** The account's Agents. */
  async listAgents(accountId: AccountId): Promise<Agent[]> {
    const agents: Agent[] = [];
    const entries = this.#store.list<Agent>({
      prefix: keys.agentsOf(accountId),
    });
    for await (const { value } of entries) agents.push(value);
    return agents.sort((a, b) =>
      Date.parse(a.createdAt) - Date.parse(b.createdAt)
    );
  }

  #putAgent(
    tx: Transaction,
    { accountId, name, tokenHash }: {
      accountId: AccountId;
      name: string;
      tokenHash: string;
    },
  ): void {
    const agent: Agent = {
      id: crypto.randomUUID(),
      name,
      createdAt: new Date(this.#store.clock.now()).toISOString(),
      lastSeenAt: null,
    };
    const token: AgentToken = { accountId, agentId: agent.id };
    tx.set(keys.agent(accountId, agent.id), agent);
    tx.set(keys.agentToken(tokenHash), token);
  }

  async #putExpiring(
    key: Deno.KvKey,
    accountId: AccountId,
    ms: number,
  ): Promise<number> {
    const record = this.#expiring(accountId, ms);
    const tx = new Transaction(this.#store);
    tx.set(key, storedFor(record, ms));
    await tx.commit();
    return record.expiresAt;
  }

  #expiring(accountId: AccountId, ms: number): Expiring {
    return { accountId, expiresAt: this.#store.clock.now() + ms };
  }

  /**
   * Takes what works once, and writes in the same commit what it is taken for:
   * of two that come at the same time, one gets it. `null` if it does not work.
   */
  async #take(
    key: Deno.KvKey,
    write: (tx: Transaction, accountId: AccountId) => void,
  ): Promise<AccountId | null> {
    const entry = await this.#store.get<Expiring>(key);
    if (entry === null) return null;
    const { accountId, expiresAt } = entry.value;
    if (expiresAt <= this.#store.clock.now()) return null;
    const tx = new Transaction(this.#store);
    tx.delete(key, entry.chunks);
    write(tx, accountId);
    try {
      await tx.commit([{ key, versionstamp: entry.versionstamp }]);
    } catch (error) {
      if (error instanceof TransactionConflict) return null;
      throw error;
    }
    return accountId;
  }
}

/** A value that the platform deletes some time after `ms` have passed. */
function storedFor(value: unknown, ms: number): RawJson {
  return new RawJson(JSON.stringify(value), ms);
}

function newAccountId(): AccountId {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return AccountId.parse(`u_${bytes.toHex()}`);
}
