import { describe, expect, it } from "vitest";
import { ChatId } from "@/lib/models/mod.ts";
import {
  ACCOUNT,
  type Cluster,
  type Instance,
  withCluster,
} from "./testing.ts";
import { FakeSocket } from "./testing_socket.ts";

/** Lets what is under way happen. */
function settle(cluster: Cluster): Promise<void> {
  return cluster.pass(100);
}

/**
 * Has a message sent: its text is the command's id. Without an instance, nobody
 * says so.
 */
async function order(
  { account }: Cluster,
  from: Instance | null,
  text: string,
  seconds = 600,
): Promise<void> {
  const created = await account.commands.create(ACCOUNT, {
    chat_id: ChatId.parse("1001"),
    text,
    command_id: text,
    expires_in_seconds: seconds,
  }, "Robin");
  expect(created.ok).toBe(true);
  from?.hub.ringAgent(ACCOUNT);
}

/** Commands that an Agent was sent, in order. */
function commands({ frames }: FakeSocket): (string | undefined)[] {
  return frames.flatMap(({ type, payload }) =>
    type === "command_to_execute" ? [payload.command_id] : []
  );
}

/** What an Agent was told of its results. */
function answers({ frames }: FakeSocket): unknown[] {
  return frames.filter(({ type }) =>
    type === "ingest_ack" || type === "system_error"
  ).map(({ payload }) => payload);
}

const KEEPALIVE = { type: "keepalive", payload: {} };

const result = (command_id: string, fields = {}) => ({
  type: "command_result",
  payload: { command_id, status: "succeeded", ...fields },
});

async function statusOf({ account }: Cluster, id: string) {
  return (await account.commands.get(ACCOUNT, id))?.status;
}

