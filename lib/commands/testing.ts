import {
  AccountId,
  ChatId,
  type CommandDraft,
  DAY_MS,
  MessageId,
} from "@/lib/models/mod.ts";
import { ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import { withKv } from "@/lib/store/testing.ts";
import {
  type AgentConnection,
  CommandBook,
  type Proposal,
  type Resend,
  takeNews,
} from "./mod.ts";
import type { CommandFrame } from "./record.ts";

/**
 * What tests of commands need: a book on a database in memory, and time that
 * stands still.
 * @module
 */

/** The account of the tests, and one that has nothing to do with it. */
export const ACCOUNT = AccountId.parse("u_1");
export const OTHER = AccountId.parse("u_2");
/** When the tests begin. */
export const NOW = Date.UTC(2026, 10, 21, 12);
/** An Agent's connection. */
export const CONNECTION: AgentConnection = { id: "c_1", at: NOW };

/** A conversation of the tests. */
export const CHAT = ChatId.parse("1001");

/** A message to be sent; it waits for a minute. */
export function draft(
  text: string,
  fields: Partial<CommandDraft> = {},
): CommandDraft {
  return { chat_id: CHAT, text, expires_in_seconds: 60, ...fields };
}

/** A message that the service proposes; it can be approved for a day. */
export function proposal(fields: Partial<Proposal> = {}): Proposal {
  return {
    chat: CHAT,
    text: "Thank you!",
    suggestion: {
      rule: "tip",
      reason: "Sam tipped $20.00.",
      message_id: MessageId.parse("550001"),
    },
    at: NOW - 60_000,
    key: "550001",
    seenAt: NOW - 60_000,
    expiresAt: NOW + DAY_MS,
    note: null,
    automatic: null,
    ...fields,
  };
}

/** A book, and what its account's dashboards would be told. */
export class TestBook {
  readonly clock = new ManualClock(NOW);
  readonly store: Store;
  readonly book: CommandBook;
  /** Accounts with news, each time. */
  readonly rung: AccountId[] = [];
  #ids = 0;

  constructor(kv: Deno.Kv) {
    this.store = new Store({ kv, clock: this.clock });
    this.book = new CommandBook({
      store: this.store,
      onNews: (account) => this.rung.push(account),
      newId: () => `new_${this.#ids++}`,
    });
  }

  /** Creates commands whose ids are their texts. */
  async create(...texts: string[]): Promise<void> {
    for (const text of texts) {
      const one = draft(text, { command_id: text });
      const created = await this.book.create(ACCOUNT, one, "Robin");
      if (!created.ok) throw new Error(`${text}: ${created.code}`);
    }
  }

  /** Ids of what is to be sent over a connection. */
  async sent(
    connection = CONNECTION,
    resend: Resend = "none",
  ): Promise<string[]> {
    const sent = this.book.toSend(ACCOUNT, connection, resend);
    return (await Array.fromAsync(sent)).map(({ command_id }) => command_id);
  }

  /** Takes an account's news away, as many as one commit does. */
  async news(account = ACCOUNT): Promise<CommandFrame[]> {
    const tx = new Transaction(this.store);
    const news = await takeNews(this.store, tx, account);
    await tx.commit();
    return news;
  }
}

/** Runs a test with a book of commands. */
export function withBook(run: (test: TestBook) => Promise<void>) {
  return withKv((kv) => run(new TestBook(kv)));
}
