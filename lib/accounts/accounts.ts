import { AccountId } from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";
import { type Expiring, putOnce, takeOnce } from "./once.ts";
import { hashSecret, newCode, newSecret, normalizeCode } from "./secret.ts";
import { type Person, type Session, Sessions } from "./sessions.ts";

/** An account. */
export interface Account {
  id: AccountId;
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

/** An extension, or another Agent, that may send an account's data. */
export interface Agent {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
  /** When it last connected, ISO 8601; `null` if it never has. */
  lastSeenAt: string | null;
  /**
   * The extension's origin in the browser that it was paired in, as
   * `chrome-extension://…`; `null` for an Agent that is no extension.
   */
  extensionOrigin: string | null;
}

/** Which Agent of which account a token is of. */
export interface AgentName {
  accountId: AccountId;
  agentId: string;
}

/** A link that signs in once. */
export interface LinkOffer {
  secret: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** A code that pairs one Agent. */
export interface PairingCode {
  code: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** How long a sign-in link works, in ms. */
export const LOGIN_LINK_MS = 60 * 60_000;
/** How long a pairing code works, in ms. */
export const PAIRING_CODE_MS = 10 * 60_000;

/** A link that signs in, and whom it invites; `null`: the account itself. */
interface LoginLink extends Expiring {
  person?: Person | null;
}

/** A stored Agent; those of earlier versions have its four first fields. */
interface AgentRecord extends Omit<Agent, "extensionOrigin"> {
  tokenHash?: string;
  extensionOrigin?: string | null;
}

/** Tries of a note that somebody else's writes got in the way of. */
const TRIES = 6;

/**
 * Accounts and what opens them: one-time sign-in links, sessions, pairing codes
 * and Agents' tokens. Secrets are stored as hashes only.
 */
export class Accounts {
  /** Browsers that are signed in. */
  readonly sessions: Sessions;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.sessions = new Sessions(store, (id) => this.get(id));
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
    return (await this.#createLink(accountId, null)).secret;
  }

  /** A link's secret that lets a person in to `accountId` once. */
  invite(accountId: AccountId, person: Person): Promise<LinkOffer> {
    return this.#createLink(accountId, person);
  }

  /** Signs in with a link's secret: the session's secret, or `null`. */
  async login(linkSecret: string): Promise<string | null> {
    const { secret, write } = await this.sessions.prepare();
    const link = await takeOnce<LoginLink>(
      this.#store,
      keys.loginLink(await hashSecret(linkSecret)),
      (tx, { accountId, person = null }) => write(tx, accountId, person),
    );
    return link === null ? null : secret;
  }

  /** The session that a secret opens by now, or `null`. */
  session(secret: string): Promise<Session | null> {
    return this.sessions.open(secret);
  }

  /** Ends the session that a secret opens. */
  async logout(secret: string): Promise<void> {
    await this.sessions.close(secret);
  }

  /** A code with which one Agent can be paired. */
  async createPairingCode(accountId: AccountId): Promise<PairingCode> {
    const code = newCode();
    const expiresAt = await putOnce(
      this.#store,
      keys.pairingCode(await hashSecret(code)),
      this.#expiring(accountId, PAIRING_CODE_MS),
    );
    return { code, expiresAt: new Date(expiresAt).toISOString() };
  }

  /**
   * Exchanges a pairing code for an Agent's token; `null` if it does not work.
   * The code may be typed in small letters, with blanks and dashes. An extension
   * is listed with its origin.
   */
  async pairAgent(
    code: string,
    name: string,
    extensionOrigin: string | null = null,
  ): Promise<{ token: string; accountId: AccountId } | null> {
    const token = newSecret();
    const tokenHash = await hashSecret(token);
    const taken = await takeOnce<Expiring>(
      this.#store,
      keys.pairingCode(await hashSecret(normalizeCode(code))),
      (tx, { accountId }) =>
        this.#putAgent(tx, { accountId, name, tokenHash, extensionOrigin }),
    );
    return taken && { token, accountId: taken.accountId };
  }

