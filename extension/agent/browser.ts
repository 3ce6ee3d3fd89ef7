import { agentClock } from "@/lib/agent/clock.ts";
import { browser } from "wxt/browser";
import type { PageCommand, WireCommand } from "../messages.ts";
import type { Site } from "../site.ts";
import { Agent } from "./agent.ts";
import { fieldOf } from "./capture/clean.ts";
import type { PageReply } from "./commands/desk.ts";
import { openMetaStore } from "./meta/meta_store.ts";
import type { AgentPorts, Badge, PageAddress } from "./ports.ts";
import type { AccountStore, Delivery, Pairing } from "./types.ts";

/** The parts of the background that are made elsewhere. */
export interface BackgroundParts<Store extends AccountStore> {
  site: Site;
  openAccountStore(creator: string): Promise<Store>;
  deleteAccountStore(creator: string): Promise<void>;
  listAccountStores(): Promise<string[]>;
  createDelivery(options: {
    store: Store;
    pairing: Pairing;
    onCommand(command: WireCommand): void;
    onStatus(): void;
  }): Delivery;
  exchangeCode(
    request: { origin: string; code: string; name: string },
  ): Promise<Pairing>;
  revoke(pairing: Pairing): Promise<void>;
}

/** A store that can make room, as those of the accounts' databases. */
export interface EvictingStore extends AccountStore {
  /** Removes the oldest delivered messages, to free about so many bytes. */
  evict(bytes: number): Promise<{ messages: number }>;
}

/** What the alarm that wakes the worker is called. */
const ALARM = "wake";
/** What the browser says of a document that is not there. */
const ABSENT =
  /receiving end does not exist|could not establish connection|no (?:tab|frame|document) with|invalid tab/i;

/**
 * Starts the Agent in the extension's background. All listeners are there when
 * this returns: a worker that is woken for an event gets it then, or never.
 */
export function startAgent<Store extends EvictingStore>(
  parts: BackgroundParts<Store>,
): void {
  const agent = new Agent(portsOf(parts));
  const { runtime, alarms, tabs } = browser;
  const noted = (job: Promise<void>) => {
    job.catch(note);
  };
  runtime.onMessage.addListener((message, sender, respond) => {
    const answer = agent.hear(message, sender);
    if (answer === null) return false;
    answer.then(respond, (error: unknown) => {
      note(error);
      respond(null);
    });
    return true;
  });
  // Firefox has none: there, no page may speak to an extension by itself.
  runtime.onMessageExternal?.addListener((message, sender, respond) => {
    agent.hearExternal(message, sender).then(respond);
    return true;
  });
  runtime.onInstalled.addListener(() => noted(agent.restart()));
  runtime.onStartup.addListener(() => noted(agent.restart()));
  tabs.onRemoved.addListener((tab) => noted(agent.tabClosed(tab)));
  alarms.onAlarm.addListener(() => noted(agent.wake()));
  noted(setAlarm());
  noted(agent.wake());
}

/** One that goes on is left: set anew at every start, it might never ring. */
async function setAlarm(): Promise<void> {
  if (await browser.alarms.get(ALARM)) return;
  await browser.alarms.create(ALARM, { periodInMinutes: 1 });
}

function portsOf<Store extends EvictingStore>(
  parts: BackgroundParts<Store>,
): AgentPorts<Store> {
  return {
    site: parts.site,
    version: browser.runtime.getManifest().version,
    extensionId: browser.runtime.id,
    extensionOrigin: location.origin,
    clock: agentClock,
    newId: () => crypto.randomUUID(),
    openMeta: () => openMetaStore(),
    stores: {
      open: parts.openAccountStore,
      remove: parts.deleteAccountStore,
      list: parts.listAccountStores,
      evict: async (store, bytes) => (await store.evict(bytes)).messages,
    },
    createDelivery: ({ onCommand, ...delivery }) =>
      parts.createDelivery({
        ...delivery,
        onCommand: (command) => {
          onCommand(command).catch(note);
        },
      }),
    pairing: { exchange: parts.exchangeCode, revoke: parts.revoke },
    sendToPage,
    showBadge,
    estimate,
    onError: note,
  };
}

async function sendToPage(
  { tab, document }: PageAddress,
  message: PageCommand,
): Promise<PageReply> {
  try {
    const answer: unknown = await browser.tabs.sendMessage(
      tab,
      message,
      document === null ? { frameId: 0 } : { documentId: document },
    );
    const taken = fieldOf(answer, "taken");
    return taken === true ? "taken" : taken === false ? "absent" : "unknown";
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return ABSENT.test(said) ? "absent" : "unknown";
  }
}

function showBadge({ text, title }: Badge): void {
  const { action } = browser;
  Promise.all([
    action.setBadgeText({ text }),
    action.setTitle({ title }),
    action.setBadgeBackgroundColor({ color: "#b91c1c" }),
  ]).catch(note);
}

async function estimate(): Promise<{ usage: number; quota: number } | null> {
  const { usage, quota } = await navigator.storage.estimate();
  return usage === undefined || quota === undefined ? null : { usage, quota };
}

function note(error: unknown): void {
  console.error("Rapport Agent:", error);
}
