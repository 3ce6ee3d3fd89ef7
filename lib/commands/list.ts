import type {
  AccountId,
  Command,
  CommandList,
  CommandsQuery,
  CommandWithTrail,
} from "@/lib/models/mod.ts";
import { keys, type Store } from "@/lib/store/mod.ts";
import { commandAt, commandWithTrail, type StoredCommand } from "./record.ts";
import { readCommands } from "./rows.ts";

/** Commands that one page is looked for among, at most. */
const LOOKED_AT = 500;
/** Characters of texts after which a page ends. */
const PAGE_LENGTH = 500_000;
/** Commands that are read at once. */
const READ_AT_ONCE = 30;

const CURSOR = /^(0|[1-9]\d{0,14})$/;

/**
 * A page of an account's commands, the latest first, as they stand now; `null`
 * for a cursor that is none. It may be short, and yet not the last: its
 * `next_cursor` says.
 */
export async function listCommands(
  store: Store,
  account: AccountId,
  { chat_id, status, limit, cursor }: CommandsQuery,
): Promise<CommandList | null> {
  if (cursor !== undefined && !CURSOR.test(cursor)) return null;
  const prefix = status === "suggested"
    // They are few, and may be old.
    ? keys.openSuggestionsOf(account)
    : chat_id === undefined
    ? keys.commandsOf(account)
    : keys.commandsOfChat(account, chat_id);
  const selector = cursor === undefined
    ? { prefix }
    : { prefix, end: [...prefix, Number(cursor)] };
  const now = store.clock.now();
  const commands: Command[] = [];
  let lookedAt = 0;
  let length = 0;
  let last = 0;
  for await (const stored of latestFirst(store, account, selector)) {
    const isFull = commands.length === limit || length > PAGE_LENGTH;
    if (isFull || lookedAt === LOOKED_AT) {
      return { commands, next_cursor: String(last) };
    }
    lookedAt++;
    last = stored.n;
    const command = commandAt(stored, now);
    if (status !== undefined && command.status !== status) continue;
    if (chat_id !== undefined && command.chat_id !== chat_id) continue;
    commands.push(command);
    length += command.text.length;
  }
  return { commands, next_cursor: null };
}

/**
 * All of an account's commands, the latest first, as they stand when read, with
 * what happened to them.
 */
export async function* listAllCommands(
  store: Store,
  account: AccountId,
): AsyncGenerator<CommandWithTrail> {
  const prefix = keys.commandsOf(account);
  for await (const stored of latestFirst(store, account, { prefix })) {
    yield commandWithTrail(stored, store.clock.now());
  }
}

async function* latestFirst(
  store: Store,
  account: AccountId,
  selector: Deno.KvListSelector,
): AsyncGenerator<StoredCommand> {
  let ids: string[] = [];
  const rows = store.list<{ id: string }>(selector, {
    reverse: true,
    batchSize: READ_AT_ONCE,
  });
  for await (const { value: { id } } of rows) {
    ids.push(id);
    if (ids.length < READ_AT_ONCE) continue;
    yield* (await readCommands(store, account, ids)).values();
    ids = [];
  }
  yield* (await readCommands(store, account, ids)).values();
}