  /** Creates an Agent and gives its token, which is shown only now. */
  async createAgent(accountId: AccountId, name: string): Promise<string> {
    const token = newSecret();
    const tx = new Transaction(this.#store);
    const tokenHash = await hashSecret(token);
    const extensionOrigin = null;
    this.#putAgent(tx, { accountId, name, tokenHash, extensionOrigin });
    await tx.commit();
    return token;
  }

  /** The Agent that a token is of, or `null`. */
  async agentOf(token: string): Promise<AgentName | null> {
    const key = keys.agentToken(await hashSecret(token));
    return (await this.#store.get<AgentName>(key))?.value ?? null;
  }

  /** The Agent that a token is of, or `null`; notes that it was here. */
  async authenticateAgent(token: string): Promise<AgentName | null> {
    const found = await this.agentOf(token);
    if (found === null) return null;
    const { accountId, agentId } = found;
    const agentKey = keys.agent(accountId, agentId);
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const agent = await this.#store.get<AgentRecord>(agentKey);
      if (agent === null) return null;
      const lastSeenAt = new Date(this.#store.clock.now()).toISOString();
      const tx = new Transaction(this.#store);
      // One that is revoked just then must not come back.
      tx.check(agentKey, agent.versionstamp);
      tx.set(agentKey, { ...agent.value, lastSeenAt });
      if (await tx.tryCommit() !== null) return { accountId, agentId };
    }
    // Many connections of it came at once, and others have noted it.
    return await this.isPaired(found) ? { accountId, agentId } : null;
  }

  /** Whether the account has that Agent still. */
  async isPaired({ accountId, agentId }: AgentName): Promise<boolean> {
    return await this.#store.get(keys.agent(accountId, agentId)) !== null;
  }

  /** Takes an Agent's token away; `false` if the account has no such Agent. */
  async revokeAgent({ accountId, agentId }: AgentName): Promise<boolean> {
    const key = keys.agent(accountId, agentId);
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const agent = await this.#store.get<AgentRecord>(key);
      if (agent === null) return false;
      const { tokenHash } = agent.value;
      const tx = new Transaction(this.#store);
      tx.check(key, agent.versionstamp);
      tx.delete(key, 0);
      if (tokenHash !== undefined) tx.delete(keys.agentToken(tokenHash), 0);
      if (await tx.tryCommit() !== null) return true;
    }
    throw new Error(`The Agent ${agentId} changes all the time`);
  }

  /** The account's Agents. */
  async listAgents(accountId: AccountId): Promise<Agent[]> {
    const agents: Agent[] = [];
    const entries = this.#store.list<AgentRecord>({
      prefix: keys.agentsOf(accountId),
    });
    for await (const { value } of entries) {
      const { tokenHash: _, extensionOrigin = null, ...agent } = value;
      agents.push({ ...agent, extensionOrigin });
    }
    return agents.sort((a, b) =>
      Date.parse(a.createdAt) - Date.parse(b.createdAt)
    );
  }

  #putAgent(
    tx: Transaction,
    { accountId, name, tokenHash, extensionOrigin }: {
      accountId: AccountId;
      name: string;
      tokenHash: string;
      extensionOrigin: string | null;
    },
  ): void {
    const agent: AgentRecord = {
      id: crypto.randomUUID(),
      name,
      createdAt: new Date(this.#store.clock.now()).toISOString(),
      lastSeenAt: null,
      extensionOrigin,
      tokenHash,
    };
    const token: AgentName = { accountId, agentId: agent.id };
    tx.set(keys.agent(accountId, agent.id), agent);
    tx.set(keys.agentToken(tokenHash), token);
  }

  async #createLink(
    accountId: AccountId,
    person: Person | null,
  ): Promise<LinkOffer> {
    const secret = newSecret();
    const link: LoginLink = {
      ...this.#expiring(accountId, LOGIN_LINK_MS),
      person,
    };
    const key = keys.loginLink(await hashSecret(secret));
    const expiresAt = await putOnce(this.#store, key, link);
    return { secret, expiresAt: new Date(expiresAt).toISOString() };
  }

  #expiring(accountId: AccountId, ms: number): Expiring {
    return { accountId, expiresAt: this.#store.clock.now() + ms };
  }
}

function newAccountId(): AccountId {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return AccountId.parse(`u_${bytes.toHex()}`);
}
