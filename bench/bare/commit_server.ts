/**
 * The ceiling of `bench ingest`: commits what Agents send as it is, in batches
 * as full as Deno KV takes them, then acknowledges it and passes it on. While a
 * batch is under way, the next one gathers. The database is the first argument.
 * @module
 */
import { KEY_BYTES, MAX_COMMIT_BYTES, MAX_MUTATIONS } from "./kv_limits.ts";
import { type Room, serveRooms } from "./rooms.ts";

interface Waiting {
  room: Room;
  frame: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const ACKNOWLEDGEMENT = JSON.stringify({
  type: "ingest_ack",
  payload: { status: "committed" },
});

class GroupCommit {
  readonly #kv: Deno.Kv;
  readonly #encoder = new TextEncoder();
  readonly #waiting: Waiting[] = [];
  #isCommitting = false;
  #count = 0;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  add(room: Room, frame: string): void {
    const bytes = this.#encoder.encode(frame);
    this.#waiting.push({ room, frame, bytes });
    if (!this.#isCommitting) this.#commitAll();
  }

  /** While a batch is delivered, the next one is being committed. */
  async #commitAll(): Promise<void> {
    this.#isCommitting = true;
    let committed: readonly Waiting[] = [];
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#batchLength());
      const done = this.#commit(batch);
      deliver(committed);
      await done;
      committed = batch;
    }
    this.#isCommitting = false;
    deliver(committed);
  }

  #batchLength(): number {
    let bytes = 0;
    let length = 0;
    for (const waiting of this.#waiting) {
      bytes += waiting.bytes.length + KEY_BYTES;
      if (bytes > MAX_COMMIT_BYTES || length === MAX_MUTATIONS) break;
      length++;
    }
    return length;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const commit = this.#kv.atomic();
    for (const { bytes } of batch) commit.set(["raw", this.#count++], bytes);
    const { ok } = await commit.commit();
    if (!ok) throw new Error("Deno KV refused a commit without checks.");
  }
}

function deliver(committed: readonly Waiting[]): void {
  for (const { room, frame } of committed) {
    room.agent?.send(ACKNOWLEDGEMENT);
    for (const dashboard of room.dashboards) dashboard.send(frame);
  }
}

const [kvPath] = Deno.args;
const commits = new GroupCommit(await Deno.openKv(kvPath));
await serveRooms((room, frame) => commits.add(room, frame));
