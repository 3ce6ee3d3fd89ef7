import {
  type AccountId,
  type ChatId,
  type Command,
  type CommandDraft,
  type CommandResult,
} from "@/lib/models/mod.ts";
import {
  keys,
  type Store,
  Transaction,
  TransactionConflict,
  wait,
} from "@/lib/store/mod.ts";
import { AccountTurns } from "./account_turns.ts";
import { writeNews } from "./news.ts";
import {
  agentFrame,
  commandAt,
  type CommandFrame,
  isOpen,
  isUnsettled,
  type StoredCommand,
} from "./record.ts";
import {
  type AgentConnection,
  forgetExpired,
  type IndexRow,
  isNewer,
  listOpenRows,
  type OpenRow,
  readCommands,
  removeOld,
} from "./rows.ts";

/** Commands that an account may have open at a time. */
export const MAX_OPEN = 200;
/** Longest detail that is stored, in UTF-16 units. */
const MAX_DETAIL = 1_000;
/** Tries of a change that another instance got in the way of. */
const TRIES = 10;

/** What the book of commands works with. */
export interface CommandBookOptions {
  store: Store;
  /** There is news of the account's commands, which dashboards are to be told. */
  onNews(account: AccountId): void;
  /** Default: a random UUID. */
  newId?: () => string;
}

/** A command that was created, or is there already; or why there is none. */
export type Created =
  | { ok: true; command: Command }
  | { ok: false; code: "other_command" | "too_many" };

/**
 * Which of the commands that were sent over other connections are sent again:
 * those that an older one had, or all that are open.
 */
export type Resend = "none" | "older" | "all";

/** What became of an Agent's result; `unknown`: there is no such command. */
export type Settled = "committed" | "duplicate" | "unknown";

/** What every change of an account's commands checks and rewrites. */
interface Tail {
  /** The number of the next command. */
  next: number;
  /** The number of the next news. */
  news: number;
}

/**
 * What people want an account's Agent to send, and what became of that. Every
 * change is one commit with its news for dashboards, and changes of an account's
 * commands come one after the other, at whatever instances.
 */
export class CommandBook {
  readonly #store: Store;
  readonly #onNews: (account: AccountId) => void;
  readonly #newId: () => string;
  readonly #turns = new AccountTurns();

  constructor({ store, onNews, newId }: CommandBookOptions) {
    this.#store = store;
    this.#onNews = onNews;
    this.#newId = newId ?? (() => `cmd_${crypto.randomUUID()}`);
  }

  /**
   * Stores a command that waits for the Agent. One whose id is known is the
   * command that is there; if that says something else, it is refused.
   */
  create(
    account: AccountId,
    draft: CommandDraft,
    createdBy: string,
  ): Promise<Created> {
    const id = draft.command_id ?? this.#newId();
    return this.#change(account, async (tx, tail): Promise<Created> => {
      const now = this.#store.clock.now();
      const known = await tx.get<StoredCommand>(keys.command(account, id));
      if (known !== null) {
        return isSame(known, draft)
          ? { ok: true, command: commandAt(known, now) }
          : { ok: false, code: "other_command" };
      }
      const open = await forgetExpired(this.#store, tx, { account, now });
      if (open >= MAX_OPEN) return { ok: false, code: "too_many" };
      await removeOld(this.#store, tx, { account, now });
      const command: StoredCommand = {
        id,
        n: tail.next++,
        chat: draft.chat_id,
        text: draft.text,
        mediaUrl: draft.media_url ?? null,
        status: "queued",
        createdAt: now,
        expiresAt: now + draft.expires_in_seconds * 1_000,
        changedAt: now,
        createdBy,
        detail: null,
        messageId: null,
      };
      const row: IndexRow = { id, at: now };
      const { n, chat, expiresAt } = command;
      tx.add(keys.commandAt(account, n), row);
      tx.add(keys.commandOfChat(account, chat, n), row);
      const openRow: OpenRow = { id, expiresAt, sentOver: null };
      tx.add(keys.openCommand(account, n), openRow);
      this.#put(tx, account, tail, command);
      return { ok: true, command: commandAt(command, now) };
    });
  }

