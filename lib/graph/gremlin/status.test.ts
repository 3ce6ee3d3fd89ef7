import { describe, expect, test } from "vitest";
import { chargeIn, durationMs, readStatus, verdictOn } from "./status.ts";

describe("a duration", () => {
  test.each([
    ["00:00:03.9500000", 3_950],
    ["00:00:00", 0],
    ["00:02:00.0010000", 120_001],
    ["1.02:03:04.5", 93_784_500],
    ["10:00:00", 36_000_000],
    [250, 250],
    ["250", 250],
    ["12.5", 12.5],
  ])("%s is %d ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test.each([undefined, null, "", "soon", "1:2", -5, NaN, "-00:00:01", {}])(
    "%s is none",
    (value) => {
      expect(durationMs(value)).toBeNull();
    },
  );
});

describe("a status", () => {
  test("is that of Cosmos DB where it tells one, in an object or a map", () => {
    const attributes = {
      "x-ms-status-code": 429,
      "x-ms-substatus-code": 3200,
      "x-ms-retry-after-ms": "00:00:09.0530000",
      "x-ms-request-charge": 1.5,
      "x-ms-total-request-charge": "3779.34",
    };
    const status = {
      code: 429,
      subCode: 3200,
      message: "Request rate is large",
      retryAfterMs: 9_053,
      charge: 3779.34,
    };
    for (const form of [attributes, new Map(Object.entries(attributes))]) {
      expect(readStatus(500, "Request rate is large", form)).toEqual(status);
    }
  });

  test.each([undefined, null, "", 3, {}, { "x-ms-status-code": "x" }])(
    "is the protocol's where the attributes are %s",
    (attributes) => {
      expect(readStatus(597, "No", attributes)).toEqual({
        code: 597,
        subCode: 0,
        message: "No",
        retryAfterMs: null,
        charge: 0,
      });
    },
  );

  test("charges what the response took where no total is told", () => {
    expect(chargeIn({ "x-ms-request-charge": 2.25 })).toBe(2.25);
  });
});

test.each([
  [401, 0, "authentication"],
  [403, 0, "authentication"],
  [407, 0, "authentication"],
  [408, 0, "timeout"],
  [598, 0, "timeout"],
  [409, 0, "conflict"],
  [412, 0, "conflict"],
  [449, 0, "conflict"],
  [429, 0, "throttled"],
  [410, 1007, "connection"],
  [403, 1008, "connection"],
  [1007, 0, "connection"],
  [1008, 0, "connection"],
  [503, 0, "connection"],
  [500, 0, "server error"],
  [400, 0, "refused"],
  [404, 0, "refused"],
  [413, 0, "refused"],
  [597, 0, "refused"],
])("the verdict on %d, %d is %s", (code, subCode, verdict) => {
  const status = { code, subCode, message: "", retryAfterMs: null, charge: 0 };
  expect(verdictOn(status)).toBe(verdict);
});
