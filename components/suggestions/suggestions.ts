import {
  batch,
  computed,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import type {
  Command,
  CommandList,
  CommandStatus,
  CommandWithTrail,
  SendMessageCommand,
  Suggestion,
} from "@/lib/models/commands.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { KeptTexts } from "@/components/inbox/stream/commands.ts";
import { isSameList } from "@/components/live/merging.ts";
import { type Answer, ask, type Refused } from "@/components/live/request.ts";

/** Where the service lists what is proposed. */
export const SUGGESTIONS_PATH = "/api/v1/commands?status=suggested&limit=200";
/** Pages of it that are read at most. */
const MOST_PAGES = 5;
/** As MAX_COMMAND_TEXT of lib/models/commands.ts, which would bring Zod along. */
export const MOST_CHARACTERS = 10_000;

/** One that is too late for so long is not known any more, ms. */
const LATE_MS = 3_600_000;

/** A proposed message as the service tells of it. */
interface Proposed {
  readonly id: string;
  readonly chat: string;
  readonly text: string;
  readonly why: Suggestion;
  /** When it was proposed, ms since the epoch. */
  readonly at: number;
  /** When it is too late, ms since the epoch. */
  readonly expiresAt: number;
}

/**
 * Where a proposed message stands here: `open`: somebody is to decide; `busy`:
 * it was decided here, and the service has not answered yet; `settled`: somebody
 * else did, or it is too late.
 */
export type Stage =
  | { kind: "open" }
  | { kind: "busy"; decision: Decision }
  | {
    kind: "settled";
    /** `null`: not known. */
    status: CommandStatus | null;
    /** The command by then; `null`: it is not known, or not there. */
    command: CommandWithTrail | null;
  };

/** A part of a proposal on the page. */
export interface Wanted {
  id: string;
  /** The whole of it, or the field of its text or of the reason against it. */
  part: "whole" | "text" | "reason";
}

/** What somebody decides about a proposed message. */
export type Decision = "approval" | "rejection";

/** A proposed message, and what somebody here is about to do with it. */
export interface Proposal extends Proposed {
  readonly stage: ReadonlySignal<Stage>;
  /** What it is to say instead; `null`: nobody edits it. */
  readonly draft: ReadonlySignal<string | null>;
  /** Why it is not to be sent; `null`: nobody is about to reject it. */
  readonly reason: Signal<string | null>;
  /** Why the latest decision was not taken. */
  readonly problem: ReadonlySignal<string | null>;
}

/** What the suggestions of an account start from. */
export interface SuggestionsOptions {
  /** What the page was rendered with; `null`: it is asked for. */
  initial: CommandList | null;
  /** Milliseconds since the epoch, moving on now and then. */
  clock: ReadonlySignal<number>;
  /** Whether those of a chat are shown at all; default: all are. */
  isOurs?(chat: string): boolean;
  ask?<R>(method: string, path: string, body?: unknown): Promise<Answer<R>>;
}

/** Reads and writes what {@linkcode Proposal} only shows. */
interface Item extends Proposal {
  readonly stage: Signal<Stage>;
  readonly draft: Signal<string | null>;
  readonly problem: Signal<string | null>;
}

const OPEN: Stage = { kind: "open" };

/**
 * Messages that rules propose and that wait for somebody's word: of all
 * conversations, kept up to date, with what is being done about them here. What
 * somebody works on here does not vanish when somebody else is faster: it says
 * what became of it.
 */
export class Suggestions {
  /** What is to have the focus as soon as it is on the page. */
  readonly wanted = signal<Wanted | null>(null);
  readonly #clock: ReadonlySignal<number>;
  readonly #isOurs: (chat: string) => boolean;
  readonly #ask: NonNullable<SuggestionsOptions["ask"]>;
  readonly #items = signal<readonly Item[]>([]);
  readonly #problem = signal<string | null>(null);
  readonly #open: ReadonlySignal<readonly Proposal[]>;
  readonly #chats: ReadonlySignal<ReadonlyMap<string, number>>;
  #storage: KeptTexts | null = null;
  #isKnown: boolean;
  /** The chat whose proposals somebody looks at closely: none of them moves. */
  #held: string | null = null;
  /** What the live connection told of one that is being decided on here. */
  readonly #heard = new Map<string, CommandStatus>();
  /** Those that were told of while all are being read. */
  #news: Set<string> | null = null;

  constructor(options: SuggestionsOptions) {
    this.#clock = options.clock;
    this.#isOurs = options.isOurs ?? (() => true);
    this.#ask = options.ask ?? ask;
    this.#isKnown = options.initial !== null;
    let before: readonly Proposal[] = [];
    this.#open = computed(() => {
      const now = this.#clock.value;
      const open = this.#items.value.filter(({ stage, expiresAt, chat }) =>
        stage.value.kind === "open" && expiresAt > now && this.#isOurs(chat)
      );
      return isSameList(open, before) ? before : before = open;
    });
    this.#chats = computed(() => countByChat(this.#open.value));
    this.#put(options.initial?.commands ?? []);
  }

  /** All that are on the page: those that end first come first. */
  get all(): ReadonlySignal<readonly Proposal[]> {
    return this.#items;
  }

  /** Those that somebody is to decide on, in the same order. */
  get open(): ReadonlySignal<readonly Proposal[]> {
    return this.#open;
  }

  /** How many of these a conversation has, by its id. */
  get chats(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#chats;
  }

  /** Why the latest reading failed; `null` if it did not. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** Takes up the edits that the browser kept; reads what is not known yet. */
  async start(storage: KeptTexts | null): Promise<void> {
    this.#storage = storage;
    for (const item of this.#items.peek()) {
      item.draft.value = this.#keptDraft(item.id);
    }
    if (!this.#isKnown) await this.reload();
  }

  /** Reads all of them anew. */
  async reload(): Promise<void> {
    const news = this.#news = new Set<string>();
    const all: Command[] = [];
    let path = SUGGESTIONS_PATH;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.#ask<CommandList>("GET", path);
      if (news !== this.#news) return;
      this.#problem.value = answer.ok ? null : answer.problem.detail;
      if (!answer.ok) {
        this.#news = null;
        return;
      }
      all.push(...answer.body.commands);
      const { next_cursor: cursor } = answer.body;
      if (cursor === null) break;
      path = `${SUGGESTIONS_PATH}&cursor=${encodeURIComponent(cursor)}`;
    }
    this.#news = null;
    this.#isKnown = true;
    const ids = new Set(all.map(({ command_id }) => command_id));
    batch(() => {
      for (const item of this.#items.peek()) {
        const isStill = ids.has(item.id) || news.has(item.id);
        if (!isStill) this.#pass(item, null);
      }
      this.#put(all.filter(({ command_id }) => !news.has(command_id)));
    });
  }

  /** Takes what the live connection tells of a command. */
  apply(command: SendMessageCommand): void {
    const { command_id: id, status, suggestion } = command;
    if (id === undefined || status === undefined) return;
    const item = this.#find(id);
    this.#news?.add(id);
    if (status === "suggested" && suggestion != null) {
      this.#put([{ ...command, command_id: id, suggestion }]);
    } else if (status !== "suggested" && item !== undefined) {
      if (item.stage.peek().kind === "busy") this.#heard.set(id, status);
      else this.#pass(item, status);
    }
  }

  /** The proposals of a chat that are to be seen: all that are not decided here. */
  of(chat: string): readonly Proposal[] {
    return this.#items.value.filter((item) =>
      item.chat === chat && item.stage.value.kind !== "busy"
    );
  }

  /**
   * The open proposal that follows one, or the one before; around the ends.
   * Where `id` is none of them, it begins in that `chat`. `null`: there is none.
   */
  next(
    { id, chat }: { id: string | null; chat: string | null },
    by: 1 | -1,
  ): Proposal | null {
    const open = this.#open.peek();
    const at = open.findIndex((one) => one.id === id);
    if (at >= 0) return open.at((at + by) % open.length) ?? null;
    return open.find((one) => one.chat === chat) ??
      open.at(by > 0 ? 0 : -1) ?? null;
  }

  /** Somebody looks closely at a chat's proposals; `null`: at none. */
  hold(chat: string | null): void {
    this.#held = chat;
  }

  /** Notes what one is to say instead; `null`: what was proposed. */
  edit({ id }: Proposal, text: string | null): void {
    const item = this.#find(id);
    if (item === undefined) return;
    item.draft.value = text;
    this.#keepDraft(id, text);
  }

  /** Lets one be sent, as it was edited; the command, or `null` if it is not. */
  async approve(proposal: Proposal): Promise<Command | null> {
    const body = isEdited(proposal) ? { text: wording(proposal) } : {};
    return await this.#decide(proposal, "approval", body);
  }

  /** Says that one is not to be sent; whether that is so. */
  async reject(proposal: Proposal): Promise<boolean> {
    const reason = proposal.reason.peek()?.trim() ?? "";
    const body = reason === "" ? {} : { reason };
    return await this.#decide(proposal, "rejection", body) !== null;
  }

  /** Takes one that is settled, or too late, off the page. */
  dismiss({ id }: Proposal): void {
    this.#keepDraft(id, null);
    this.#items.value = this.#items.peek().filter((item) => item.id !== id);
  }

  /** Nobody looks at a chat any more: what is over and done with goes. */
  leave(chat: string): void {
    this.#items.value = this.#items.peek().filter((item) =>
      item.chat !== chat || isEdited(item) ||
      item.stage.peek().kind === "busy" ||
      item.stage.peek().kind === "open" &&
        item.expiresAt > this.#clock.peek()
    );
  }

  async #decide(
    { id }: Proposal,
    decision: Decision,
    body: { text?: string; reason?: string },
  ): Promise<Command | null> {
    const item = this.#find(id);
    if (item === undefined || item.stage.peek().kind !== "open") return null;
    batch(() => {
      item.stage.value = { kind: "busy", decision };
      item.problem.value = null;
    });
    const verb = decision === "approval" ? "approve" : "reject";
    const path = `${pathOf(id)}/${verb}`;
    const answer = await this.#ask<Command>("POST", path, body);
    const heard = this.#heard.get(id);
    this.#heard.delete(id);
    if (answer.ok) {
      // A list that is on its way may have it still.
      this.#news?.add(id);
      this.dismiss(item);
      return answer.body;
    }
    const { problem } = answer;
    const status = statusOf(problem);
    const isDecided = heard !== undefined || status === 404 || status === 409;
    const command = isDecided ? await this.#read(id) : null;
    const isOpen = command?.status === "suggested" ||
      (command === null && heard === undefined && status !== 404);
    batch(() => {
      item.problem.value = problem.errors?.[0]?.detail ?? problem.detail;
      item.stage.value = isOpen ? OPEN : {
        kind: "settled",
        status: command?.status ?? heard ?? null,
        command,
      };
    });
    return null;
  }

  /** One that is open no more: it goes, unless somebody is at it here. */
  async #pass(item: Item, status: CommandStatus | null): Promise<void> {
    if (item.stage.peek().kind !== "open") return;
    const isWorkedOn = isEdited(item) || item.reason.peek() !== null ||
      item.chat === this.#held;
    if (!isWorkedOn) return this.dismiss(item);
    item.stage.value = { kind: "settled", status, command: null };
    const command = await this.#read(item.id);
    if (command?.status === "suggested") item.stage.value = OPEN;
    else if (command !== null) {
      const { status } = command;
      item.stage.value = { kind: "settled", status, command };
    }
  }

  async #read(id: string): Promise<CommandWithTrail | null> {
    const answer = await this.#ask<CommandWithTrail>("GET", pathOf(id));
    return answer.ok ? answer.body : null;
  }

  #find(id: string): Item | undefined {
    return this.#items.peek().find((item) => item.id === id);
  }

  #put(commands: readonly Told[]): void {
    const items = new Map(this.#items.peek().map((item) => [item.id, item]));
    for (const command of commands) {
      const proposed = proposedOf(command);
      if (proposed === null) continue;
      const known = items.get(proposed.id);
      if (known !== undefined && isSame(known, proposed)) continue;
      items.set(proposed.id, {
        stage: signal(OPEN),
        draft: signal(this.#keptDraft(proposed.id)),
        reason: signal<string | null>(null),
        problem: signal<string | null>(null),
        ...known,
        ...proposed,
      });
    }
    const since = this.#clock.peek() - LATE_MS;
    const next = [...items.values()]
      .filter(({ expiresAt }) => expiresAt > since).sort(compare);
    if (!isSameList(next, this.#items.peek())) this.#items.value = next;
  }

  #keptDraft(id: string): string | null {
    try {
      return this.#storage?.getItem(draftKey(id)) ?? null;
    } catch {
      return null;
    }
  }

  #keepDraft(id: string, text: string | null): void {
    try {
      if (text === null) this.#storage?.removeItem(draftKey(id));
      else this.#storage?.setItem(draftKey(id), text);
    } catch {
      // A full storage keeps nothing; the edit stays on the page.
    }
  }
}

