import { describe, expect, it } from "vitest";
import { pairingCommands, remaining } from "./pairing.ts";

describe("pairingCommands", () => {
  it("names the service as the reader reached it", () => {
    const local = pairingCommands("http://127.0.0.1:8000", "u_1", "AB-12");
    expect(local.redeem).toContain("http://127.0.0.1:8000/api/v1/agents");
    expect(local.redeem).toContain('"code":"AB-12"');
    expect(local.send).toContain("ws://127.0.0.1:8000/ws/extension/u_1");
  });

  it("stays encrypted where the service is", () => {
    const { send } = pairingCommands("https://rapport.example", "u_1", "AB-12");
    expect(send).toContain("wss://rapport.example/ws/extension/u_1");
  });
});

it("says how long a code is good for", () => {
  expect([600_000, 60_000, -5].map((ms) => remaining(1e12 + ms, 1e12)))
    .toEqual(["10 minutes", "1 minute", "0 minutes"]);
});
