/**
 * A site that looks like the one whose pages an Agent works on: its page, its
 * JSON and its live socket, at an address of this machine.
 * @module
 */
import { Random } from "@/lib/demo/random.ts";
import { within } from "../conditions.ts";
import {
  Creator,
  type CreatorOptions,
  Numbers,
  type Said,
  type SiteChat,
  type SiteMessage,
  type SiteUser,
  userOf,
} from "./data.ts";
import { LiveSockets } from "./live.ts";
import { emailOf, page, script } from "./page/document.ts";
import { selfTestRoutes } from "./self_test/mod.ts";

/** What a site is to hold. */
export interface LookalikeOptions {
  /** Default: Robin, with 12 chats and 240 messages. */
  creators?: readonly CreatorOptions[];
  /** Default 1. */
  seed?: number;
  /** Default: a free one. */
  port?: number;
  /** What the page asks first to know who is signed in; default `me`. */
  identity?: "me" | "init";
  /** Whether the creator's own live messages name the fan; default `true`. */
  namesRecipient?: boolean;
  /** Whether the page has a precise clock; default `false`. */
  hasPreciseClock?: boolean;
}

/** Something that a browser asked for, or said on its socket. */
export interface Asked {
  /** `SOCKET` for a frame that a page sent. */
  method: string;
  /** With its query; of a frame: its text. */
  path: string;
  /** Who was signed in. */
  creator: number | null;
}

/** A message that somebody had the site send. */
export interface Posted {
  creator: number;
  chat: number;
  text: string;
  message: SiteMessage;
}

/** Answers that are kept back. */
export interface Hold {
  /** Resolves when the first of them was asked for. */
  arrived: Promise<void>;
  /** Gives them, and keeps back no more. */
  release(): void;
}

interface Held {
  matches(asked: Asked): boolean;
  arrived: PromiseWithResolvers<void>;
  released: PromiseWithResolvers<void>;
}

/** A creator who signs in unless a test says otherwise. */
export const ROBIN: CreatorOptions = {
  id: 9001,
  name: "Robin",
  fans: Array.from({ length: 12 }, (_, i) => 1001 + i),
  messages: 240,
};

const API = "/api2/v2";
const SECOND_MS = 1000;
/** A page that nobody else's can look into has a clock of microseconds. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Starts a site; end it with {@linkcode Lookalike.close}. */
export async function startLookalike(
  options: LookalikeOptions = {},
): Promise<Lookalike> {
  return new Lookalike(options, await script());
}

/** A site that runs. */
export class Lookalike {
  /** Where it answers, as `http://localhost:8000`. */
  readonly origin: string;
  /** Everything that browsers asked for, in order. */
  readonly requests: Asked[] = [];
  /** Messages that were sent through the site. */
  readonly posted: Posted[] = [];
  /** How many messages pages were told of live. */
  told = 0;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #creators: Map<number, Creator>;
  readonly #sockets = new LiveSockets();
  /** Creators by the session's cookie, and by the socket's token. */
  readonly #sessions = new Map<string, number>();
  readonly #tokens = new Map<string, number>();
  readonly #script: string;
  readonly #options: LookalikeOptions;
  readonly #holds = new Set<Held>();
  #refusals: number[] = [];

