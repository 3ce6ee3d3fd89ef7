/**
 * Who dies when, from a seed.
 * @module
 */
import type { Random } from "@/lib/demo/random.ts";
import type { Stream } from "./stream.ts";

/** What can be killed. */
export type Victim = "instance" | "agent" | "redis";

/** A death. */
export interface Kill {
  /** Due at this number of acknowledged units … */
  at: number;
  /** … and so much later, in ms, amid whatever happens then. */
  delayMs: number;
  victim: Victim;
  /** Decides between the instances: from 0 to below 1. */
  choice: number;
  /** Units until it is started again. */
  downFor: number;
  /** It may be the last that lives. */
  isReckless: boolean;
  /**
   * What is waited for before the stream goes on to this death: nothing, that
   * all run again, or that everything is applied and shown as well.
   */
  before: "nothing" | "all run" | "all is shown";
}

/** Of instance, Agent and Redis, in this order. */
const VICTIMS: readonly Victim[] = ["instance", "agent", "redis"];
const WEIGHTS = [60, 25, 15];
/** Every so many deaths, everything has to be applied and shown. */
const KILLS_BETWEEN_LOOKS = 8;
const LONGEST_DELAY_MS = 30;
const LONGEST_DOWN = 40;

/**
 * Deaths in their order: within each snapshot, with its last part, and evenly
 * scattered over the whole stream.
 */
export function planKills(
  stream: Stream,
  kills: number,
  random: Random,
): Kill[] {
  const amid = stream.snapshots.flatMap((position, k) => {
    const after = stream.unitsBefore(position);
    const parts = stream.parts[k] ?? 0;
    return [after - random.int(1, Math.max(1, parts - 1)), after];
  });
  const scattered = Math.max(0, kills - amid.length);
  const stretch = stream.units / scattered;
  const times = [
    ...amid,
    ...Array.from(
      { length: scattered },
      (_, i) => Math.floor(stretch * (i + 0.9 * random.next())),
    ),
  ].slice(0, kills).sort((a, b) => a - b);
  return times.map((at, i) => ({
    at,
    delayMs: random.int(0, LONGEST_DELAY_MS),
    victim: VICTIMS[random.weighted(WEIGHTS)] ?? "instance",
    choice: random.next(),
    downFor: random.chance(0.5) ? 0 : random.int(1, LONGEST_DOWN),
    isReckless: random.chance(0.1),
    before: i % KILLS_BETWEEN_LOOKS === KILLS_BETWEEN_LOOKS - 1
      ? "all is shown"
      : random.chance(0.5)
      ? "all run"
      : "nothing",
  }));
}
