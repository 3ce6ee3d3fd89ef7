import { afterAll, describe, expect, it } from "vitest";
import { generateDemo } from "@/lib/demo/generator.ts";
import { GremlinClient } from "@/lib/graph/gremlin/client.ts";
import { GremlinGraph } from "@/lib/graph/gremlin/gremlin_graph.ts";
import { CopyRecords } from "@/lib/graph/copy/records.ts";
import { type GraphScope, KvGraph } from "@/lib/graph/mod.ts";
import { type Dump, dump } from "@/lib/graph/contract/store_contract.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import { keys, Store } from "@/lib/store/mod.ts";
import { Account } from "./account.ts";
import { isOfType, type Peer } from "./peer.ts";
import { deltaFrame, snapshotFrame } from "./records.ts";
import {
  databaseWith,
  FIRST_ACCOUNT,
  type Service,
  startService,
} from "./service.ts";
import { atRandom } from "./gremlin/faults.ts";
import { startGremlinProxy } from "./gremlin/proxy.ts";
import {
  gremlinMissing,
  startGremlinServer,
  testThatGremlinIsThere,
} from "./gremlin/server.ts";

/** Messages of the snapshot, and after it. */
const LISTED = 1_500;
const DELTAS = 5_000;
/** Deltas after which the server falls silent, and a snapshot comes again. */
const SILENT_AT = 1_000;
const AGAIN_AT = 3_000;
const SILENT_MS = 30_000;
/** Messages that may be on their way. */
const WINDOW = 200;
/** Longer than the silence and what it holds up. */
const PATIENCE_MS = 240_000;

const data = generateDemo({
  seed: 5,
  now: Date.now(),
  fans: 60,
  messages: LISTED + DELTAS,
});
const deltas = data.messages.slice(LISTED);

testThatGremlinIsThere();

describe.skipIf(gremlinMissing !== null)("a graph server that fails", () => {
  const ending: (() => Promise<unknown>)[] = [];

  afterAll(async () => {
    for (const end of ending.reverse()) await end();
  });

  it(
    "ends with the graph of one that does not, and nobody has waited",
    async () => {
      const server = await startGremlinServer();
      const proxy = startGremlinProxy({
        to: server.settings,
        plan: atRandom({ seed: 5, share: 0.05 }),
        charge: 2,
      });
      ending.push(() => proxy.close());
      const disturbed = await Creator.start(proxy.settings);
      const undisturbed = await Creator.start(server.settings);
      ending.push(() => disturbed.stop(), () => undisturbed.stop());

      let silentSince = Infinity;
      const fallSilent = () => {
        proxy.silence();
        silentSince = performance.now();
      };
      await Promise.all([
        disturbed.live({ fallSilent }),
        undisturbed.live({ fallSilent: () => {} }),
      ]);
      // All is acknowledged, and the server is silent still.
      const rest = silentSince + SILENT_MS - performance.now();
      await new Promise((resolve) => setTimeout(resolve, rest));
      proxy.endSilence();
      await disturbed.copied();
      await undisturbed.copied();
      const { faults } = proxy.counters;
      expect(Math.min(faults.throttle, faults.status, faults.cut))
        .toBeGreaterThan(0);

      const direct = new GremlinClient({ settings: server.settings });
      ending.push(() => direct.close());
      const graph = new GremlinGraph(direct);
      const copies = [
        await dump(graph, await disturbed.scope()),
        await dump(graph, await undisturbed.scope()),
      ];
      const embedded = await disturbed.embedded();
      expect(embedded.vertices.length).toBeGreaterThan(200);
      expect(copies).toEqual([embedded, await undisturbed.embedded()]);
      // They are two accounts with two creators, and alike in all else.
      expect(withoutCreator(copies[0])).toEqual(withoutCreator(copies[1]));
    },
    PATIENCE_MS,
  );
});

function withoutCreator(content: Dump | undefined): unknown {
  const text = JSON.stringify(content).replaceAll(
    /creator:[\w-]+|("label":"Creator","properties":)\{[^}]*\}/g,
    (_, label?: string) => label === undefined ? "" : `${label}{}`,
  );
  // Labels are counted in the order in which they came: it says nothing.
  return JSON.parse(text);
}

