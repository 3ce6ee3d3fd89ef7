/**
 * Kills the parts of a cluster and its Agent, and brings them back.
 * @module
 */
import type { AgentProcess } from "./agent_process.ts";
import type { Cluster } from "./cluster.ts";
import type { Instance } from "./instance.ts";
import type { Kill, Victim } from "./schedule.ts";
import type { Watch } from "./watch.ts";

/** Whom a reaper kills, and what it waits with. */
export interface ReaperOptions {
  cluster: Cluster;
  agent: AgentProcess;
  watch: Watch;
  /** Acknowledged units so far, by which restarts are due. */
  units: () => number;
}

interface Restart {
  /** Due at this number of units. */
  at: number;
  start: () => Promise<void>;
}

/** Kills with SIGKILL; never leaves the cluster without anybody for long. */
export class Reaper {
  readonly #options: ReaperOptions;
  readonly #killed: Record<Victim, number> = {
    instance: 0,
    agent: 0,
    redis: 0,
  };
  #restarts: Restart[] = [];
  #starting = 0;
  #failure: unknown = null;

  constructor(options: ReaperOptions) {
    this.#options = options;
  }

  /** How many of each it killed. */
  get killed(): Readonly<Record<Victim, number>> {
    return this.#killed;
  }

  /** Whether everything runs. */
  get allRun(): boolean {
    return this.#restarts.length === 0 && this.#starting === 0;
  }

  /** Kills; the victim is started again when the plan says. */
  async strike(kill: Kill): Promise<void> {
    const { cluster, agent, watch } = this.#options;
    switch (kill.victim) {
      case "agent":
        await agent.restart();
        break;
      case "redis":
        if (!cluster.isRedisUp) this.restartNow();
        await watch.until("Redis to be back", () => cluster.isRedisUp);
        await cluster.killRedis();
        this.#restartLater(kill, () => cluster.restartRedis());
        break;
      case "instance": {
        const victim = await this.#chooseInstance(kill);
        await victim.end("SIGKILL");
        this.#restartLater(kill, () => victim.start());
      }
    }
    this.#killed[kill.victim]++;
  }

  /** Starts everything that is down, whenever it was due. */
  restartNow(): void {
    for (const restart of this.#restarts) restart.at = 0;
    this.startDue();
  }

  /** Starts what is due now; throws if something did not start. */
  startDue(): void {
    if (this.#failure !== null) throw this.#failure;
    const units = this.#options.units();
    const due = this.#restarts.filter(({ at }) => at <= units);
    this.#restarts = this.#restarts.filter(({ at }) => at > units);
    for (const { start } of due) {
      this.#starting++;
      start().catch((error) => this.#failure ??= error)
        .finally(() => this.#starting--);
    }
  }

  /** One whose death leaves another: a reckless one leaves one that starts. */
  async #chooseInstance(kill: Kill): Promise<Instance> {
    const { cluster: { instances }, watch } = this.#options;
    const choose = (): Instance | null => {
      const alive = instances.filter(({ state }) => state !== "down");
      const victim = alive[Math.floor(kill.choice * alive.length)];
      const isEnough = ({ state }: Instance) =>
        state === "ready" || (kill.isReckless && state === "starting");
      return victim !== undefined &&
          instances.some((one) => one !== victim && isEnough(one))
        ? victim
        : null;
    };
    if (choose() === null) this.restartNow();
    return await watch.until("an instance that may be killed", choose);
  }

  #restartLater({ downFor }: Kill, start: () => Promise<void>): void {
    this.#restarts.push({ at: this.#options.units() + downFor, start });
    this.startDue();
  }
}
