import { describe, expect, it } from "vitest";
import { within } from "@/tests/conditions.ts";
import { ManualClock } from "@/lib/store/mod.ts";
import { EmbeddingError, endpointEmbedder } from "./mod.ts";
import {
  type Answer,
  failing,
  FakeEndpoint,
  good,
  impatient,
  rejection,
  unitVector,
} from "./testing.ts";

/** What a key looks like. */
const KEY = "sk-test_0123456789/+abc==";

function expectUnitVectors(vectors: number[][], texts: string[]): void {
  expect(vectors).toHaveLength(texts.length);
  vectors.forEach((vector, i) => {
    unitVector(texts[i]!).forEach((x, slot) => {
      expect(vector[slot]).toBeCloseTo(x, 12);
    });
  });
}

describe("an endpoint that answers", () => {
  it("gives unit vectors in the order of the texts, whatever its own is", async () => {
    await using endpoint = new FakeEndpoint();
    const { embedder, waits } = impatient({ url: endpoint.url });
    expect(embedder.dimensions).toBeNull();
    const texts = ["travel", "food", "travel", "ünïcode 🙂"];
    expectUnitVectors(await embedder.embed(texts), texts);
    expect(embedder.model).toBe("m");
    expect(embedder.dimensions).toBe(3);
    expect(waits).toEqual([]);
    expect(endpoint.asked.map(({ path, body }) => ({ path, body }))).toEqual([{
      path: "/v1/embeddings",
      body: { model: "m", input: texts, encoding_format: "float" },
    }]);
  });

  it.each([
    ["", "/embeddings"],
    ["/", "/embeddings"],
    ["/v1", "/v1/embeddings"],
    ["/v1/", "/v1/embeddings"],
    ["/v1/embeddings", "/v1/embeddings"],
    ["/v1/embeddings/", "/v1/embeddings"],
    ["/d/m?api-version=2#x", "/d/m/embeddings?api-version=2"],
  ])("is asked at the address of its API, or its own: %s", async (path, at) => {
    await using endpoint = new FakeEndpoint();
    const url = new URL(endpoint.url).origin + path;
    await impatient({ url }).embedder.embed(["a"]);
    expect(endpoint.asked[0]?.path).toBe(at);
  });

  it("gets the key as bearer token, and none without one", async () => {
    await using endpoint = new FakeEndpoint();
    await impatient({ url: endpoint.url, key: KEY }).embedder.embed(["a"]);
    await impatient({ url: endpoint.url }).embedder.embed(["a"]);
    expect(endpoint.asked.map(({ headers }) => headers.get("authorization")))
      .toEqual([`Bearer ${KEY}`, null]);
  });

  it("gets 128 texts at a time", async () => {
    await using endpoint = new FakeEndpoint();
    const texts = Array.from({ length: 300 }, (_, i) => `text ${i}`);
    const { embedder } = impatient({ url: endpoint.url });
    expectUnitVectors(await embedder.embed(texts), texts);
    expect(endpoint.asked.map(({ input }) => input.length))
      .toEqual([128, 128, 44]);
  });

  it("gets 60,000 characters at a time, and 4,000 of a text", async () => {
    await using endpoint = new FakeEndpoint();
    const texts = Array.from({ length: 20 }, () => "x".repeat(5_000));
    await impatient({ url: endpoint.url }).embedder.embed(texts);
    expect(endpoint.asked.map(({ input }) => input.map((text) => text.length)))
      .toEqual([Array(15).fill(4_000), Array(5).fill(4_000)]);
  });

  it("gets text that is UTF-8", async () => {
    await using endpoint = new FakeEndpoint();
    const { embedder } = impatient({ url: endpoint.url });
    await embedder.embed(["a\ud800", `${"x".repeat(3_999)}🙂`]);
    expect(endpoint.asked[0]?.input)
      .toEqual(["a\ufffd", `${"x".repeat(3_999)}\ufffd`]);
  });

  it("is not asked for nothing, nor for blank texts", async () => {
    await using endpoint = new FakeEndpoint();
    const { embedder } = impatient({ url: endpoint.url });
    expect(await embedder.embed([])).toEqual([]);
    await expect(embedder.embed(["a", " \n"])).rejects.toThrow(RangeError);
    expect(endpoint.asked).toEqual([]);
  });

  it("may give numbers of any size", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(
      failing(
        200,
        '{"data":[{"index":0,"embedding":[3e300,4e300]},' +
          '{"index":1,"embedding":[3e-320,4e-320]}]}',
      ),
    );
    const { embedder } = impatient({ url: endpoint.url });
    for (const vector of await embedder.embed(["a", "b"])) {
      expect(vector[0]).toBeCloseTo(0.6, 3);
      expect(vector[1]).toBeCloseTo(0.8, 3);
    }
  });
});

