import {
  type AccountId,
  type ChatId,
  type Command,
  type CommandApproval,
  type CommandDraft,
  type CommandResult,
  type CommandWithTrail,
} from "@/lib/models/mod.ts";
import { keys, type Store, Transaction } from "@/lib/store/mod.ts";
import {
  type DecisionRefusal,
  decisionRefusal,
  UNKNOWN_COMMAND,
} from "./decision.ts";
import { Ledger, Outdated, putCommand, type Tail } from "./ledger.ts";
import {
  assess,
  type Proposal,
  type ProposalCase,
  type ProposalRefusal,
  propose,
  type Proposed,
} from "./proposals.ts";
import {
  agentFrame,
  commandAt,
  type CommandFrame,
  commandWithTrail,
  detailOf,
  isOpen,
  isUnsettled,
  type StoredCommand,
  withEvent,
} from "./record.ts";
import {
  type AgentConnection,
  forgetExpired,
  type IndexRow,
  isNewer,
  listOpenRows,
  MAX_OPEN,
  type OpenRow,
  readCommands,
  removeOld,
} from "./rows.ts";

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

/** A command that somebody decided about, or why that cannot be. */
export type Decided = { ok: true; command: Command } | DecisionRefusal;

/**
 * What people want an account's Agent to send, and what became of that. Every
 * change is one commit with its news for dashboards, and changes of an account's
 * commands come one after the other, at whatever instances.
 */
export class CommandBook {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #newId: () => string;

