import { expect, it } from "vitest";
import { readConfig } from "./config.ts";

it("has defaults for a laptop", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8000,
    kvPath: ".data/rapport.kv",
    redisUrl: null,
    embeddings: null,
    suggestions: null,
    gremlin: null,
  });
});

it("takes what is set", () => {
  const set = {
    HOST: "0.0.0.0",
    PORT: "0",
    KV_PATH: "/data/a.kv",
    REDIS_URL: "redis://127.0.0.1:6379",
    HOME: "/x",
  };
  expect(readConfig(set)).toEqual({
    host: "0.0.0.0",
    port: 0,
    kvPath: "/data/a.kv",
    redisUrl: "redis://127.0.0.1:6379",
    embeddings: null,
    suggestions: null,
    gremlin: null,
  });
});

it("uses the platform's database on Deno Deploy", () => {
  expect(readConfig({ DENO_DEPLOYMENT_ID: "d" }).kvPath).toBeNull();
});

it.each(["eighty", "-1", "65536", "8000.5"])(
  "names PORT=%s as wrong",
  (PORT) => {
    expect(() => readConfig({ PORT })).toThrow(/PORT/);
  },
);

it("names a REDIS_URL that is none as wrong", () => {
  expect(() => readConfig({ REDIS_URL: "https://127.0.0.1" }))
    .toThrow(/REDIS_URL/);
});

it("takes an endpoint of embeddings, with and without a key", () => {
  const EMBEDDINGS_URL = "http://127.0.0.1:11434/v1";
  expect(readConfig({ EMBEDDINGS_URL }).embeddings).toEqual({
    url: EMBEDDINGS_URL,
    key: null,
    model: "text-embedding-3-small",
  });
  const set = { EMBEDDINGS_URL, EMBEDDINGS_KEY: "k-1", EMBEDDINGS_MODEL: "m" };
  expect(readConfig(set).embeddings).toEqual({
    url: EMBEDDINGS_URL,
    key: "k-1",
    model: "m",
  });
});

it("has embedded vectors without EMBEDDINGS_URL, whatever else is set", () => {
  expect(readConfig({ EMBEDDINGS_KEY: "k", EMBEDDINGS_MODEL: "m" }).embeddings)
    .toBeNull();
});

it.each(["", "host/v1", "ftp://host/v1", "https://me:secret@host/v1"])(
  "names EMBEDDINGS_URL=%s as wrong, and shows no secret",
  (EMBEDDINGS_URL) => {
    const read = () => readConfig({ EMBEDDINGS_URL });
    expect(read).toThrow(/EMBEDDINGS_URL/);
    expect(read).not.toThrow(/secret/);
  },
);

it.each([
  ["EMBEDDINGS_KEY", ""],
  ["EMBEDDINGS_KEY", "secret key"],
  ["EMBEDDINGS_KEY", "secret\n"],
  ["EMBEDDINGS_MODEL", "  "],
  ["EMBEDDINGS_MODEL", "m".repeat(201)],
])("names %s=%o as wrong, and shows no secret", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(new RegExp(name));
  expect(read).not.toThrow(/secret/);
});

it("takes a Gremlin server, and names a bad address without repeating it", () => {
  const GREMLIN_URL = "wss://a.gremlin.cosmos.azure.com:443/";
  expect(readConfig({ GREMLIN_URL, GREMLIN_KEY: "k" }).gremlin).toEqual({
    url: GREMLIN_URL,
    database: "rapport",
    graph: "graph",
    key: "k",
  });
  for (const bad of ["https://host/", "wss://me:secret@host/"]) {
    const read = () => readConfig({ GREMLIN_URL: bad });
    expect(read).toThrow(/GREMLIN_URL/);
    expect(read).not.toThrow(/secret/);
  }
});

it("takes a language model for suggestions, with and without a key", () => {
  const SUGGESTIONS_URL = "http://127.0.0.1:11434/v1";
  expect(readConfig({ SUGGESTIONS_URL }).suggestions).toEqual({
    url: SUGGESTIONS_URL,
    key: null,
    model: "gpt-4o-mini",
  });
  const set = {
    SUGGESTIONS_URL,
    SUGGESTIONS_KEY: "k-1",
    SUGGESTIONS_MODEL: "m",
  };
  expect(readConfig(set).suggestions)
    .toEqual({ url: SUGGESTIONS_URL, key: "k-1", model: "m" });
  expect(readConfig({ SUGGESTIONS_KEY: "k" }).suggestions).toBeNull();
});

it.each([
  ["SUGGESTIONS_URL", "host/v1"],
  ["SUGGESTIONS_URL", "https://me:secret@host/v1"],
  ["SUGGESTIONS_KEY", "secret key"],
  ["SUGGESTIONS_MODEL", " "],
])("names %s=%o as wrong, and shows no secret", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(new RegExp(name));
  expect(read).not.toThrow(/secret/);
});
