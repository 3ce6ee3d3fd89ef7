import { describe, expect, it } from "vitest";
import { CloseCode } from "@/lib/models/mod.ts";
import { afterClose, parseFrame } from "./protocol.ts";

describe("parseFrame", () => {
  it("takes a frame of a known type with a payload", () => {
    const frame = { type: "system_status", payload: { status: "REALTIME" } };
    expect(parseFrame(JSON.stringify(frame))).toEqual(frame);
  });

  it.each([
    ["no JSON", "{"],
    ["no text", new ArrayBuffer(2)],
    ["an unknown type", '{"type":"toString","payload":{}}'],
    ["no payload", '{"type":"system_status"}'],
    ["null", "null"],
  ])("leaves what is %s", (_, data) => {
    expect(parseFrame(data)).toBeNull();
  });
});

describe("afterClose", () => {
  it("stops where another try would end the same", () => {
    expect(afterClose(CloseCode.NotAuthenticated)).toEqual({
      kind: "stop",
      reason: "signed-out",
    });
    expect(afterClose(CloseCode.NotYourAccount)).toEqual({
      kind: "stop",
      reason: "forbidden",
    });
  });

  it("comes back soon after a restart, and otherwise with patience", () => {
    expect(afterClose(CloseCode.ServiceRestart).kind).toBe("reconnect-soon");
    for (const code of [1000, 1006, CloseCode.Silent, CloseCode.TooFast]) {
      expect(afterClose(code).kind).toBe("back-off");
    }
  });
});