describe("an endpoint that fails for a while", () => {
  it.each([
    ["seconds", "7"],
    ["a date", "Thu, 01 Jan 2026 00:00:07 GMT"],
  ])("is asked again after Retry-After in %s", async (_, value) => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(failing(429, null, { "retry-after": value }));
    const { embedder, waits } = impatient({ url: endpoint.url });
    expectUnitVectors(await embedder.embed(["a"]), ["a"]);
    expect(waits).toEqual([7_000]);
    expect(endpoint.asked.map(({ input }) => input)).toEqual([["a"], ["a"]]);
  });

  it.each(["soon", "-1", "0", "Thu, 01 Jan 2025 00:00:00 GMT"])(
    "is asked again after a pause of its own for Retry-After: %s",
    async (value) => {
      await using endpoint = new FakeEndpoint();
      endpoint.answers.push(failing(503, null, { "retry-after": value }));
      const { embedder, waits } = impatient({ url: endpoint.url });
      expectUnitVectors(await embedder.embed(["a"]), ["a"]);
      expect(waits).toEqual([250]);
    },
  );

  it("is not waited for longer than a minute", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(failing(429, null, { "retry-after": "61" }));
    const { embedder, waits } = impatient({ url: endpoint.url });
    await expect(embedder.embed(["a"])).rejects.toThrow(/asks to wait 61 s/);
    expect(waits).toEqual([]);
    expect(endpoint.asked).toHaveLength(1);
  });

  it.each([[0, [250, 500, 1_000, 2_000]], [1, [500, 1_000, 2_000, 4_000]]])(
    "is tried five times with growing pauses, jitter %d",
    async (jitter, pauses) => {
      await using endpoint = new FakeEndpoint();
      endpoint.answers.push(...Array(5).fill(failing(500, "out of memory")));
      const { embedder, waits } = impatient({
        url: endpoint.url,
        random: () => jitter,
      });
      const error = await rejection(embedder.embed(["a"]));
      expect(error).toBeInstanceOf(EmbeddingError);
      expect(error).toMatchObject({ status: 500 });
      expect(error.message).toMatch(
        /answered 500 \(out of memory\)\. .+ It was tried 5 times\.$/,
      );
      expect(waits).toEqual(pauses);
      expect(endpoint.asked).toHaveLength(5);
    },
  );

  it("never pauses longer than eight seconds", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(...Array(7).fill(failing(502)));
    const { embedder, waits } = impatient({
      url: endpoint.url,
      random: () => 1,
      tries: 8,
    });
    await embedder.embed(["a"]);
    expect(waits.slice(4)).toEqual([8_000, 8_000, 8_000]);
  });

  it("is asked again only for the texts of the request that failed", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(good, failing(503));
    const texts = Array.from({ length: 200 }, (_, i) => `text ${i}`);
    const { embedder } = impatient({ url: endpoint.url });
    expectUnitVectors(await embedder.embed(texts), texts);
    expect(endpoint.asked.map(({ input }) => input.length))
      .toEqual([128, 72, 72]);
  });

  it("need not be there", async () => {
    const endpoint = new FakeEndpoint();
    const url = `${endpoint.url}?secret=1`;
    await endpoint[Symbol.asyncDispose]();
    const { embedder, waits } = impatient({ url, key: KEY });
    const error = await rejection(embedder.embed(["a"]));
    expect(error).toMatchObject({ name: "EmbeddingError", status: null });
    expect(error.message).toMatch(
      /cannot be reached: .*refused.*\. Check EMBEDDINGS_URL/,
    );
    expect(error.message).not.toContain("secret=1");
    expect(waits).toHaveLength(4);
  });
});

