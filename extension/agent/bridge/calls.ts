import type { BridgeAnswer, CreatorStatus } from "../../messages.ts";
import type { Account } from "../account.ts";
import type { Pairings } from "../meta/rows.ts";
import { creatorsFor, readRequest } from "./request.ts";

/** What a dashboard's calls are answered from. */
export interface BridgeOptions {
  version: string;
  pairings(): Promise<Pairings>;
  isPaused(): Promise<boolean>;
  account(creator: string): Account;
  status(creators: readonly string[]): Promise<CreatorStatus[]>;
}

/** How long a command's result is waited for at most, in ms. */
const RESULT_MS = 60_000;
/**
 * Largest answer, in characters of JSON: below the 64 MiB of a browser's message
 * whatever the characters are.
 */
const MAX_ANSWER = 20 * 1024 * 1024;

/** Answers a dashboard's call; `origin` is that of the page that asks. */
export async function answerBridge(
  message: unknown,
  origin: string | undefined,
  options: BridgeOptions,
): Promise<BridgeAnswer> {
  const granted = creatorsFor(
    origin,
    userIdOf(message),
    await options.pairings(),
  );
  // Who is not paired learns nothing, not even what is wrong with the request.
  if (!granted.ok) return granted;
  const request = readRequest(message);
  if (!request.ok) return request;
  const { call } = request;
  if (call.type === "get_agent_status") {
    const creators = await options.status(granted.creators);
    return { ok: true, version: options.version, creators };
  }
  const [creator, another] = granted.creators;
  if (creator === undefined) {
    return refuse("No account of the site was seen yet: open the site once.");
  }
  if (another !== undefined) {
    return refuse("Several accounts are paired here: name one by userId.");
  }
  const account = options.account(creator);
  switch (call.type) {
    case "get_all_chats_from_db": {
      const chats = await (await account.store()).chats();
      return fits(chats) ? { ok: true, chats } : refuse(
        "There are more chats than one answer holds: ask the service for them.",
      );
    }
    case "get_all_messages_from_db": {
      const messages = await (await account.store()).messages(call.chat);
      return fits(messages) ? { ok: true, messages } : refuse(
        "There are more messages than one answer holds: ask the service for them.",
      );
    }
    case "execute_agent_command":
      if (await options.isPaused()) return refuse("The Agent is paused.");
      return await execute(account, call.command);
  }
}

async function execute(
  { desk }: Account,
  command: unknown,
): Promise<BridgeAnswer> {
  const taken = await desk.receive(command, "bridge");
  if (!taken.ok) return taken;
  const result = await desk.outcome(taken.id, RESULT_MS);
  return result === null
    ? refuse(
      "There is no result yet: the command stays under way until it expires.",
    )
    : { ok: true, result };
}

function userIdOf(message: unknown): string | null {
  const request = readRequest(message);
  return request.ok ? request.userId : null;
}

function fits(records: readonly unknown[]): boolean {
  let characters = 0;
  for (const record of records) {
    characters += JSON.stringify(record).length + 1;
    if (characters > MAX_ANSWER) return false;
  }
  return true;
}

function refuse(error: string): BridgeAnswer {
  return { ok: false, error };
}
