import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  ChatId,
  type Command,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { ManualClock, Store } from "@/lib/store/mod.ts";
import { replaceIn, withKv } from "@/lib/store/testing.ts";
import { eventually } from "@/tests/conditions.ts";
import {
  type CommandEvent,
  commandEvent,
  CommandWorld,
  type Shown,
} from "./command_world.ts";
import { TestDashboard, TestSocket } from "./testing.ts";

const ACCOUNT = AccountId.parse("u_1");
const CHAT = ChatId.parse("1001");

/** Instances that no bus connects; the first has the account's snapshot. */
async function withInstances(
  run: (world: {
    instances: [Brain, Brain];
    clock: ManualClock;
    store: Store;
  }) => Promise<void>,
  wrap: (kv: Deno.Kv) => Deno.Kv = (kv) => kv,
): Promise<void> {
  await withKv(async (real) => {
    const kv = wrap(real);
    const clock = new ManualClock(Date.UTC(2026, 10, 21));
    const onError = (what: string, error: unknown) => {
      throw new Error(what, { cause: error });
    };
    const newBrain = () => new Brain({ kv, clock, onError });
    const instances: [Brain, Brain] = [newBrain(), newBrain()];
    const chats = [{ id: 1001, withUser: { id: 1001, name: "Fan" } }];
    const messages = [{ id: 1, chat_id: 1001, text: "Hi", is_inbound: true }];
    await instances[0].start();
    await instances[0].ingest.addSnapshot(
      ACCOUNT,
      CacheUpdateEnvelope.parse({ chats, messages }),
    );
    await instances[0].ingest.idle();
    await instances[1].start();
    try {
      await run({ instances, clock, store: new Store({ kv, clock }) });
    } finally {
      for (const brain of instances) {
        await brain.hub.close();
        await brain.ingest.stop();
      }
    }
  });
}

/** A dashboard that has everything so far. */
async function dashboardOf(brain: Brain): Promise<TestDashboard> {
  const dashboard = new TestDashboard();
  const socket = new TestSocket();
  socket.onFrame = (frame) => dashboard.receive(frame);
  const { revision } = await brain.ingest.head(ACCOUNT);
  dashboard.revision = revision;
  brain.hub.connectBridge(socket.asSocket, ACCOUNT, {
    session: "s",
    since: revision,
  });
  return dashboard;
}

function create(brain: Brain, command_id: string) {
  const draft = {
    chat_id: CHAT,
    text: "Hello",
    command_id,
    expires_in_seconds: 600,
  };
  return brain.commands.create(ACCOUNT, draft, "Robin");
}

describe("a command that is written where the Agent is not", () => {
  it("is found within a second, without a bus between instances", () =>
    withInstances(async ({ instances: [near, far], clock }) => {
      const dashboard = await dashboardOf(near);
      const agent = new TestSocket();
      near.hub.connectAgent(agent.asSocket, ACCOUNT);
      const types = () => agent.frames.map(({ type }) => type);
      await eventually(
        "the Agent's greeting",
        () => types().includes("system_status"),
      );
      expect((await create(far, "c")).ok).toBe(true);
      expect(dashboard.commands.size).toBe(0);
      clock.advance(1_000);
      await eventually("the command", () => {
        return dashboard.commands.get("c")?.status === "sent";
      });
      expect(types()).toContain("command_to_execute");
      expect(dashboard.faults).toEqual([]);
    }));

  it("is told of by whoever takes over from an instance that has died", () =>
    withInstances(async ({ instances: [near, far], clock, store }) => {
      const dashboard = await dashboardOf(far);
      await near.ingest.stop();
      const dead = new Brain({
        kv: store.kv,
        clock: new ManualClock(clock.now()),
        onError: () => {},
      });
      // It holds the lease, and does not look any more.
      dead.ingest.agentHere(ACCOUNT);
      await dead.ingest.idle();
      expect((await create(far, "c")).ok).toBe(true);
      await eventually("the news", () => {
        clock.advance(1_000);
        return dashboard.commands.get("c")?.status === "queued";
      });
      await dead.ingest.stop();
      await dead.hub.close();
    }));
});