describe("an endpoint that refuses", () => {
  it.each([
    [
      401,
      { error: { message: "Incorrect key" } },
      /\(Incorrect key\).*_KEY/,
    ],
    [404, { error: "no model m" }, /\(no model m\).*_URL.*_MODEL/],
    [422, { message: "too long" }, /\(too long\)/],
    [400, { detail: "not\na  model" }, /\(not a model\).*_MODEL/],
    [400, { other: 1 }, /answered 400\. Check/],
    [403, "plain words", /\(plain words\).*_KEY/],
    [403, "<html>Forbidden</html>", /answered 403\. Check/],
    [413, "", /answered 413\. Check/],
  ])("is not asked again: %d %j", async (status, body, message) => {
    await using endpoint = new FakeEndpoint();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    endpoint.answers.push(failing(status, text));
    const { embedder } = impatient({ url: endpoint.url });
    const error = await rejection(embedder.embed(["a"]));
    expect(error).toMatchObject({ name: "EmbeddingError", status });
    expect(error.message).toMatch(message);
    expect(endpoint.asked).toHaveLength(1);
  });

  it("says so in a message of bounded length", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(failing(400, "long ".repeat(100_000)));
    const { embedder } = impatient({ url: endpoint.url });
    const { message } = await rejection(embedder.embed(["a"]));
    expect(message).toContain("long long");
    expect(message.length).toBeLessThan(600);
  });

  it("does not get the key where it points to", async () => {
    await using elsewhere = new FakeEndpoint();
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(
      failing(307, null, { location: `${elsewhere.url}/embeddings` }),
    );
    const { embedder } = impatient({ url: endpoint.url, key: KEY });
    await expect(embedder.embed(["a"])).rejects.toThrow(
      /answered 307.*final address/,
    );
    expect(elsewhere.asked).toEqual([]);
  });

  const echoes: [string, Answer][] = [
    ["plain", failing(401, `Bad key ${KEY}`)],
    ["JSON", failing(403, JSON.stringify({ error: { message: KEY } }))],
    ["cut", failing(400, `${"x".repeat(290)}${KEY}`)],
    ["in vain", failing(500, `${KEY} and ${KEY}`)],
    ["malformed", failing(200, `{"data": "${KEY}"}`)],
    ["no JSON", failing(200, KEY)],
  ];
  it.each(echoes)(
    "cannot make a message show the key: %s",
    async (_, answer) => {
      await using endpoint = new FakeEndpoint();
      endpoint.answers.push(answer);
      const { embedder } = impatient({ url: endpoint.url, key: KEY, tries: 1 });
      const error = await rejection(embedder.embed(["a"]));
      const shown = Deno.inspect(error, { depth: 10 });
      expect(error).toBeInstanceOf(EmbeddingError);
      expect(shown).not.toContain(KEY.slice(0, 8));
      expect(Deno.inspect(embedder, { depth: 10 })).not.toContain(KEY);
    },
  );
});

describe("an unusable answer", () => {
  const vector = (index: unknown, embedding: unknown) => ({ index, embedding });
  const unusable: [string, unknown, RegExp][] = [
    ["no JSON", "vectors", /not JSON/],
    ["another shape", { embeddings: [[1], [2]] }, /data/],
    ["too few", { data: [vector(0, [1])] }, /1 vectors for 2 texts/],
    [
      "too many",
      { data: [0, 1, 2].map((i) => vector(i, [1])) },
      /3 vectors for 2 texts/,
    ],
    [
      "an index twice",
      { data: [vector(1, [1]), vector(1, [1])] },
      /index 1 .* twice/,
    ],
    [
      "an index of no text",
      { data: [vector(0, [1]), vector(2, [1])] },
      /index 2 is of no text/,
    ],
    [
      "an index below 0",
      { data: [vector(0, [1]), vector(-1, [1])] },
      /index -1 is of no text/,
    ],
    [
      "no index",
      { data: [vector(0, [1]), vector(undefined, [1])] },
      /data\.1\.index/,
    ],
    [
      "what is no number",
      { data: [vector(0, [1]), vector(1, ["1"])] },
      /data\.1\.embedding\.0/,
    ],
    [
      "null for a number",
      { data: [vector(0, [1]), vector(1, [null])] },
      /data\.1\.embedding\.0/,
    ],
    [
      "a number that is too large",
      '{"data":[{"index":0,"embedding":[1e999]},{"index":1,"embedding":[1]}]}',
      /data\.0\.embedding\.0/,
    ],
    [
      "base64",
      { data: [vector(0, "AACAPw=="), vector(1, "AACAPw==")] },
      /data\.0\.embedding/,
    ],
    [
      "an empty vector",
      { data: [vector(0, [1]), vector(1, [])] },
      /data\.1\.embedding/,
    ],
    [
      "a zero vector",
      { data: [vector(0, [1]), vector(1, [0])] },
      /vector 1 is zero/,
    ],
    [
      "unequal vectors",
      { data: [vector(0, [1]), vector(1, [1, 1])] },
      /1 and 2 dimensions/,
    ],
  ];
  it.each(unusable)("is not asked for again: %s", async (_, body, message) => {
    await using endpoint = new FakeEndpoint();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    endpoint.answers.push(failing(200, text));
    const { embedder } = impatient({ url: endpoint.url });
    const error = await rejection(embedder.embed(["a", "b"]));
    expect(error).toBeInstanceOf(EmbeddingError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/EMBEDDINGS_URL must be/);
    expect(endpoint.asked).toHaveLength(1);
    expect(embedder.dimensions).toBeNull();
  });

  it("is one of other dimensions than before", async () => {
    await using endpoint = new FakeEndpoint();
    const { embedder } = impatient({ url: endpoint.url });
    await embedder.embed(["a"]);
    endpoint.answers.push(
      failing(200, JSON.stringify({ data: [vector(0, [1, 2])] })),
    );
    await expect(embedder.embed(["b"])).rejects.toThrow(
      /2 dimensions after such of 3.*EMBEDDINGS_MODEL.*restart/,
    );
  });
});

