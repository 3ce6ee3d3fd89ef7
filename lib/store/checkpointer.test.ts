import { expect, it } from "vitest";
import { Checkpointer } from "./checkpointer.ts";

const PAGE_BYTES = 4_096;
/** Pages at which SQLite makes a checkpoint within a commit. */
const SQLITE_PAGES = 1_000;
/** Time for what happens beside the test, in ms. */
const PATIENCE_MS = 20_000;

interface Database extends AsyncDisposable {
  path: string;
  kv: Deno.Kv;
  /** Writes values of some pages, each under a key of its own. */
  write(pages: number): Promise<void>;
  /** Keys written so far. */
  count: number;
}

async function newDatabase(): Promise<Database> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/test.kv`;
  const database: Database = {
    path,
    kv: await Deno.openKv(path),
    count: 0,
    async write(pages) {
      for (let i = 0; i < pages; i += 10) {
        const value = new Uint8Array(10 * PAGE_BYTES);
        await database.kv.set(["value", database.count++], value);
      }
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
  await database.write(10);
  return database;
}

/** What tells one run of the log from the next. */
async function salt({ path }: Database): Promise<string> {
  using file = await Deno.open(`${path}-wal`);
  const header = new Uint8Array(24);
  await file.read(header);
  return header.slice(16).toString();
}

async function pagesIn(path: string): Promise<number> {
  const { size } = await Deno.stat(path);
  return size / PAGE_BYTES;
}

async function until(what: string, isTrue: () => Promise<boolean>) {
  const end = performance.now() + PATIENCE_MS;
  while (!await isTrue()) {
    if (performance.now() > end) throw new Error(`Not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function failed(error: unknown): void {
  throw error;
}

async function endOf(database: Database, checkpointer: Checkpointer) {
  await checkpointer.close();
  database.kv.close();
  const kv = await Deno.openKv(database.path);
  const keys = await Array.fromAsync(kv.list({ prefix: ["value"] }));
  kv.close();
  expect(keys).toHaveLength(database.count);
}

it("writes the log into the database, which commits then need not do", async () => {
  await using database = await newDatabase();
  const { path } = database;
  const checkpointer = await Checkpointer.open({
    path,
    everyMs: 5,
    maxPages: 100 * SQLITE_PAGES,
    onError: failed,
  });
  const before = await salt(database);
  await database.write(4 * SQLITE_PAGES);
  // A checkpoint within a commit would have made the log begin anew.
  expect(await salt(database)).toBe(before);
  expect(await pagesIn(`${path}-wal`)).toBeGreaterThan(4 * SQLITE_PAGES);
  await until(
    "everything is in the database file",
    async () => await pagesIn(path) > 4 * SQLITE_PAGES,
  );
  await endOf(database, checkpointer);
});

it("lets the log begin anew when it has grown large", async () => {
  await using database = await newDatabase();
  const checkpointer = await Checkpointer.open({
    path: database.path,
    everyMs: 5,
    maxPages: 2 * SQLITE_PAGES,
    onError: failed,
  });
  for (let times = 0; times < 3; times++) {
    const before = await salt(database);
    await until("the log begins anew", async () => {
      await database.write(100);
      return await salt(database) !== before;
    });
  }
  await endOf(database, checkpointer);
});

it("says that it cannot work, and can be closed all the same", async () => {
  const errors: unknown[] = [];
  const checkpointer = await Checkpointer.open({
    path: "/no/such/folder/test.kv",
    onError: (error) => errors.push(error),
  });
  expect(errors).toHaveLength(1);
  await checkpointer.close();
});