  /** Use {@linkcode startLookalike}. */
  constructor(options: LookalikeOptions, script: string) {
    const { creators = [ROBIN], seed = 1, port = 0 } = options;
    const numbers = new Numbers();
    const now = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
    this.#options = options;
    this.#script = script;
    this.#creators = new Map(
      creators.map((one, i) => [
        one.id,
        new Creator(one, { numbers, now, seed: seed + i }),
      ]),
    );
    this.#server = Deno.serve(
      { port, hostname: "localhost", onListen() {} },
      async (request) =>
        await selfTestRoutes(request) ?? await this.#answer(request),
    );
    this.origin = `http://localhost:${this.#server.addr.port}`;
  }

  /** The page that creators work on. */
  get url(): string {
    return `${this.origin}/my/chats`;
  }

  /** Secrets that no Agent may keep: cookies, tokens, and what one types. */
  get secrets(): string[] {
    const typed = [...this.#creators.values()]
      .map(({ user }) => `of ${emailOf(user)}`);
    return [...this.#sessions.keys(), ...this.#tokens.keys(), ...typed];
  }

  /** Everything of a creator; default: the first. */
  creator(id?: number): Creator {
    const [first] = this.#creators.keys();
    const found = this.#creators.get(id ?? first ?? NaN);
    if (found === undefined) throw new Error(`There is no creator ${id}.`);
    return found;
  }

  /** A fan's chat with a creator. */
  chat(fan: number, creator?: number): SiteChat {
    const chat = this.creator(creator).chats.get(fan);
    if (chat === undefined) throw new Error(`There is no chat ${fan}.`);
    return chat;
  }

  /** Somebody writes a message, of which the creator's pages hear at once. */
  say(fan: number, said: Said | string = {}, creator?: number): SiteMessage {
    const owner = this.creator(creator);
    const words = typeof said === "string" ? { text: said } : said;
    const message = owner.add(fan, words, Date.now());
    this.#tell(owner, fan, message);
    return message;
  }

  /** Tells a creator's pages who is online. */
  online(ids: readonly number[], creator?: number): void {
    this.#sockets.tell(this.creator(creator).user.id, { online: ids });
  }

  /** Sends any frame to a creator's pages. */
  frame(frame: Record<string, unknown>, creator?: number): void {
    this.#sockets.tell(this.creator(creator).user.id, frame);
  }

  /** A live message for each step, in any of a creator's chats, by a seed. */
  *streamed(
    count: number,
    seed: number,
    creator?: number,
  ): Generator<SiteMessage> {
    const random = new Random(seed);
    const fans = [...this.creator(creator).chats.keys()];
    for (let i = 0; i < count; i++) {
      const by = random.chance(0.3) ? "creator" : "fan";
      const text = `Live ${i}: ${random.int(0, 999_999)}`;
      yield this.say(random.pick(fans), { text, by }, creator);
    }
  }

  /** How many pages of a creator have their live socket open. */
  listeners(creator?: number): number {
    return this.#sockets.of(this.creator(creator).user.id);
  }

  /** Ends all live sockets; the pages connect again. */
  disconnect(): void {
    this.#sockets.end();
  }

  /** Answers the next messages that are sent with this status. */
  refusePosts(...statuses: number[]): void {
    this.#refusals = statuses;
  }

  /** Keeps answers back, made as of when they were asked for. */
  hold(matches: (asked: Asked) => boolean): Hold {
    const held = {
      matches,
      arrived: Promise.withResolvers<void>(),
      released: Promise.withResolvers<void>(),
    };
    this.#holds.add(held);
    return {
      arrived: within("a request to keep back", held.arrived.promise),
      release: () => {
        this.#holds.delete(held);
        held.released.resolve();
      },
    };
  }

  /** Ends it, and every connection with it. */
  async close(): Promise<void> {
    for (const { released } of this.#holds) released.resolve();
    this.#sockets.end();
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const creator = this.#sessions.get(cookieOf(request)) ?? null;
    const path = url.pathname + url.search;
    const asked = { method: request.method, path, creator };
    this.requests.push(asked);
    if (url.pathname.startsWith("/ws3/")) return this.#upgrade(request);
    if (url.pathname === "/my/chats") return this.#page();
    if (url.pathname === "/app.js") return text(this.#script, "javascript");
    if (!url.pathname.startsWith(`${API}/`)) return problem(404);
    const response = await this.#api(
      request,
      url,
      this.#creators.get(creator ?? NaN) ?? null,
    );
    for (const held of this.#holds) {
      if (!held.matches(asked)) continue;
      held.arrived.resolve();
      await held.released.promise;
    }
    return response;
  }

  #page(): Response {
    const { identity = "me" } = this.#options;
    const path = `${API}/${identity === "me" ? "users/me" : "init"}`;
    const users = [...this.#creators.values()].map(({ user }) => user);
    const { hasPreciseClock = false } = this.#options;
    return text(page(users, path), "html", hasPreciseClock ? ISOLATED : {});
  }

  async #api(
    request: Request,
    url: URL,
    creator: Creator | null,
  ): Promise<Response> {
    const path = url.pathname.slice(API.length + 1);
    if (path === "users/login") return this.#signIn(await request.json());
    if (path === "init") return Response.json(this.#init(creator));
    if (creator === null) return problem(401, "Please sign in.");
    if (path === "users/me") return Response.json(this.#me(creator));
    if (path === "users/logout") return this.#signOut(request);
    if (path === "users/list") return this.#users(url.searchParams);
    if (path === "chats") return chats(creator, url.searchParams);
    if (path === "subscriptions/subscribers") {
      return subscribers(creator, url.searchParams);
    }
    const user = /^users\/(\d+)$/.exec(path)?.[1];
    if (user !== undefined) return Response.json(userOf(Number(user)));
    const chat = Number(/^chats\/(\d+)\/messages$/.exec(path)?.[1]);
    if (!creator.chats.has(chat)) return problem(404, "Not found.");
    return request.method === "POST"
      ? this.#post(creator, chat, await request.json())
      : messages(creator, chat, url.searchParams);
  }

  #signIn({ email }: { email: string }): Response {
    for (const { user } of this.#creators.values()) {
      if (emailOf(user) !== email) continue;
      const session = crypto.randomUUID();
      this.#sessions.set(session, user.id);
      return Response.json({ userId: user.id }, {
        headers: { "set-cookie": `sess=${session}; Path=/; HttpOnly` },
      });
    }
    return problem(400, "Wrong email or password.");
  }

  #signOut(request: Request): Response {
    this.#sessions.delete(cookieOf(request));
    return Response.json({ success: true }, {
      headers: { "set-cookie": "sess=; Path=/; Max-Age=0" },
    });
  }

  #me({ user }: Creator): SiteUser & { wsAuthToken: string } {
    const token = crypto.randomUUID();
    this.#tokens.set(token, user.id);
    return { ...user, wsAuthToken: token };
  }

  #init(creator: Creator | null): object {
    return creator === null
      ? { isAuth: false }
      : { isAuth: true, user: this.#me(creator) };
  }

  /** Profiles by id, as the site gives them. */
  #users(query: URLSearchParams): Response {
    const ids = query.getAll("m[]");
    return Response.json(
      Object.fromEntries(ids.map((id) => [id, userOf(Number(id))])),
    );
  }

  #post(creator: Creator, chat: number, body: { text: string }): Response {
    const refusal = this.#refusals.shift();
    if (refusal !== undefined) return problem(refusal, "Not sent.");
    const said: Said = { by: "creator", text: body.text };
    const message = creator.add(chat, said, Date.now());
    const { id } = creator.user;
    this.posted.push({ creator: id, chat, text: body.text, message });
    this.#tell(creator, chat, message);
    return Response.json(message);
  }

  /** A message comes with its author's whole profile, and with other news. */
  #tell(creator: Creator, fan: number, message: SiteMessage): void {
    const { user } = creator;
    const { namesRecipient = true } = this.#options;
    const isOwn = message.fromUser.id === user.id;
    const fromUser = isOwn ? user : userOf(fan);
    const toUser = isOwn && namesRecipient ? { toUser: { id: fan } } : {};
    const tell = (frame: Record<string, unknown>) =>
      this.#sockets.tell(user.id, frame);
    this.told++;
    tell({ api2_chat_message: { ...message, fromUser, ...toUser } });
    if (isOwn) return;
    tell({ chat_messages: creator.chats.get(fan)?.unread ?? 0 });
    tell({ new_message: { id: `n${message.id}`, text: "A new message" } });
  }

  #upgrade(request: Request): Response {
    if (request.headers.get("upgrade") !== "websocket") return problem(426);
    const { socket, response } = Deno.upgradeWebSocket(request);
    let creator: number | null = null;
    socket.onmessage = ({ data }) => {
      const frame: { act?: string; token?: string } = JSON.parse(data);
      this.requests.push({ method: "SOCKET", path: frame.act ?? "", creator });
      if (frame.act !== "connect") return;
      creator = this.#tokens.get(frame.token ?? "") ?? null;
      if (creator === null) return socket.close(4001, "Unknown token.");
      this.#sockets.add(creator, socket);
      socket.send(JSON.stringify({ connected: true, v: "1.0" }));
    };
    return response;
  }
}

