import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { ChatRecord, MessageRecord, WireUser } from "../types.ts";
import type { AccountDatabase } from "./account_database.ts";
import { isSame } from "./content.ts";
import { observed } from "./histories.ts";
import { isNews, mergeProfiles, type Profile } from "./merging.ts";
import type { SettledDelta } from "./outbox.ts";
import {
  type Content,
  contentOf,
  countWaiting,
  forgetDatabases,
  message,
  openStore,
  seen,
} from "./testing.ts";

beforeEach(forgetDatabases);

/** Few records fit into a part. */
const PART_BYTES = 800;

/** What a service knows that takes in what it is sent, as it comes. */
class Service {
  readonly messages = new Map<string, MessageRecord>();
  readonly profiles = new Map<string, Profile>();
  readonly #events = new Set<string>();

  /** Takes a delta in; `false` if the event was taken before. */
  delta(eventId: string, json: string): boolean {
    if (this.#events.has(eventId)) return false;
    this.#events.add(eventId);
    this.#message(JSON.parse(json));
    return true;
  }

  part(chats: string, messages: string): void {
    const records: ChatRecord[] = JSON.parse(`[${chats}]`);
    for (const { id, withUser } of records) this.#profile(id, withUser);
    for (const one of JSON.parse(`[${messages}]`)) this.#message(one);
  }

  #message(message: MessageRecord): void {
    this.messages.set(`${message.chat_id} ${message.id}`, message);
    const { fromUser } = message;
    if (String(fromUser?.id) === message.chat_id) {
      this.#profile(message.chat_id, fromUser);
    }
  }

  #profile(chat: string, seen: WireUser | null | undefined): void {
    const known = this.profiles.get(chat) ?? { id: chat };
    this.profiles.set(chat, mergeProfiles(known, seen ?? known));
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("take"), observed }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("send"),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("settle"), count: fc.nat(4) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("plan") }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("part"),
      at: fc.nat(20),
      isHeard: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("evict"),
      bytes: fc.integer({ min: 1, max: 4_000 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A store, a service, and what is on its way between them. */
class World {
  readonly service = new Service();
  #store: AccountDatabase;
  #flying: SettledDelta[] = [];
  #through = 0;
  #plans = 0;

  constructor(store: AccountDatabase) {
    this.#store = store;
  }

  async run(step: Step): Promise<void> {
    switch (step.kind) {
      case "take":
        await this.#store.take(step.observed);
        return;
      case "send":
        return await this.#send(step.count);
      case "settle":
        await this.#store.settleDeltas(this.#flying.splice(0, step.count));
        return;
      case "reopen":
        this.#store.close();
        this.#store = await openStore();
        this.#flying = [];
        this.#through = 0;
        return;
      case "plan":
        await this.#store.planSnapshot({
          id: `s${this.#plans++}`,
          target: "t",
          partBytes: PART_BYTES,
        });
        return;
      case "part":
        return await this.#part(step.at, step.isHeard);
      case "evict":
        return await this.#evict(step.bytes);
    }
  }

  async #send(count: number): Promise<void> {
    const batch = await this.#store.readDeltas(this.#through, count);
    expect(batch.deltas.every(({ seq }) => seq > this.#through)).toBe(true);
    this.#through = batch.through;
    for (const { eventId, json, seq, rev } of batch.deltas) {
      this.service.delta(eventId, json);
      this.#flying.push({ seq, rev, isRefused: false });
    }
  }

  async #part(at: number, isHeard: boolean): Promise<void> {
    const open = await this.#store.openParts();
    const index = open[at % Math.max(1, open.length)];
    const { plan } = await this.#store.deliveryState();
    if (index === undefined || plan === null) return;
    const part = await this.#store.readPart(plan.id, index);
    this.service.part(part!.chats, part!.messages);
    if (part!.records > 1) expect(part!.bytes).toBeLessThanOrEqual(PART_BYTES);
    if (!isHeard) return;
    await this.#store.settleParts(plan.id, [{ index, refused: 0 }]);
    // It may be sent and acknowledged twice.
    await this.#store.settleParts(plan.id, [{ index, refused: 0 }]);
  }

  /** Only what the service has as it is may go, the oldest first. */
  async #evict(bytes: number): Promise<void> {
    const before = await contentOf();
    const { messages } = await this.#store.evict(bytes);
    const after = await contentOf();
    const kept = new Set(after.messages.map(({ chat, id }) => `${chat} ${id}`));
    const gone = before.messages.filter(({ chat, id }) =>
      !kept.has(`${chat} ${id}`)
    );
    expect(gone).toHaveLength(messages);
    for (const { chat, id, json } of gone) {
      expectSame(this.service.messages.get(`${chat} ${id}`), JSON.parse(json));
    }
    expect(countWaiting(after)).toBe(countWaiting(before));
    const newest = Math.max(...gone.map(({ at }) => at));
    const older = after.messages.filter(({ at }) => at < newest).length;
    expect(older).toBeLessThanOrEqual(after.state.waiting);
  }

  /** Everything that waits arrives. */
  async finish(): Promise<void> {
    await this.run({ kind: "reopen" });
    const { plan } = await this.#store.deliveryState();
    for (const index of await this.#store.openParts()) {
      const part = await this.#store.readPart(plan!.id, index);
      this.service.part(part!.chats, part!.messages);
      await this.#store.settleParts(plan!.id, [{ index, refused: 0 }]);
    }
    for (let turn = 0; (await this.#store.counts()).waiting > 0; turn++) {
      expect(turn).toBeLessThan(100);
      await this.#send(10);
      await this.#store.settleDeltas(this.#flying.splice(0));
    }
    const { outbox, parts } = await contentOf();
    expect([...outbox, ...parts]).toEqual([]);
  }
}

