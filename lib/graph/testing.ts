import type {
  ActionKind,
  ChatId,
  CreatorId,
  GraphCounts,
  Outcome,
} from "@/lib/models/mod.ts";
import { AccountId, EdgeLabel } from "@/lib/models/mod.ts";
import { type Dataset, keys, Store } from "@/lib/store/mod.ts";
import type { ConversationWhole } from "./builder.ts";
import type { ConversationFacts } from "./conversation.ts";
import { homeEnd } from "./homes.ts";
import { otherId, type StoredVertex, unpackProperties } from "./kv/layout.ts";

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
  /** Edges, as the vertices at one of their ends hold them. */
  out: [string, unknown][];
  /** Edges, as marks at their other ends tell of them. */
  in: string[];
  counts: [string, GraphCounts][];
}

/** For tests: reads all of a dataset's graph. */
export async function dumpGraph(
  store: Store,
  dataset: Dataset,
): Promise<GraphDump> {
  const vertices: GraphDump["vertices"] = [];
  const out: GraphDump["out"] = [];
  const listed = store.list<StoredVertex>({ prefix: keys.vertices(dataset) });
  for await (const { key, value } of listed) {
    const [creator, id] = key.slice(3).map(String);
    const { edges, ...content } = value;
    vertices.push([`${creator} ${id}`, content]);
    for (const label of EdgeLabel.options) {
      for (const [short, packed] of Object.entries(edges?.[label] ?? {})) {
        const ends = [id, otherId(label, short)];
        const [from, to] = homeEnd(label) === "from" ? ends : ends.reverse();
        const properties = unpackProperties(packed);
        out.push([`${creator} ${from} ${label} ${to}`, { properties }]);
      }
    }
  }
  return {
    vertices,
    out: out.sort(([a], [b]) => a < b ? -1 : 1),
    in: (await listMarks(store, dataset)).sort(),
    counts: await listCounts(store, dataset),
  };
}

async function listMarks(store: Store, dataset: Dataset): Promise<string[]> {
  const marks: string[] = [];
  for await (const key of store.listKeys({ prefix: keys.edgesOut(dataset) })) {
    marks.push(key.slice(3).join(" "));
  }
  for await (const key of store.listKeys({ prefix: keys.edgesIn(dataset) })) {
    const [creator, to, label, from] = key.slice(3);
    marks.push([creator, from, label, to].join(" "));
  }
  return marks;
}

async function listCounts(
  store: Store,
  dataset: Dataset,
): Promise<GraphDump["counts"]> {
  const counts: GraphDump["counts"] = [];
  const prefix = keys.graphCountsOf(dataset);
  for await (const { key, value } of store.list<GraphCounts>({ prefix })) {
    const empty = Object.keys(value.vertices).length === 0;
    if (!empty) counts.push([String(key.at(-1)), value]);
  }
  return counts;
}
