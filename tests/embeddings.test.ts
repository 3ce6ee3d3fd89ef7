import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Account } from "./account.ts";
import { databaseWith, startService } from "./service.ts";

/** Vectors by what a text is about: what its spelling does not tell. */
const ABOUT: readonly [RegExp, number[]][] = [
  [/travel|hotel|flight/i, [1, 0.1, 0]],
  [/weather|beach/i, [0.9, 0.3, 0]],
  [/./, [0, 0, 1]],
];

/** An endpoint as OpenAI's, that fails when it is told to. */
class Endpoint {
  readonly asked: { key: string | null; input: string[]; model: string }[] = [];
  isDown = false;
  readonly #server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      if (this.isDown) return new Response("no", { status: 400 });
      const { input, model } = await request.json();
      const key = request.headers.get("authorization");
      this.asked.push({ key, input, model });
      return Response.json({
        data: input.map((text: string, index: number) => ({
          index,
          embedding: ABOUT.find(([about]) => about.test(text))?.[1],
        })),
      });
    },
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/v1`;
  }

  close(): Promise<void> {
    return this.#server.shutdown();
  }
}

const endpoint = new Endpoint();
let withEndpoint: Account;
let embedded: Account;

beforeAll(async () => {
  const accountOf = async (environment: Record<string, string>) => {
    const kvPath = await databaseWith("Robin");
    const service = await startService({ kvPath, environment });
    return await Account.signIn(service, "Robin");
  };
  withEndpoint = await accountOf({
    EMBEDDINGS_URL: endpoint.url,
    EMBEDDINGS_KEY: "secret",
    EMBEDDINGS_MODEL: "by-meaning",
  });
  embedded = await accountOf({});
});

afterAll(() => endpoint.close());

const clusters = (account: Account, body: unknown) =>
  account.ask("/api/v1/keyword-clusters", {
    method: "POST",
    body: JSON.stringify(body),
  });

describe("an endpoint of embeddings", () => {
  it("says which topics are similar", async () => {
    const response = await withEndpoint.ask(
      "/api/v1/topics/travel/similar?limit=1",
    );
    expect(response.status).toBe(200);
    const { model, topics: [nearest] } = await response.json();
    expect(model).toBe("by-meaning");
    expect(nearest.similarity).toBeGreaterThan(0.9);
    expect(endpoint.asked[0]).toMatchObject({
      key: "Bearer secret",
      model: "by-meaning",
    });
  });

  it("is asked once for each text", async () => {
    const before = endpoint.asked.length;
    expect((await withEndpoint.ask("/api/v1/topics/travel/similar")).status)
      .toBe(200);
    expect(endpoint.asked.length).toBe(before);
  });

  it("groups keywords", async () => {
    const response = await clusters(withEndpoint, {
      keywords: ["hotel room", "flights", "invoice"],
      threshold: 0.9,
    });
    expect((await response.json()).clusters).toEqual([
      { name: "flights", keywords: ["flights", "hotel room"] },
      { name: "invoice", keywords: ["invoice"] },
    ]);
  });

  it("may fail: the answer says what to look at, and nothing secret", async () => {
    endpoint.isDown = true;
    const response = await clusters(withEndpoint, {
      keywords: ["never asked"],
    });
    expect(response.status).toBe(503);
    const { detail } = await response.json();
    expect(detail).toContain("EMBEDDINGS_URL");
    expect(detail).not.toContain("secret");
  });
});

describe("the embedded model", () => {
  it("needs no endpoint", async () => {
    const response = await embedded.ask("/api/v1/topics/travel/similar");
    expect(response.status).toBe(200);
    const { topics } = await response.json();
    expect(topics).toHaveLength(10);
    expect(topics.map(({ id }: { id: string }) => id)).not.toContain("travel");
  });

  it("groups keywords that are spelt alike", async () => {
    const response = await clusters(embedded, {
      keywords: ["custom video", "custom videos", "weather"],
    });
    expect((await response.json()).clusters).toEqual([
      { name: "custom video", keywords: ["custom video", "custom videos"] },
      { name: "weather", keywords: ["weather"] },
    ]);
  });

  it("says what is wrong with a question", async () => {
    expect((await embedded.ask("/api/v1/topics/nonsense/similar")).status)
      .toBe(404);
    expect((await embedded.ask("/api/v1/topics/travel/similar?limit=0")).status)
      .toBe(400);
    for (
      const body of [{}, { keywords: [] }, { keywords: ["ok"], threshold: 2 }]
    ) {
      expect((await clusters(embedded, body)).status).toBe(400);
    }
  });
});
