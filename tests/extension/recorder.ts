/**
 * A background that only writes down what relays give it, in the place of the
 * extension's own: what a test sees is what the page's side does.
 * @module
 */
import type { Worker } from "playwright-core";
import type { Relayed, WireCommand } from "@/extension/messages.ts";
import { eventually, within } from "../conditions.ts";
import { type Profile, workerOf } from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";

/** A document that a relay spoke for, and what it gave, in order. */
export interface RecordedPage {
  page: string;
  /** The address of the document's tab. */
  url: string;
  tab: number;
  records: Relayed[];
  /** How many were dropped, as the relay said last. */
  lost: number;
}

/** What the background's script keeps. */
declare global {
  var recorded: RecordedPage[];
  /** How many more messages are refused. */
  var refusing: number;
}

const SCRIPT = `
globalThis.recorded = [];
globalThis.refusing = 0;
chrome.runtime.onMessage.addListener((message, { tab }, reply) => {
  if (message?.type !== "relay") return;
  if (globalThis.refusing > 0) {
    globalThis.refusing--;
    return reply({ error: "not now" });
  }
  let page = recorded.find(({ page }) => page === message.page);
  if (page === undefined) {
    page = { page: message.page, tab: tab.id, records: [], lost: 0 };
    recorded.push(page);
  }
  page.url = tab.url ?? "";
  page.lost = message.lost ?? 0;
  page.records.push(...message.records);
  reply({ stored: true, paused: false });
});
`;

/** Builds the extension with a background that records; gives its folder. */
export async function buildRecording(): Promise<string> {
  const folder = await unpackedIn(await buildExtension());
  await Deno.writeTextFile(`${folder}/background.js`, SCRIPT);
  return folder;
}

/** The background of a running browser. */
export class Recorder {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async of(profile: Profile): Promise<Recorder> {
    return new Recorder(await workerOf(profile));
  }

  /** All documents that were heard of, the oldest first. */
  async pages(): Promise<RecordedPage[]> {
    return await this.#worker.evaluate(() => globalThis.recorded);
  }

  /** The document that was heard of last. */
  async latest(): Promise<RecordedPage> {
    return await eventually(
      "a relay",
      async () => (await this.pages()).at(-1) ?? null,
    );
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.#worker.evaluate(() => {
      globalThis.recorded.length = 0;
    });
  }

  /** Refuses as many messages from here on. */
  async refuse(times: number): Promise<void> {
    await this.#worker.evaluate((times) => {
      globalThis.refusing = times;
    }, times);
  }

  /** Puts something into a database of the extension's. */
  async store(name: string, text: string): Promise<void> {
    await this.#worker.evaluate(([name, text]) => {
      return new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onupgradeneeded = () =>
          opening.result.createObjectStore(name).put(text, name);
        opening.onsuccess = () => resolve(opening.result.close());
        opening.onerror = () => reject(opening.error);
      });
    }, [name, text] as const);
  }

  /** Reloads the extension, as an update does, and waits for its old end. */
  async reload(): Promise<void> {
    const over = new Promise((resolve) => this.#worker.once("close", resolve));
    await this.#worker.evaluate(() => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { reload(): void } };
      };
      // Once this is answered: there is nobody to answer afterwards.
      setTimeout(() => chrome.runtime.reload());
    });
    await within("the end of the background", over);
  }

  /** Gives a command to a document; what its relay answers. */
  async command(
    { page, tab }: RecordedPage,
    command: WireCommand,
  ): Promise<unknown> {
    const message = { type: "page_command", page, command };
    return await this.#worker.evaluate(
      ([tab, message]) => {
        const { chrome } = globalThis as unknown as {
          chrome: {
            tabs: { sendMessage(tab: number, message: unknown): unknown };
          };
        };
        return chrome.tabs.sendMessage(tab, message);
      },
      [tab, message] as const,
    );
  }
}

/** The bodies of what a document got, in order. */
export function bodiesOf({ records }: RecordedPage): string[] {
  return records.flatMap((record) =>
    record.kind === "seen" ? [record.data.body] : []
  );
}

/** The results of a document's commands, in order. */
export function resultsOf({ records }: RecordedPage) {
  return records.flatMap((record) =>
    record.kind === "result" ? [record.result] : []
  );
}
