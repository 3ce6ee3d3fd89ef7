import type { Message } from "@/lib/models/message.ts";

/** Told of a conversation's new and changed messages. */
export type MessageListener = (
  chatId: string,
  messages: readonly Message[],
) => void;

/** New and changed messages, for those who follow a conversation. */
export class MessageNews {
  readonly #listeners = new Set<MessageListener>();
  /** What nobody was told of yet, by conversation. */
  readonly #untold = new Map<string, Message[]>();

  /** Calls `listener` from now on, until the returned function is called. */
  listen(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Messages have come; of one that comes several times the last one counts. */
  note(chatId: string, messages: Message[]): void {
    if (this.#listeners.size === 0 || messages.length === 0) return;
    const untold = this.#untold.get(chatId) ?? [];
    this.#untold.set(chatId, mergeMessages(untold, messages));
  }

  /** Tells of all that came since the last call, once for each conversation. */
  tell(): void {
    const untold = [...this.#untold];
    this.#untold.clear();
    for (const [chatId, messages] of untold) {
      for (const listener of this.#listeners) listener(chatId, messages);
    }
  }
}

/** Both, in order of their coming; a changed one stays in its place. */
export function mergeMessages(
  known: Message[],
  changed: Message[],
): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of changed) byId.set(message.id, message);
  return [...byId.values()];
}
