import type { AccountId, Role } from "@/lib/models/mod.ts";
import { keys, SharedReads, type Store, Transaction } from "@/lib/store/mod.ts";
import type { Account } from "./accounts.ts";
import { type Expiring, storedUntil } from "./once.ts";
import { hashSecret, newSecret } from "./secret.ts";

/** A signed-in browser. */
export interface Session {
  /** Names the session without opening it. */
  id: string;
  accountId: AccountId;
  /** What the account is called. */
  accountName: string;
  /** Who is signed in; the account's name for who was not invited by name. */
  name: string;
  role: Role;
}

/** A signed-in browser as its account lists it. */
export interface ListedSession extends Session {
  /** ISO 8601; `null` for one that began before that was noted. */
  createdAt: string | null;
  /** ISO 8601. */
  expiresAt: string;
}

/** Who a link or a session is for. */
export interface Person {
  name: string;
  role: Role;
}

/** How long a session lasts, in ms. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** A stored session; those of earlier versions have its two first fields. */
interface SessionRecord extends Expiring {
  /** `null`: called like the account. */
  name?: string | null;
  role?: Role;
  /** Milliseconds since the epoch. */
  createdAt?: number;
}

/**
 * Browsers that are signed in. Each session lies under its secret's hash, which
 * is its id, and an index by account names them; both go at the same time.
 */
export class Sessions {
  readonly #store: Store;
  readonly #account: (id: AccountId) => Promise<Account | null>;
  readonly #shared: SharedReads<Session | null>;

  constructor(
    store: Store,
    account: (id: AccountId) => Promise<Account | null>,
  ) {
    this.#store = store;
    this.#account = account;
    this.#shared = new SharedReads((secret) => this.#open(secret));
  }

  /**
   * A new session's secret, and what writes it for an account into the commit in
   * which its link is used up.
   */
  async prepare(): Promise<{
    secret: string;
    write(tx: Transaction, accountId: AccountId, person: Person | null): void;
  }> {
    const secret = newSecret();
    const id = await hashSecret(secret);
    return {
      secret,
      write: (tx, accountId, person) => {
        const now = this.#store.clock.now();
        const record: SessionRecord = {
          accountId,
          expiresAt: now + SESSION_MS,
          name: person?.name ?? null,
          role: person?.role ?? "creator",
          createdAt: now,
        };
        const mark: Expiring = { accountId, expiresAt: record.expiresAt };
        tx.set(keys.session(id), storedUntil(record, now));
        tx.set(keys.sessionOf(accountId, id), storedUntil(mark, now));
      },
    };
  }

  /** The session that a secret opens by now, or `null`. */
  open(secret: string): Promise<Session | null> {
    return this.#shared.get(secret);
  }

  /**
   * The account's sessions, the latest first. One of an earlier version is in no
   * index: it is among them if it is `current`, the one that asks.
   */
  async list(
    accountId: AccountId,
    current: string | null = null,
  ): Promise<ListedSession[]> {
    const account = await this.#account(accountId);
    if (account === null) return [];
    const ids = new Set(current === null ? [] : [current]);
    const marks = this.#store.listKeys({ prefix: keys.sessionsOf(accountId) });
    for await (const key of marks) ids.add(String(key.at(-1)));
    const entries = await this.#store.getMany<SessionRecord>(
      [...ids].map((id) => keys.session(id)),
    );
    const now = this.#store.clock.now();
    const over = new Transaction(this.#store);
    const sessions = [...ids].flatMap((id, i): ListedSession[] => {
      const record = entries[i]?.value;
      if (record !== undefined && record.expiresAt > now) {
        return record.accountId === accountId
          ? [listed(id, record, account)]
          : [];
      }
      forget(over, accountId, id);
      return [];
    });
    if (over.size > 0) await over.commit();
    return sessions.sort((a, b) =>
      Date.parse(b.expiresAt) - Date.parse(a.expiresAt) ||
      (a.id < b.id ? -1 : 1)
    );
  }

  /** Ends one of the account's sessions; `false` if it has none of that id. */
  async end(accountId: AccountId, id: string): Promise<boolean> {
    const key = keys.session(id);
    const entry = await this.#store.get<SessionRecord>(key);
    if (entry?.value.accountId !== accountId) return false;
    const tx = new Transaction(this.#store);
    forget(tx, accountId, id);
    tx.check(key, entry.versionstamp);
    const isOver = entry.value.expiresAt <= this.#store.clock.now();
    return await tx.tryCommit() !== null && !isOver;
  }

  /** Ends the session that a secret opens, if it does. */
  async close(secret: string): Promise<void> {
    const id = await hashSecret(secret);
    const entry = await this.#store.get<SessionRecord>(keys.session(id));
    if (entry !== null) await this.end(entry.value.accountId, id);
  }

  async #open(secret: string): Promise<Session | null> {
    const id = await hashSecret(secret);
    const record = (await this.#store.get<SessionRecord>(keys.session(id)))
      ?.value;
    if (!record || record.expiresAt <= this.#store.clock.now()) return null;
    const account = await this.#account(record.accountId);
    return account && sessionOf(id, record, account);
  }
}

function sessionOf(
  id: string,
  { name, role = "creator" }: SessionRecord,
  account: Account,
): Session {
  return {
    id,
    accountId: account.id,
    accountName: account.name,
    name: name ?? account.name,
    role,
  };
}

function listed(
  id: string,
  record: SessionRecord,
  account: Account,
): ListedSession {
  const { createdAt, expiresAt } = record;
  return {
    ...sessionOf(id, record, account),
    createdAt: createdAt === undefined
      ? null
      : new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

function forget(tx: Transaction, accountId: AccountId, id: string): void {
  tx.delete(keys.session(id), 0);
  tx.delete(keys.sessionOf(accountId, id), 0);
}
