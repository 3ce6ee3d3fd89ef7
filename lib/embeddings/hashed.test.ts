import { describe, expect, it } from "vitest";
import { embed } from "@/lib/enrichment/mod.ts";
import { hashEmbedder, openEmbedder } from "./mod.ts";
import { FakeEndpoint } from "./testing.ts";

describe("the embedded model", () => {
  it("gives the vectors of embed, in order", async () => {
    const embedder = hashEmbedder();
    expect(embedder.model).toBe("hashed-ngrams-64");
    expect(embedder.dimensions).toBe(64);
    expect(await embedder.embed(["food", "travel", "food"]))
      .toEqual([embed("food"), embed("travel"), embed("food")]);
  });

  it("rejects blank texts, and ends with the signal", async () => {
    const embedder = hashEmbedder();
    await expect(embedder.embed(["a", ""])).rejects.toThrow(RangeError);
    const reason = new Error("enough");
    await expect(embedder.embed(["a"], { signal: AbortSignal.abort(reason) }))
      .rejects.toBe(reason);
  });
});

describe("openEmbedder", () => {
  it("opens the embedded model without settings", () => {
    expect(openEmbedder({ embeddings: null }).model).toBe("hashed-ngrams-64");
  });

  it("opens the endpoint with settings", async () => {
    await using endpoint = new FakeEndpoint();
    const settings = { url: endpoint.url, key: "k", model: "m" };
    const embedder = openEmbedder({ embeddings: settings });
    expect(embedder.model).toBe("m");
    expect(await embedder.embed(["a"])).toHaveLength(1);
    expect(endpoint.asked).toHaveLength(1);
  });
});
