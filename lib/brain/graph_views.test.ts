import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  GraphCopier,
  type GraphScope,
  InvalidCursor,
  KvGraph,
} from "@/lib/graph/mod.ts";
import { TestGraphServer } from "@/lib/graph/copy/testing.ts";
import { emptyHead, type Head } from "@/lib/ingest/mod.ts";
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import { keys, ManualClock, Store, Transaction } from "@/lib/store/mod.ts";
import { eventually } from "@/tests/conditions.ts";
import { type GraphReader, GraphViews } from "./graph_views.ts";

const account = AccountId.parse("u_1");
const creator = CreatorId.parse("u_1");
const head: Head = { ...emptyHead(account), generation: 1, graphAt: 1 };

/** A server with a graph of its own, that answers as it is told. */
class Reader extends KvGraph implements GraphReader {
  asked = 0;
  isKnown = true;
  answers: "at once" | "never" | "with an error" = "at once";

  async knows(): Promise<boolean> {
    this.asked++;
    if (this.answers === "never") return await new Promise(() => {});
    if (this.answers === "with an error") throw new Error("cut");
    return this.isKnown;
  }
}

describe("views of a graph with a copy on a server", () => {
  const clock = new ManualClock(Date.UTC(2026, 10, 21));
  let kvs: Deno.Kv[];
  let reader: Reader;
  let copier: GraphCopier;
  let views: GraphViews;
  const reviewed: AccountId[] = [];

  beforeEach(async () => {
    kvs = [await Deno.openKv(":memory:"), await Deno.openKv(":memory:")];
    const [own, other] = kvs.map((kv) => new Store({ kv, clock }));
    if (!own || !other) throw new Error("no databases");
    reader = new Reader(other);
    const graph = new KvGraph(own);
    copier = new GraphCopier({
      store: own,
      source: graph,
      target: new TestGraphServer().client(),
      everyMs: 0,
      onError: () => {},
    });
    reviewed.length = 0;
    views = new GraphViews({
      graph,
      reader,
      copier,
      clock,
      head: () => Promise.resolve(head),
      review: (account) => {
        reviewed.push(account);
        return Promise.resolve();
      },
    });
    const tx = new Transaction(own);
    const lease = keys.lease(account);
    tx.set(lease, { holder: "x" });
    const versionstamp = await tx.commit();
    const done = await copier.run({
      account,
      head: () => Promise.resolve(head),
      lease: { key: lease, versionstamp },
      signal: new AbortController().signal,
    });
    expect(done).toBeNull();
  });

  afterEach(() => {
    for (const kv of kvs) kv.close();
  });

  const topicsOf = () =>
    views.ask(
      account,
      null,
      (graph, scope) =>
        graph.search(scope, { label: "Topic", start: "", limit: 10 }),
    );

  it("ask the server, and believe for a while that it holds the copy", async () => {
    expect(await topicsOf()).toEqual({ source: "gremlin", answer: [] });
    await topicsOf();
    expect(reader.asked).toBe(1);
    clock.advance(30_000);
    await topicsOf();
    expect(reader.asked).toBe(2);
  });

  it("ask the embedded graph while the copy is not whole", async () => {
    const { generation } = head;
    head.generation = 2;
    expect(await topicsOf()).toMatchObject({ source: "embedded" });
    head.generation = generation;
    expect(reader.asked).toBe(0);
  });

  it("have a server that lost its data told everything again", async () => {
    reader.isKnown = false;
    expect(await topicsOf()).toMatchObject({ source: "embedded" });
    expect(reviewed).toEqual([account]);
    expect(await copier.isBehind(account, head)).toBe(true);
  });

  it("let a server that fails rest, and answer meanwhile", async () => {
    reader.answers = "with an error";
    expect(await topicsOf()).toMatchObject({ source: "embedded" });
    reader.answers = "at once";
    expect(await topicsOf()).toMatchObject({ source: "embedded" });
    clock.advance(10_000);
    expect(await topicsOf()).toMatchObject({ source: "gremlin" });
  });

  it("do not wait for ever", async () => {
    reader.answers = "never";
    const answer = topicsOf();
    await eventually("a question", () => reader.asked > 0);
    clock.advance(8_000);
    expect(await answer).toMatchObject({ source: "embedded" });
  });

  it("leave a wrong question to whoever asked it", async () => {
    await expect(
      views.ask(
        account,
        null,
        (graph, scope: GraphScope) =>
          graph.neighbours(scope, "topic:a", {
            direction: "in",
            limit: 1,
            cursor: "nonsense",
          }),
      ),
    ).rejects.toThrow(InvalidCursor);
    expect(await topicsOf()).toMatchObject({ source: "gremlin" });
  });

  it("know the account's own creators only", async () => {
    const asked = views.ask(
      account,
      CreatorId.parse("somebody else"),
      () => Promise.reject(new Error("asked")),
    );
    expect(await asked).toBeNull();
    expect(creator).toBe(head.creators[0]);
  });
});
