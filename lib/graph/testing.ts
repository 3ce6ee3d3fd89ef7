import type {
  ActionKind,
  ChatId,
  CreatorId,
  GraphCounts,
  Outcome,
} from "@/lib/models/mod.ts";
import { AccountId } from "@/lib/models/mod.ts";
import { type Dataset, keys, Store } from "@/lib/store/mod.ts";
import type { ConversationWhole } from "./builder.ts";
import type { ConversationFacts } from "./conversation.ts";

/** For tests: a store on a database in memory, closed after `run`. */
export async function withStore(
  run: (store: Store) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  try {
    await run(new Store({ kv }));
  } finally {
    kv.close();
  }
}

/** For tests: a dataset of one account. */
export function testDataset(generation = 1): Dataset {
  return { account: AccountId.parse("u_test"), generation };
}

/** For tests: a vector that tells names apart. */
export function testEmbed(name: string): number[] {
  return [name.length, name.charCodeAt(0)];
}

/** For tests: what the graph is told about one message. */
export interface TestMessage {
  topics: string[];
  actions: ActionKind[];
  outcome: Outcome | null;
  sentiment: number;
}

/** For tests: the facts and pairs of a conversation, from all its messages. */
export function wholeOf(
  chat: ChatId,
  creator: CreatorId,
  messages: readonly TestMessage[],
  details: Partial<ConversationFacts> = {},
): ConversationWhole {
  const count = (names: string[]) => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  const sum = messages.reduce((total, { sentiment }) => total + sentiment, 0);
  return {
    facts: {
      chat,
      creator,
      withUser: null,
      messages: messages.length,
      startAt: messages.length === 0 ? null : 1_000,
      endAt: messages.length === 0 ? null : 1_000 + messages.length,
      turns: messages.length,
      sentiment: messages.length === 0 ? null : sum / messages.length,
      topics: count(messages.flatMap(({ topics }) => topics)),
      actions: count(messages.flatMap(({ actions }) => actions)),
      outcomes: messages.flatMap(({ outcome }) => outcome ?? []),
      unread: 0,
      ...details,
    },
    targets: messages.flatMap(({ topics, actions }) =>
      topics.flatMap((topic) =>
        actions.map((action) => ({ action, topic, by: 1 }))
      )
    ),
  };
}

/** For tests: everything that a dataset's graph holds, generation left out. */
export interface GraphDump {
  vertices: [string, unknown][];
  out: [string, unknown][];
  in: string[];
  counts: [string, GraphCounts][];
}

/** For tests: reads all of a dataset's graph. */
export async function dumpGraph(
  store: Store,
  dataset: Dataset,
): Promise<GraphDump> {
  const list = async (prefix: Deno.KvKey): Promise<[string, unknown][]> => {
    const entries: [string, unknown][] = [];
    for await (const { key, value } of store.list({ prefix })) {
      entries.push([key.slice(3).join(" "), value]);
    }
    return entries;
  };
  const counts: [string, GraphCounts][] = [];
  const prefix = keys.graphCountsOf(dataset);
  for await (const { key, value } of store.list<GraphCounts>({ prefix })) {
    const empty = Object.keys(value.vertices).length === 0;
    if (!empty) counts.push([String(key.at(-1)), value]);
  }
  return {
    vertices: await list(keys.vertices(dataset)),
    out: await list(keys.edgesOut(dataset)),
    in: (await list(keys.edgesIn(dataset))).map(([key]) => key),
    counts,
  };
}