  constructor({ store, onNews, newId }: CommandBookOptions) {
    this.#store = store;
    this.#ledger = new Ledger({ store, onNews });
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
    return this.#ledger.change(account, async (tx, tail): Promise<Created> => {
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
      const written = { at: now, what: "written" as const, by: createdBy };
      const stored = withEvent({ ...command, trail: [] }, written);
      putCommand(tx, account, tail, stored);
      return { ok: true, command: commandAt(stored, now) };
    });
  }

  /**
   * Stores a message that the service proposes, once for its occasion: it waits
   * for somebody's approval, or, where its rule may send by itself, for the Agent.
   * Nothing is stored unless all of `checks` hold.
   */
  async propose(
    account: AccountId,
    proposal: Proposal,
    checks: readonly Deno.AtomicCheck[],
  ): Promise<Proposed> {
    const id = this.#newId();
    try {
      return await this.#ledger.change(
        account,
        (tx, tail) =>
          propose({ store: this.#store, tx, account, tail }, id, proposal),
        checks,
      );
    } catch (error) {
      if (error instanceof Outdated) return { ok: false, code: "outdated" };
      throw error;
    }
  }

  /**
   * Why a message would not be proposed now, before it is worded; `null`: it may
   * be.
   */
  async refusalOf(
    account: AccountId,
    proposal: ProposalCase,
  ): Promise<ProposalRefusal | null> {
    // Nothing of it is committed.
    const tx = new Transaction(this.#store);
    const now = this.#store.clock.now();
    const context = { store: this.#store, tx, account };
    const assessed = await assess(context, proposal, now);
    return assessed.ok ? null : assessed;
  }

  /**
   * Lets a proposed message be sent, as it is or with another text. Of several
   * who decide at the same time the first counts, and the others hear what it is.
   */
  approve(
    account: AccountId,
    id: string,
    { approval: { text, expires_in_seconds }, by }: {
      approval: CommandApproval;
      by: string;
    },
  ): Promise<Decided> {
    return this.#decide(account, id, async (tx, command, now) => {
      const open = await forgetExpired(this.#store, tx, { account, now });
      if (open >= MAX_OPEN) return TOO_MANY;
      const { n } = command;
      const expiresAt = now + expires_in_seconds * 1_000;
      const row: OpenRow = { id, expiresAt, sentOver: null };
      tx.add(keys.openCommand(account, n), row);
      const isEdited = text !== undefined && text !== command.text;
      const edited = isEdited
        ? withEvent({ ...command, text }, {
          at: now,
          what: "edited",
          by,
          detail: `Proposed: ${command.text}`,
        })
        : command;
      return {
        ...withEvent(edited, { at: now, what: "approved", by }),
        status: "queued",
        approvedBy: by,
        expiresAt,
      };
    });
  }

  /** Says that a proposed message is not to be sent; see {@linkcode approve}. */
  reject(
    account: AccountId,
    id: string,
    { reason, by }: { reason: string | null; by: string },
  ): Promise<Decided> {
    return this.#decide(account, id, (_, command, now) => {
      const detail = reason === null || reason.trim() === "" ? null : reason;
      return Promise.resolve({
        ...withEvent(command, { at: now, what: "rejected", by, detail }),
        status: "rejected",
        detail,
      });
    });
  }

  /**
   * Takes a proposed message back: what it was about is not so any more. Does
   * nothing if somebody has decided about it, or one of `checks` does not hold.
   */
  async withdraw(
    account: AccountId,
    id: string,
    { why, checks }: { why: string; checks: readonly Deno.AtomicCheck[] },
  ): Promise<void> {
    const rejected = (command: StoredCommand, at: number): StoredCommand => ({
      ...withEvent(command, { at, what: "rejected", detail: why }),
      status: "rejected",
      detail: why,
    });
    try {
      await this.#decide(
        account,
        id,
        (_, command, now) => Promise.resolve(rejected(command, now)),
        checks,
      );
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
    }
  }

  /** A command as it stands now, or `null`. */
  async get(account: AccountId, id: string): Promise<Command | null> {
    const command = await this.#read(account, id);
    return command && commandAt(command, this.#store.clock.now());
  }

  /** {@linkcode get} with all that happened to it. */
  async getWithTrail(
    account: AccountId,
    id: string,
  ): Promise<CommandWithTrail | null> {
    const command = await this.#read(account, id);
    return command && commandWithTrail(command, this.#store.clock.now());
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
    const settle = async (
      tx: Transaction,
      tail: Tail,
    ): Promise<Settled> => {
      const command = await tx.get<StoredCommand>(keys.command(account, id));
      if (command === null || wasNeverSent(command)) return "unknown";
      if (!isUnsettled(command)) return "duplicate";
      tx.delete(keys.openCommand(account, command.n), 0);
      const now = this.#store.clock.now();
      putCommand(tx, account, tail, {
        ...withEvent(command, { at: now, what: status, detail }),
        status,
        detail: detailOf(detail),
        messageId: message_id ?? null,
        changedAt: now,
      });
      return "committed";
    };
    return await this.#ledger.change(account, settle);
  }

  async #read(account: AccountId, id: string): Promise<StoredCommand | null> {
    if (!isCommandId(id)) return null;
    const commands = await readCommands(this.#store, account, [id]);
    return commands.get(id) ?? null;
  }

  /** Decides about a proposed message, if that can be: `decide` says how. */
  #decide(
    account: AccountId,
    id: string,
    decide: (
      tx: Transaction,
      command: StoredCommand,
      now: number,
    ) => Promise<StoredCommand | DecisionRefusal>,
    checks: readonly Deno.AtomicCheck[] = [],
  ): Promise<Decided> {
    if (!isCommandId(id)) return Promise.resolve(UNKNOWN_COMMAND);
    return this.#ledger.change(account, async (tx, tail): Promise<Decided> => {
      const command = await tx.get<StoredCommand>(keys.command(account, id));
      if (command === null) return UNKNOWN_COMMAND;
      const now = this.#store.clock.now();
      const refusal = decisionRefusal(command, now);
      if (refusal !== null) return refusal;
      const decided = await decide(tx, command, now);
      if ("ok" in decided) return decided;
      tx.delete(keys.openSuggestion(account, command.n), 0);
      const changed = { ...decided, changedAt: now };
      putCommand(tx, account, tail, changed);
      return { ok: true, command: commandAt(changed, now) };
    }, checks);
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
    return this.#ledger.change(account, async (tx, tail) => {
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
        ...withEvent(command, { at: now, what: "sent" }),
        status: "sent",
        changedAt: now,
      };
      putCommand(tx, account, tail, sent);
      return sent;
    });
  }
}

const TOO_MANY: DecisionRefusal = {
  ok: false,
  code: "too_many",
  reason:
    `${MAX_OPEN} commands are waiting: try again when some of them are done or have expired.`,
};

/** Nobody approved it: no Agent can have it. */
function wasNeverSent({ status, suggestion, trail }: StoredCommand): boolean {
  if (status === "suggested") return true;
  return status === "rejected" && suggestion != null &&
    trail?.every(({ what }) => what !== "approved") === true;
}

/** An Agent may name anything; a key holds what is given as an id. */
function isCommandId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}

/** A message that was proposed is nobody's to write again. */
function isSame(
  { chat, text, mediaUrl, suggestion }: StoredCommand,
  { chat_id, text: newText, media_url }: {
    chat_id: ChatId;
    text: string;
    media_url?: string | null;
  },
): boolean {
  return suggestion == null && chat === chat_id && text === newText &&
    mediaUrl === (media_url ?? null);
}
