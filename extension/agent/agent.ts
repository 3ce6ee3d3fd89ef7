import type {
  BridgeAnswer,
  PanelAnswer,
  RelayAnswer,
  RelayMessage,
} from "../messages.ts";
import { Account } from "./account.ts";
import { answerBridge } from "./bridge/calls.ts";
import { type RelayAddress, takeIn, type TakenIn } from "./capture/intake.ts";
import { currentAccount } from "./meta/epochs.ts";
import { Panel } from "./panel.ts";
import type { AgentPorts, Meta } from "./ports.ts";
import {
  isOwnPage,
  isRelay,
  panelRequestOf,
  relayMessageOf,
  type Sender,
} from "./senders.ts";
import { badgeOf, connectionOf, creatorsStatus } from "./status.ts";
import { Turns } from "./turns.ts";

/** Pages that were not heard for so long are forgotten, in ms. */
const FORGET_MS = 7 * 24 * 3_600_000;
/** Above this share of the quota, delivered messages go. */
const FULL = 0.8;
/** Down to this share. */
const ROOMY = 0.7;
/** Shortest time between two rounds of making room, in ms. */
const ROOM_EVERY_MS = 5 * 60_000;

/**
 * The extension's background. It may be thrown away at any moment and made anew:
 * everything that has to last is in its databases, and {@linkcode wake}, as
 * everything else that wakes it, goes on with what waits there.
 */
export class Agent {
  readonly #ports: AgentPorts;
  /** What changes accounts, pages and pairings happens one after the other. */
  readonly #turns = new Turns();
  readonly #accounts = new Map<string, Account>();
  readonly #panel: Panel;
  readonly #startedAt: number;
  #meta: Promise<Meta> | null = null;
  #madeRoomAt = -Infinity;
  /** How the connections stood when the badge was made. */
  #shown = "";

