/**
 * Two instances of the service over one database and one Redis, each with a
 * dashboard of the same account; the account's Agent goes where a test says.
 * @module
 */
import { AgentClient } from "@/lib/agent/client.ts";
import type { AgentEvent } from "@/lib/agent/events.ts";
import { Random } from "@/lib/demo/random.ts";
import type { Message } from "@/lib/models/mod.ts";
import { Account, type Pairing } from "./account.ts";
import { Cluster } from "./cluster/cluster.ts";
import type { Instance } from "./cluster/instance.ts";
import {
  countComplaints,
  shownBy,
  type View,
  viewOf,
} from "./cluster/outcome.ts";
import { lookInto } from "./cluster/stored.ts";
import { eventually } from "./conditions.ts";
import { LiveDashboard } from "./live_dashboard.ts";

const SEED = 3_141;

/** One of the two. */
export interface Place {
  instance: Instance;
  /** The account's owner, who knows this instance only. */
  owner: Account;
  dashboard: LiveDashboard;
  /** The account's Agent, on its way to this instance. */
  pairing: Pairing;
}

/** Everything of the account, when nothing is under way. */
export interface Settled {
  messages: Message[];
  /** What REST and a new dashboard are told. */
  view: View;
  /** What the two dashboards show. */
  shown: View[];
}

/** Both of them, and what they have in common. */
export class TwoInstances {
  readonly cluster: Cluster;
  /** Where a test's Agent is first. */
  readonly near: Place;
  readonly far: Place;
  readonly #clients: AgentClient[] = [];

  private constructor(cluster: Cluster, near: Place, far: Place) {
    this.cluster = cluster;
    this.near = near;
    this.far = far;
  }

  /** Starts them on a new database with one account. */
  static async start(): Promise<TwoInstances> {
    const cluster = await Cluster.start(2, new Random(SEED));
    const { cookie, id } = cluster.owner;
    const paired = await cluster.owner.pair();
    const places = cluster.instances.map((instance): Place => {
      const host = `127.0.0.1:${instance.port}`;
      const owner = new Account(`http://${host}`, cookie, id);
      return {
        instance,
        owner,
        dashboard: new LiveDashboard(owner),
        pairing: { ...paired, ws_url: `ws://${host}/ws/extension/${id}` },
      };
    });
    return new TwoInstances(cluster, places[0]!, places[1]!);
  }

  /** The dashboards of both. */
  get dashboards(): readonly LiveDashboard[] {
    return [this.near.dashboard, this.far.dashboard];
  }

  /** An Agent that connects, again and again. */
  agent(
    { pairing: { ws_url: url, token } }: Place,
    onEvent: (event: AgentEvent) => void = () => {},
  ): AgentClient {
    const backoff = { minMs: 20, maxMs: 200 };
    const agent = new AgentClient({ url, token, onEvent, backoff });
    this.#clients.push(agent);
    agent.connect();
    return agent;
  }

  /** Resolves when both dashboards are in sync and show a status. */
  async untilStatus(status: string): Promise<void> {
    await eventually(
      `${status} on both dashboards`,
      () =>
        this.dashboards.every(({ store, syncs }) =>
          syncs > 0 && store.state.status.value.status === status
        ),
    );
  }

  /** Everything, once it is applied and both dashboards have it. */
  async settled(): Promise<Settled> {
    const { cluster: { kvPath }, far: { owner } } = this;
    // Figures follow messages within a second, with a revision of their own.
    await eventually("everything to be applied and shown", async () => {
      const { head, queued } = await lookInto(kvPath, owner.id);
      return queued === 0 && head?.analyticsDue === false &&
        this.dashboards.every(({ store }) =>
          store.revision.value === head.revision
        );
    });
    const dump = await owner.dump();
    return {
      messages: Object.values(dump.messages).flat(),
      view: await viewOf(owner, dump),
      shown: this.dashboards.map(shownBy),
    };
  }

  /** Ends everything; gives exit codes, and what was reported as errors. */
  async end(): Promise<{ codes: (number | null)[]; errors: string[] }> {
    for (const dashboard of this.dashboards) dashboard[Symbol.dispose]();
    for (const one of this.#clients) await one.close(AbortSignal.abort());
    const codes = await this.cluster.end();
    const reports = this.cluster.instances.map(({ complaints }) => complaints);
    return { codes, errors: Object.keys(countComplaints(reports.join(""))) };
  }
}
