import type {
  AccountId,
  GraphMarks,
  GraphOutboxEntry,
} from "@/lib/models/mod.ts";
import { type Changes, keys } from "@/lib/store/mod.ts";
import type { Head } from "./head.ts";

/**
 * Notes what the commit under way has changed in the account's graphs, so that a
 * copy of them can follow: `isCopied` says whether somebody keeps one. Gives
 * whether anything was changed.
 */
export function noteGraphChanges(
  tx: Changes,
  account: AccountId,
  { head, marks, isCopied }: {
    head: Head;
    marks: GraphMarks;
    isCopied: boolean;
  },
): boolean {
  for (const _ in marks) {
    const entry: GraphOutboxEntry = { after: head.graphAt, marks };
    if (isCopied) tx.add(keys.graphOutbox(account, head.commits), entry);
    // Where nobody keeps a copy, whoever begins to sees that entries are missing.
    head.graphAt = head.commits;
    return true;
  }
  return false;
}
