/**
 * What the look-alike's creators have: chats, messages and fans, the same for
 * the same seed, in the shapes of the site.
 * @module
 */
import { Random } from "@/lib/demo/random.ts";
import { wireTime } from "@/lib/demo/wire.ts";

/** A creator of the site, and how much there is at the start. */
export interface CreatorOptions {
  id: number;
  name: string;
  /** Ids of the fans who have a chat; a fan may have one with several creators. */
  fans: readonly number[];
  /** Messages of all chats together; at least one of each chat. */
  messages: number;
}

/** Somebody's profile, as the site tells it. */
export interface SiteUser {
  id: number;
  _view: string;
  name: string;
  username: string;
  avatar: string;
  isVerified: boolean;
}

/** A file of a message. */
export interface SiteMedia {
  id: number;
  type: "photo" | "video" | "audio" | "gif";
  canView: boolean;
  duration: number;
  files: { full: { url: string } };
}

/** A message as a list holds it: it names neither its chat nor its direction. */
export interface SiteMessage {
  responseType: "message";
  id: number;
  /** HTML. */
  text: string;
  fromUser: { id: number; _view: string };
  createdAt: string;
  changedAt: string;
  price: number;
  isFree: boolean;
  isTip: boolean;
  /** On some tips; always in the text. */
  tipAmount?: number;
  isOpened: boolean;
  isNew: boolean;
  isLiked: boolean;
  isFromQueue: boolean;
  queueId: number;
  canPurchase: boolean;
  lockedText: boolean;
  mediaCount: number;
  media: SiteMedia[];
  previews: number[];
  giphyId: null;
  replyToMessage?: { id: number; text: string };
  cancelSeconds: number;
  isMediaReady: boolean;
}

/** What is said: everything else of a message follows. */
export interface Said {
  /** HTML; default: something that fits. */
  text?: string;
  /** Who writes; default: the fan. */
  by?: "fan" | "creator";
  /** US dollars. */
  tip?: number;
  /** US dollars. */
  price?: number;
  photos?: number;
  /** Whether it is a mass message. */
  isMass?: boolean;
}

/** A chat: its id is the fan's. */
export interface SiteChat {
  fan: number;
  /** The oldest first. */
  messages: SiteMessage[];
  unread: number;
}

const FAN_TEXTS = [
  "Good morning! How was the trip?",
  "I love this recipe<br />It was so good &amp; easy",
  "When is the next live class?",
  "That was terrible, I want a refund",
  'Look at <a href="https://example.com/?a=1&amp;b=2">this</a> 😊',
  "Thank you so much for everything",
  "5 &lt; 6, as my <b>teacher</b> said",
];
const CREATOR_TEXTS = [
  "Hi sweetheart<br />thank you for asking",
  "Here is the <b>new video</b>",
  "I will answer tomorrow &amp; send pictures",
  "You are wonderful ♥",
];

/** All ids have as many digits, so that their order as texts is theirs. */
const FIRST_MESSAGE = 4_000_000_001;
const FIRST_MEDIA = 700_000_001;
const STEP_MS = 97_000;

/** Gives every message of the site its id. */
export class Numbers {
  #message = FIRST_MESSAGE;
  #media = FIRST_MEDIA;

  message(): number {
    return this.#message++;
  }

  media(): number {
    return this.#media++;
  }
}

/** The profile of whoever has this id. */
export function userOf(id: number, name = `Fan ${id}`): SiteUser {
  return {
    id,
    _view: "p",
    name,
    username: `u${id}`,
    avatar: `https://cdn.example/${id}.jpg`,
    isVerified: id % 3 === 0,
  };
}

/** Everything of one creator. */
export class Creator {
  readonly user: SiteUser;
  /** By the fan's id. */
  readonly chats = new Map<number, SiteChat>();
  readonly #numbers: Numbers;
  readonly #random: Random;