/** Why a text cannot be sent; `null`: it can. */
export function faultOf(text: string): "blank" | "long" | null {
  if (text.trim() === "") return "blank";
  return text.length > MOST_CHARACTERS ? "long" : null;
}

/** Whether a proposal is to say something else than was proposed. */
export function isEdited({ draft, text }: Proposal): boolean {
  return draft.value !== null && draft.value !== text;
}

/** What a proposal is to say, edited or not. */
export function wording({ draft, text }: Proposal): string {
  return draft.value ?? text;
}

/** Where a command is. */
export function pathOf(id: string): string {
  return `/api/v1/commands/${encodeURIComponent(id)}`;
}

/** What is told of a proposed message, by REST or by the live connection. */
type Told =
  & Pick<SendMessageCommand, "chat_id" | "text" | "suggestion">
  & { command_id: string; created_at?: string; expires_at?: string };

function proposedOf(command: Told): Proposed | null {
  const { command_id: id, chat_id: chat, text, suggestion: why } = command;
  if (why == null) return null;
  return {
    id,
    chat,
    text,
    why,
    at: parseTimestamp(command.created_at) ?? 0,
    expiresAt: parseTimestamp(command.expires_at) ?? Infinity,
  };
}

function isSame(a: Proposed, b: Proposed): boolean {
  return a.text === b.text && a.expiresAt === b.expiresAt &&
    a.why.reason === b.why.reason && a.why.message_id === b.why.message_id;
}

function compare(a: Proposed, b: Proposed): number {
  if (a.expiresAt !== b.expiresAt) return a.expiresAt - b.expiresAt;
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function countByChat(
  proposals: readonly Proposal[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { chat } of proposals) {
    counts.set(chat, (counts.get(chat) ?? 0) + 1);
  }
  return counts;
}

function draftKey(id: string): string {
  return `rapport:suggestion:${id}`;
}

function statusOf(problem: Refused): number | null {
  return "status" in problem && typeof problem.status === "number"
    ? problem.status
    : null;
}
