/**
 * What tests of the background share: a site's answers, accounts in memory, and
 * everything outside that an Agent works with.
 * @module
 */
import { setImmediate } from "node:timers";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { ManualClock } from "@/lib/store/clock.ts";
import type {
  PageCommand,
  Relayed,
  RelayMessage,
  SeenData,
  Way,
} from "../messages.ts";
import { siteOf } from "../site.ts";
import type { PageReply } from "./commands/desk.ts";
import { openMetaStore } from "./meta/meta_store.ts";
import type { AgentPorts, Badge, DeliveryParts, PageAddress } from "./ports.ts";
import type { Sender } from "./senders.ts";
import type {
  AccountStore,
  ChatRecord,
  CommandJournal,
  Delivery,
  JournalEntry,
  MessageRecord,
  Pairing,
  UserRecord,
} from "./types.ts";

/** When tests begin, in ms since the epoch. */
export const NOON = Date.UTC(2026, 0, 1, 12);
/** The site of most tests. */
export const SITE = siteOf("production");

/** Begins with no database at all. */
export function forgetDatabases(): void {
  globalThis.indexedDB = new IDBFactory();
}

/** Something that a page got: a path of the site's API, or a frame. */
export function seen(
  way: Way,
  path: string,
  body: unknown,
  { epoch = 1, begins, status = way === "websocket" ? 101 : 200, at = NOON }:
    Partial<SeenData> = {},
): { event: Way; data: SeenData } {
  const url = way === "websocket"
    ? "wss://ws2.onlyfans.com/ws3/1"
    : `https://onlyfans.com/api2/v2${path}`;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const data: SeenData = { url, status, body: text, at, epoch };
  return {
    event: way,
    data: begins === undefined ? data : { ...data, begins },
  };
}

/** The same as a relay passes it on. */
export function relayed(...seenArguments: Parameters<typeof seen>): Relayed {
  return { kind: "seen", ...seen(...seenArguments) };
}

/** The page is told who is signed in: that begins an epoch. */
export function signIn(id: number, begins = 1): Relayed {
  const creator = { id, name: `Creator ${id}`, username: `c${id}` };
  return relayed("fetch", "/users/me", creator, { epoch: begins - 1, begins });
}

/** A message as lists have it. */
export function rawMessage(
  id: number,
  author: number,
  more: Record<string, unknown> = {},
) {
  return {
    id,
    text: `<p>Text of ${id}</p>`,
    createdAt: "2026-01-01T11:00:00+00:00",
    fromUser: { id: author, _view: "s" },
    ...more,
  };
}

/** A live frame with a fan's message. */
export function liveMessage(
  id: number,
  fan: number,
  options: Partial<SeenData> = {},
): Relayed {
  const message = rawMessage(id, fan, {
    fromUser: { id: fan, name: `Fan ${fan}`, username: `fan${fan}` },
  });
  return relayed("websocket", "", { api2_chat_message: message }, options);
}

/** A pairing of a creator's account. */
export function pairing(userId: string, token = `token-${userId}`): Pairing {
  return {
    origin: "https://rapport.example",
    userId,
    token,
    wsUrl: `wss://rapport.example/ws/extension/${userId}`,
    name: "Desk",
    pairedAt: NOON,
  };
}

/** What is stored of an account: it outlives every Agent. */
export class AccountContent {
  readonly chats = new Map<string, ChatRecord>();
  readonly messages = new Map<string, MessageRecord>();
  readonly users = new Map<string, UserRecord>();
  readonly journal = new Map<string, JournalEntry>();
  /** How often each message was added. */
  readonly added = new Map<string, number>();
}

/** An account's store in memory; `content` is what it is opened on. */
export class MemoryAccountStore implements AccountStore {
  readonly commands: CommandJournal;

  constructor(readonly creator: string, readonly content: AccountContent) {
    this.commands = new MemoryJournal(content.journal);
  }

  take({ chats, messages, users }: Parameters<AccountStore["take"]>[0]) {
    const { content } = this;
    const taken = { added: 0, changed: 0 };
    for (const chat of chats) {
      content.chats.set(chat.id, { ...content.chats.get(chat.id), ...chat });
    }
    for (const user of users) {
      content.users.set(user.id, { ...content.users.get(user.id), ...user });
    }
    for (const message of messages) {
      const known = content.messages.get(message.id);
      if (known === undefined) {
        taken.added++;
        const times = content.added.get(message.id) ?? 0;
        content.added.set(message.id, times + 1);
      } else taken.changed++;
      content.messages.set(message.id, { ...known, ...message });
    }
    return Promise.resolve(taken);
  }

  counts() {
    return Promise.resolve({
      chats: this.content.chats.size,
      messages: this.content.messages.size,
      waiting: this.content.messages.size,
      delivered: 0,
      evicted: 0,
      refused: 0,
      snapshot: null,
      lastCapturedAt: null,
      lastDeliveredAt: null,
    });
  }

  chats() {
    return Promise.resolve([...this.content.chats.values()]);
  }

  messages(chat: string) {
    const all = [...this.content.messages.values()];
    return Promise.resolve(all.filter(({ chat_id }) => chat_id === chat));
  }

  close() {}
}

/** A journal in memory. */
export class MemoryJournal implements CommandJournal {
  readonly #entries: Map<string, JournalEntry>;

  constructor(entries = new Map<string, JournalEntry>()) {
    this.#entries = entries;
  }

