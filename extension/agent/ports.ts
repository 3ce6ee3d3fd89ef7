import type { Clock } from "@/lib/store/clock.ts";
import type { PageCommand, WireCommand } from "../messages.ts";
import type { Site } from "../site.ts";
import type { PageReply } from "./commands/desk.ts";
import type { MetaStore } from "./meta/meta_store.ts";
import type { AccountStore, Delivery, Pairing } from "./types.ts";

/** What an account's delivery is made of; the rest is the browser's. */
export interface DeliveryParts<Store extends AccountStore = AccountStore> {
  store: Store;
  pairing: Pairing;
  /** A command came in; resolves when it is stored. */
  onCommand(command: WireCommand): Promise<void>;
  /** The status is another. */
  onStatus(): void;
}

/** The accounts' databases. */
export interface AccountStores<Store extends AccountStore = AccountStore> {
  open(creator: string): Promise<Store>;
  /** Removes an account's database, which is closed. */
  remove(creator: string): Promise<void>;
  /** The creators of whom there is a database. */
  list(): Promise<string[]>;
  /**
   * Removes the oldest delivered messages of an account, to free about so many
   * bytes; gives how many messages went.
   */
  evict(store: Store, bytes: number): Promise<number>;
}

/** How pairing is agreed on with a service. */
export interface PairingService {
  /** Rejects with an Error whose message says what to do. */
  exchange(
    request: { origin: string; code: string; name: string },
  ): Promise<Pairing>;
  /** Ends it at the service. */
  revoke(pairing: Pairing): Promise<void>;
}

/** Where a page is. */
export interface PageAddress {
  tab: number;
  document: string | null;
}

/** What the extension's button shows. */
export interface Badge {
  /** A sign or nothing. */
  text: string;
  /** In words. */
  title: string;
}

/** Everything outside that the Agent works with. */
export interface AgentPorts<Store extends AccountStore = AccountStore> {
  site: Site;
  /** The extension's own. */
  version: string;
  /** The extension's id in the browser. */
  extensionId: string;
  /** The origin of the extension's own pages. */
  extensionOrigin: string;
  clock: Clock;
  /** A random name. */
  newId(): string;
  openMeta(): Promise<Meta>;
  stores: AccountStores<Store>;
  createDelivery(parts: DeliveryParts<Store>): Delivery;
  pairing: PairingService;
  /** Gives a message to the relay of a page. */
  sendToPage(address: PageAddress, message: PageCommand): Promise<PageReply>;
  showBadge(badge: Badge): void;
  /** Bytes; `null` where the browser does not say. */
  estimate(): Promise<{ usage: number; quota: number } | null>;
  /** Something went wrong of which nobody else is told. */
  onError(error: unknown): void;
}

/** What is stored beside the accounts' databases. */
export type Meta = Pick<MetaStore, keyof MetaStore>;
