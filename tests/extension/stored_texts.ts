/**
 * Everything that the extension keeps, to be searched for what it may not keep.
 * @module
 */
import type { Page } from "playwright-core";

/** Every record of every store, as JSON; `page` is one of the extension's. */
export async function storedTexts(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const done = <R>(request: IDBRequest<R>) =>
      new Promise<R>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const texts: string[] = [];
    // Only there with a permission, which the extension does not ask for.
    const { storage } = Reflect.get(globalThis, "chrome");
    for (const area of storage === undefined ? [] : ["local", "session"]) {
      texts.push(JSON.stringify(await storage[area].get(null)));
    }
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const transaction = database.transaction(store);
        const records = await done(transaction.objectStore(store).getAll());
        for (const record of records) texts.push(JSON.stringify(record));
      }
      database.close();
    }
    return texts;
  });
}
