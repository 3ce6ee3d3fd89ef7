import {
  type CommandBook,
  type Created,
  type Decided,
  listCommands,
  takeNews,
} from "@/lib/commands/mod.ts";
import type { CommandNews } from "@/lib/ingest/mod.ts";
import type {
  AccountId,
  ChatId,
  CommandApproval,
  CommandDraft,
  CommandList,
  CommandRejection,
  CommandsQuery,
  CommandWithTrail,
} from "@/lib/models/mod.ts";
import type { Store } from "@/lib/store/mod.ts";

/** What the way of commands to their Agents works with. */
export interface CommandsContext {
  store: Store;
  book: CommandBook;
  /** Whether the account has a dataset that people see. */
  isReady(account: AccountId): Promise<boolean>;
  hasChat(account: AccountId, chat: ChatId): Promise<boolean>;
  /** Commands wait for the account's Agent, wherever it is connected. */
  ring(account: AccountId): void;
}

/** Why a command is not taken. */
export type CommandRefusal =
  | "no_snapshot"
  | "no_conversation"
  | Extract<Created, { ok: false }>["code"];

/** A command, or why it is not taken. */
export type CreatedCommand =
  | Extract<Created, { ok: true }>
  | { ok: false; code: CommandRefusal };

/** What people have an account's Agent do, and what they see of it. */
export class Commands {
  readonly #context: CommandsContext;

  constructor(context: CommandsContext) {
    this.#context = context;
  }

  /** Has a message sent; `by` names who wrote it. */
  async create(
    account: AccountId,
    draft: CommandDraft,
    by: string,
  ): Promise<CreatedCommand> {
    const { book, isReady, hasChat, ring } = this.#context;
    if (!await isReady(account)) return { ok: false, code: "no_snapshot" };
    if (!await hasChat(account, draft.chat_id)) {
      return { ok: false, code: "no_conversation" };
    }
    const created = await book.create(account, draft, by);
    if (created.ok) ring(account);
    return created;
  }

  /** A page of commands, the latest first; `null` for a cursor that is none. */
  async list(
    account: AccountId,
    query: CommandsQuery,
  ): Promise<CommandList | null> {
    return await listCommands(this.#context.store, account, query);
  }

  /** A command with all that happened to it; `null` if there is none. */
  async get(account: AccountId, id: string): Promise<CommandWithTrail | null> {
    return await this.#context.book.getWithTrail(account, id);
  }

  /** Lets a proposed message be sent; `by` names who does. */
  async approve(
    account: AccountId,
    id: string,
    { approval, by }: { approval: CommandApproval; by: string },
  ): Promise<Decided> {
    const { book, ring } = this.#context;
    const decided = await book.approve(account, id, { approval, by });
    if (decided.ok) ring(account);
    return decided;
  }

  /** Says that a proposed message is not to be sent; `by` names who does. */
  async reject(
    account: AccountId,
    id: string,
    { rejection, by }: { rejection: CommandRejection; by: string },
  ): Promise<Decided> {
    const { reason = null } = rejection;
    return await this.#context.book.reject(account, id, { reason, by });
  }

  /** What dashboards are to be told, as the ingest is given it. */
  news(): CommandNews {
    const { store, ring } = this.#context;
    return {
      take: async (tx, account) => {
        const news = await takeNews(store, tx, account);
        // The holder of the lease has the Agent, and finds out without a bus.
        if (news.some(({ status }) => status === "queued")) ring(account);
        return news;
      },
    };
  }
}
