import { type Calendar, calendarOf, listDays } from "@/lib/insights/mod.ts";
import {
  type ChatId,
  ChatId as ChatIds,
  type CreatorId,
  type CreatorList,
  type UserRef,
} from "@/lib/models/mod.ts";
import {
  type Dataset,
  keyId,
  keys,
  listMessages,
  LruCache,
  type Store,
} from "@/lib/store/mod.ts";

/** Days with figures among which the latest with a message of the creator is. */
const DAYS = 30;
const DAYS_AT_ONCE = 4;
/** Days with such a message that are looked at for a name. */
const DAYS_WRITTEN = 3;
/** Conversations of a day that are looked at, and the latest messages of each. */
const CHATS_OF_DAY = 5;
const MESSAGES_OF_CHAT = 10;
/** Characters that are given of a name. */
const MAX_NAME = 200;

/** Whose dataset it is, and by which zone's days it is counted. */
interface Named {
  dataset: Dataset;
  creators: readonly CreatorId[];
  zone: string;
}

/**
 * The creators of a dataset in their order, each with the name that the latest
 * messages of theirs give. Few are looked at, however large the dataset is: the
 * latest days on which the creator wrote, a few conversations of each. `null`
 * where none of them gives one.
 */
export async function listCreators(
  store: Store,
  { dataset, creators, zone }: Named,
): Promise<CreatorList> {
  const calendar = calendarOf(zone);
  return {
    creators: await Promise.all(creators.map(async (id) => ({
      id,
      name: await nameOf(store, dataset, { creator: id, calendar }),
    }))),
  };
}

/** What was found holds for so long, in ms: every page asks. */
const REMEMBERED_MS = 60_000;
/** Accounts of which it is remembered. */
const REMEMBERED_ACCOUNTS = 1_000;

/** {@linkcode listCreators}, where names may be a minute old. */
export class CreatorNames {
  readonly #store: Store;
  readonly #remembered = new LruCache<{ list: CreatorList; until: number }>(
    REMEMBERED_ACCOUNTS,
  );

  constructor(store: Store) {
    this.#store = store;
  }

  /** The creators of a dataset, with their names. */
  async list(named: Named): Promise<CreatorList> {
    const { dataset: { account, generation }, creators } = named;
    const id = keyId([account, generation, ...creators]);
    const now = this.#store.clock.now();
    const known = this.#remembered.get(id);
    if (known !== undefined && now < known.until) return known.list;
    const list = await listCreators(this.#store, named);
    this.#remembered.set(id, { list, until: now + REMEMBERED_MS });
    return list;
  }
}

async function nameOf(
  store: Store,
  dataset: Dataset,
  { creator, calendar }: { creator: CreatorId; calendar: Calendar },
): Promise<string | null> {
  const days = listDays(store, dataset, {
    creator,
    reverse: true,
    limit: DAYS,
    batchSize: DAYS_AT_ONCE,
  });
  let written = 0;
  for await (const { day, figures: { messages, inbound } } of days) {
    if (messages === inbound) continue;
    const chats = await chatsOf(store, dataset, { creator, day });
    const range = [calendar.startOf(day), calendar.startOf(day + 1)] as const;
    const named = await Promise.all(
      chats.map((chat) => latestName(store, dataset, { chat, range })),
    );
    const [latest] = named.filter((one) => one !== null)
      .sort((a, b) => b.at - a.at);
    if (latest !== undefined) return latest.name;
    if (++written === DAYS_WRITTEN) break;
  }
  return null;
}

async function chatsOf(
  store: Store,
  dataset: Dataset,
  { creator, day }: { creator: CreatorId; day: number },
): Promise<ChatId[]> {
  const prefix = keys.chatsOfDay(dataset, creator, day);
  const list = store.listKeys({ prefix }, {
    limit: CHATS_OF_DAY,
    batchSize: CHATS_OF_DAY,
  });
  return (await Array.fromAsync(list)).map((key) => ChatIds.parse(key.at(-1)));
}

/** The name in the latest of a chat's messages of a time that gives one. */
async function latestName(
  store: Store,
  dataset: Dataset,
  { chat, range: [start, end] }: {
    chat: ChatId;
    range: readonly [start: number, end: number];
  },
): Promise<{ at: number; name: string } | null> {
  const prefix = keys.messagesOf(dataset, chat);
  const list = listMessages(store, {
    start: [...prefix, start],
    end: [...prefix, end],
  }, {
    reverse: true,
    limit: MESSAGES_OF_CHAT,
    batchSize: MESSAGES_OF_CHAT,
  });
  for await (const { at, side, message } of list) {
    const name = side === "outbound" ? nameIn(message.fromUser) : null;
    if (name !== null) return { at, name };
  }
  return null;
}

function nameIn(user: UserRef | null | undefined): string | null {
  const names = [user?.displayName, user?.name, user?.username];
  const name = names.map((one) => one?.trim()).find((one) => one);
  return name?.slice(0, MAX_NAME).toWellFormed() ?? null;
}
