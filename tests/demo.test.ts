import { beforeAll, describe, expect, it } from "vitest";
import { Command, type OutgoingWssMessage } from "@/lib/models/mod.ts";
import { Account } from "./account.ts";
import { eventually } from "./conditions.ts";
import { temporaryFolder } from "./process.ts";
import { type Demo, startDemo } from "./service.ts";

/** Frames that are followed as they happen. */
const LIVE_FRAMES = 10;

let demo: Demo;
/** Where the demo's process puts what it throws away. */
let scratch: string;
let owner: Account;
let signIn: Response;
/** All that a dashboard was told while it was followed. */
let told: OutgoingWssMessage[];
/** Those frames of it that followed the full sync, one revision after another. */
let live: OutgoingWssMessage[];
/** The revision of that full sync. */
let synced: number;

beforeAll(async () => {
  scratch = await temporaryFolder();
  demo = await startDemo(scratch);
  signIn = await fetch(demo.loginUrl, { redirect: "manual" });
  await signIn.body?.cancel();
  owner = await Account.of(demo.origin, signIn);

  await using dashboard = owner.dashboard();
  synced = (await dashboard.next("full_sync_response")).revision ?? NaN;
  const liveSoFar = () =>
    revisedFrames(dashboard.frames).filter(({ type }) =>
      type !== "full_sync_response"
    );
  live = await eventually(`${LIVE_FRAMES} live frames`, () => {
    const frames = liveSoFar();
    return frames.length >= LIVE_FRAMES && frames;
  });
  told = dashboard.frames;
});

/** The revision of a frame that has one. */
function revisionOf({ payload }: OutgoingWssMessage): number | undefined {
  return "revision" in payload ? payload.revision : undefined;
}

function revisionsOf(frames: OutgoingWssMessage[]): number[] {
  return revisedFrames(frames).map((frame) => revisionOf(frame) ?? NaN);
}

/** `count` whole numbers from `first` on. */
function numbersFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Only frames that change a dashboard's state. */
function revisedFrames(frames: OutgoingWssMessage[]): OutgoingWssMessage[] {
  return frames.filter((frame) => revisionOf(frame) !== undefined);
}