  /** A command as it stands now, or `null`. */
  async get(account: AccountId, id: string): Promise<Command | null> {
    if (!isCommandId(id)) return null;
    const command = (await readCommands(this.#store, account, [id])).get(id);
    return command === undefined
      ? null
      : commandAt(command, this.#store.clock.now());
  }

  /** Commands that may still be executed, in the order of their creation. */
  async listOpen(account: AccountId): Promise<Command[]> {
    const rows = await listOpenRows(this.#store, account);
    const ids = rows.map(({ id }) => id);
    const commands = await readCommands(this.#store, account, ids);
    const now = this.#store.clock.now();
    return [...commands.values()].filter((command) => isOpen(command, now))
      .map((command) => commandAt(command, now));
  }

  /**
   * What is to be sent over an Agent's connection, in the order of creation.
   * Each command is noted as sent over it before it is given: one that waits,
   * which of two connections that ask at the same time one gets, and those that
   * `resend` names.
   */
  async *toSend(
    account: AccountId,
    connection: AgentConnection,
    resend: Resend,
  ): AsyncGenerator<CommandFrame> {
    const mayTake = ({ sentOver }: OpenRow) =>
      sentOver === null ||
      (resend === "all" && sentOver.id !== connection.id) ||
      (resend === "older" && isNewer(connection, sentOver));
    for (const { n, ...row } of await listOpenRows(this.#store, account)) {
      if (row.expiresAt <= this.#store.clock.now() || !mayTake(row)) continue;
      const taken = await this.#take(account, n, { connection, mayTake });
      if (taken !== null) yield agentFrame(taken);
    }
  }

  /** Stores what the Agent says of a command; of several results the first. */
  async settle(account: AccountId, result: CommandResult): Promise<Settled> {
    const { command_id: id, status, detail, message_id } = result;
    if (!isCommandId(id)) return "unknown";
    return await this.#change(account, async (tx, tail): Promise<Settled> => {
      const command = await tx.get<StoredCommand>(keys.command(account, id));
      if (command === null) return "unknown";
      if (!isUnsettled(command)) return "duplicate";
      tx.delete(keys.openCommand(account, command.n), 0);
      this.#put(tx, account, tail, {
        ...command,
        status,
        detail: detail?.slice(0, MAX_DETAIL).toWellFormed() ?? null,
        messageId: message_id ?? null,
        changedAt: this.#store.clock.now(),
      });
      return "committed";
    });
  }

  /** Notes an open command as sent; gives it, or `null` if it is not to be sent. */
  #take(
    account: AccountId,
    n: number,
    { connection, mayTake }: {
      connection: AgentConnection;
      mayTake(row: OpenRow): boolean;
    },
  ): Promise<StoredCommand | null> {
    const key = keys.openCommand(account, n);
    return this.#change(account, async (tx, tail) => {
      const row = await tx.get<OpenRow>(key);
      if (row === null || !mayTake(row)) return null;
      const command = await tx.get<StoredCommand>(
        keys.command(account, row.id),
      );
      const now = this.#store.clock.now();
      if (command === null || !isOpen(command, now)) return null;
      tx.set(key, { ...row, sentOver: connection });
      if (command.status === "sent") return command;
      const sent: StoredCommand = {
        ...command,
        status: "sent",
        changedAt: now,
      };
      this.#put(tx, account, tail, sent);
      return sent;
    });
  }

  #put(
    tx: Transaction,
    account: AccountId,
    tail: Tail,
    command: StoredCommand,
  ): void {
    tx.set(keys.command(account, command.id), command);
    writeNews(tx, account, tail.news++, command);
  }

  /**
   * Runs `change` with a transaction and what the account counts, and commits
   * both if something is written. It runs again, after a growing pause, if
   * another instance was faster.
   */
  #change<R>(
    account: AccountId,
    change: (tx: Transaction, tail: Tail) => Promise<R>,
  ): Promise<R> {
    return this.#turns.take(account, async () => {
      const key = keys.commandTail(account);
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const entry = await this.#store.get<Tail>(key);
        const tail = { next: 0, news: 0, ...entry?.value };
        const tx = new Transaction(this.#store);
        const result = await change(tx, tail);
        if (tx.size === 0) return result;
        tx.set(key, tail);
        tx.check(key, entry?.versionstamp ?? null);
        if (await tx.tryCommit() === null) {
          await this.#pause(2 ** attempt);
          continue;
        }
        if (tail.news !== (entry?.value.news ?? 0)) this.#onNews(account);
        return result;
      }
      throw new TransactionConflict();
    });
  }

  /** Waits for up to `ms` milliseconds: of two instances each gets its turn. */
  #pause(ms: number): Promise<void> {
    const { clock, random } = this.#store;
    return wait(clock, random() * ms);
  }
}

/** An Agent may name anything; a key holds what is given as an id. */
function isCommandId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}

function isSame(
  { chat, text, mediaUrl }: StoredCommand,
  { chat_id, text: newText, media_url }: {
    chat_id: ChatId;
    text: string;
    media_url?: string | null;
  },
): boolean {
  return chat === chat_id && text === newText &&
    mediaUrl === (media_url ?? null);
}
