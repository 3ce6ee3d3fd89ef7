import { type ReadonlySignal, signal } from "@preact/signals";
import type {
  Command,
  CommandList,
  CommandStatus,
  SendMessageCommand,
  Suggestion,
} from "@/lib/models/commands.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { type Answer, ask } from "@/components/live/request.ts";

/** Commands of a chat that are kept: the oldest give way. */
export const MOST_COMMANDS = 200;
/** Commands that were taken off the page, remembered by the browser. */
const MOST_DISCARDED = 200;
/** Those that succeeded longer ago than this are messages long since, ms. */
const RECENT_MS = 10 * 60_000;

/**
 * Where a message that somebody wrote or approved stands: `sending`,
 * `approving`: on its way to the service; `unsent`: the service could not be
 * reached.
 */
export type PendingStatus = "sending" | "approving" | "unsent" | CommandStatus;

/** Where a message comes from that a rule proposed. */
export interface Origin {
  /** The command's id. */
  id: string;
  suggestion: Suggestion;
  /** `null`: it was sent without asking; `undefined`: nobody said who. */
  approvedBy: string | null | undefined;
}

/**
 * A message that somebody wrote or approved, and that is not, or not yet, in the
 * chat.
 */
export interface Pending {
  id: string;
  text: string;
  status: PendingStatus;
  /** When it was written, ms since the epoch. */
  at: number;
  /** When it is too late, ms since the epoch; `null`: not known. */
  expiresAt: number | null;
  detail: string | null;
  /** The message that it became. */
  messageId: string | null;
  /** Whether an Agent had it at some time. */
  wasSent: boolean;
  /** Where it comes from, if a rule proposed it. */
  origin: Origin | null;
}

/** As much of the browser's storage as is used here. */
export type KeptTexts = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What the commands of a chat start from. */
export interface CommandsOptions {
  chat: string;
  initial: CommandList | null;
  /** Where texts outlast a reload; `null`: nowhere. */
  storage?: KeptTexts | null;
  /** Has this browser's Agent know of a command before the service tells it. */
  shortWay?(command: Command): void;
  ask?<R>(method: string, path: string, body?: unknown): Promise<Answer<R>>;
  now?(): number;
  newId?(): string;
}

/** Messages that were written or approved, and wait to become some of the chat. */
export class Commands {
  readonly #chat: string;
  readonly #ask: NonNullable<CommandsOptions["ask"]>;
  readonly #shortWay: NonNullable<CommandsOptions["shortWay"]>;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #pending = signal<readonly Pending[]>([]);
  readonly #problem = signal<string | null>(null);
  readonly #origins = signal<ReadonlyMap<string, Origin>>(new Map());
  #storage: KeptTexts | null;
  #discarded: string[] = [];
  #isKnown: boolean;

  constructor(options: CommandsOptions) {
    this.#chat = options.chat;
    this.#ask = options.ask ?? ask;
    this.#shortWay = options.shortWay ?? (() => {});
    this.#now = options.now ?? Date.now;
    this.#newId = options.newId ?? (() => crypto.randomUUID());
    this.#storage = options.storage ?? null;
    this.#isKnown = options.initial !== null;
    for (const command of options.initial?.commands ?? []) this.#take(command);
  }

  /** Those that are known, oldest first. */
  get pending(): ReadonlySignal<readonly Pending[]> {
    return this.#pending;
  }

  /** Why the latest reading failed; `null` if it did not. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** Where messages come from that rules proposed, by the message's id. */
  get origins(): ReadonlySignal<ReadonlyMap<string, Origin>> {
    return this.#origins;
  }

