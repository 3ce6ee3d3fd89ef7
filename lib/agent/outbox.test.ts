import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Outbox } from "./outbox.ts";

type Frame = {
  type: string;
  payload: {
    snapshot_id?: string;
    part?: { index: number; total: number };
    event_id?: string;
    seq?: number;
  };
};

type Step = {
  kind: "add" | "ack" | "duplicate" | "break" | "sync";
  at: number;
};

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(
      "add",
      "add",
      "ack",
      "ack",
      "duplicate",
      "break",
      "sync",
    ),
    at: fc.nat(50),
  }),
  { maxLength: 120 },
);

describe("Outbox", () => {
  it("keeps windows and order whatever is acknowledged when", () => {
    fc.assert(fc.property(steps, (plan) => {
      const outbox = new Outbox({ parts: 3, deltas: 4 });
      let wire: Frame[] = [];
      let added = 0;
      let snapshots = 0;
      let lastSeq = 0;
      const acknowledged = new Set<string>();
      const pump = () => {
        for (let next = outbox.next(); next; next = outbox.next()) {
          const frame: Frame = JSON.parse(next.text);
          wire.push(frame);
          const { seq, event_id = "" } = frame.payload;
          if (seq === undefined) continue;
          expect(seq).toBeGreaterThan(lastSeq);
          expect(acknowledged.has(event_id)).toBe(false);
          lastSeq = seq;
        }
        expect(wire.filter(({ payload }) => payload.part).length)
          .toBeLessThanOrEqual(3);
        expect(wire.filter(({ payload }) => payload.seq).length)
          .toBeLessThanOrEqual(4);
      };
      const acknowledge = ({ payload }: Frame) => {
        if (payload.event_id) acknowledged.add(payload.event_id);
        outbox.acknowledge({ ...payload, status: "committed" });
      };
      const sync = () => {
        wire = [];
        lastSeq = 0;
        const parts = Array.from({ length: 5 }, (_, id) => ({
          chats: [],
          messages: [{ id }],
        }));
        outbox.startSnapshot(`s${++snapshots}`, parts);
      };
      sync();
      for (const { kind, at } of plan) {
        const frame = wire[at % Math.max(1, wire.length)];
        if (kind === "add") outbox.addDelta(`e${++added}`, { id: added });
        else if (kind === "sync") sync();
        else if (kind === "break") {
          outbox.rewind();
          wire = [];
          lastSeq = 0;
        } else if (frame) {
          if (kind === "ack") wire = wire.filter((other) => other !== frame);
          else if (!acknowledged.has(frame.payload.event_id ?? "")) continue;
          acknowledge(frame);
        }
        pump();
      }
      for (pump(); wire.length > 0; pump()) acknowledge(wire.shift()!);
      expect(outbox.left).toEqual({ parts: 0, deltas: 0 });
      expect(outbox.isEmpty).toBe(true);
      expect(outbox.isWaiting).toBe(false);
      expect(acknowledged.size).toBe(added);
    }));
  });

  it("knows a delta by its number where the server names no event", async () => {
    const outbox = new Outbox({ parts: 1, deltas: 8 });
    const first = outbox.addDelta("a", { id: 1 });
    outbox.addDelta("b", { id: 2 });
    outbox.next();
    expect(outbox.acknowledge({ seq: 1, status: "committed" })).not.toBeNull();
    expect(await first).toMatchObject({ eventId: "a", seq: 1 });
    expect(outbox.left.deltas).toBe(1);
  });

  it("passes over acknowledgements of things it does not know", () => {
    const outbox = new Outbox({ parts: 1, deltas: 8 });
    outbox.startSnapshot("s", [{ chats: [], messages: [] }]);
    const status = "committed";
    const part = { index: 0, total: 1 };
    expect(outbox.acknowledge({ seq: 9, status })).toBeNull();
    expect(outbox.acknowledge({ event_id: "x", status })).toBeNull();
    expect(outbox.acknowledge({ snapshot_id: "t", part, status })).toBeNull();
    expect(outbox.left.parts).toBe(1);
  });

  it("sends no delta again that was acknowledged late", () => {
    const outbox = new Outbox({ parts: 1, deltas: 1 });
    outbox.addDelta("a", { id: 1 });
    outbox.addDelta("b", { id: 2 });
    outbox.next();
    outbox.startSnapshot("s", [{ chats: [], messages: [] }]);
    outbox.acknowledge({ event_id: "a", status: "committed" });
    const types = [outbox.next()?.event, outbox.next()?.event];
    expect(types).toMatchObject([
      { type: "part_sent" },
      { type: "delta_sent", eventId: "b" },
    ]);
  });
});
