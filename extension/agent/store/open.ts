import { deleteDB, openDB } from "idb";
import { AccountDatabase, type StoreOptions } from "./account_database.ts";
import {
  type AccountSchema,
  createStores,
  emptyState,
  SCHEMA_VERSION,
  STATE,
} from "./rows.ts";

/** What the names of all accounts' databases begin with. */
const PREFIX = "rapport-account-";

/**
 * Opens the database of a creator account, which is made if it is not there.
 * `creator` is the creator's user id on the site.
 */
export async function openAccountStore(
  creator: string,
  { now = Date.now, newId = () => crypto.randomUUID() }: StoreOptions = {},
): Promise<AccountDatabase> {
  const db = await openDB<AccountSchema>(nameOf(creator), SCHEMA_VERSION, {
    upgrade(db, _from, _to, tx) {
      createStores(db);
      tx.objectStore("meta").put(emptyState(newId()), STATE);
    },
    // Whoever deletes it does not wait for what this one may still want.
    blocking: () => db.close(),
  });
  return new AccountDatabase(db, creator, now);
}

/**
 * Deletes everything that is stored of a creator account. Stores that are open
 * on it come to their end: what they are asked for then is rejected.
 */
export async function deleteAccountStore(creator: string): Promise<void> {
  await deleteDB(nameOf(creator));
}

/** The creator accounts that have a database, by their user ids on the site. */
export async function listAccountStores(): Promise<string[]> {
  const databases = await indexedDB.databases();
  return databases.flatMap(({ name }) =>
    name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []
  ).sort();
}

function nameOf(creator: string): string {
  return `${PREFIX}${creator}`;
}
