import { expect, it } from "vitest";
import { readConfig } from "./config.ts";

it("has defaults for a laptop", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8000,
    kvPath: ".data/rapport.kv",
  });
});

it("takes what is set", () => {
  const set = { HOST: "0.0.0.0", PORT: "0", KV_PATH: "/data/a.kv", HOME: "/x" };
  expect(readConfig(set)).toEqual({
    host: "0.0.0.0",
    port: 0,
    kvPath: "/data/a.kv",
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
