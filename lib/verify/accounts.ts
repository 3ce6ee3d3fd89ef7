import { type Head, headOf } from "@/lib/ingest/mod.ts";
import {
  calendarOf,
  type Difference,
  type Verification,
  verifyInsights,
} from "@/lib/insights/mod.ts";
import { type AccountId, AccountId as AccountIds } from "@/lib/models/mod.ts";
import { keys, type Store } from "@/lib/store/mod.ts";

/** How often an account is looked at that changes meanwhile. */
const MAX_ATTEMPTS = 5;

/** What came of an account. */
export interface AccountReport extends Verification {
  account: AccountId;
  /** It changed each time while it was looked at: nothing is known of it. */
  isMoving: boolean;
}

const NOTHING: Omit<AccountReport, "account"> = {
  isMoving: true,
  messages: 0,
  conversations: 0,
  days: 0,
  differences: [],
  found: 0,
};

/** Accounts that have data, in order of their ids. */
export async function accountsWithData(store: Store): Promise<AccountId[]> {
  const accounts: AccountId[] = [];
  for await (const { key, value } of heads(store)) {
    if ((value.generation ?? 0) > 0) {
      accounts.push(AccountIds.parse(key.at(-1)));
    }
  }
  return accounts;
}

function heads(store: Store) {
  return store.list<Partial<Head>>({ prefix: keys.heads() });
}

/**
 * Compares an account's figures with a recomputation from all its messages;
 * again, a bounded number of times, where a service changes it meanwhile: `say`
 * is told. `null` if it has no data.
 */
export async function verifyAccount(
  store: Store,
  account: AccountId,
  say: (line: string) => void = () => {},
): Promise<AccountReport | null> {
  for (let attempt = 1;; attempt++) {
    const head = await readHead(store, account);
    if (head.generation === 0) return null;
    const dataset = { account, generation: head.generation };
    const result = await verifyInsights(store, dataset, {
      calendar: calendarOf(head.basis.zone),
      totals: head.totals,
    });
    const now = await readHead(store, account);
    const isSame = now.commits === head.commits &&
      now.generation === head.generation;
    if (isSame) return { account, isMoving: false, ...result };
    if (attempt === MAX_ATTEMPTS) return { ...NOTHING, account };
    say(`${account}: changed meanwhile; once more.`);
  }
}

async function readHead(store: Store, account: AccountId): Promise<Head> {
  const entry = await store.get<Partial<Head>>(keys.head(account));
  return headOf(account, entry?.value ?? null);
}

/** What is said of an account where something is wrong, line by line. */
export function faultsOf(report: AccountReport): string[] {
  const { account, differences, found } = report;
  if (report.isMoving) {
    return [`${account}: changed each time; not verified.`];
  }
  const lines = differences.map((one) => `${account}: ${lineOf(one)}`);
  const more = found - differences.length;
  return more === 0 ? lines : [...lines, `${account}: and ${more} more.`];
}

/** One difference, as people read it. */
export function lineOf(difference: Difference): string {
  const { of, which, field, stored, expected } = difference;
  const what = which === "" ? of : `${of} (${which})`;
  if (field === null) {
    return stored === true
      ? `${what} is stored, but should not be`
      : `${what} is not stored`;
  }
  return `${what}, ${field}: ${JSON.stringify(stored)} is stored, ${
    JSON.stringify(expected)
  } by the messages`;
}
