import {
  type AccountId,
  type ChatId,
  type Command,
  DAY_MS,
  type Suggestion,
} from "@/lib/models/mod.ts";
import {
  keys,
  RawJson,
  type Store,
  type Transaction,
} from "@/lib/store/mod.ts";
import { putCommand, type Tail } from "./ledger.ts";
import { commandAt, isOpen, type StoredCommand, withEvent } from "./record.ts";
import {
  forgetExpired,
  forgetExpiredSuggestions,
  type IndexRow,
  MAX_OPEN,
  type OpenRow,
  readCommands,
  removeOld,
  type SuggestionRow,
} from "./rows.ts";

/** Proposed messages that may wait for a decision at a time. */
export const MAX_SUGGESTED = 50;
/** Limits of what a rule sends by itself are over this time, in ms. */
const LIMITED_MS = DAY_MS;
/** After something was sent to a fan, nothing is proposed for so long, in ms. */
export const REST_MS = 3_600_000;
/** Latest commands of a conversation that are looked at. */
const LATEST = 10;
/** Sends of before the limited time that one change forgets. */
const FORGOTTEN = 20;
/** Occasions are remembered for so long, in ms. */
const REMEMBERED_MS = 400 * DAY_MS;

/** What a rule may send by itself now. */
export interface AutomaticLimits {
  perFanPerDay: number;
  perDay: number;
  /** Not to be sent from this time on, in ms. */
  expiresAt: number;
}

/** A message that the service proposes. */
export interface Proposal {
  chat: ChatId;
  text: string;
  suggestion: Suggestion;
  /** The moment that it is about, in ms. */
  at: number;
  /** What of that it is about: one message is proposed for each. */
  key: string;
  /** The conversation's latest message that was looked at, in ms. */
  seenAt: number;
  /** Nobody can approve it from then on, in ms. */
  expiresAt: number;
  /** How its text was made, for the trail; `null`: as usual. */
  note: string | null;
  /** `null`: it waits for an approval. */
  automatic: AutomaticLimits | null;
}

/**
 * Why nothing is proposed: it was before, somebody is writing to the fan, too much
 * waits, or it is not so any more.
 */
export interface ProposalRefusal {
  ok: false;
  code: "known" | "chat_busy" | "too_many" | "outdated";
}

/** What became of a proposal. */
export type Proposed = { ok: true; command: Command } | ProposalRefusal;

/** What of a proposal decides whether it may be made. */
export type ProposalCase =
  & Pick<Proposal, "chat" | "key" | "automatic">
  & { suggestion: Pick<Suggestion, "rule"> };

/** Within which change a proposal is stored. */
interface ProposalContext {
  store: Store;
  tx: Transaction;
  account: AccountId;
  tail: Tail;
}

/** Stores a proposal within a change; see {@linkcode CommandBook.propose}. */
export async function propose(
  context: ProposalContext,
  id: string,
  proposal: Proposal,
): Promise<Proposed> {
  const { store, tx, account, tail } = context;
  const { chat, suggestion: { rule }, key, at, seenAt } = proposal;
  const now = store.clock.now();
  const assessed = await assess(context, proposal, now);
  if (!assessed.ok) return assessed;
  const { limit } = assessed;
  const automatic = limit === null ? proposal.automatic : null;
  const isAutomatic = automatic !== null;
  const { expiresAt } = automatic ?? proposal;
  if (expiresAt <= now) return refuse("outdated");

  await removeOld(store, tx, { account, now });
  const n = tail.next++;
  const index: IndexRow = { id, at: now };
  tx.add(keys.commandAt(account, n), index);
  tx.add(keys.commandOfChat(account, chat, n), index);
  tx.set(
    keys.occasion(account, chat, rule, key),
    new RawJson(JSON.stringify(index), REMEMBERED_MS),
  );
  if (isAutomatic) {
    const row: OpenRow = { id, expiresAt, sentOver: null };
    tx.add(keys.openCommand(account, n), row);
    tx.add(keys.automaticSend(account, rule, now, n), chat);
  } else {
    const row: SuggestionRow = { id, chat, rule, at, seenAt, expiresAt };
    tx.add(keys.openSuggestion(account, n), row);
  }
  const command = commandOf(proposal, {
    id,
    n,
    now,
    expiresAt,
    isAutomatic,
    limit,
  });
  putCommand(tx, account, tail, command);
  return { ok: true, command: commandAt(command, now) };
}