function chats(creator: Creator, query: URLSearchParams): Response {
  const { limit, offset } = rangeOf(query);
  const all = creator.latestChats();
  const list = all.slice(offset, offset + limit).map((chat) => ({
    withUser: { id: chat.fan, _view: "s" },
    lastMessage: chat.messages.at(-1) ?? null,
    unreadMessagesCount: chat.unread,
    hasUnreadTips: false,
    canSendMessage: true,
    lastReadMessageId: chat.messages.at(-1 - chat.unread)?.id ?? 0,
    isMutedNotifications: false,
  }));
  const hasMore = offset + list.length < all.length;
  return Response.json({ list, hasMore, nextOffset: offset + list.length });
}

/** The latest first, or those before one. */
function messages(
  creator: Creator,
  fan: number,
  query: URLSearchParams,
): Response {
  const { limit, offset } = rangeOf(query);
  const before = Number(query.get("id") ?? Infinity);
  const all = creator.chats.get(fan)?.messages ?? [];
  const older = all.filter(({ id }) => id < before).reverse();
  const list = older.slice(offset, offset + limit);
  return Response.json({ list, hasMore: offset + limit < older.length });
}

function subscribers(creator: Creator, query: URLSearchParams): Response {
  const { limit, offset } = rangeOf(query);
  const fans = [...creator.chats.keys()];
  const list = fans.slice(offset, offset + limit).map((id) => ({
    ...userOf(id),
    subscribedOn: true,
    subscribedOnExpiredNow: false,
  }));
  return Response.json({ list, hasMore: offset + limit < fans.length });
}

function rangeOf(query: URLSearchParams): { limit: number; offset: number } {
  return {
    limit: Number(query.get("limit") ?? 10),
    offset: Number(query.get("offset") ?? 0),
  };
}

function cookieOf(request: Request): string {
  return /(?:^|; )sess=([^;]+)/.exec(request.headers.get("cookie") ?? "")
    ?.[1] ?? "";
}

function problem(status: number, message = ""): Response {
  return Response.json({ error: { code: status, message } }, { status });
}

function text(
  body: string,
  type: "html" | "javascript",
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    headers: { "content-type": `text/${type}; charset=utf-8`, ...headers },
  });
}