describe("a command", () => {
  it("goes to the Agent at once and once, wherever it is", () =>
    withCluster(async (cluster) => {
      const [near, far] = [cluster.instance(), cluster.instance()];
      const agent = near.agent();
      await settle(cluster);
      for (const [from, id] of [[near, "a"], [far, "b"], [far, "c"]] as const) {
        await order(cluster, from, id);
        await settle(cluster);
        expect(await statusOf(cluster, id)).toBe("sent");
      }
      near.hub.ringAgent(ACCOUNT);
      agent.receive(KEEPALIVE);
      await settle(cluster);
      expect(commands(agent)).toEqual(["a", "b", "c"]);
      const frame = agent.frames.find(({ type }) =>
        type === "command_to_execute"
      );
      expect(Object.keys(frame?.payload ?? {}).sort()).toEqual([
        "chat_id",
        "command_id",
        "expires_at",
        "media_url",
        "text",
      ]);
    }));

  it("waits for the Agent, whose first frame it is not", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      await order(cluster, instance, "a");
      await order(cluster, instance, "b");
      expect(await statusOf(cluster, "a")).toBe("queued");
      const agent = instance.agent();
      instance.hub.ringAgent(ACCOUNT);
      await settle(cluster);
      expect(agent.story).toEqual([
        "connection_ack",
        "REALTIME",
        "command_to_execute",
        "command_to_execute",
      ]);
      expect(commands(agent)).toEqual(["a", "b"]);
    }));

  it("goes again over the next connection, unless a result came", () =>
    withCluster(async (cluster) => {
      const [near, far] = [cluster.instance(), cluster.instance()];
      const first = near.agent();
      for (const id of ["a", "b", "c"]) await order(cluster, near, id);
      await settle(cluster);
      first.receive(result("b"));
      await settle(cluster);
      first.close();
      await settle(cluster);
      const second = far.agent();
      await settle(cluster);
      expect(commands(second)).toEqual(["a", "c"]);
      second.receive(KEEPALIVE);
      await settle(cluster);
      expect(commands(second)).toEqual(["a", "c"]);
    }));

  it("does not go when its time is over", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      await order(cluster, instance, "a", 10);
      await order(cluster, instance, "b", 20);
      cluster.clock.advance(10_000);
      const agent = instance.agent();
      await settle(cluster);
      expect(commands(agent)).toEqual(["b"]);
      expect(await statusOf(cluster, "a")).toBe("expired");
    }));

  it("of which nobody told the Agent's instance goes with the next keepalive", () =>
    withCluster(async (cluster) => {
      const [near, far] = [cluster.instance(), cluster.instance()];
      const agent = near.agent();
      far.bus.passes = ({ kind }) => kind !== "commands";
      await order(cluster, far, "a");
      await settle(cluster);
      expect(commands(agent)).toEqual([]);
      agent.receive(KEEPALIVE);
      await settle(cluster);
      expect(commands(agent)).toEqual(["a"]);
    }));

  it("that was written while the bus was down goes when it is back", () =>
    withCluster(async (cluster) => {
      const [near, far] = [cluster.instance(), cluster.instance()];
      const agent = near.agent();
      near.bus.turn(false);
      await order(cluster, far, "a");
      await settle(cluster);
      expect(commands(agent)).toEqual([]);
      near.bus.turn(true);
      await settle(cluster);
      expect(commands(agent)).toEqual(["a"]);
    }));

  it("that an older connection took and never sent goes over the newer", () =>
    withCluster(async (cluster) => {
      const [near, far] = [cluster.instance(), cluster.instance()];
      const older = near.agent();
      await settle(cluster);
      cluster.clock.advance(1_000);
      const newer = far.agent();
      await settle(cluster);
      expect(older.closed?.code).toBe(4409);
      await order(cluster, null, "a");
      // The older one was faster, and gave way before it could send.
      const { commands: book } = cluster.account;
      const connection = { id: "older", at: cluster.clock.now() - 10_000 };
      const taken = book.toSend(ACCOUNT, connection, "none");
      expect((await taken.next()).value?.command_id).toBe("a");
      far.hub.ringAgent(ACCOUNT);
      await settle(cluster);
      expect(commands(newer)).toEqual([]);
      newer.receive(KEEPALIVE);
      newer.receive(KEEPALIVE);
      await settle(cluster);
      expect(commands(newer)).toEqual(["a"]);
      expect(commands(older)).toEqual([]);
    }));

  it("waits while the Agent does not read", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = new FakeSocket();
      instance.agent(agent);
      await settle(cluster);
      agent.read(0);
      agent.bufferedAmount = 2 * 1024 * 1024;
      await order(cluster, instance, "a");
      await order(cluster, instance, "b");
      await settle(cluster);
      expect(await statusOf(cluster, "a")).toBe("queued");
      agent.bufferedAmount = 0;
      agent.read();
      agent.receive(KEEPALIVE);
      await settle(cluster);
      expect(commands(agent)).toEqual(["a", "b"]);
    }));
});

describe("a result", () => {
  it("is acknowledged when it is stored, and when it comes again", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      await order(cluster, instance, "a");
      await settle(cluster);
      agent.receive(result("a", { detail: "Done", message_id: 550_002 }));
      await settle(cluster);
      agent.receive(result("a", { status: "failed" }));
      await settle(cluster);
      expect(answers(agent)).toEqual([
        { event_id: "a", status: "committed" },
        { event_id: "a", status: "duplicate" },
      ]);
      expect(await cluster.account.commands.get(ACCOUNT, "a")).toMatchObject({
        status: "succeeded",
        detail: "Done",
        message_id: "550002",
      });
    }));

  it("of no command is an error", () =>
    withCluster(async (cluster) => {
      const agent = cluster.instance().agent();
      agent.receive(result("nothing"));
      await settle(cluster);
      expect(answers(agent)).toMatchObject([{ code: "unknown_command" }]);
      expect(agent.closed).toBeNull();
    }));

  it("that cannot be stored is to be sent again", () =>
    withCluster(async (cluster) => {
      const instance = cluster.instance();
      const agent = instance.agent();
      await order(cluster, instance, "a");
      await settle(cluster);
      const { commands: book } = cluster.account;
      const settleOnce = book.settle;
      book.settle = () => Promise.reject(new Error("the disk is full"));
      agent.receive(result("a"));
      await settle(cluster);
      book.settle = settleOnce;
      agent.receive(result("a"));
      await settle(cluster);
      expect(answers(agent)).toMatchObject([
        { code: "not_committed", detail: "a" },
        { event_id: "a", status: "committed" },
      ]);
    }));
});