/**
 * Whether a message may be proposed at `now`, in ms, and the limit for which it is
 * not sent by itself; `null`: there is none.
 */
export async function assess(
  context: Omit<ProposalContext, "tail">,
  proposal: ProposalCase,
  now: number,
): Promise<{ ok: true; limit: string | null } | ProposalRefusal> {
  const { store, tx, account } = context;
  const { chat, suggestion: { rule }, key, automatic } = proposal;
  const occasion = keys.occasion(account, chat, rule, key);
  if (await tx.get(occasion) !== null) return refuse("known");
  const known = await forgetExpiredSuggestions(store, tx, { account, now });
  if (
    known.some((row) => row.chat === chat) ||
    await isChatBusy(store, account, { chat, now })
  ) return refuse("chat_busy");
  const limit = await reachedLimit(context, proposal, now);
  const isAutomatic = automatic !== null && limit === null;
  const isTooMuch = isAutomatic
    ? await forgetExpired(store, tx, { account, now }) >= MAX_OPEN
    : known.length >= MAX_SUGGESTED;
  return isTooMuch ? refuse("too_many") : { ok: true, limit };
}

function refuse(code: ProposalRefusal["code"]): ProposalRefusal {
  return { ok: false, code };
}

function commandOf(
  { chat, text, suggestion, note }: Proposal,
  { id, n, now, expiresAt, isAutomatic, limit }: {
    id: string;
    n: number;
    now: number;
    expiresAt: number;
    isAutomatic: boolean;
    limit: string | null;
  },
): StoredCommand {
  const details = [suggestion.reason, note, limit].flatMap((one) => one ?? []);
  const suggested = withEvent({
    id,
    n,
    chat,
    text,
    mediaUrl: null,
    status: isAutomatic ? "queued" : "suggested",
    createdAt: now,
    expiresAt,
    changedAt: now,
    createdBy: suggestion.rule,
    approvedBy: null,
    suggestion,
    detail: null,
    messageId: null,
    trail: [],
  }, { at: now, what: "suggested", detail: details.join(" ") });
  return isAutomatic
    ? withEvent(suggested, {
      at: now,
      what: "approved",
      detail: `The rule ${suggestion.rule} sends by itself.`,
    })
    : suggested;
}

/**
 * Whether somebody is writing to the fan: a command is open, or one was sent
 * within the hour.
 */
async function isChatBusy(
  store: Store,
  account: AccountId,
  { chat, now }: { chat: ChatId; now: number },
): Promise<boolean> {
  const ids: string[] = [];
  const rows = store.list<IndexRow>(
    { prefix: keys.commandsOfChat(account, chat) },
    { reverse: true, limit: LATEST },
  );
  for await (const { value: { id } } of rows) ids.push(id);
  const commands = await readCommands(store, account, ids);
  return [...commands.values()].some((command) =>
    isOpen(command, now) ||
    (command.status === "succeeded" && command.changedAt > now - REST_MS)
  );
}

/** Which of its rule's limits a proposal would exceed; `null`: none. */
async function reachedLimit(
  { store, tx, account }: Omit<ProposalContext, "tail">,
  { chat, suggestion: { rule }, automatic }: ProposalCase,
  now: number,
): Promise<string | null> {
  if (automatic === null) return null;
  let toFan = 0;
  let toAll = 0;
  let forgotten = 0;
  const prefix = keys.automaticSendsOf(account, rule);
  for await (const { key, value } of store.list<ChatId>({ prefix })) {
    if (Number(key.at(-2)) <= now - LIMITED_MS) {
      if (forgotten++ < FORGOTTEN) tx.delete(key, 0);
      continue;
    }
    toAll++;
    if (value === chat) toFan++;
  }
  const { perFanPerDay, perDay } = automatic;
  if (toFan >= perFanPerDay) {
    return `The rule has sent this fan ${toFan} in 24 hours: nobody gets more by itself.`;
  }
  return toAll >= perDay
    ? `The rule has sent ${toAll} in 24 hours: no more go by themselves.`
    : null;
}
