import { Brain } from "@/lib/brain.ts";
import { KvGraph, type OpenGremlin } from "@/lib/graph/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { Store } from "@/lib/store/mod.ts";
import type { BenchmarkContext, Result } from "../benchmark.ts";
import { textsFolder, writtenConversations } from "../enrichment/texts.ts";
import { differencesOf, verdictOn } from "./differences.ts";
import { rowOf } from "./part.ts";
import { answersTo } from "./questions.ts";
import type { GremlinServers } from "./servers.ts";
import { countElements, countWrong } from "./whole.ts";
import { type WrittenAccount, writtenAccount } from "./written_account.ts";

const CONVERSATIONS = 500;
/** Of these, so many come message by message, the others in a snapshot. */
const LIVE = 100;
const PART_MESSAGES = 400;
const SEED = 1;
const NOW = Date.UTC(2026, 10, 1);
const ACCOUNT = AccountId.parse("u_bench");
/** Time for the copy to be up to date, in ms. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 50;

/**
 * Whether both graphs say the same of conversations that people wrote, and the
 * same as the insights.
 */
export async function compareWritten(
  context: BenchmarkContext,
  servers: GremlinServers,
): Promise<Result> {
  const { log } = context;
  const all = await writtenConversations(await textsFolder());
  if (all === null) {
    const note = "The conversations that people wrote are not there " +
      "(../shared/data): nothing was compared on them.";
    return { rows: [], goals: [], notes: [note] };
  }
  log(`graph: ${CONVERSATIONS} conversations that people wrote …`);
  const account = writtenAccount(all.slice(0, CONVERSATIONS), {
    seed: SEED,
    now: NOW,
  });
  const gremlin = servers.open(await servers.start());
  const service = await Service.open(context, gremlin);
  await service.send(account);
  const head = await service.untilCopied();
  const whole = await service.compareWhole(gremlin);
  const answers = await answersTo({
    store: service.store,
    head,
    account: ACCOUNT,
    range: account.range,
    stores: { embedded: service.graph, server: gremlin.reader },
  });
  return {
    rows: [
      rowOf({
        what: "written: all vertices and edges with their properties",
        embedded: whole.embedded,
        server: whole.server,
        equal: whole.wrong === 0 ? "equal" : `${whole.wrong} differences`,
      }),
      ...answers.map((answer) =>
        rowOf({
          what: `written: ${answer.what}`,
          embedded: answer.embedded.length,
          server: answer.server.length,
          equal: verdictOn(answer),
        })
      ),
    ],
    goals: [{
      what: "figures that differ, of conversations that people wrote",
      must: "at most",
      limit: 0,
      value: answers.reduce(
        (sum, answer) => sum + differencesOf(answer),
        whole.wrong,
      ),
    }],
    notes: [
      `Written: ${head.totals.messages} messages of ${CONVERSATIONS} ` +
      `conversations; the figures are how many values were compared.`,
    ],
  };
}

/** The whole service in this process. */
class Service {
  readonly store: Store;
  readonly graph: KvGraph;
  readonly #brain: Brain;

  private constructor(kv: Deno.Kv, gremlin: OpenGremlin) {
    this.store = new Store({ kv });
    this.graph = new KvGraph(this.store);
    this.#brain = new Brain({ kv, graphServer: gremlin });
  }

  static async open(
    { processes }: BenchmarkContext,
    gremlin: OpenGremlin,
  ): Promise<Service> {
    const path = `${await processes.folder()}/written.kv`;
    const service = new Service(await Deno.openKv(path), gremlin);
    const brain = service.#brain;
    processes.keep({ [Symbol.asyncDispose]: () => brain.close() });
    await brain.accounts.create("Bench", ACCOUNT);
    await brain.start();
    return service;
  }

  /** Elements of both graphs, and how many of the server's are wrong. */
  async compareWhole({ target }: OpenGremlin) {
    const { generation, creators } = await this.#brain.ingest.head(ACCOUNT);
    const dataset = { account: ACCOUNT, generation };
    const sum = { embedded: 0, server: 0, wrong: 0 };
    for (const creator of creators) {
      const scope = { dataset, creator };
      sum.embedded += await countElements(this.graph, scope);
      sum.server += await countElements(target, scope);
      sum.wrong += await countWrong(this.graph, target, scope);
    }
    return sum;
  }

  /** Most of it as a snapshot, and then the rest message by message. */
  async send({ chats }: WrittenAccount): Promise<void> {
    const { ingest } = this.#brain;
    const before = chats.slice(0, -LIVE);
    const messages = before.flatMap(({ messages }) => messages);
    const total = Math.ceil(messages.length / PART_MESSAGES);
    for (let index = 0; index < total; index++) {
      const from = index * PART_MESSAGES;
      await ingest.addSnapshot(
        ACCOUNT,
        CacheUpdateEnvelope.parse({
          chats: index === 0 ? before.map(({ chat }) => chat) : [],
          messages: messages.slice(from, from + PART_MESSAGES),
          snapshot_id: "written",
          part: { index, total },
        }),
      );
    }
    await this.#until(
      "REALTIME",
      async () => (await ingest.status(ACCOUNT)).status === "REALTIME",
    );
    for (const { messages } of chats.slice(-LIVE)) {
      for (const message of messages) {
        const payload = { message, event_id: `event-${message.id}` };
        await ingest.addDelta(ACCOUNT, NewRawMessagePayload.parse(payload));
      }
    }
  }

  /** Waits until the server has everything; gives the account's head. */
  async untilCopied(): Promise<Head> {
    const { ingest, graph } = this.#brain;
    await this.#until(
      "a current copy",
      async () => (await graph.state(ACCOUNT)).copy?.state === "current",
    );
    return await ingest.head(ACCOUNT);
  }

  async #until(what: string, look: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!await look()) {
      if (performance.now() > end) throw new Error(`There is no ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
