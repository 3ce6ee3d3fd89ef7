import { expect, it } from "vitest";
import { readConfig } from "./config.ts";

it("has defaults for a laptop", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8000,
    kvPath: ".data/rapport.kv",
    redisUrl: null,
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