it("costs messages of an account nothing", () => {
  const asked: Deno.KvKey[] = [];
  return withInstances(async ({ instances: [brain], clock }) => {
    const delta = (id: number) =>
      brain.ingest.addDelta(
        ACCOUNT,
        NewRawMessagePayload.parse({
          message: { id, chat_id: 1001, text: "Hi", is_inbound: true },
          event_id: `e${id}`,
        }),
      );
    brain.ingest.agentHere(ACCOUNT);
    await delta(2);
    await brain.ingest.idle();
    const ofCommands = () =>
      asked.filter(([room]) => String(room).includes("command"));
    // Whoever takes the lease has looked.
    expect(ofCommands()).not.toEqual([]);
    asked.length = 0;
    for (const id of [3, 4, 5]) {
      await delta(id);
      clock.advance(100);
    }
    expect(ofCommands()).toEqual([]);
  }, (kv) => notingReads(kv, asked));
});

/** A database that notes which keys, or keys below which others, are read. */
function notingReads(kv: Deno.Kv, asked: Deno.KvKey[]): Deno.Kv {
  const getMany: Deno.Kv["getMany"] = (keys, options) => {
    asked.push(...keys);
    return kv.getMany(keys, options);
  };
  const list: Deno.Kv["list"] = (selector, options) => {
    asked.push("prefix" in selector ? selector.prefix : selector.start);
    return kv.list(selector, options);
  };
  return replaceIn(kv, { getMany, list });
}

describe("commands of one account at two instances", () => {
  it(
    "are sent, settled and shown as stored, whatever the order of steps",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(commandEvent, { maxLength: 30 }),
          fc.infiniteStream(fc.nat(1_000)),
          check,
        ),
        { numRuns: 120, seed: 20_261_121 },
      );
    },
    300_000,
  );
});

async function check(
  events: readonly CommandEvent[],
  choices: Iterator<number>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  // One message of three gets lost on the bus.
  const isLost = () => Number(choices.next().value) % 3 === 0;
  const world = new CommandWorld(kv, choices, isLost);
  try {
    await world.run(events);
    const list = await world.list(0);
    expect(await world.list(1)).toEqual(list);
    checkAsked(world, list);
    checkResults(world, list);
    for (const { sent } of world.agents) {
      expect(sent).toEqual([...new Set(sent)]);
    }
    const shown = shownOf(list);
    for (const at of [0, 1] as const) {
      expect(world.shown(at)).toEqual(shown);
      expect(await world.late(at)).toEqual(shown);
    }
    expect(world.faults).toEqual([]);
  } finally {
    await world.end();
    kv.close();
  }
}

/** What was taken is there, once and as it was written first. */
function checkAsked({ asked }: CommandWorld, list: Command[]): void {
  const texts = new Map(list.map(({ command_id, text }) => [command_id, text]));
  expect(texts.size).toBe(list.length);
  expect(new Set(texts.keys())).toEqual(new Set(asked.map(({ id }) => id)));
  for (const { id, text, created } of asked) {
    const isTaken = texts.get(id) === text;
    expect(created.ok ? "taken" : created.code)
      .toBe(isTaken ? "taken" : "other_command");
  }
}

/** The first result counts; nothing stays open for which there is time. */
function checkResults({ agents }: CommandWorld, list: Command[]): void {
  const byId = new Map(list.map((one) => [one.command_id, one]));
  const first = agents.flatMap(({ first }) => first);
  expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
  for (const { id, outcome } of first) {
    expect(byId.get(id)).toMatchObject({
      status: outcome,
      detail: `it ${outcome}`,
    });
  }
  const sent = new Set(agents.flatMap(({ sent }) => sent));
  for (const { command_id, status } of list) {
    expect(["succeeded", "failed", "rejected", "expired"]).toContain(status);
    if (status !== "expired") expect(sent).toContain(command_id);
  }
}

function shownOf(list: Command[]): Map<string, Shown> {
  return new Map(
    list.map(({ command_id, text, status, detail }) => [
      command_id,
      { text, status, detail },
    ]),
  );
}
