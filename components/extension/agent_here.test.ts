import { describe, expect, it } from "vitest";
import type { CreatorStatus } from "@/extension/messages.ts";
import { hereWords, pairedAs } from "./agent_here.ts";

const SERVICE = "https://rapport.example";
const AGENT = {
  origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
  name: "Laptop",
  createdAt: "2025-11-08T12:00:00.000Z",
  alike: ["2025-11-08T12:00:00.000Z"],
};

function creator(changes: Partial<CreatorStatus> = {}): CreatorStatus {
  return {
    creator: { id: "9001", name: "Robin", username: null },
    pairing: {
      origin: SERVICE,
      userId: "u_1",
      name: "Laptop",
      pairedAt: Date.parse("2025-11-08T12:00:01.000Z"),
    },
    connection: { state: "connected", detail: null },
    chats: 310,
    messages: 12_340,
    waiting: 18,
    delivered: 12_322,
    evicted: 0,
    refused: 0,
    snapshot: null,
    lastCapturedAt: null,
    lastDeliveredAt: null,
    lastError: null,
    ...changes,
  };
}

/** Paired at a minute of the hour, under a name. */
function pairedAt(minute: number, name = "Laptop", origin = SERVICE) {
  const at = Date.UTC(2025, 10, 8, 12, minute);
  return creator({
    pairing: { origin, userId: "u_1", name, pairedAt: at },
  });
}

describe("the accounts that are paired as an Agent", () => {
  it("have its name, at this service", () => {
    const own = pairedAt(0);
    const all = [
      own,
      pairedAt(0, "Phone"),
      pairedAt(0, "Laptop", "https://other.example"),
      creator({ pairing: null }),
    ];
    expect(pairedAs(all, AGENT, SERVICE)).toEqual([own]);
  });

  it("are told from those of another Agent of the same name", () => {
    const [first, second] = [pairedAt(1), pairedAt(29)];
    const alike = ["2025-11-08T12:00:00.000Z", "2025-11-08T12:30:00.000Z"];
    const agents = alike.map((createdAt) => ({ ...AGENT, createdAt, alike }));
    const found = agents.map((agent) =>
      pairedAs([first, second], agent, SERVICE)
    );
    expect(found).toEqual([[first], [second]]);
  });
});

describe("what an Agent of this browser does", () => {
  it("is said in words", () => {
    expect(hereWords([creator()])).toBe(
      "In this browser: connected, 12,340 messages captured, 18 waiting",
    );
    const paused = { state: "paused", detail: null } as const;
    expect(hereWords([creator({ connection: paused, messages: 1 })])).toBe(
      "In this browser: paused, 1 message captured, 18 waiting",
    );
  });

  it("is the sum of its accounts", () => {
    expect(hereWords([creator(), creator({ messages: 60, waiting: 0 })])).toBe(
      "In this browser: connected, 12,400 messages captured, 18 waiting",
    );
  });

  it("is nothing where it is elsewhere", () => {
    expect(hereWords([])).toBeNull();
  });
});