  /** Takes up what the browser kept, and reads what the service knows. */
  async start(storage: KeptTexts | null): Promise<void> {
    this.#storage = storage;
    this.#discarded = read<string[]>(storage, DISCARDED) ?? [];
    for (const id of this.#discarded) this.#remove(id);
    for (const { id, text, at } of this.#kept()) {
      if (!this.#pending.peek().some((one) => one.id === id)) {
        this.#put({ ...blank(id, text, at), status: "unsent" });
      }
    }
    if (!this.#isKnown) await this.reload();
  }

  /** Reads the latest commands of the chat. */
  async reload(): Promise<void> {
    const query = new URLSearchParams({ chat_id: this.#chat, limit: "50" });
    const answer = await this.#ask<CommandList>(
      "GET",
      `/api/v1/commands?${query}`,
    );
    this.#problem.value = answer.ok ? null : answer.problem.detail;
    if (!answer.ok) return;
    this.#isKnown = true;
    for (const command of answer.body.commands) this.#take(command);
  }

  /** Takes what the live connection tells of a command. */
  apply(command: SendMessageCommand): void {
    const { command_id: id, chat_id, status } = command;
    if (chat_id !== this.#chat || id === undefined || status === undefined) {
      return;
    }
    const known = this.#pending.peek().find((one) => one.id === id);
    this.#take({
      command_id: id,
      chat_id,
      text: command.text,
      media_url: command.media_url ?? null,
      status,
      created_at: command.created_at ??
        new Date(known?.at ?? this.#now()).toISOString(),
      expires_at: command.expires_at ?? null,
      detail: command.detail ?? null,
      message_id: command.message_id ?? null,
      suggestion: command.suggestion ?? null,
    }, { isLive: true });
  }

  /** Takes the service's answer to a command that was created or approved here. */
  take(command: Command): void {
    this.#take(command);
    // What has an end already is what an earlier try came to.
    if (!isFinal(command)) this.#shortWay(command);
  }

  /**
   * Shows a proposed message as one on its way, before the service has answered;
   * `after` is the time of the chat's latest message, ms.
   */
  expect(
    { id, text, suggestion }: {
      id: string;
      text: string;
      suggestion: Suggestion;
    },
    after = 0,
  ): void {
    const at = Math.max(this.#now(), after + 1);
    const origin = { id, suggestion, approvedBy: undefined };
    this.#put({ ...blank(id, text, at), status: "approving", origin });
  }

  /** Takes one off the page that is expected, and not to come. */
  giveUp(id: string): void {
    const isExpected = this.#pending.peek().some((one) =>
      one.id === id && one.status === "approving"
    );
    if (isExpected) this.#remove(id);
  }

  /** Has a text sent; `after` is the time of the chat's latest message, ms. */
  async send(text: string, after = 0): Promise<void> {
    const at = Math.max(this.#now(), after + 1);
    await this.#send(blank(this.#newId(), text, at));
  }

  /**
   * Tries again. What may have reached the service keeps its id, so that it is
   * not sent twice; what came to nothing is a new command.
   */
  async retry(pending: Pending): Promise<void> {
    if (pending.status === "unsent") return await this.#send(pending);
    this.discard(pending.id);
    await this.send(pending.text);
  }

  /** Takes one off the page. */
  discard(id: string): void {
    this.#remove(id);
    this.#forget(id);
    this.#discarded = [...this.#discarded, id].slice(-MOST_DISCARDED);
    write(this.#storage, DISCARDED, this.#discarded);
  }

  async #send(pending: Pending): Promise<void> {
    this.#put({ ...pending, status: "sending", detail: null });
    this.#keep(pending);
    const answer = await this.#ask<Command>("POST", "/api/v1/commands", {
      chat_id: this.#chat,
      text: pending.text,
      command_id: pending.id,
    });
    if (answer.ok) {
      this.#forget(pending.id);
      return this.take(answer.body);
    }
    // The answer may be lost where the command is not: what it is by now counts.
    const now = this.#pending.peek().find(({ id }) => id === pending.id);
    if (now === undefined || now.status !== "sending") return;
    const isRefused = isClientError(answer.problem);
    if (isRefused) this.#forget(pending.id);
    const { detail } = answer.problem;
    const [error] = answer.problem.errors ?? [];
    this.#put({
      ...now,
      status: isRefused ? "rejected" : "unsent",
      detail: error?.detail ?? detail,
    });
  }

  #take(command: Told, { isLive = false } = {}): void {
    const id = command.command_id;
    if (this.#discarded.includes(id)) return;
    this.#forget(id);
    const known = this.#pending.peek().find((one) => one.id === id);
    if (isUndecided(command, known)) return;
    const origin = originOf(command, known);
    if (origin !== null) this.#note(origin, command.message_id);
    const at = this.#timeOf(command, known, isLive);
    const isOld = command.status === "succeeded" && !isLive &&
      this.#now() - at > RECENT_MS;
    if (known === undefined && isOld) return;
    if (known !== undefined && isBack(known, command)) {
      // Who approved it may be told later than that it is on its way.
      this.#put({ ...known, origin });
      return;
    }
    this.#put({
      id,
      text: command.text,
      status: command.status,
      at,
      expiresAt: parseTimestamp(command.expires_at),
      detail: command.detail,
      messageId: command.message_id,
      wasSent: known?.wasSent === true || command.status === "sent",
      origin,
    });
  }

  /** A proposed message has its place where it was approved. */
  #timeOf(
    command: Told,
    known: Pending | undefined,
    isLive: boolean,
  ): number {
    const now = this.#now();
    if (command.suggestion === null) {
      return parseTimestamp(command.created_at) ?? now;
    }
    return known?.at ??
      (isLive ? now : parseTimestamp(command.changed_at) ?? now);
  }

  /** Notes what the message that a command became comes from. */
  #note(origin: Origin, message: string | null): void {
    if (message === null) return;
    const before = this.#origins.peek();
    const known = before.get(message);
    if (known !== undefined && known.approvedBy === origin.approvedBy) return;
    const after = new Map(before).set(message, origin);
    const [oldest] = after.keys();
    if (after.size > MOST_COMMANDS && oldest !== undefined) {
      after.delete(oldest);
    }
    this.#origins.value = after;
  }

  #put(pending: Pending): void {
    const others = this.#pending.peek().filter(({ id }) => id !== pending.id);
    this.#pending.value = [...others, pending]
      .sort((a, b) => a.at - b.at)
      .slice(-MOST_COMMANDS);
  }

  #remove(id: string): void {
    this.#pending.value = this.#pending.peek().filter((one) => one.id !== id);
  }

  #kept(): Kept[] {
    return read<Kept[]>(this.#storage, unsentKey(this.#chat)) ?? [];
  }

  #keep({ id, text, at }: Pending): void {
    const others = this.#kept().filter((one) => one.id !== id);
    write(this.#storage, unsentKey(this.#chat), [...others, { id, text, at }]);
  }

  #forget(id: string): void {
    const kept = this.#kept();
    const left = kept.filter((one) => one.id !== id);
    if (left.length < kept.length) {
      write(this.#storage, unsentKey(this.#chat), left);
    }
  }
}