describe("an endpoint that does not answer", () => {
  /** Answers so, and tells when it is asked. */
  function telling(answer: Answer): { answer: Answer; asked: Promise<void> } {
    const { promise, resolve } = Promise.withResolvers<void>();
    return {
      asked: promise,
      answer: (asked) => {
        resolve();
        return answer(asked);
      },
    };
  }

  /** Begins to answer, and never ends. */
  const stalling: Answer = () =>
    new Response(
      new ReadableStream({
        start: (stream) => stream.enqueue(new TextEncoder().encode("{")),
      }),
    );

  it.each([["at all", null], ["to the end", stalling]])(
    "is given up after the time limit and asked again: %s",
    async (_, answer) => {
      await using endpoint = new FakeEndpoint();
      const silent = telling(answer ?? endpoint.hanging);
      endpoint.answers.push(silent.answer);
      const { embedder, waits, clock } = impatient({ url: endpoint.url });
      const embedded = embedder.embed(["a"]);
      await within("the request", silent.asked);
      expect(clock.pending).toEqual([30_000]);
      clock.advance(29_999);
      expect(waits).toEqual([]);
      clock.advance(1);
      expectUnitVectors(await within("vectors", embedded), ["a"]);
      expect(waits).toEqual([250]);
      expect(clock.pending).toEqual([]);
    },
  );

  it("is an error at last", async () => {
    await using endpoint = new FakeEndpoint();
    const silent = telling(endpoint.hanging);
    endpoint.answers.push(silent.answer);
    const { embedder, clock } = impatient({
      url: endpoint.url,
      timeLimitMs: 1_500,
      tries: 1,
    });
    const error = rejection(embedder.embed(["a"]));
    await within("the request", silent.asked);
    clock.advance(1_500);
    expect((await within("an error", error)).message)
      .toMatch(/did not answer within 1\.5 s\. Check EMBEDDINGS_URL.* runs\.$/);
  });

  it("is left when the signal says so, with its reason", async () => {
    await using endpoint = new FakeEndpoint();
    const silent = telling(endpoint.hanging);
    endpoint.answers.push(silent.answer);
    const { embedder, clock } = impatient({ url: endpoint.url });
    const abort = new AbortController();
    const embedded = rejection(
      embedder.embed(["a"], { signal: abort.signal }),
    );
    await within("the request", silent.asked);
    const reason = new Error("enough");
    abort.abort(reason);
    expect(await within("an end", embedded)).toBe(reason);
    expect(clock.pending).toEqual([]);
    expect(endpoint.asked).toHaveLength(1);
  });

  it("is not waited for when the signal says so", async () => {
    await using endpoint = new FakeEndpoint();
    endpoint.answers.push(failing(503));
    const abort = new AbortController();
    const reason = new Error("enough");
    const pausing = Promise.withResolvers<void>();
    /** Tells of a pause. */
    class TellingClock extends ManualClock {
      override after(ms: number, run: () => void): () => void {
        if (ms < 30_000) pausing.resolve();
        return super.after(ms, run);
      }
    }
    const clock = new TellingClock();
    const embedder = endpointEmbedder({
      url: endpoint.url,
      key: null,
      model: "m",
      clock,
    });
    const embedded = rejection(
      embedder.embed(["a"], { signal: abort.signal }),
    );
    await within("a pause", pausing.promise);
    abort.abort(reason);
    expect(await within("an end", embedded)).toBe(reason);
    expect(clock.pending).toEqual([]);
    expect(endpoint.asked).toHaveLength(1);
  });

  it("is not asked under a signal that says so already", async () => {
    await using endpoint = new FakeEndpoint();
    const { embedder } = impatient({ url: endpoint.url });
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    for (const texts of [["a"], []]) {
      expect(await rejection(embedder.embed(texts, { signal }))).toBe(reason);
    }
    expect(endpoint.asked).toEqual([]);
  });
});

describe("settings that are unusable", () => {
  it.each(["", "host/v1", "ftp://host/v1", "http://me:secret@host/v1"])(
    "have no URL: %s",
    (url) => {
      const open = () => endpointEmbedder({ url, key: null, model: "m" });
      expect(open).toThrow(TypeError);
      expect(open).not.toThrow(/secret/);
    },
  );

  it.each(["", "secret key", "secret\n", "sécret"])(
    "have no key: %j",
    (key) => {
      const open = () => endpointEmbedder({ url: "http://h", key, model: "m" });
      expect(open).toThrow(TypeError);
      expect(open).not.toThrow(/s.cret/);
    },
  );
});
