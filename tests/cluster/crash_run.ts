/**
 * Sends a numbered stream to a cluster whose parts are killed all the time, and
 * gathers what comes of it.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { Random } from "@/lib/demo/random.ts";
import { eventually } from "../conditions.ts";
import { LiveDashboard } from "../live_dashboard.ts";
import { temporaryFolder } from "../process.ts";
import { AgentProcess } from "./agent_process.ts";
import { Cluster } from "./cluster.ts";
import { Journal } from "./journal.ts";
import {
  countComplaints,
  type CrashOutcome,
  dashboardFacts,
  expectedMessages,
  shownBy,
  storedMessages,
  viewOf,
} from "./outcome.ts";
import { Reaper } from "./reaper.ts";
import { type Kill, planKills } from "./schedule.ts";
import { lookInto, readStored } from "./stored.ts";
import { recordOf, Stream } from "./stream.ts";
import { Watch } from "./watch.ts";

/** How a run is to be. */
export interface CrashOptions {
  seed: number;
  kills: number;
  /** Records of the stream. */
  records: number;
  instances: number;
  /** Told how it goes. */
  log: (line: string) => void;
}

/** Complete snapshots in the middle of the stream. */
const SNAPSHOTS = 5;
/** Units that may be sent beyond a death, so that it comes amid them. */
const BEYOND = 12;
const DASHBOARDS = 2;
const DAY_MS = 24 * 3_600_000;
/** Age of the first message: far from what any figure tells apart. */
const AGE_MS = 10.3 * DAY_MS;
/** Kills between two lines of the log. */
const KILLS_A_LINE = 10;

/** Runs it; everything is ended afterwards, whatever happens. */
export async function runCrash(options: CrashOptions): Promise<CrashOutcome> {
  const { seed, kills, records, instances } = options;
  const stream = {
    seed,
    records,
    snapshots: SNAPSHOTS,
    startAt: Date.now() - AGE_MS,
  };
  const folder = await temporaryFolder();
  const files = {
    journal: `${folder}/journal`,
    allowance: `${folder}/allowance`,
  };
  await Deno.writeTextFile(files.allowance, "0");
  using journal = Journal.watch(files.journal);
  const cluster = await Cluster.start(instances, new Random(seed + 1));
  const dashboards: LiveDashboard[] = [];
  let agent: AgentProcess | null = null;
  try {
    for (let i = 0; i < DASHBOARDS; i++) {
      dashboards.push(new LiveDashboard(cluster.owner));
    }
    const { ws_url: url, token } = await cluster.owner.pair();
    const { startAt, ...rest } = stream;
    agent = new AgentProcess({
      ...files,
      ...rest,
      "start-at": startAt,
      url,
      token,
    });
    const run = new CrashRun({
      stream: new Stream(stream),
      allowance: files.allowance,
      random: new Random(seed + 2),
      cluster,
      dashboards,
      agent,
      journal,
      log: options.log,
    });
    return await run.run(kills);
  } finally {
    for (const dashboard of dashboards) dashboard[Symbol.dispose]();
    await agent?.end();
    await cluster.end();
  }
}

interface Parts {
  stream: Stream;
  allowance: string;
  random: Random;
  cluster: Cluster;
  dashboards: readonly LiveDashboard[];
  agent: AgentProcess;
  journal: Journal;
  log: (line: string) => void;
}

class CrashRun {
  readonly #parts: Parts;
  readonly #watch: Watch;
  readonly #reaper: Reaper;
  #allowed = 0;

