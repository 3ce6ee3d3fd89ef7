import { describe, expect, test } from "vitest";
import { readGraphson, readResponse } from "./graphson.ts";

const int = (value: number) => ({ "@type": "g:Int32", "@value": value });

describe("GraphSON becomes plain", () => {
  test.each([
    ["an integer", int(3), 3],
    ["a long", { "@type": "g:Int64", "@value": 1.7e12 }, 1.7e12],
    ["a double", { "@type": "g:Double", "@value": 2.5 }, 2.5],
    ["no number", { "@type": "g:Double", "@value": "NaN" }, NaN],
    ["a large one", { "@type": "g:Double", "@value": "-Infinity" }, -Infinity],
    ["a date", { "@type": "g:Date", "@value": 1_000 }, 1_000],
    ["an enumeration", { "@type": "g:T", "@value": "label" }, "label"],
    ["null", null, null],
    ["a map", { a: [int(1), "x"], b: { c: true } }, {
      a: [1, "x"],
      b: { c: true },
    }],
    ["a list of GraphSON 3", { "@type": "g:List", "@value": [int(1)] }, [1]],
    [
      "a map of GraphSON 3",
      { "@type": "g:Map", "@value": ["a", int(1), int(2), [int(3)]] },
      { a: 1, 2: [3] },
    ],
    [
      "a vertex",
      { "@type": "g:Vertex", "@value": { id: int(1), label: "person" } },
      { id: 1, label: "person" },
    ],
  ])("%s", (_name, graphson, plain) => {
    expect(readGraphson(graphson)).toEqual(plain);
  });

  test("a key that would change an object's nature", () => {
    const map = readGraphson(JSON.parse('{"__proto__": {"a": 1}}'));
    expect(Object.entries(Object(map))).toEqual([["__proto__", { a: 1 }]]);
  });
});

describe("a response", () => {
  test("is read where Cosmos DB leaves something out", () => {
    const raw = { requestId: "a", status: { code: 204 }, result: {} };
    expect(readResponse(raw)).toEqual({
      requestId: "a",
      status: { code: 204, message: "", attributes: {} },
      result: { data: [] },
    });
  });

  test("needs to belong to a request", () => {
    const status = { code: 498, message: "words" };
    expect(() => readResponse({ requestId: null, status })).toThrow("words");
  });

  test("needs a status", () => {
    expect(() => readResponse({ requestId: "a" })).toThrow("status");
    expect(() => readResponse("a")).toThrow("status");
  });
});
