import type { AccountId } from "@/lib/models/mod.ts";
import type { BridgeSession } from "./bridge_session.ts";
import type { PresenceFrame } from "./presence.ts";
import type { HubSource } from "./source.ts";

/** What an instance's dashboards work with. */
export interface DashboardsOptions {
  source: HubSource;
  presence(account: AccountId): Promise<PresenceFrame | null>;
  /** An account has its first dashboard here, or no longer any. */
  onAccount(account: AccountId, isHere: boolean): void;
}

/** The dashboards that are connected to this instance, by account. */
export class Dashboards {
  readonly #options: DashboardsOptions;
  readonly #sessions = new Map<AccountId, Set<BridgeSession>>();

  constructor(options: DashboardsOptions) {
    this.#options = options;
  }

  /** Accounts that have dashboards here. */
  accounts(): AccountId[] {
    return [...this.#sessions.keys()];
  }

  /** All dashboards. */
  *[Symbol.iterator](): Iterator<BridgeSession> {
    for (const sessions of this.#sessions.values()) yield* sessions;
  }

  add(account: AccountId, session: BridgeSession): void {
    const sessions = this.#sessions.get(account);
    if (sessions !== undefined) {
      sessions.add(session);
      return;
    }
    this.#sessions.set(account, new Set([session]));
    this.#options.onAccount(account, true);
  }

  delete(account: AccountId, session: BridgeSession): void {
    const sessions = this.#sessions.get(account);
    if (!sessions?.delete(session) || sessions.size > 0) return;
    this.#sessions.delete(account);
    this.#options.onAccount(account, false);
  }

  /**
   * Compares what dashboards have with the database, and sends what is missing.
   * Status and presence are read only where something shows that they may be
   * others than the dashboard was told, or if it is to be done `fully`.
   */
  async look(accounts: readonly AccountId[], fully: boolean): Promise<void> {
    const positions = await this.#options.source.positions(accounts);
    await Promise.all(accounts.map(async (account) => {
      const position = positions.get(account);
      const sessions = [...this.#sessions.get(account) ?? []];
      const behind = sessions.filter((session) =>
        position !== undefined && session.isBehind(position)
      );
      for (const session of behind) session.catchUp();
      const isUnclear = behind.length > 0 ||
        sessions.some(({ isLive }) => !isLive);
      if (fully || isUnclear) await this.#tellStatus(account, sessions);
      if (fully) await this.#tellPresence(account, sessions);
    }));
  }

  async #tellStatus(
    account: AccountId,
    sessions: readonly BridgeSession[],
  ): Promise<void> {
    if (sessions.length === 0) return;
    const tell = sessions.map((session) => session.expectStatus());
    const status = await this.#options.source.status(account);
    for (const one of tell) one(status);
  }

  async #tellPresence(
    account: AccountId,
    sessions: readonly BridgeSession[],
  ): Promise<void> {
    if (sessions.length === 0) return;
    const frame = await this.#options.presence(account);
    if (frame === null) return;
    for (const session of sessions) session.tellPresence(frame);
  }
}