function expectSame(
  told: MessageRecord | undefined,
  stored: MessageRecord,
): void {
  const { fromUser: _, ...one } = told ?? stored;
  const { fromUser: __, ...other } = stored;
  expect(told).toBeDefined();
  if (!isSame(one, other)) expect(one).toEqual(other);
}

function expectCounted(content: Content): void {
  const { state, messages } = content;
  const waiting = countWaiting(content);
  expect({ messages: state.messages, waiting: state.waiting })
    .toEqual({ messages: messages.length, waiting });
  expect(state.delivered).toBe(messages.length - waiting + state.evicted);
  const left = content.parts.filter(({ acknowledged }) => !acknowledged)
    .reduce((sum, part) => sum + part.left, 0);
  expect(left).toBeLessThanOrEqual(waiting);
  expect(state.plan === null).toBe(content.parts.length === 0);
}

describe("the outbox", () => {
  it("loses nothing, whatever happens when, and counts exactly", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 15, maxLength: 50 }),
        async (steps) => {
          forgetDatabases();
          const world = new World(await openStore());
          for (const step of steps) {
            await world.run(step);
            expectCounted(await contentOf());
          }
          await world.finish();
          const content = await contentOf();
          expectCounted(content);
          for (const { chat, id, json } of content.messages) {
            const told = world.service.messages.get(`${chat} ${id}`);
            expectSame(told, JSON.parse(json));
          }
          const store = await openStore();
          for (const { id, withUser } of await store.chats()) {
            const told = world.service.profiles.get(id);
            const hasFan = content.messages.some(({ chat, json }) =>
              chat === id &&
              String(JSON.parse(json).fromUser.id) === chat
            );
            if (!hasFan || !withUser) continue;
            expect(isNews({ ...withUser, id }, told ?? null)).toBe(false);
          }
        },
      ),
      { seed: 88, numRuns: 300 },
    );
  });

  it("sends a message once for all its changes so far", async () => {
    const store = await openStore();
    for (const text of ["one", "two", "three"]) {
      await store.take(seen({ messages: [message("7", 1, { text })] }));
    }
    await store.take(seen({ messages: [message("7", 2)] }));
    const { deltas } = await store.readDeltas(0, 10);
    expect(deltas.map(({ json }) => JSON.parse(json).text))
      .toEqual(["three", "<p>message 2</p>"]);
    expect(deltas[0]?.eventId).toMatch(/^db-9001\.\d+$/);
  });

  it("sends again what changed while it was under way", async () => {
    const store = await openStore();
    await store.take(seen({ messages: [message("7", 1)] }));
    const { deltas: [sent] } = await store.readDeltas(0, 10);
    await store.take(seen({ messages: [message("7", 1, { text: "new" })] }));
    expect(await store.settleDeltas([{ ...sent!, isRefused: false }])).toBe(1);
    expect(await store.counts()).toMatchObject({ waiting: 1, delivered: 0 });
    const { deltas: [again] } = await store.readDeltas(sent!.seq, 10);
    expect(JSON.parse(again!.json).text).toBe("new");
    expect(again!.eventId).not.toBe(sent!.eventId);
    await store.settleDeltas([{ ...again!, isRefused: true }]);
    expect(await store.counts())
      .toMatchObject({ waiting: 0, delivered: 1, refused: 1 });
  });

  it("sets aside what the service cannot take, until it changes", async () => {
    const store = await openStore();
    await store.take(seen({ messages: [message("7", 1), message("7", 2)] }));
    const { deltas } = await store.readDeltas(0, 10);
    const refusal = { code: "frame_too_large", reason: "too large" };
    await store.refuseDelta(deltas[0]!, refusal);
    expect(await store.counts())
      .toMatchObject({ waiting: 1, delivered: 0, refused: 1 });
    const plan = await store.planSnapshot({
      id: "s",
      target: "t",
      partBytes: 4_096,
    });
    const part = await store.readPart("s", plan.total - 1);
    expect(JSON.parse(`[${part!.messages}]`)).toHaveLength(1);
    await store.refusePart("s", plan.total - 1, refusal);
    expect(await store.counts()).toMatchObject({ waiting: 0, refused: 2 });
    expect((await store.readPart("s", plan.total - 1))?.records).toBe(0);
    await store.take(seen({ messages: [message("7", 1, { text: "short" })] }));
    expect(await store.counts()).toMatchObject({ waiting: 1 });
    expect(await store.evict(Infinity)).toEqual({ messages: 0, bytes: 0 });
  });

  it("plans one empty part where there is nothing", async () => {
    const store = await openStore();
    const order = { id: "s", target: "t", partBytes: 4_096 };
    expect(await store.planSnapshot(order)).toMatchObject({ total: 1 });
    expect(await store.openParts()).toEqual([0]);
    expect(await store.readPart("s", 0))
      .toEqual({ chats: "", messages: "", bytes: 0, records: 0 });
    expect(await store.readPart("other", 0)).toBeNull();
    expect(await store.settleParts("s", [{ index: 0, refused: 0 }])).toBeNull();
    expect(await store.deliveryState())
      .toMatchObject({ target: "t", plan: null });
  });

  it("leaves what came since out of a part, and sends it behind", async () => {
    const store = await openStore();
    const text = "x".repeat(300);
    await store.take(seen({
      messages: [1, 3, 5].map((id) => message("7", id, { text })),
    }));
    const plan = await store.planSnapshot({
      id: "s",
      target: "t",
      partBytes: 4_096,
    });
    const last = plan.total - 1;
    const planned = await store.readPart("s", last);
    await store.take(seen({
      messages: [
        ...Array.from(
          { length: 500 },
          (_, i) => message("7", 1_000 + i, { id: `2${i}`, text }),
        ),
        message("7", 3, { text: "changed" }),
      ],
    }));
    const part = await store.readPart("s", last);
    expect(part!.records).toBe(2);
    expect(part!.bytes).toBeLessThan(planned!.bytes);
    expect((await store.readDeltas(0, 1_000)).deltas).toEqual([]);
    for (const index of await store.openParts()) {
      await store.settleParts("s", [{ index, refused: 0 }]);
    }
    const { deltas } = await store.readDeltas(0, 1_000);
    expect(deltas).toHaveLength(501);
    expect(await store.counts())
      .toMatchObject({ messages: 503, waiting: 501, delivered: 2 });
  });
});