/** A creator whose graph is copied to a server. */
class Creator {
  readonly #service: Service;
  readonly #kvPath: string;
  readonly #account: Account;

  private constructor(service: Service, kvPath: string, account: Account) {
    this.#service = service;
    this.#kvPath = kvPath;
    this.#account = account;
  }

  static async start(
    { url, database, graph, key }: {
      url: string;
      database: string;
      graph: string;
      key: string;
    },
  ): Promise<Creator> {
    const kvPath = await databaseWith(FIRST_ACCOUNT);
    const service = await startService({
      kvPath,
      environment: {
        GREMLIN_URL: url,
        GREMLIN_DATABASE: database,
        GREMLIN_GRAPH: graph,
        GREMLIN_KEY: key,
      },
    });
    return new Creator(service, kvPath, await Account.signIn(service));
  }

  /** Sends everything; resolves when all of it is acknowledged. */
  async live(
    { fallSilent }: { fallSilent: () => void },
  ): Promise<void> {
    const agent = await this.#account.agent();
    const snapshot = snapshotFrame(data.chats, data.messages.slice(0, LISTED));
    agent.send(snapshot);
    await agent.next("system_status", ({ status }) => status === "REALTIME");
    await send(agent, deltas.slice(0, SILENT_AT), 0);
    fallSilent();
    await send(agent, deltas.slice(SILENT_AT, AGAIN_AT), SILENT_AT);
    agent.send(snapshot);
    await send(agent, deltas.slice(AGAIN_AT), AGAIN_AT);
    await agent.close();
  }

  /** Resolves when the server is said to hold everything. */
  async copied(): Promise<void> {
    for (;;) {
      const head = await this.#head();
      const isApplied = head.build === null && head.snapshot === null &&
        !head.catchingUp;
      if (isApplied && await this.#isCopied(head)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async scope(): Promise<GraphScope> {
    const { generation, creators: [creator] } = await this.#head();
    const account = AccountId.parse(this.#account.id);
    return {
      dataset: { account, generation },
      creator: CreatorId.parse(creator),
    };
  }

  /** The graph that is written with each message. */
  async embedded(): Promise<Dump> {
    return await this.#read(async (store) =>
      dump(new KvGraph(store), await this.scope())
    );
  }

  async stop(): Promise<void> {
    await this.#service.child.end("SIGTERM");
  }

  async #isCopied({ generation, graphAt }: Head): Promise<boolean> {
    const account = AccountId.parse(this.#account.id);
    const record = await this.#read((store) =>
      new CopyRecords(store, account).read()
    );
    return record.generation === generation && record.at === graphAt;
  }

  async #head(): Promise<Head> {
    return await this.#read(async (store) => {
      const key = keys.head(AccountId.parse(this.#account.id));
      const head = await store.get<Head>(key);
      if (head === null) throw new Error("The account has no head");
      return head.value;
    });
  }

  async #read<R>(read: (store: Store) => Promise<R>): Promise<R> {
    const kv = await Deno.openKv(this.#kvPath);
    try {
      return await read(new Store({ kv }));
    } finally {
      kv.close();
    }
  }
}

/** Sends messages, and waits until all are acknowledged. */
async function send(
  agent: Peer,
  messages: readonly unknown[],
  from: number,
): Promise<void> {
  let acknowledged = agent.frames.filter(isDeltaAck).length;
  const until = async (count: number) => {
    while (acknowledged < count) {
      await agent.next("ingest_ack", ({ seq }) => seq !== undefined);
      acknowledged++;
    }
  };
  for (const [i, message] of messages.entries()) {
    const seq = from + i + 1;
    agent.send(deltaFrame(message, { event_id: `e${seq}`, seq }));
    await until(seq - WINDOW);
  }
  await until(from + messages.length);
}

function isDeltaAck(frame: Peer["frames"][number]): boolean {
  return isOfType(frame, "ingest_ack") && frame.payload.seq !== undefined;
}
