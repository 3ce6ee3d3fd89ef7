import { chunkRoom } from "./codec.ts";

/** Rooms whose state is remembered at a time. */
const REMEMBERED_ROOMS = 10_000;

/**
 * Remembers which accounts' rooms hold no pieces of large values, as is the
 * rule: there a value can be replaced unread, since nothing lies beside it. What
 * another process has written since is not seen; at worst, a piece of a value
 * that it wrote lies there unused until its room is deleted.
 */
export class PieceRooms {
  readonly #hasEntries: (prefix: Deno.KvKey) => Promise<boolean>;
  readonly #rooms = new Map<string, boolean | Promise<boolean>>();

  /** `hasEntries` tells whether anything lies below a prefix. */
  constructor(hasEntries: (prefix: Deno.KvKey) => Promise<boolean>) {
    this.#hasEntries = hasEntries;
  }

  /** Whether it is known that no pieces of a value under `key` are there. */
  holdsNone(key: Deno.KvKey): boolean {
    return this.#rooms.get(roomId(key)) === false;
  }

  /** Whether pieces of a value under `key` may lie in the database. */
  async mayHold(key: Deno.KvKey): Promise<boolean> {
    const id = roomId(key);
    const known = this.#rooms.get(id);
    if (known !== undefined) return await known;
    const reading = this.#hasEntries(roomOf(key));
    this.#remember(id, reading);
    try {
      const found = await reading;
      // Pieces that are written meanwhile have been noted in its place.
      if (this.#rooms.get(id) === reading) this.#rooms.set(id, found);
      return found;
    } catch (error) {
      this.#rooms.delete(id);
      throw error;
    }
  }

  /** Notes that pieces of a value under `key` are about to be written. */
  note(key: Deno.KvKey): void {
    this.#remember(roomId(key), true);
  }

  #remember(id: string, holds: boolean | Promise<boolean>): void {
    if (this.#rooms.size >= REMEMBERED_ROOMS) this.#rooms.clear();
    this.#rooms.set(id, holds);
  }
}

/** A string that is the same for the keys of one room only. */
function roomId([room, owner]: Deno.KvKey): string {
  return `${String(room)}/${typeof owner}/${String(owner)}`;
}

/** An account's room of pieces: the first two parts of their keys. */
function roomOf(key: Deno.KvKey): Deno.KvKey {
  return [chunkRoom(key[0]), ...key.slice(1, 2)];
}
