/**
 * An account's owner, signed in: what one sees and does through the service's
 * public face.
 * @module
 */
import {
  ConversationList,
  type ExtendedConversationNode,
  type Message,
  MessageList,
  PairedAgent,
  PairingOffer,
  SignedIn,
} from "@/lib/models/mod.ts";
import { eventually } from "./conditions.ts";
import { Peer } from "./peer.ts";
import { printedLink, type Service } from "./service.ts";

/** A conversation, but for what depends on the time of day or on the account. */
export type DumpedConversation =
  & Omit<ExtendedConversationNode, "priorityScore" | "creatorId">
  & {
    /** Whose chat it is: `self` for the account itself. */
    creator: string | undefined;
  };

/** Everything that is stored of an account, as REST shows it. */
export interface Dump {
  conversations: DumpedConversation[];
  /** By conversation, oldest first. */
  messages: Record<string, Message[]>;
}

/** What pairing gives an Agent. */
export type Pairing = PairedAgent;

/** A conversation of an account as it is compared with another account's. */
export function comparable(
  { priorityScore: _, creatorId, ...node }: ExtendedConversationNode,
  account: string,
): DumpedConversation {
  return { ...node, creator: creatorId === account ? "self" : creatorId };
}

/** A browser that is signed in to an account. */
export class Account {
  constructor(
    readonly origin: string,
    readonly cookie: string,
    readonly id: string,
  ) {}

  /** Signs in with the link that the service printed. */
  static async signIn(service: Service, name?: string): Promise<Account> {
    return await Account.open(await printedLink(service, name));
  }

  /** Signs in with a one-time link. */
  static async open(link: string): Promise<Account> {
    const response = await fetch(link, { redirect: "manual" });
    await response.body?.cancel();
    return await Account.of(new URL(link).origin, response);
  }

  /** The account that the answer to a one-time link signs in to. */
  static async of(origin: string, response: Response): Promise<Account> {
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (!cookie) throw new Error(`not signed in: ${response.status}`);
    const me = await fetch(`${origin}/api/v1/auth/me`, { headers: { cookie } });
    const { user_id } = SignedIn.parse(await me.json());
    return new Account(origin, cookie, user_id);
  }

  /** Asks for a path as the account's browser does; does not follow. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const { origin, cookie } = this;
    return await fetch(origin + path, {
      redirect: "manual",
      ...init,
      headers: { cookie, origin, ...init.headers },
    });
  }

  /** A new pairing code. */
  async pairingCode(): Promise<string> {
    const response = await this.ask("/api/v1/pairing-codes", {
      method: "POST",
    });
    return PairingOffer.parse(await response.json()).code;
  }

  /** Pairs an Agent. */
  async pair(name = "Test Agent"): Promise<Pairing> {
    const code = await this.pairingCode();
    const response = await pairAgent(this.origin, { code, name });
    return PairedAgent.parse(await response.json());
  }

  /** A new Agent's connection, over which it may send. */
  async agent(name?: string): Promise<Peer> {
    return await connectAgent(await this.pair(name));
  }

  /** A dashboard's connection; `since` asks for a replay. */
  dashboard(since?: number): Peer {
    const { origin, cookie, id } = this;
    const query = since === undefined ? "" : `?since=${since}`;
    return Peer.dashboard(`${origin}/ws/frontend/${id}${query}`, {
      cookie,
      origin,
    });
  }

  /** What a dashboard is told first, of an account with a snapshot. */
  async fullSync() {
    await using dashboard = this.dashboard();
    return await dashboard.next("full_sync_response");
  }

  /** All conversations and messages, to be compared with another account's. */
  async dump(): Promise<Dump> {
    const conversations = await this.conversations();
    const messages: Dump["messages"] = {};
    for (const { conversationId } of conversations) {
      messages[conversationId] = await this.messages(conversationId);
    }
    return {
      conversations: conversations.map((node) => comparable(node, this.id)),
      messages,
    };
  }

  /** All conversations, page by page. */
  async conversations(): Promise<ExtendedConversationNode[]> {
    const all: ExtendedConversationNode[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const response = await this.ask(
        `/api/v1/conversations?limit=200${after}`,
      );
      const page = ConversationList.parse(await response.json());
      all.push(...page.conversations);
      cursor = page.next_cursor;
    }
    return all;
  }

  /**
   * All messages of a conversation, page by page, oldest first; none while there
   * is no such conversation.
   */
  async messages(conversation: string): Promise<Message[]> {
    const path = `/api/v1/conversations/${encodeURIComponent(conversation)}` +
      "/messages?limit=200";
    let all: Message[] = [];
    let before: string | null = "";
    while (before !== null) {
      const until: string = before && `&before=${encodeURIComponent(before)}`;
      const response = await this.ask(path + until);
      if (response.status === 404) {
        await response.body?.cancel();
        return [];
      }
      const page = MessageList.parse(await response.json());
      all = [...page.messages, ...all];
      before = page.next_before;
    }
    return all;
  }

  /**
   * The dump as soon as it holds `messages` messages. Where the last delta is a
   * new message, everything before it is applied by then.
   */
  async settled(messages: number): Promise<Dump> {
    await eventually(`${messages} stored messages`, async () => {
      const conversations = await this.conversations();
      const stored = conversations.reduce((n, one) => n + one.messageCount, 0);
      return stored === messages;
    });
    return await this.dump();
  }

  /** Reasons of the records that Settings lists as set aside, and their count. */
  async quarantine(): Promise<{ total: number; codes: string[] }> {
    const html = await (await this.ask("/settings")).text();
    const section = /id="quarantine-title".*?<\/section>/s.exec(html)?.[0];
    if (section === undefined) throw new Error("Settings lists no quarantine");
    const codes = [...section.matchAll(/<p class="font-mono[^>]*>(\w+)<\/p>/g)]
      .map(([, code = ""]) => code);
    const total = /panel-aside[^>]*>(?:showing \d+ of )?(\d*)</.exec(section);
    return { total: Number(total?.[1] ?? 0), codes };
  }
}

/** The connection of a paired Agent, over which it may send. */
export async function connectAgent(
  { ws_url, token }: Pairing,
): Promise<Peer> {
  const agent = Peer.agent(ws_url, token);
  await agent.next("system_status");
  return agent;
}

/** Asks the service at `origin` to trade a code for an Agent's token. */
export async function pairAgent(
  origin: string,
  body: { code: string; name: string },
): Promise<Response> {
  return await fetch(`${origin}/api/v1/agents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
