import type { FullSyncResponse } from "@/lib/models/mod.ts";
import type { Target } from "./protocol.ts";
import { dashboardSocket, opened, type SeenFrame } from "./sockets.ts";

/** What a dashboard tells its account. */
export interface DashboardListener {
  /** A frame of any kind has come. */
  frame(): void;
  /** The messages of a frame, of which there were so many characters. */
  messages(messages: readonly SeenMessage[], length: number): void;
  /** Everything came anew, and with it what is new in these chats. */
  synced(news: readonly SeenRange[]): void;
  failed(error: Error): void;
}

/** Which message a frame holds. */
export interface SeenMessage {
  id: number;
  chat: string;
}

/** Messages of a chat above one id, up to and with another. */
export interface SeenRange {
  chat: string;
  above: number;
  upTo: number;
}

/** How frames begin whose content does not matter here. */
const WITHOUT_MESSAGES =
  /^\{"type":"(analytics_update|enrichment_result|online_users_update)"/;

/** A dashboard socket that notes which messages it has seen. */
export class Dashboard {
  /** Messages that the last full sync counts in all conversations. */
  total = 0;
  readonly socket: WebSocket;
  readonly #listener: DashboardListener;
  readonly #seen = new Map<string, number>();
  #news: SeenRange[] = [];
  #counting = 0;

  constructor(target: Target, listener: DashboardListener) {
    this.#listener = listener;
    this.socket = dashboardSocket(target);
    this.socket.addEventListener("message", ({ data }) => this.#receive(data));
  }

  /** Resolves when it is connected. */
  async opened(): Promise<void> {
    await opened(this.socket);
    this.socket.addEventListener("close", ({ code, reason }) => {
      this.#listener.failed(new Error(`A dashboard closed: ${code} ${reason}`));
    });
  }

  #receive(data: string): void {
    this.#listener.frame();
    if (WITHOUT_MESSAGES.test(data)) return;
    const frame: SeenFrame = JSON.parse(data);
    switch (frame.type) {
      case "new_raw_message":
        return this.#seeAll([frame.payload.message], data.length);
      case "append_message":
        return this.#seeAll(frame.payload.messages, data.length);
      case "full_sync_response":
        return this.#sync(frame.payload);
      case "system_error":
        this.#listener.failed(new Error(data));
    }
  }

  #seeAll(
    messages: readonly { id: unknown; chat_id?: unknown }[],
    length: number,
  ): void {
    this.#listener.messages(
      messages.map(seenMessage).filter((message) => this.#isNew(message)),
      length,
    );
  }

  /** Messages of a chat come in order, each once. */
  #isNew({ id, chat }: SeenMessage): boolean {
    if (id <= (this.#seen.get(chat) ?? 0)) return false;
    this.#seen.set(chat, id);
    return true;
  }

  #sync({ conversations, part }: FullSyncResponse): void {
    if (!part || part.index === 0) {
      this.#news = [];
      this.#counting = 0;
    }
    for (const { messages, messageCount } of conversations) {
      this.#counting += messageCount;
      for (const { id, chat } of messages.map(seenMessage)) {
        const above = this.#seen.get(chat) ?? 0;
        if (this.#isNew({ id, chat })) {
          this.#news.push({ chat, above, upTo: id });
        }
      }
    }
    if (part && part.index < part.total - 1) return;
    this.total = this.#counting;
    this.#listener.synced(this.#news);
  }
}

function seenMessage(message: { id: unknown; chat_id?: unknown }): SeenMessage {
  return { id: Number(message.id), chat: String(message.chat_id) };
}
