import {
  type AccountId,
  ChatId,
  isoTime,
  MAX_NOTES,
  type Note,
} from "@/lib/models/mod.ts";
import {
  keys,
  type Store,
  Transaction,
  TransactionConflict,
} from "@/lib/store/mod.ts";

/** Tries of a change that another one got in the way of. */
const TRIES = 10;

/** How many notes a conversation has, and the next one's number. */
interface NoteCount {
  notes: number;
  next: number;
}

/** A note as it lies under its number. */
type StoredNote = Omit<Note, "id">;

const NO_NOTES: NoteCount = { notes: 0, next: 1 };
/** Numbers beyond this are not counted up to. */
const NOTE_ID = /^n_([1-9]\d{0,14})$/;

/**
 * What a team wrote down of the fans of an account. Notes belong to a chat,
 * whatever dataset shows it: they stay when a snapshot replaces everything else.
 */
export class NoteBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A conversation's notes, the latest first. */
  async list(account: AccountId, chat: ChatId): Promise<Note[]> {
    const notes: Note[] = [];
    const entries = this.#store.list<StoredNote>(
      { prefix: keys.notesOf(account, chat) },
      { reverse: true },
    );
    for await (const { key, value } of entries) {
      notes.push({ id: idOf(Number(key.at(-1))), ...value });
    }
    return notes;
  }

  /** All of an account's notes, chat by chat. */
  async *listAll(
    account: AccountId,
  ): AsyncGenerator<{ chat: ChatId; note: Note }> {
    const entries = this.#store.list<StoredNote>({
      prefix: keys.notes(account),
    });
    for await (const { key, value } of entries) {
      const chat = ChatId.parse(key.at(-2));
      yield { chat, note: { id: idOf(Number(key.at(-1))), ...value } };
    }
  }

  /** Writes a note down; `null` if there are `MAX_NOTES` already. */
  async add(
    account: AccountId,
    chat: ChatId,
    { text, by }: { text: string; by: string },
  ): Promise<Note | null> {
    return await this.#try(async (tx) => {
      const count = await this.#count(tx, account, chat);
      if (count.notes >= MAX_NOTES) return null;
      const note: StoredNote = {
        text,
        created_at: isoTime(this.#store.clock.now()),
        created_by: by,
        changed_at: null,
      };
      tx.set(keys.note(account, chat, count.next), note);
      tx.set(keys.noteCount(account, chat), {
        notes: count.notes + 1,
        next: count.next + 1,
      });
      return { id: idOf(count.next), ...note };
    });
  }

  /** Writes another text; gives the note, or `null` if there is none. */
  async change(
    account: AccountId,
    chat: ChatId,
    { id, text }: { id: string; text: string },
  ): Promise<Note | null> {
    return await this.#try(async (tx) => {
      const key = keyOf(account, chat, id);
      const note = key && await this.#note(tx, key);
      if (key === null || note === null) return null;
      if (note.text === text) return { id, ...note };
      const changed_at = isoTime(this.#store.clock.now());
      const changed: StoredNote = { ...note, text, changed_at };
      tx.set(key, changed);
      return { id, ...changed };
    });
  }

  /** Deletes a note; `false` if there is none. */
  async delete(
    account: AccountId,
    chat: ChatId,
    id: string,
  ): Promise<boolean> {
    return await this.#try(async (tx) => {
      const key = keyOf(account, chat, id);
      if (key === null || await this.#note(tx, key) === null) return false;
      const count = await this.#count(tx, account, chat);
      tx.delete(key);
      tx.set(keys.noteCount(account, chat), {
        ...count,
        notes: count.notes - 1,
      });
      return true;
    });
  }

  /** The count; the transaction depends on it. */
  async #count(
    tx: Transaction,
    account: AccountId,
    chat: ChatId,
  ): Promise<NoteCount> {
    const key = keys.noteCount(account, chat);
    const entry = await this.#store.get<NoteCount>(key);
    tx.check(key, entry?.versionstamp ?? null);
    return entry?.value ?? NO_NOTES;
  }

  /** The note; the transaction depends on it. */
  async #note(tx: Transaction, key: Deno.KvKey): Promise<StoredNote | null> {
    const entry = await this.#store.get<StoredNote>(key);
    tx.check(key, entry?.versionstamp ?? null);
    return entry?.value ?? null;
  }

  /** Commits what `work` writes; it may run again where others write too. */
  async #try<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1;; attempt++) {
      const tx = new Transaction(this.#store);
      const result = await work(tx);
      if (tx.size === 0) return result;
      try {
        await tx.commit();
        return result;
      } catch (error) {
        if (!(error instanceof TransactionConflict)) throw error;
        if (attempt === TRIES) throw error;
      }
    }
  }
}

function idOf(n: number): string {
  return `n_${n}`;
}

function keyOf(
  account: AccountId,
  chat: ChatId,
  id: string,
): Deno.KvKey | null {
  const [, n] = NOTE_ID.exec(id) ?? [];
  return n === undefined ? null : keys.note(account, chat, Number(n));
}
