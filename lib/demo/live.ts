import {
  Composer,
  type KindWeights,
  type Line,
  plainLine,
} from "./composer.ts";
import { Random } from "./random.ts";
import { LATE_ANSWERS } from "./script/mod.ts";
import { type DemoMessage, toMessage } from "./wire.ts";

/** What {@linkcode liveMessages} continues. */
export interface LiveOptions {
  creator: { id: number };
  /** As `generateDemo` made them. */
  chats: readonly LiveChat[];
  /** The same seed makes the same conversations. */
  seed: number;
  /** The first message's id is above this one. */
  startAfterId: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Shortest time between two messages. Default 1,000 ms. */
  minDelayMs?: number;
  /** Longest time between two messages. Default 2,000 ms. */
  maxDelayMs?: number;
}

/** What has to be known of a chat to continue it. */
export interface LiveChat {
  id: number;
  unreadMessagesCount: number;
}

/** The next message, and how long to wait before it is there. */
export interface LiveEvent {
  delayMs: number;
  /** Dated `delayMs` after it was asked for. */
  message: DemoMessage;
}

/** A stream of messages that never ends. */
export interface LiveMessages extends IterableIterator<LiveEvent, never> {
  /** The creator's message as the site would send it back, dated now. */
  reply(chatId: number, text: string): DemoMessage;
}

interface Thread {
  chat: LiveChat;
  lines: Line[];
}

/** Conversations going on at the same time. */
const THREADS = 4;

const KINDS: KindWeights = {
  chat: 24,
  compliment: 4,
  thanks: 3,
  tip: 5,
  purchase: 3,
  declined_offer: 2,
  custom: 2,
  meet: 1,
  price: 1,
  discount: 1,
  complaint: 2,
  renewal: 1,
};

/**
 * Goes on with a creator's chats: some conversations at a time, of which a
 * random one has its next message, so that a fan is answered a few messages
 * later. Chats that wait for an answer get one now and then.
 */
export function liveMessages(options: LiveOptions): LiveMessages {
  const { creator, seed, now, minDelayMs = 1000, maxDelayMs = 2000 } = options;
  if (options.chats.length === 0) {
    throw new RangeError("liveMessages needs at least one chat");
  }
  const random = new Random(seed);
  const composers = new Map<LiveChat, Composer>();
  const waiting = options.chats.filter((chat) => chat.unreadMessagesCount > 0);
  const threads: Thread[] = [];
  let lastId = options.startAfterId;
  let previous: Thread | undefined;

  const newThread = (): Thread => {
    const late = random.chance(0.08) ? waiting.shift() : undefined;
    if (late) {
      const lines = [plainLine("creator", random.pick(LATE_ANSWERS))];
      return { chat: late, lines };
    }
    const busy = new Set([...threads.map(({ chat }) => chat), ...waiting]);
    const free = options.chats.filter((chat) => !busy.has(chat));
    const chat = random.pick(free.length > 0 ? free : options.chats);
    let composer = composers.get(chat);
    if (!composer) composers.set(chat, composer = new Composer(random, KINDS));
    return { chat, lines: composer.exchange() };
  };

  const nextLine = (): { chat: LiveChat; line: Line } => {
    while (threads.length < THREADS) threads.push(newThread());
    const others = threads.filter((thread) => thread !== previous);
    const thread = random.pick(others);
    const line = thread.lines.shift();
    previous = thread;
    if (thread.lines.length === 0) threads.splice(threads.indexOf(thread), 1);
    return line ? { chat: thread.chat, line } : nextLine();
  };

  const compose = (chatId: number, line: Line, at: number): DemoMessage => {
    lastId += random.int(1, 40);
    const seen = line.by === "creator";
    return toMessage(line, {
      id: lastId,
      chatId,
      creatorId: creator.id,
      at,
      seen,
    });
  };

  return {
    next() {
      const delayMs = random.int(minDelayMs, maxDelayMs);
      const { chat, line } = nextLine();
      const message = compose(chat.id, line, now() + delayMs);
      return { done: false, value: { delayMs, message } };
    },
    reply: (chatId, text) => compose(chatId, plainLine("creator", text), now()),
    [Symbol.iterator]() {
      return this;
    },
  };
}
