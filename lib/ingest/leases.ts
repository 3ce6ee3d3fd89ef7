import { AccountId } from "@/lib/models/mod.ts";
import { keys, RawJson, type Store, Transaction } from "@/lib/store/mod.ts";

/** How long an instance is believed to be alive after it said so, in ms. */
export const INSTANCE_TTL_MS = 3_000;
/** How often an instance says that it is alive, in ms. */
const RENEW_MS = 1_000;
/** When the platform may delete what a dead instance left, in ms. */
const FORGET_MS = 3_600_000;

interface InstanceRecord {
  /** In ms. */
  expiresAt: number;
}

interface LeaseRecord {
  /** The instance that writes for the account. */
  holder: string;
}

/**
 * A held lease. Every commit of its holder checks it; whoever takes the lease
 * over changes its versionstamp, so that it is the fencing token: an instance
 * that has lost its lease cannot write, whatever it believes.
 */
export type Lease = Deno.AtomicCheck;

/**
 * Which instance writes for which account. A lease holds as long as its
 * instance is alive, which all instances can see: one short record is renewed
 * per instance, not one per account.
 */
export class Leases {
  /** The name of this instance. */
  readonly instance: string;
  readonly #store: Store;
  #started: Promise<void> | null = null;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(store: Store, instance: string) {
    this.#store = store;
    this.instance = instance;
  }

  /**
   * Takes an account's lease if nobody holds it, or its holder is dead. Gives
   * `null` if somebody else has it, or was faster.
   */
  async acquire(account: AccountId): Promise<Lease | null> {
    await this.#isAlive();
    const key = keys.lease(account);
    const lease = await this.#store.get<LeaseRecord>(key);
    const tx = new Transaction(this.#store);
    tx.check(key, lease?.versionstamp ?? null);
    if (lease !== null && lease.value.holder !== this.instance) {
      const { holder } = lease.value;
      const record = await this.#store.get<InstanceRecord>(
        keys.instance(holder),
      );
      if (this.#lives(record?.value)) return null;
      // It may come back to life before this commit.
      tx.check(keys.instance(holder), record?.versionstamp ?? null);
    }
    const value: LeaseRecord = { holder: this.instance };
    tx.set(key, value);
    const versionstamp = await tx.tryCommit();
    return versionstamp === null ? null : { key, versionstamp };
  }

  /** Lets a lease go; does nothing if it is lost already. */
  async release({ key, versionstamp }: Lease): Promise<void> {
    const tx = new Transaction(this.#store);
    tx.check(key, versionstamp);
    tx.delete(key, 0);
    await tx.tryCommit();
  }

  /** Accounts whose leases are held by instances that are dead. */
  async orphans(): Promise<AccountId[]> {
    const holders = new Map<string, AccountId[]>();
    const leases = this.#store.list<LeaseRecord>({ prefix: keys.leases() });
    for await (const { key, value: { holder } } of leases) {
      if (holder === this.instance) continue;
      const accounts = holders.get(holder) ?? [];
      accounts.push(accountOf(key));
      holders.set(holder, accounts);
    }
    const orphans: AccountId[] = [];
    for (const [holder, accounts] of holders) {
      const record = await this.#store.get<InstanceRecord>(
        keys.instance(holder),
      );
      if (!this.#lives(record?.value)) orphans.push(...accounts);
    }
    return orphans;
  }

  /** Ends this instance's life: its leases can be taken at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    if (this.#started === null) return;
    await this.#started.catch(() => {});
    const tx = new Transaction(this.#store);
    tx.delete(keys.instance(this.instance), 0);
    // If that fails, it lapses.
    await tx.commit().catch(() => {});
  }

  #lives(record: InstanceRecord | undefined): boolean {
    return record !== undefined && record.expiresAt > this.#store.clock.now();
  }

  /** Says that this instance is alive, from the first time on again and again. */
  #isAlive(): Promise<void> {
    this.#started ??= this.#renew().finally(() => this.#renewLater());
    return this.#started;
  }

  #renewLater(): void {
    if (this.#stopped) return;
    this.#cancel = this.#store.clock.after(RENEW_MS, () => {
      // A database that does not answer now is asked again in a moment.
      this.#renew().catch(() => {}).finally(() => this.#renewLater());
    });
  }

  async #renew(): Promise<void> {
    if (this.#stopped) return;
    const record: InstanceRecord = {
      expiresAt: this.#store.clock.now() + INSTANCE_TTL_MS,
    };
    const tx = new Transaction(this.#store);
    const key = keys.instance(this.instance);
    tx.set(key, new RawJson(JSON.stringify(record), FORGET_MS));
    await tx.commit();
  }
}

function accountOf(key: Deno.KvKey): AccountId {
  return AccountId.parse(key[1]);
}
