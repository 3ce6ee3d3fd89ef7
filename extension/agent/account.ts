import type { Command } from "./commands/command.ts";
import { CommandDesk, type PageReply } from "./commands/desk.ts";
import { currentAccount } from "./meta/epochs.ts";
import type { AgentPorts, Meta } from "./ports.ts";
import { Presence } from "./presence.ts";
import type { AccountStore, Delivery, Observed, Pairing } from "./types.ts";

/** What an account at work is given. */
export interface AccountOptions {
  creator: string;
  ports: AgentPorts;
  meta(): Promise<Meta>;
  /** There is something for the service. */
  onNews(): void;
  /** The connection stands otherwise. */
  onStatus(): void;
}

/** One creator account at work: its store, its connection, its commands. */
export class Account {
  readonly creator: string;
  readonly desk: CommandDesk;
  readonly presence: Presence;
  readonly #options: AccountOptions;
  #store: Promise<AccountStore> | null = null;
  #isClosed = false;
  #delivery: { delivery: Delivery; token: string } | null = null;
  /** Fans with a chat, once they were asked for. */
  #fans: Promise<Set<string>> | null = null;

  constructor(options: AccountOptions) {
    const { creator, ports, meta, onNews } = options;
    const { clock, newId, onError } = ports;
    this.#options = options;
    this.creator = creator;
    this.desk = new CommandDesk({
      clock,
      newId,
      onError,
      onResult: onNews,
      journal: async () => (await this.store()).commands,
      pages: () => this.#pages(),
      send: (page, command) => this.#send(page, command),
      onAbsent: async (page) => await (await meta()).closePage(page),
      isPaused: async () => await (await meta()).paused(),
    });
    this.presence = new Presence({
      clock,
      onError,
      fans: () => this.#fansWithChat(),
      send: (ids, at) =>
        this.#delivery?.delivery.sendPresence(ids, at) ?? false,
    });
  }

  /** Its database, opened when it is needed first. */
  store(): Promise<AccountStore> {
    if (this.#isClosed) {
      return Promise.reject(new Error("The account's data is being removed."));
    }
    this.#store ??= this.#open();
    return this.#store;
  }

  /** How its connection stands; `null` where it has none. */
  get status(): Delivery["status"] | null {
    return this.#delivery?.delivery.status ?? null;
  }

  /** Sees to it that what waits goes to its service. */
  async connect(
    pairing: Pairing,
    how?: { byPerson?: boolean },
  ): Promise<void> {
    if (this.#delivery?.token !== pairing.token) this.disconnect();
    if (this.#delivery === null) {
      const { ports, onStatus } = this.#options;
      const store = await this.store();
      const delivery = ports.createDelivery({
        store,
        pairing,
        onStatus,
        onCommand: async (command) => {
          await this.desk.receive(command, "service");
        },
      });
      this.#delivery = { delivery, token: pairing.token };
    }
    this.#delivery.delivery.ensureConnected(how);
  }

  /** Ends the connection. */
  disconnect(): void {
    this.#delivery?.delivery.stop();
    this.#delivery = null;
  }

  /** Takes note of what was stored. */
  async noteStored(observed: readonly Observed[]): Promise<void> {
    const fans = await this.#fans;
    for (const { chats } of observed) for (const { id } of chats) fans?.add(id);
  }

  /** Whether there is anything to do over a connection. */
  async hasWork(): Promise<boolean> {
    const store = await this.store();
    const { waiting, snapshot } = await store.counts();
    if (waiting > 0 || snapshot !== null) return true;
    const results = await store.commands.unacknowledged();
    return results.length > 0 || (await store.commands.open()).length > 0;
  }

  /**
   * Removes all that is stored of it, but for what tells which commands were
   * executed. Nothing is to be done with it afterwards.
   */
  async wipe(): Promise<void> {
    const { ports, meta } = this.#options;
    const { commands } = await this.store();
    const entries = await commands.open();
    for (const { command_id } of await commands.unacknowledged()) {
      const entry = await commands.get(command_id);
      if (entry === null) continue;
      entries.push({ ...entry, command: { ...entry.command, text: "" } });
    }
    await (await meta()).carry(this.creator, entries);
    await this.#close();
    await ports.stores.remove(this.creator);
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    this.disconnect();
    this.desk.stop();
    this.presence.stop();
    const store = this.#store;
    this.#store = null;
    (await store?.catch(() => null))?.close();
  }

  /** Where it cannot be opened, the next who needs it tries again. */
  async #open(): Promise<AccountStore> {
    const { ports, meta: open } = this.#options;
    try {
      const store = await ports.stores.open(this.creator);
      const meta = await open();
      const carried = await meta.carried(this.creator);
      for (const entry of carried) await store.commands.begin(entry);
      if (carried.length > 0) await meta.carry(this.creator, []);
      return store;
    } catch (error) {
      this.#store = null;
      throw error;
    }
  }

  async #fansWithChat(): Promise<Set<string>> {
    this.#fans ??= this.store().then(async (store) => {
      const chats = await store.chats();
      return new Set(chats.map(({ id }) => id));
    });
    try {
      return await this.#fans;
    } catch (error) {
      this.#fans = null;
      throw error;
    }
  }

  async #pages(): Promise<string[]> {
    const pages = await (await this.#options.meta()).pages();
    return pages.filter(({ gone, tab, epochs }) =>
      !gone && tab !== null && currentAccount(epochs) === this.creator
    ).map(({ page }) => page);
  }

  async #send(page: string, command: Command): Promise<PageReply> {
    const { tab, document } = await (await this.#options.meta()).page(page);
    if (tab === null) return "absent";
    return await this.#options.ports.sendToPage({ tab, document }, {
      type: "page_command",
      page,
      command,
    });
  }
}
