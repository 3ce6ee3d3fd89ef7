import { Brain } from "@/lib/brain.ts";
import { generateDemo } from "@/lib/demo/generator.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import type { Benchmark, Row } from "./benchmark.ts";

const ACCOUNT = AccountId.parse("u_bench");
const SEED = 20_261_121;
/** Messages that an account holds before deltas are measured. */
const SIZES = [1_000, 10_000, 100_000];
const MESSAGES_PER_FAN = 75;
const PART_MESSAGES = 500;
/** Deltas that fill the caches, and deltas that are measured. */
const WARM_UP = 300;
const MEASURED = 1_000;

/**
 * The cost of one delta, from its arrival to its committed effects, on accounts
 * of growing history; beside it, in the same run, one bare commit of the same
 * message.
 */
export const benchHistory: Benchmark = {
  name: "history",
  about: "cost of one delta by the size of the account's history",
  async run(log) {
    const rows: Row[] = [];
    let first: number | null = null;
    for (const size of SIZES) {
      log(`history: ${size} messages …`);
      const { delta, bare } = await measure(size);
      first ??= delta;
      rows.push({
        messages: size,
        "delta ms (median)": round(delta),
        "bare commit ms (median)": round(bare),
        "to bare": round(delta / bare),
        "to the smallest": round(delta / first),
      });
    }
    return rows;
  },
};

async function measure(size: number): Promise<{ delta: number; bare: number }> {
  const file = await Deno.makeTempFile({ suffix: ".kv" });
  const kv = await Deno.openKv(file);
  const brain = new Brain({ kv });
  try {
    const data = generateDemo({
      seed: SEED,
      now: Date.now(),
      fans: Math.max(10, Math.round(size / MESSAGES_PER_FAN)),
      messages: size + WARM_UP + MEASURED,
    });
    await sendSnapshot(brain, {
      chats: data.chats.map(({ id, withUser }) => ({ id, withUser })),
      messages: data.messages.slice(0, size),
    });
    const deltas = data.messages.slice(size).map((message) =>
      NewRawMessagePayload.parse({ message, event_id: String(message.id) })
    );
    const times: number[] = [];
    for (const delta of deltas) {
      const start = performance.now();
      await brain.ingest.addDelta(ACCOUNT, delta);
      await brain.ingest.idle();
      times.push(performance.now() - start);
    }
    const bare: number[] = [];
    for (const [i, { message }] of deltas.entries()) {
      const start = performance.now();
      await kv.atomic().set(["bare", i], JSON.stringify(message)).commit();
      bare.push(performance.now() - start);
    }
    return {
      delta: median(times.slice(WARM_UP)),
      bare: median(bare.slice(WARM_UP)),
    };
  } finally {
    await brain.close();
    await removeDatabase(file);
  }
}

async function sendSnapshot(
  brain: Brain,
  data: { chats: unknown[]; messages: unknown[] },
): Promise<void> {
  const total = Math.ceil(data.messages.length / PART_MESSAGES);
  for (let index = 0; index < total; index++) {
    const from = index * PART_MESSAGES;
    await brain.ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({
        chats: index === 0 ? data.chats : [],
        messages: data.messages.slice(from, from + PART_MESSAGES),
        snapshot_id: "bench",
        part: { index, total },
      }),
    );
  }
  await brain.ingest.idle();
}

async function removeDatabase(file: string): Promise<void> {
  for (const path of [file, `${file}-shm`, `${file}-wal`]) {
    await Deno.remove(path).catch(() => {});
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