  get(id: string) {
    return Promise.resolve(this.#entries.get(id) ?? null);
  }

  begin(entry: JournalEntry) {
    const isNew = !this.#entries.has(entry.command.command_id);
    if (isNew) this.#entries.set(entry.command.command_id, entry);
    return Promise.resolve(isNew);
  }

  put(entry: JournalEntry) {
    this.#entries.set(entry.command.command_id, entry);
    return Promise.resolve();
  }

  open() {
    const all = [...this.#entries.values()];
    return Promise.resolve(all.filter(({ state }) => state !== "done"));
  }

  forwardedSince(since: number) {
    const all = [...this.#entries.values()];
    return Promise.resolve(
      all.filter(({ forwardedAt }) => (forwardedAt ?? -1) >= since).length,
    );
  }

  unacknowledged() {
    const results = [...this.#entries.values()].flatMap((
      { result, acknowledged },
    ) => result === null || acknowledged ? [] : [result]);
    return Promise.resolve(results);
  }

  acknowledge(id: string) {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.set(id, { ...entry, acknowledged: true });
    return Promise.resolve();
  }
}

/** A delivery whose service is the test. */
export class FakeDelivery implements Delivery {
  status: Delivery["status"] = {
    state: "connecting",
    detail: null,
    lastError: null,
  };
  asked = 0;
  /** How often a person asked. */
  askedByPerson = 0;
  stopped = false;
  readonly presence: { ids: readonly string[]; at: number }[] = [];

  constructor(readonly parts: DeliveryParts) {}

  ensureConnected({ byPerson = false }: { byPerson?: boolean } = {}) {
    this.asked++;
    if (byPerson) this.askedByPerson++;
    this.status = { ...this.status, state: "connected" };
  }

  sendPresence(ids: readonly string[], at: number) {
    this.presence.push({ ids, at });
    return true;
  }

  stop() {
    this.stopped = true;
  }

  /** The service says something of the connection. */
  become(state: Delivery["status"]["state"], detail: string | null) {
    this.status = { ...this.status, state, detail };
    this.parts.onStatus();
  }
}

/** Everything outside of an Agent; it outlives every Agent. */
export class FakeWorld implements AgentPorts {
  readonly site = SITE;
  readonly version = "1.2.3";
  readonly extensionId = "extension";
  readonly extensionOrigin = "chrome-extension://extension";
  readonly clock = new ManualClock(NOON);
  /** What is stored, by creator. */
  readonly accounts = new Map<string, AccountContent>();
  readonly deliveries: FakeDelivery[] = [];
  /** What pages were given, in order. */
  readonly sent: { tab: number; message: PageCommand }[] = [];
  readonly revoked: Pairing[] = [];
  readonly errors: unknown[] = [];
  /** How much was to be evicted, by creator. */
  readonly evicted = new Map<string, number>();
  badge: Badge = { text: "", title: "" };
  room: { usage: number; quota: number } | null = null;
  /** What a page says to a command. */
  reply: (message: PageCommand) => PageReply = () => "taken";
  /** What an exchange gives. */
  exchanged: () => Promise<Pairing> = () => Promise.resolve(pairing("u1"));
  revoke: (pairing: Pairing) => Promise<void> = (pairing) => {
    this.revoked.push(pairing);
    return Promise.resolve();
  };
  #ids = 0;

  readonly stores: AgentPorts["stores"] = {
    open: (creator) =>
      Promise.resolve(new MemoryAccountStore(creator, this.content(creator))),
    remove: (creator) => {
      this.accounts.delete(creator);
      return Promise.resolve();
    },
    list: () => Promise.resolve([...this.accounts.keys()]),
    evict: ({ creator }, bytes) => {
      this.evicted.set(creator, bytes);
      return Promise.resolve(1);
    },
  };

  readonly pairing: AgentPorts["pairing"] = {
    exchange: () => this.exchanged(),
    revoke: (pairing) => this.revoke(pairing),
  };

  /** What is stored of an account. */
  content(creator: string): AccountContent {
    const content = this.accounts.get(creator) ?? new AccountContent();
    this.accounts.set(creator, content);
    return content;
  }

  /** The delivery made last. */
  get delivery(): FakeDelivery {
    const delivery = this.deliveries.at(-1);
    if (delivery === undefined) throw new Error("nothing is delivered yet");
    return delivery;
  }

  readonly newId = () => `id-${++this.#ids}`;

  readonly openMeta = () => openMetaStore();

  readonly createDelivery = (parts: DeliveryParts) => {
    const delivery = new FakeDelivery(parts);
    this.deliveries.push(delivery);
    return delivery;
  };

  readonly sendToPage = ({ tab }: PageAddress, message: PageCommand) => {
    this.sent.push({ tab, message });
    return Promise.resolve(this.reply(message));
  };

  readonly showBadge = (badge: Badge) => {
    this.badge = badge;
  };

  readonly estimate = () => Promise.resolve(this.room);

  readonly onError = (error: unknown) => {
    this.errors.push(error);
  };
}

/** A relay's message. */
export function relay(page: string, ...records: Relayed[]): RelayMessage {
  return { type: "relay", page, records };
}

/** The relay in a tab of the site. */
export function inTab(tab: number): Sender {
  return {
    id: "extension",
    url: "https://onlyfans.com/my/chats",
    documentId: `document-${tab}`,
    tab: { id: tab },
  };
}

/** The popup. */
export const POPUP: Sender = {
  id: "extension",
  url: "chrome-extension://extension/popup.html",
};

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
