import {
  batch,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import type { Message } from "@/lib/models/message.ts";
import type { MessageList } from "@/lib/models/read_answers.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { type Answer, ask } from "@/components/live/request.ts";

/** Messages of one page. */
export const PAGE_SIZE = 50;
/** Messages held at most: those far from the ones that are read give way. */
export const MOST_MESSAGES = 3_000;
/** Messages that a page of newer ones shares with those that are known. */
const OVERLAP = 10;
/** Pages read to meet what is known; then there is a gap, and it is begun anew. */
const PAGES_TO_MEET = 10;
/** Messages of a page when one is looked for. */
const SEARCH_PAGE_SIZE = 200;
/** Pages read to find a message. */
const PAGES_TO_FIND = 60;

/** A message, and its place among the others. */
export interface Placed {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  message: Message;
}

/** Consecutive messages of a chat. */
export interface MessagesView {
  /** In order of time and id. */
  items: readonly Placed[];
  /** Whether there are older ones that are not held. */
  hasOlder: boolean;
  /** Whether there are newer ones that are not held. */
  hasNewer: boolean;
  /** Whether anything was read yet. */
  isKnown: boolean;
}

/** What is being read at one end. */
export type Reading = "idle" | "loading" | "failed";

/** What became of the search for a message. */
export type Found = "found" | "missing" | "failed";

/** What the messages of a chat start from. */
export interface MessagesOptions {
  chat: string;
  /** The newest page, where the page was rendered with it. */
  initial: MessageList | null;
  get?(path: string): Promise<Answer<MessageList>>;
}

/** Where a message stands: earlier ones are less than 0. */
export function compareMessages(
  a: Pick<Placed, "at" | "id">,
  b: Pick<Placed, "at" | "id">,
): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * The messages of one chat, as many as are of use: consecutive ones, without a
 * gap or a double, read page by page in both directions, and kept up to date by
 * what happens meanwhile.
 */
export class Messages {
  readonly #chat: string;
  readonly #get: (path: string) => Promise<Answer<MessageList>>;
  readonly #view = signal<MessagesView>({
    items: [],
    hasOlder: true,
    hasNewer: false,
    isKnown: false,
  });
  readonly #older = signal<Reading>("idle");
  readonly #newer = signal<Reading>("idle");
  readonly #problem = signal<string | null>(null);
  readonly #arrived = signal(0);
  readonly #latest = signal<Placed | null>(null);
  /**
   * Pages of newer messages that were dropped, the nearest last: where each
   * begins, and where the one after it does (`null`: it is the last).
   */
  #dropped: { first: string; end: string | null }[] = [];
  /** What happened while each question was on its way. */
  readonly #meanwhile = new Set<Changes>();
  #readingOlder: Promise<void> | null = null;
  /** Grows whenever everything is replaced: older questions are void. */
  #epoch = 0;

  constructor(
    { chat, initial, get = (path) => ask("GET", path) }: MessagesOptions,
  ) {
    this.#chat = chat;
    this.#get = get;
    if (initial !== null) this.#replace(initial);
  }

  /** What is held. */
  get view(): ReadonlySignal<MessagesView> {
    return this.#view;
  }

  /** The reading of older messages. */
  get older(): ReadonlySignal<Reading> {
    return this.#older;
  }

  /** The reading of newer messages. */
  get newer(): ReadonlySignal<Reading> {
    return this.#newer;
  }

  /** Why the last question has no answer; `null` if it has one. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** How many messages came at the end since the page was opened. */
  get arrived(): ReadonlySignal<number> {
    return this.#arrived;
  }

  /** The message that came last since the page was opened. */
  get latest(): ReadonlySignal<Placed | null> {
    return this.#latest;
  }

  /** Takes messages that came, were changed, or are of another chat by now. */
  apply(chat: string, messages: readonly Message[]): void {
    const changes: Changes = new Map();
    for (const message of messages) {
      const isHere = chat === this.#chat &&
        (message.chat_id ?? chat) === this.#chat;
      if (isHere || this.#has(message.id)) {
        changes.set(message.id, isHere ? message : null);
      }
      // A page that is on its way may still name one that has left.
      for (const seen of this.#meanwhile) {
        seen.set(message.id, isHere ? message : null);
      }
    }
    if (!this.#view.peek().isKnown || changes.size === 0) return;
    this.#count([...changes.values()]);
    this.#change(changes);
  }

  /** Reads the newest page, unless there is one. */
  async start(): Promise<void> {
    if (!this.#view.peek().isKnown) await this.newest();
  }

  /** Reads the page before the oldest message; one at a time. */
  readOlder(limit = PAGE_SIZE): Promise<void> {
    this.#readingOlder ??= this.#readOlder(limit).finally(() => {
      this.#readingOlder = null;
    });
    return this.#readingOlder;
  }

  async #readOlder(limit: number): Promise<void> {
    const { hasOlder, items, isKnown } = this.#view.peek();
    if (!isKnown || !hasOlder) return;
    const first = items[0];
    const page = await this.#read(this.#older, {
      before: first === undefined ? null : cursorOf(first),
      limit,
    });
    if (page === null) return;
    // Dropped meanwhile: the page does not join what is held any more.
    if (this.#view.peek().items[0]?.id !== first?.id) return;
    this.#join(page.list, { hasOlder: page.list.next_before !== null });
    this.#change(page.meanwhile);
    this.#dropNewest();
  }

  /** Reads the page after the newest message that is held. */
  async readNewer(): Promise<void> {
    const { hasNewer } = this.#view.peek();
    if (!hasNewer || this.#newer.peek() === "loading") return;
    const next = this.#dropped.at(-1);
    const end = next?.end ?? null;
    const read = await this.#readBack(end);
    // Dropped meanwhile: there is another page to read before this one.
    if (read === null || this.#dropped.at(-1) !== next) return;
    if (!read.meets) return await this.newest();
    this.#dropped.pop();
    this.#join(read.list, { hasNewer: end !== null });
    this.#change(read.meanwhile);
    this.#dropOldest();
  }

  /** Has the newest messages held, whatever is read at present. */
  async newest(): Promise<void> {
    const { isKnown, hasNewer } = this.#view.peek();
    if (isKnown && !hasNewer) return;
    this.#epoch++;
    this.#older.value = "idle";
    const page = await this.#read(this.#newer, {
      before: null,
      limit: PAGE_SIZE,
    });
    if (page !== null) this.#replace(page.list, page.meanwhile);
  }

  /**
   * Everything may be other than it was: reads the newest page, and drops the
   * older ones if that leaves a gap to them.
   */
  async resync(): Promise<void> {
    if (!this.#view.peek().isKnown) return await this.newest();
    this.#epoch++;
    this.#older.value = "idle";
    const page = await this.#read(this.#newer, {
      before: null,
      limit: PAGE_SIZE,
    });
    if (page === null) return;
    const { items, hasNewer } = this.#view.peek();
    // Who reads far up is left there; what is newer is read again on the way.
    if (hasNewer) return;
    const isWhole = page.list.next_before === null;
    if (isWhole || !meets(page.list, items.at(-1))) {
      return this.#replace(page.list, page.meanwhile);
    }
    this.#join(page.list, {}, { isNewest: true });
    this.#change(page.meanwhile);
  }

  /** Reads on into the past until the message is there. */
  async find(id: string): Promise<Found> {
    await this.start();
    for (let pages = 0; pages < PAGES_TO_FIND; pages++) {
      const { isKnown, hasOlder } = this.#view.peek();
      if (this.#has(id)) return "found";
      if (!isKnown) return "failed";
      if (!hasOlder) return "missing";
      await this.readOlder(SEARCH_PAGE_SIZE);
      if (this.#older.peek() === "failed") return "failed";
    }
    return this.#has(id) ? "found" : "missing";
  }

  #has(id: string): boolean {
    return this.#view.peek().items.some((item) => item.id === id);
  }

  /** Counts those that are newer than whatever is known. */
  #count(messages: readonly (Message | null)[]): void {
    let latest = this.#latest.peek() ?? this.#view.peek().items.at(-1) ?? null;
    let arrived = 0;
    for (const message of messages) {
      if (message === null || this.#has(message.id)) continue;
      const placed = place(message);
      if (latest !== null && compareMessages(placed, latest) <= 0) continue;
      latest = placed;
      arrived++;
    }
    if (arrived === 0) return;
    batch(() => {
      this.#arrived.value += arrived;
      this.#latest.value = latest;
    });
  }

  /** Has changes take effect as far as they concern what is held. */
  #change(changes: Changes): void {
    if (changes.size === 0) return;
    const { items, hasOlder, hasNewer } = this.#view.peek();
    const [first, last] = [items[0], items.at(-1)];
    const kept = items.filter(({ id }) => !changes.has(id));
    for (const message of changes.values()) {
      if (message === null) continue;
      const placed = place(message);
      const isTooOld = hasOlder &&
        (first === undefined || compareMessages(placed, first) < 0);
      const isTooNew = hasNewer &&
        (last === undefined || compareMessages(placed, last) > 0);
      if (!isTooOld && !isTooNew) kept.push(placed);
    }
    this.#show({ items: kept.sort(compareMessages) });
    if (!hasNewer) this.#dropOldest();
  }

  /** Adds a page that joins what is held; it is right about its own range. */
  #join(
    list: MessageList,
    change: Partial<MessagesView>,
    { isNewest = false } = {},
  ): void {
    const page = list.messages.map(place);
    const [first, last] = [page[0], page.at(-1)];
    const named = new Set(page.map(({ id }) => id));
    const outside = this.#view.peek().items.filter((item) =>
      !named.has(item.id) && (first === undefined || last === undefined ||
        compareMessages(item, first) < 0 ||
        (!isNewest && compareMessages(item, last) > 0))
    );
    this.#show({
      ...change,
      items: [...outside, ...page].sort(compareMessages),
    });
  }

  #replace(
    list: MessageList,
    meanwhile: Changes = new Map(),
  ): void {
    this.#epoch++;
    this.#dropped = [];
    batch(() => {
      this.#show({
        items: list.messages.map(place).sort(compareMessages),
        hasOlder: list.next_before !== null,
        hasNewer: false,
        isKnown: true,
      });
      this.#older.value = "idle";
      this.#change(meanwhile);
    });
  }

  #show(change: Partial<MessagesView>): void {
    this.#view.value = { ...this.#view.peek(), ...change };
  }

  /** Who reads far up has no use for the end. */
  #dropNewest(): void {
    const { items, hasNewer } = this.#view.peek();
    let end = items.length;
    let after = hasNewer ? this.#dropped.at(-1)?.first ?? null : null;
    while (end > MOST_MESSAGES) {
      end -= PAGE_SIZE;
      const item = items[end];
      if (item === undefined) return;
      const first = cursorOf(item);
      this.#dropped.push({ first, end: after });
      after = first;
    }
    if (end === items.length) return;
    this.#show({ items: items.slice(0, end), hasNewer: true });
  }

  /** Who reads at the end has no use for the beginning. */
  #dropOldest(): void {
    const { items } = this.#view.peek();
    if (items.length <= MOST_MESSAGES) return;
    const from = items.length - MOST_MESSAGES;
    this.#show({ items: items.slice(from), hasOlder: true });
  }

  /** Pages that end there, as many as it takes to meet what is held. */
  async #readBack(
    end: string | null,
  ): Promise<(Page & { meets: boolean }) | null> {
    let before = end;
    let messages: Message[] = [];
    const meanwhile: Changes = new Map();
    for (let pages = 0; pages < PAGES_TO_MEET; pages++) {
      const page = await this.#read(this.#newer, {
        before,
        limit: PAGE_SIZE + OVERLAP,
      });
      if (page === null) return null;
      for (const [id, change] of page.meanwhile) meanwhile.set(id, change);
      messages = [...page.list.messages, ...messages];
      before = page.list.next_before;
      const list = { messages, next_before: before };
      if (before === null || meets(list, this.#view.peek().items.at(-1))) {
        return { list, meanwhile, meets: true };
      }
    }
    return { list: { messages, next_before: before }, meanwhile, meets: false };
  }

  /** Asks for a page; `null` where it failed, or is of no use any more. */
  async #read(
    reading: Signal<Reading>,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<Page | null> {
    const epoch = this.#epoch;
    const query = new URLSearchParams({ limit: String(limit) });
    if (before !== null) query.set("before", before);
    const path = `/api/v1/conversations/${encodeURIComponent(this.#chat)}` +
      `/messages?${query}`;
    const meanwhile: Changes = new Map();
    this.#meanwhile.add(meanwhile);
    reading.value = "loading";
    const answer = await this.#get(path);
    this.#meanwhile.delete(meanwhile);
    if (epoch !== this.#epoch) return null;
    batch(() => {
      reading.value = answer.ok ? "idle" : "failed";
      this.#problem.value = answer.ok ? null : answer.problem.detail;
    });
    return answer.ok ? { list: answer.body, meanwhile } : null;
  }
}

/** The latest of each message that changed; `null`: it left the chat. */
type Changes = Map<string, Message | null>;

interface Page {
  list: MessageList;
  /** What happened while it was on its way. */
  meanwhile: Changes;
}

/** Whether a page reaches back to a message, so that there is no gap. */
function meets(list: MessageList, newest: Placed | undefined): boolean {
  const [first] = list.messages;
  return newest !== undefined && first !== undefined &&
    compareMessages(place(first), newest) <= 0;
}

function place(message: Message): Placed {
  const at = parseTimestamp(message.createdAt ?? message.created_at) ?? 0;
  return { id: message.id, at, message };
}

/** The place before which the page of older messages ends. */
function cursorOf({ at, id }: Placed): string {
  return `${at}~${id}`;
}