  constructor(parts: Parts) {
    const { cluster, agent } = parts;
    this.#parts = parts;
    this.#watch = new Watch({
      tick: () => this.#tick(),
      progress: () => this.#progress(),
      describe: () => this.#describe(),
    });
    this.#reaper = new Reaper({
      cluster,
      agent,
      watch: this.#watch,
      units: () => this.#units(),
    });
  }

  /** Throws an error that tells where it stuck, and what is lost by then. */
  async run(kills: number): Promise<CrashOutcome> {
    try {
      await this.#sendAll(kills);
      return await this.#gather();
    } catch (error) {
      throw new Error(`The crash test failed: ${await this.#diagnose()}`, {
        cause: error,
      });
    }
  }

  async #sendAll(kills: number): Promise<void> {
    const { stream, agent, random, log } = this.#parts;
    const plan = planKills(stream, kills, random);
    for (const [i, kill] of plan.entries()) {
      await this.#prepare(kill);
      await this.#allow(stream.recordsWithin(kill.at + BEYOND));
      await this.#watch.until(
        `${kill.at} acknowledgements`,
        () => this.#units() >= kill.at,
      );
      await new Promise((resolve) => setTimeout(resolve, kill.delayMs));
      await this.#reaper.strike(kill);
      if ((i + 1) % KILLS_A_LINE === 0) {
        log(`${i + 1} of ${kills} kills: ${this.#describe()}`);
      }
    }
    await this.#allow(stream.records.length);
    await this.#watch.until(
      "everything acknowledged",
      () => this.#units() >= stream.units,
    );
    if (await agent.exitCode() !== 0) throw new Error("the Agent failed");
    await this.#waitUntilShown();
    log(`The end: ${this.#describe()}`);
  }

  async #prepare({ before }: Kill): Promise<void> {
    if (before === "nothing") return;
    if (before === "all run") return await this.#waitUntilAllRun();
    await this.#waitUntilShown();
  }

  async #waitUntilAllRun(): Promise<void> {
    this.#reaper.restartNow();
    await this.#watch.until(
      "all instances to be ready",
      () => this.#reaper.allRun,
    );
  }

  /** Everything that may be sent is acknowledged, applied and shown. */
  async #waitUntilShown(): Promise<void> {
    await this.#waitUntilAllRun();
    const { stream, cluster: { owner }, dashboards } = this.#parts;
    const units = stream.unitsBefore(this.#allowed);
    await this.#watch.until(
      `${units} acknowledgements`,
      () => this.#units() >= units,
    );
    const expected = stream.latest(this.#allowed).size;
    await this.#watch.until(`${expected} stored messages`, async () => {
      const conversations = await owner.conversations();
      const stored = conversations.reduce((n, one) => n + one.messageCount, 0);
      return stored === expected;
    });
    await this.#watch.until("the dashboards to show everything", async () => {
      const { revision } = await owner.fullSync();
      return dashboards.every(({ store }) =>
        store.revision.value === revision &&
        store.connection.value.kind === "live" &&
        store.state.status.value.status === "REALTIME"
      );
    });
  }

  async #allow(records: number): Promise<void> {
    this.#allowed = Math.max(this.#allowed, records);
    const { allowance } = this.#parts;
    // In one step, so that nobody reads half a number.
    await Deno.writeTextFile(`${allowance}.next`, String(this.#allowed));
    await Deno.rename(`${allowance}.next`, allowance);
  }

  #units(): number {
    const { stream, journal } = this.#parts;
    return journal.units(stream.parts);
  }

  /** Looks at the journal, and starts what is due. */
  #tick(): void {
    const { journal, agent } = this.#parts;
    journal.refresh();
    this.#reaper.startDue();
    if (agent.complaints !== "") throw new Error(`Agent: ${agent.complaints}`);
  }

  /** Changes with everything that brings the end nearer. */
  #progress(): string {
    const { cluster, dashboards } = this.#parts;
    const { instance, agent, redis } = this.#reaper.killed;
    const states = cluster.instances.map(({ state }) => state);
    const revisions = dashboards.map(({ store }) => store.revision.value);
    return [this.#units(), instance, agent, redis, ...states, ...revisions]
      .join();
  }

  #describe(): string {
    const { stream, cluster, dashboards, agent } = this.#parts;
    const instances = cluster.instances.map(({ state }) => state).join(", ");
    const { instance, agent: agents, redis } = this.#reaper.killed;
    const shown = dashboards.map(({ store, syncs, connections }) => {
      const { status } = store.state.status.value;
      const { kind } = store.connection.value;
      return `${kind} ${status} at ${store.revision.value}, ${syncs} syncs, ` +
        `${connections} connections`;
    });
    return [
      `${this.#units()} of ${stream.units} acknowledged, ` +
      `${this.#allowed} records allowed`,
      `killed ${instance} instances, ${agents} Agents, ${redis} Redis`,
      `instances ${instances}; Redis ${cluster.isRedisUp ? "up" : "down"}`,
      ...shown.map((text) => `dashboard ${text}`),
      `Agent: ${agent.latest}`,
    ].join("; ");
  }

  async #diagnose(): Promise<string> {
    const { stream, journal, cluster: { kvPath, owner } } = this.#parts;
    const { head, queued, ids } = await lookInto(kvPath, owner.id);
    const isListed = journal.hasSnapshot(0);
    const lost = [...stream.latest(stream.records.length)]
      .filter(([id, { text }]) => {
        const record = recordOf(text);
        return !ids.has(String(id)) &&
          (record === null ? isListed : journal.hasRecord(record));
      }).map(([id]) => id);
    const some = lost.slice(0, 20).join(", ");
    return `${ids.size} messages are stored, ${queued} queued, and ` +
      `${lost.length} acknowledged ones not stored (${some}); the ` +
      `account's head is ${JSON.stringify(head)}`;
  }

  async #gather(): Promise<CrashOutcome> {
    const { stream, cluster, dashboards } = this.#parts;
    const dump = await cluster.owner.dump();
    const view = await viewOf(cluster.owner, dump);
    const showAll = () =>
      dashboards.every((one) => isDeepStrictEqual(shownBy(one), view));
    // Figures follow the last change a moment later; what differs after a long
    // wait is for the test to show.
    await eventually("the figures to be shown", showAll).catch(() => {});
    const facts = dashboards.map((one) => dashboardFacts(one, stream));
    for (const dashboard of dashboards) dashboard[Symbol.dispose]();
    const exitCodes = await cluster.end();
    return {
      kills: this.#reaper.killed,
      acknowledged: { units: this.#units(), of: stream.units },
      messages: storedMessages(dump),
      expected: expectedMessages(stream),
      dashboards: facts,
      view,
      stored: await readStored(cluster.kvPath, cluster.owner.id),
      exitCodes,
      complaints: countComplaints(
        cluster.instances.map(({ complaints }) => complaints).join(""),
      ),
    };
  }
}
