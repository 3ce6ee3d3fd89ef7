import { type ReadonlySignal, signal } from "@preact/signals";
import type { UserRef } from "@/lib/models/user.ts";
import { displayName } from "@/components/wording/people.ts";
import { ask } from "./request.ts";

/** Names that are kept. */
const MOST_NAMES = 500;
/** Questions that are under way at a time. */
const AT_ONCE = 4;

/** What fans are called whom the page does not know otherwise, each asked for once. */
export class FanNames {
  readonly #get: typeof ask;
  /** `null`: the service gave none. */
  readonly #names = new Map<string, string | null>();
  readonly #version = signal(0);
  readonly #asked = new Map<string, Promise<void>>();
  /** Those who wait until one more may be asked. */
  readonly #turns: (() => void)[] = [];
  #underWay = 0;

  constructor(get: typeof ask = ask) {
    this.#get = get;
  }

  /** Grows with what is known. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  /** What the fan of a conversation is called, as far as that is known. */
  of(chat: string): string | null {
    return this.#names.get(chat) ?? null;
  }

  /** Keeps a name that was read elsewhere. */
  learn(chat: string, name: string): void {
    this.#keep(chat, name);
  }

  /** Asks for the names that are not known; settled when all were answered. */
  async find(chats: Iterable<string>): Promise<void> {
    await Promise.all([...new Set(chats)].map((chat) => this.#find(chat)));
  }

  #find(chat: string): Promise<void> {
    if (this.#names.has(chat)) return Promise.resolve();
    const asked = this.#asked.get(chat);
    if (asked !== undefined) return asked;
    const answered = this.#turn().then(() => this.#ask(chat));
    this.#asked.set(chat, answered);
    return answered;
  }

  /** Settled when one more may be asked. */
  #turn(): Promise<void> {
    if (this.#underWay < AT_ONCE) {
      this.#underWay++;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#turns.push(resolve));
  }

  async #ask(chat: string): Promise<void> {
    const path = `/api/v1/conversations/${encodeURIComponent(chat)}`;
    const answer = await this.#get<{ withUser: UserRef | null }>("GET", path);
    const next = this.#turns.shift();
    if (next === undefined) this.#underWay--;
    else next();
    this.#asked.delete(chat);
    this.#keep(
      chat,
      answer.ok ? displayName(answer.body.withUser, chat) : null,
    );
  }

  #keep(chat: string, name: string | null): void {
    if (this.#names.get(chat) === name) return;
    this.#names.delete(chat);
    this.#names.set(chat, name);
    const [oldest] = this.#names.keys();
    if (this.#names.size > MOST_NAMES && oldest !== undefined) {
      this.#names.delete(oldest);
    }
    this.#version.value++;
  }
}
