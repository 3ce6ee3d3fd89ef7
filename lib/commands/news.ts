import type { AccountId } from "@/lib/models/mod.ts";
import { type Changes, keys, type Store } from "@/lib/store/mod.ts";
import {
  type CommandFrame,
  dashboardFrame,
  type StoredCommand,
} from "./record.ts";

/** News that one commit takes, at most. */
const NEWS_AT_ONCE = 50;

/**
 * Notes a command as it stands from this commit on, with a mark for whoever
 * writes for the account; `n` counts the account's news.
 */
export function writeNews(
  tx: Changes,
  account: AccountId,
  n: number,
  command: StoredCommand,
): void {
  // Nobody is told of the trail.
  const { trail: _, ...news } = command;
  tx.add(keys.commandNews(account, n), news);
  tx.set(keys.due(account), null);
}

/**
 * Takes the oldest news away within a commit; what dashboards are to be told of
 * it, in order. Only who holds the account's lease may do so.
 */
export async function takeNews(
  store: Store,
  tx: Changes,
  account: AccountId,
): Promise<CommandFrame[]> {
  const frames: CommandFrame[] = [];
  const news = store.list<StoredCommand>(
    { prefix: keys.commandNewsOf(account) },
    { limit: NEWS_AT_ONCE },
  );
  for await (const { key, value, chunks } of news) {
    tx.delete(key, chunks);
    frames.push(dashboardFrame(value, store.clock.now()));
  }
  return frames;
}
