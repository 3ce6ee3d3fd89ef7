/**
 * The ceiling of `bench snapshot`: writes the records of an account, each as
 * JSON under a key of its own, in batches as full as Deno KV takes them, and
 * prints the time in ms. Arguments: database, seed, messages.
 * @module
 */
import { accountParts } from "../load/history.ts";
import { KEY_BYTES, MAX_COMMIT_BYTES, MAX_MUTATIONS } from "./kv_limits.ts";

interface KvRecord {
  key: Deno.KvKey;
  value: Uint8Array<ArrayBuffer>;
}

const [kvPath, seed, messages] = Deno.args;
const kv = await Deno.openKv(kvPath);
const batches = inBatches(recordsOf(Number(seed), Number(messages)));
const start = performance.now();
for (const batch of batches) {
  const commit = kv.atomic();
  for (const { key, value } of batch) commit.set(key, value);
  await commit.commit();
}
console.log(performance.now() - start);
kv.close();

function* recordsOf(seed: number, messages: number): Generator<KvRecord> {
  const encoder = new TextEncoder();
  const encode = (record: unknown) => encoder.encode(JSON.stringify(record));
  for (const part of accountParts({ seed, messages, now: Date.now() })) {
    for (const chat of part.chats) {
      yield { key: ["chat", chat.id], value: encode(chat) };
    }
    for (const message of part.messages) {
      const key = ["msg", message.chat_id, message.id];
      yield { key, value: encode(message) };
    }
  }
}

function inBatches(records: Iterable<KvRecord>): KvRecord[][] {
  const batches: KvRecord[][] = [];
  let batch: KvRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.value.length + KEY_BYTES;
    if (batch.length === MAX_MUTATIONS || bytes + size > MAX_COMMIT_BYTES) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
