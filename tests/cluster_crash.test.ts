import { beforeAll, describe, expect, it } from "vitest";
import { runCrash } from "./cluster/crash_run.ts";
import type { CrashOutcome } from "./cluster/outcome.ts";
import { redisMissing, testThatRedisIsThere } from "./redis.ts";

/** Fewer kills than this are no test. */
const LEAST_KILLS = 200;
const KILLS = Number(Deno.env.get("CRASH_KILLS") ?? 210);
const SEED = Number(Deno.env.get("CRASH_SEED") ?? 20_261_121);
const RECORDS_A_KILL = 24;
/** Several times what a kill takes on a busy machine. */
const PATIENCE_MS = 120_000 + KILLS * 4_000;
const INSTANCES = 3;

const isAsked = Deno.env.has("CRASH_LOG");

testThatRedisIsThere();

describe.skipIf(redisMissing !== null)(
  `a cluster of ${INSTANCES} under ${KILLS} kills (seed ${SEED})`,
  () => {
    let outcome: CrashOutcome;

    beforeAll(async () => {
      outcome = await runCrash({
        seed: SEED,
        kills: KILLS,
        records: KILLS * RECORDS_A_KILL,
        instances: INSTANCES,
        log: isAsked ? console.log : () => {},
      });
      if (isAsked) console.log("Reported errors:", outcome.complaints);
    }, PATIENCE_MS);

    it("really was killed: instances, the Agent and Redis", () => {
      const { instance, agent, redis } = outcome.kills;
      expect(instance + agent + redis).toBe(KILLS);
      expect(isAsked ? LEAST_KILLS : KILLS)
        .toBeGreaterThanOrEqual(LEAST_KILLS);
      expect(instance).toBeGreaterThan(agent);
      expect(agent).toBeGreaterThan(0);
      expect(redis).toBeGreaterThan(0);
      // Whoever is cut off from Redis says so: it was in use.
      expect(Object.keys(outcome.complaints).join()).toContain("Redis");
    });

    it("acknowledges everything, and sets nothing aside", () => {
      const { acknowledged: { units, of }, stored } = outcome;
      expect(units).toBe(of);
      expect(stored.queued).toBe(0);
      expect(stored.quarantined).toBe(0);
    });

    it("stores every acknowledged record once, and in order", () => {
      expect(outcome.messages).toEqual(outcome.expected);
      const messages = Object.values(outcome.messages).flat();
      expect(outcome.stored.rows).toBe(messages.length);
    });

    it("tells every dashboard of each revision once", () => {
      for (const { faults, connections } of outcome.dashboards) {
        expect(faults).toEqual([]);
        expect(connections).toBeGreaterThan(1);
      }
    });

    it("tells every dashboard of the records in the order of the stream", () => {
      for (const { toldOfNew, toldBack } of outcome.dashboards) {
        expect(toldOfNew.length).toBeGreaterThan(0);
        const inOrder = [...new Set(toldOfNew)].sort((a, b) => a - b);
        expect(toldOfNew).toEqual(inOrder);
        expect(toldBack).toEqual([]);
      }
    });

    it("lets every dashboard show what is stored", () => {
      for (const { shown } of outcome.dashboards) {
        expect(shown).toEqual(outcome.view);
      }
    });

    it("keeps figures that equal a full recomputation", () => {
      expect(outcome.stored.kept).toEqual(outcome.stored.recomputed);
    });

    it("logs each revision", () => {
      const { logged, logFrom, revision } = outcome.stored;
      const length = revision - logFrom + 1;
      expect(logged).toEqual(Array.from({ length }, (_, i) => logFrom + i));
    });

    it("dies only when it is killed, and ends in order when it is asked to", () => {
      const deaths = Object.keys(outcome.complaints)
        .filter((head) => head.startsWith("error: "));
      expect(deaths).toEqual([]);
      expect(outcome.exitCodes).toEqual(Array(INSTANCES).fill(0));
    });
  },
);