describe("deno task demo --json", () => {
  it("prints one line: where it is, how to sign in, and as whom", async () => {
    expect(demo.child.lines).toHaveLength(1);
    expect(new URL(demo.loginUrl).origin).toBe(demo.origin);
    const ready = await fetch(`${demo.origin}/readyz`);
    expect(await ready.json()).toEqual({
      kv: "ok",
      bus: "ok",
      graph: "ok",
    });
  });

  it("signs in with the link, for the browser's eyes only", () => {
    expect(signIn.status).toBe(303);
    expect(signIn.headers.get("location")).toBe("/");
    expect(signIn.headers.get("set-cookie")).toMatch(
      /^\w+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
    expect(owner.id).toBe(demo.userId);
  });

  it("takes the link only once", async () => {
    const again = await fetch(demo.loginUrl, { redirect: "manual" });
    await again.body?.cancel();
    expect(again.headers.get("location")).toBe("/login?reason=used");
    expect(again.headers.get("set-cookie")).toBeNull();
  });

  it("has a synthetic creator's history", async () => {
    const { conversations, analytics, graph } = await owner.fullSync();
    const totals = analytics.totals;
    expect(conversations).toHaveLength(40);
    expect(totals?.conversations).toBe(40);
    expect(totals?.messages).toBeGreaterThanOrEqual(3_000);
    expect(totals?.unanswered).toBeGreaterThan(0);
    expect(totals?.unanswered).toBeLessThan(40);

    const counted = conversations.reduce(
      (sum, one) => sum + one.messageCount,
      0,
    );
    expect(counted).toBe(totals?.messages);
    expect(conversations.every(({ withUser }) => withUser?.name)).toBe(true);
    expect(analytics.topics.length).toBeGreaterThan(3);
    expect(analytics.sentiment_trend.trend.length).toBeGreaterThan(20);
    expect(analytics.response_time_metrics.average_handling_time_minutes)
      .toBeGreaterThan(0);
    expect(graph?.vertices).toMatchObject({ Fan: 40, ConversationNode: 40 });
    // Each conversation has a fan and a creator.
    expect(graph?.edges.HAS_CONVERSATION).toBe(2 * 40);
    expect(graph?.edges.DISCUSS_TOPIC).toBeGreaterThan(40);
  });

  it("tells a dashboard where it stands, then everything", () => {
    const [ack, status, sync] = told;
    expect(ack).toMatchObject({
      type: "connection_ack",
      payload: { clientType: "frontend", userId: demo.userId },
    });
    expect(status).toMatchObject({
      type: "system_status",
      payload: { status: "REALTIME" },
    });
    expect(sync?.type).toBe("full_sync_response");
  });

  it("then tells what happens, one revision after another", () => {
    expect(live.length).toBeGreaterThanOrEqual(LIVE_FRAMES);
    expect(revisionsOf(live)).toEqual(numbersFrom(synced + 1, live.length));
    const types = new Set(live.map(({ type }) => type));
    expect(types).toContain("append_message");
    expect(types).toContain("analytics_update");
  });
});

describe("a dashboard that comes back", () => {
  it("gets with ?since= exactly what it missed, and goes on", async () => {
    await using back = owner.dashboard(synced);
    const { revision = NaN } = await back.next(
      "analytics_update",
      (update) => (update.revision ?? 0) > synced + live.length,
    );
    const replayed = revisedFrames(back.frames);
    expect(replayed.slice(0, live.length).map(subject))
      .toEqual(live.map(subject));
    expect(revisionsOf(replayed)).toEqual(
      numbersFrom(synced + 1, revision - synced),
    );
  });

  it("gets the same for a `resume` frame", async () => {
    await using dashboard = owner.dashboard();
    const sync = await dashboard.next("full_sync_response");
    const before = dashboard.frames.length;
    dashboard.send({ type: "resume", payload: { since: synced } });
    const frames = await eventually("the replay", () => {
      const replayed = revisedFrames(dashboard.frames.slice(before));
      return replayed.some((frame) => revisionOf(frame) === sync.revision) &&
        replayed;
    });
    const from = frames.findIndex((frame) => revisionOf(frame) === synced + 1);
    expect(frames.slice(from, from + live.length).map(subject))
      .toEqual(live.map(subject));
  });

  it("gets everything anew if it claims what is not there yet", async () => {
    const { revision = 0 } = await owner.fullSync();
    await using dashboard = owner.dashboard(revision + 1_000_000);
    const sync = await dashboard.next("full_sync_response");
    expect(sync.revision).toBeGreaterThanOrEqual(revision);
    expect(sync.revision).toBeLessThan(revision + 1_000_000);
  });
});

describe("a command to the demo's Agent", () => {
  it("is sent as the creator's message, which it names", async () => {
    const { conversations } = await owner.fullSync();
    const chat_id = conversations[0]!.conversationId;
    await using dashboard = owner.dashboard();
    await dashboard.next("full_sync_response");
    const response = await owner.ask("/api/v1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ chat_id, text: "See you on Friday" }),
    });
    expect(response.status).toBe(201);
    const { command_id } = Command.parse(await response.json());
    const { message_id } = await dashboard.next(
      "command_to_execute",
      (command) =>
        command.command_id === command_id && command.status === "succeeded",
    );
    const messages = await owner.messages(chat_id);
    expect(messages.find(({ id }) => id === message_id)).toMatchObject({
      text: expect.stringContaining("See you on Friday"),
      is_inbound: false,
    });
  });
});

describe("the end of the demo", () => {
  it("leaves no database behind, and has printed nothing more", async () => {
    const left = () =>
      Array.from(Deno.readDirSync(scratch), ({ name }) => name);
    expect(left()).toContainEqual(expect.stringMatching(/^rapport-demo-/));
    expect(await demo.child.end("SIGTERM")).toMatchObject({ code: 0 });
    expect(left()).toEqual([]);
    expect(demo.child.lines).toHaveLength(1);
  });
});

/**
 * What a frame is about. What it says of that may be newer when it is told
 * again: a replay shows everything as it is by then.
 */
function subject({ type, payload }: OutgoingWssMessage) {
  switch (type) {
    case "append_message":
      return {
        type,
        revision: payload.revision,
        conversation: payload.conversationId,
        messages: payload.messages.map(({ id, text }) => ({ id, text })),
      };
    case "enrichment_result":
      return {
        type,
        revision: payload.revision,
        conversation: payload.conversation_id,
      };
    case "analytics_update":
      return { type, revision: payload.revision };
    default:
      return { type };
  }
}