  /** `now`: the time of what happens next, in ms since the epoch. */
  constructor(
    { id, name, fans, messages }: CreatorOptions,
    { numbers, seed, now }: { numbers: Numbers; seed: number; now: number },
  ) {
    this.user = userOf(id, name);
    this.#numbers = numbers;
    this.#random = new Random(seed);
    for (const fan of fans) this.#chat(fan);
    for (let i = 0; i < messages; i++) {
      const fan = fans[i] ?? this.#random.pick(fans);
      this.add(fan, this.#something(), now - (messages - i) * STEP_MS);
    }
    for (const chat of this.chats.values()) {
      chat.unread = chat.unread > 0 ? 1 : 0;
    }
  }

  /** Number of messages. */
  get size(): number {
    let size = 0;
    for (const { messages } of this.chats.values()) size += messages.length;
    return size;
  }

  /** Adds a message to a fan's chat, which begins with it if there is none. */
  add(fan: number, said: Said, at: number): SiteMessage {
    const chat = this.#chat(fan);
    const message = this.#message(chat, said, at);
    chat.messages.push(message);
    chat.unread = message.fromUser.id === fan ? chat.unread + 1 : 0;
    return message;
  }

  /** Chats, the one with the latest message first. */
  latestChats(): SiteChat[] {
    const latest = ({ messages }: SiteChat) => messages.at(-1)?.id ?? 0;
    return [...this.chats.values()].sort((a, b) => latest(b) - latest(a));
  }

  #chat(fan: number): SiteChat {
    const known = this.chats.get(fan);
    if (known !== undefined) return known;
    const chat: SiteChat = { fan, messages: [], unread: 0 };
    this.chats.set(fan, chat);
    return chat;
  }

  #something(): Said {
    const random = this.#random;
    if (random.chance(0.04)) return { tip: random.int(1, 40) * 5 };
    if (random.chance(0.05)) return { by: "creator", isMass: true };
    if (random.chance(0.05)) return { by: "creator", price: 15, photos: 3 };
    return { by: random.chance(0.45) ? "creator" : "fan" };
  }

  #message(chat: SiteChat, said: Said, at: number): SiteMessage {
    const random = this.#random;
    const { by = "fan", tip = 0, price = 0, photos = 0, isMass = false } = said;
    const id = this.#numbers.message();
    const text = said.text ??
      (tip > 0
        ? `I sent you a $${tip.toFixed(2)} tip ♥`
        : random.pick(by === "fan" ? FAN_TEXTS : CREATOR_TEXTS));
    const before = chat.messages.at(-1);
    const isReply = before !== undefined && random.chance(0.05);
    const createdAt = wireTime(at);
    return {
      responseType: "message",
      id,
      text: text.startsWith("<p>") ? text : `<p>${text}</p>`,
      fromUser: { id: by === "fan" ? chat.fan : this.user.id, _view: "s" },
      createdAt,
      changedAt: createdAt,
      price,
      isFree: price === 0,
      isTip: tip > 0,
      ...tip > 0 && random.chance(0.5) ? { tipAmount: tip } : {},
      isOpened: price === 0,
      isNew: by === "fan",
      isLiked: random.chance(0.1),
      isFromQueue: isMass,
      queueId: isMass ? 30_000 + id % 97 : 0,
      canPurchase: price > 0,
      lockedText: false,
      mediaCount: photos,
      media: Array.from({ length: photos }, () => this.#photo(price === 0)),
      previews: [],
      giphyId: null,
      ...isReply
        ? { replyToMessage: { id: before.id, text: before.text } }
        : {},
      cancelSeconds: by === "creator" ? 86_400 : 0,
      isMediaReady: true,
    };
  }

  #photo(canView: boolean): SiteMedia {
    const id = this.#numbers.media();
    return {
      id,
      type: "photo",
      canView,
      duration: 0,
      files: { full: { url: `https://cdn.example/${id}.jpg` } },
    };
  }
}