/** What is told of a command, by REST or by the live connection. */
type Told =
  & Omit<Command, "approved_by" | "changed_at" | "created_by" | "expires_at">
  & Partial<Pick<Command, "approved_by" | "changed_at">>
  & { expires_at: string | null };

/** A text that may not have reached the service. */
type Kept = Pick<Pending, "id" | "text" | "at">;

const DISCARDED = "rapport:discarded";

function unsentKey(chat: string): string {
  return `rapport:unsent:${chat}`;
}

function blank(id: string, text: string, at: number): Pending {
  return {
    id,
    text,
    status: "sending",
    at,
    expiresAt: null,
    detail: null,
    messageId: null,
    wasSent: false,
    origin: null,
  };
}

/**
 * Whether a command is one that a rule proposed, and that nobody has let go so
 * far: it is decided on elsewhere.
 */
function isUndecided(command: Told, known: Pending | undefined): boolean {
  const { status, suggestion, approved_by: by } = command;
  if (status === "suggested") return true;
  const wasLetGo = known !== undefined && known.status !== "approving";
  return suggestion !== null && by == null && !wasLetGo &&
    (status === "rejected" || status === "expired");
}

/** Where a command comes from; who approved it is not told every time. */
function originOf(command: Told, known: Pending | undefined): Origin | null {
  const { command_id: id, suggestion, approved_by: by } = command;
  const before = known?.origin ?? null;
  if (suggestion === null) return before;
  return { id, suggestion, approvedBy: by ?? before?.approvedBy ?? by };
}

/** Whether what is told of a command is older than what is known of it. */
function isBack(known: Pending, { status }: Told): boolean {
  return isFinal(known) && !isFinal({ status }) ||
    known.status === "sent" && status === "queued";
}

function isFinal({ status }: { status: PendingStatus }): boolean {
  return status === "succeeded" || status === "failed" ||
    status === "rejected" || status === "expired";
}

/** Whether the service itself said no, and would say so again. */
function isClientError(problem: object): boolean {
  return "status" in problem && typeof problem.status === "number" &&
    problem.status >= 400 && problem.status < 500 && problem.status !== 429;
}

function read<T>(storage: KeptTexts | null, key: string): T | null {
  try {
    const text = storage?.getItem(key) ?? null;
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function write(
  storage: KeptTexts | null,
  key: string,
  value: readonly unknown[],
): void {
  try {
    if (value.length === 0) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(value));
  } catch {
    // A full storage keeps nothing; what is on the page stays there.
  }
}
