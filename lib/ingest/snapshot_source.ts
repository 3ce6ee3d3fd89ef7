import type {
  AccountId,
  ChatChange,
  MessageLocation,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  compareKeyText,
  type Dataset,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import { mainCreator } from "./batch.ts";
import type { Head } from "./head.ts";
import type { IngestParts } from "./parts.ts";
import type { IncomingMessage } from "./resolve.ts";
import type { StagedChat, StagedMessage } from "./staging.ts";

/** A message with its place: by chat, then by time, then by id. */
interface Placed {
  key: Deno.KvKey;
  incoming: IncomingMessage;
}

/** Rows whose locations are looked up at once. */
const LOOKED_UP = 200;

/**
 * What a snapshot's dataset is made of: the visible dataset, and the staged
 * parts that the head's build names. Messages come sorted, so that each follows
 * the one before it in its chat.
 */
export class SnapshotSource {
  readonly #store: Store;
  readonly #account: AccountId;
  readonly #head: Head;
  readonly #visible: Dataset | null;
  readonly #upTo: number;

  constructor(store: Store, account: AccountId, head: Head) {
    this.#store = store;
    this.#account = account;
    this.#head = head;
    this.#visible = head.generation === 0
      ? null
      : { account, generation: head.generation };
    this.#upTo = head.build?.upTo ?? 0;
  }

  /** What was known of the chats, and then what the snapshot says of them. */
  async *chats(parts: IngestParts): AsyncGenerator<ChatChange> {
    if (this.#visible !== null) yield* parts.chats(this.#store, this.#visible);
    const staged = this.#store.list<StagedChat>({
      prefix: keys.stagedChats(this.#account),
    });
    for await (const { value: { part, chat } } of staged) {
      if (part >= this.#upTo) continue;
      yield {
        chat: chat.id,
        creator: mainCreator(this.#head),
        withUser: chat.withUser ?? null,
        unread: chat.unread_count ?? chat.unreadMessagesCount ?? null,
      };
    }
  }

  /** All messages, visible and staged, by chat and time. */
  async *messages(): AsyncGenerator<IncomingMessage> {
    const visible = this.#visibleMessages();
    const staged = this.#stagedMessages();
    let [a, b] = [await visible.next(), await staged.next()];
    for (;;) {
      if (!a.done && (b.done || comparePlaces(a.value, b.value) <= 0)) {
        yield a.value.incoming;
        a = await visible.next();
      } else if (!b.done) {
        yield b.value.incoming;
        b = await staged.next();
      } else return;
    }
  }

  async *#visibleMessages(): AsyncGenerator<Placed> {
    const dataset = this.#visible;
    if (dataset === null) return;
    let rows: { key: Deno.KvKey; value: StoredMessage }[] = [];
    const entries = this.#store.list<StoredMessage>({
      prefix: keys.messages(dataset),
    });
    for await (const { key, value } of entries) {
      rows.push({ key: key.slice(3), value });
      if (rows.length < LOOKED_UP) continue;
      yield* await this.#withEvents(dataset, rows);
      rows = [];
    }
    yield* await this.#withEvents(dataset, rows);
  }

  async #withEvents(
    dataset: Dataset,
    rows: readonly { key: Deno.KvKey; value: StoredMessage }[],
  ): Promise<Placed[]> {
    const locations = await this.#store.getMany<MessageLocation>(
      rows.map(({ value }) => keys.messageIndex(dataset, value.id)),
    );
    return rows.map(({ key, value: { message, chat, receivedAt } }, i) => ({
      key,
      incoming: {
        message,
        chat,
        receivedAt,
        events: locations[i]?.value.events ?? [],
      },
    }));
  }

  async *#stagedMessages(): AsyncGenerator<Placed> {
    const entries = this.#store.list<StagedMessage>({
      prefix: keys.stagedMessages(this.#account),
    });
    for await (const { key, value } of entries) {
      const { part, message, chat, receivedAt } = value;
      if (part >= this.#upTo) continue;
      yield {
        key: key.slice(2),
        incoming: { message, chat, receivedAt, events: [] },
      };
    }
  }
}

/** Compares the first three parts of two places: chat, time and id. */
function comparePlaces({ key: a }: Placed, { key: b }: Placed): number {
  return compareKeyText(String(a[0]), String(b[0])) ||
    Number(a[1]) - Number(b[1]) ||
    compareKeyText(String(a[2]), String(b[2]));
}