  /** Opens nothing yet. */
  constructor(ports: AgentPorts) {
    this.#ports = ports;
    this.#startedAt = ports.clock.now();
    this.#panel = new Panel({
      ports,
      turns: this.#turns,
      meta: () => this.#openMeta(),
      account: (creator) => this.#account(creator),
      forget: (creator) => this.#accounts.delete(creator),
      accounts: () => [...this.#accounts.values()],
      connect: (creators) => this.#connect(creators),
    });
  }

  /**
   * Hears a message of a relay or of the extension's own pages; `null` if it is
   * of neither. Rejects where a relay has to say it again.
   */
  hear(
    message: unknown,
    sender: Sender,
  ): Promise<RelayAnswer | PanelAnswer> | null {
    if (isRelay(sender, this.#ports)) {
      const said = relayMessageOf(message);
      return said && this.#relay(said, {
        tab: sender.tab?.id ?? null,
        document: sender.documentId ?? null,
      });
    }
    return isOwnPage(sender, this.#ports) ? this.#ask(message) : null;
  }

  /** Answers a dashboard, by the origin that the browser says it has. */
  async hearExternal(
    message: unknown,
    { origin }: Sender,
  ): Promise<BridgeAnswer> {
    try {
      const meta = await this.#openMeta();
      return await answerBridge(message, origin, {
        version: this.#ports.version,
        pairings: () => meta.pairings(),
        isPaused: () => meta.paused(),
        account: (creator) => this.#account(creator),
        status: (creators) =>
          creatorsStatus({
            meta,
            stored: [],
            account: (creator) => this.#account(creator),
          }, creators),
      });
    } catch (error) {
      this.#ports.onError(error);
      return { ok: false, error: "The Agent could not read what it stored." };
    }
  }

  /** Goes on with everything that waits. */
  wake(): Promise<void> {
    return this.#turns.run(async () => {
      const meta = await this.#openMeta();
      const now = this.#ports.clock.now();
      await meta.prune(now - FORGET_MS);
      const { of } = await meta.pairings();
      const open = new Set(
        (await meta.pages()).filter(({ gone }) => !gone)
          .map(({ epochs }) => currentAccount(epochs)),
      );
      const isPaused = await meta.paused();
      for (const creator of isPaused ? [] : of.keys()) {
        const account = this.#account(creator);
        const isDue = open.has(creator) || account.status !== null ||
          await account.hasWork();
        if (!isDue) continue;
        await this.#connect([creator]);
        await account.desk.examine();
      }
      await this.#makeRoom();
      await this.#showBadge();
    });
  }

  /** The browser or the extension was started: no page of before is there. */
  async restart(): Promise<void> {
    await this.#turns.run(async () => {
      await (await this.#openMeta()).closeSilent(this.#startedAt);
    });
    await this.wake();
  }

  /** A tab was closed. */
  async tabClosed(tab: number): Promise<void> {
    await this.#turns.run(async () => {
      await (await this.#openMeta()).closeTab(tab);
    });
    await this.wake();
  }

  async #relay(
    message: RelayMessage,
    address: RelayAddress,
  ): Promise<RelayAnswer> {
    const { paused } = await this.#turns.run(() =>
      this.#takeIn(message, address)
    );
    return { stored: true, paused };
  }

  async #takeIn(
    message: RelayMessage,
    address: RelayAddress,
  ): Promise<TakenIn> {
    const { site, clock, onError } = this.#ports;
    const meta = await this.#openMeta();
    const taken = await takeIn(message, address, {
      site,
      meta,
      now: () => clock.now(),
      store: (creator) => this.#account(creator).store(),
    }).catch(async (error) => {
      await this.#makeRoom();
      throw error;
    });
    for (const result of taken.results) {
      for (const creator of taken.shown) {
        const { desk } = this.#account(creator);
        if (await desk.settle(message.page, result)) break;
      }
    }
    for (const [creator, observed] of taken.stored) {
      await this.#account(creator).noteStored(observed);
    }
    for (const { creator, online, at } of taken.live) {
      const { presence } = this.#account(creator);
      if (online === null) presence.hear(at);
      else presence.see(online, at);
    }
    const concerned = new Set(taken.stored.keys());
    if (taken.current !== null) concerned.add(taken.current);
    if (!taken.paused) await this.#connect([...concerned]);
    if (taken.current !== null) {
      this.#account(taken.current).desk.examine().catch(onError);
    }
    return taken;
  }

  async #ask(message: unknown): Promise<PanelAnswer> {
    const request = panelRequestOf(message);
    if ("error" in request) return { ok: false, error: request.error };
    const answer = await this.#panel.answer(request);
    this.#showBadge().catch(this.#ports.onError);
    return answer;
  }

  /** Connects those of some creators that are paired. */
  async #connect(creators: readonly string[]): Promise<void> {
    const meta = await this.#openMeta();
    if (creators.length === 0 || await meta.paused()) return;
    const { of } = await meta.pairings();
    for (const creator of creators) {
      const pairing = of.get(creator);
      if (pairing !== undefined) await this.#account(creator).connect(pairing);
    }
  }

  #account(creator: string): Account {
    const known = this.#accounts.get(creator);
    if (known !== undefined) return known;
    const { onError } = this.#ports;
    const account = new Account({
      creator,
      ports: this.#ports,
      meta: () => this.#openMeta(),
      onNews: () => {
        this.#turns.run(() => this.#connect([creator])).catch(onError);
      },
      onStatus: () => {
        if (this.#connections() !== this.#shown) {
          this.#showBadge().catch(onError);
        }
      },
    });
    this.#accounts.set(creator, account);
    return account;
  }

  /** Where it cannot be opened, the next who needs it tries again. */
  #openMeta(): Promise<Meta> {
    this.#meta ??= this.#ports.openMeta().catch((error) => {
      this.#meta = null;
      throw error;
    });
    return this.#meta;
  }

  #connections(): string {
    return [...this.#accounts.values()]
      .map(({ creator, status }) => `${creator} ${status?.state}`).join();
  }

  async #showBadge(): Promise<void> {
    this.#shown = this.#connections();
    const meta = await this.#openMeta();
    const paused = await meta.paused();
    this.#ports.showBadge(badgeOf({
      paused,
      creators: await meta.creators(),
      pairings: await meta.pairings(),
      connection: (creator) =>
        connectionOf(this.#account(creator), { paused, isPaired: true }),
    }));
  }

  /** Removes delivered messages where the browser's room comes to an end. */
  async #makeRoom(): Promise<void> {
    const { estimate, stores, clock } = this.#ports;
    const now = clock.now();
    if (now < this.#madeRoomAt + ROOM_EVERY_MS) return;
    const room = await estimate();
    if (room === null || room.usage <= FULL * room.quota) return;
    this.#madeRoomAt = now;
    const creators = await stores.list();
    const share = (room.usage - ROOMY * room.quota) / creators.length;
    for (const creator of creators) {
      await stores.evict(await this.#account(creator).store(), share);
    }
  }
}
