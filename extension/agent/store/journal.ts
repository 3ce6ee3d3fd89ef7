import type { WireResult } from "../../messages.ts";
import type { CommandJournal, JournalEntry } from "../types.ts";
import type { CommandRow, Database } from "./rows.ts";
import { read, Requests, write } from "./transactions.ts";

/** So long a command is remembered of which all is done, in ms. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** So many of those are removed at once. */
const REMOVED = 100;

/** Commands in an account's database. */
export class StoredJournal implements CommandJournal {
  readonly #db: Database;
  readonly #onChange: () => void;

  /** `onChange` is told that there may be a result to send. */
  constructor(db: Database, onChange: () => void) {
    this.#db = db;
    this.#onChange = onChange;
  }

  async get(id: string): Promise<JournalEntry | null> {
    const row = await read(
      this.#db,
      ["commands"],
      (tx) => tx.objectStore("commands").get(id),
    );
    return row?.entry ?? null;
  }

  async begin(entry: JournalEntry): Promise<boolean> {
    const isNew = await write(
      this.#db,
      ["commands"],
      "strict",
      async (tx) => {
        const commands = tx.objectStore("commands");
        const { command_id } = entry.command;
        if (await commands.getKey(command_id) !== undefined) return false;
        const old = await commands.index("settled").getAllKeys(
          IDBKeyRange.upperBound(entry.receivedAt - KEPT_MS),
          REMOVED,
        );
        const writes = new Requests();
        writes.add(commands.put(rowOf(entry)));
        for (const id of old) writes.add(commands.delete(id));
        await writes.done();
        return true;
      },
    );
    if (isNew && entry.result !== null) this.#onChange();
    return isNew;
  }

  async put(entry: JournalEntry): Promise<void> {
    await write(
      this.#db,
      ["commands"],
      "strict",
      (tx) => tx.objectStore("commands").put(rowOf(entry)),
    );
    if (entry.result !== null) this.#onChange();
  }

  async open(): Promise<JournalEntry[]> {
    return await this.#entries("open");
  }

  async forwardedSince(since: number): Promise<number> {
    return await read(
      this.#db,
      ["commands"],
      (tx) =>
        tx.objectStore("commands").index("forwarded")
          .count(IDBKeyRange.lowerBound(since)),
    );
  }

  async unacknowledged(): Promise<WireResult[]> {
    const entries = await this.#entries("owed");
    return entries.flatMap(({ result }) => result === null ? [] : [result]);
  }

  async acknowledge(id: string): Promise<void> {
    await write(this.#db, ["commands"], "relaxed", async (tx) => {
      const commands = tx.objectStore("commands");
      const row = await commands.get(id);
      if (row === undefined || row.entry.result === null) return;
      await commands.put(rowOf({ ...row.entry, acknowledged: true }));
    });
  }

  async #entries(index: "open" | "owed"): Promise<JournalEntry[]> {
    const rows = await read(
      this.#db,
      ["commands"],
      (tx) => tx.objectStore("commands").index(index).getAll(),
    );
    return rows.map(({ entry }) => entry);
  }
}

function rowOf(entry: JournalEntry): CommandRow {
  const { command, receivedAt, forwardedAt, result, acknowledged } = entry;
  const times: Partial<CommandRow> = result === null
    ? { open: receivedAt }
    : acknowledged
    ? { settled: receivedAt }
    : { owed: receivedAt };
  if (forwardedAt !== null) times.forwarded = forwardedAt;
  return { id: command.command_id, entry, ...times };
}
