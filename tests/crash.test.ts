import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import type { AgentEvent } from "@/lib/agent/events.ts";
import { cutSnapshot } from "@/lib/agent/parts.ts";
import { Random } from "@/lib/demo/random.ts";
import { Account, type Dump } from "./account.ts";
import { shownBy } from "./cluster/outcome.ts";
import { eventually } from "./conditions.ts";
import { LiveDashboard } from "./live_dashboard.ts";
import { chat, message, type WireMessage } from "./records.ts";
import {
  databaseWith,
  FIRST_ACCOUNT,
  freePort,
  type Service,
  startService,
} from "./service.ts";

const SEED = 90_125;
const CHATS = [1, 2, 3, 4, 5, 6, 7];
const LISTED = 600;
const DELTAS = 1_500;
const KILLS_IN_STREAM = 6;
/** The service dies once in each stretch of the stream. */
const STRETCH = DELTAS / KILLS_IN_STREAM;
/** Deltas under way without acknowledgement. */
const WINDOW = 50;

const random = new Random(SEED);
const inSomeChat = (id: number) => message(id, random.pick(CHATS));
const snapshot = {
  chats: CHATS.map(chat),
  messages: Array.from({ length: LISTED }, (_, i) => inSomeChat(i + 1)),
};
/** New messages, and now and then a change of an old one; numbered. */
const deltas = Array.from(
  { length: DELTAS },
  (_, i): WireMessage =>
    random.chance(0.1) && i < DELTAS - 1
      ? { ...random.pick(snapshot.messages), text: `changed by delta ${i}` }
      : { ...inSomeChat(LISTED + 1 + i), text: `I love delta ${i}` },
);
const news = deltas.filter(({ id }) => id > LISTED);

/** Parts of the snapshot: the last acknowledgement starts its processing. */
const PART_BYTES = 8 * 1024;
const PARTS = [...cutSnapshot(snapshot, PART_BYTES)].length;

/** The service dies with this acknowledgement, counted from 1. */
interface Death {
  of: "part" | "delta";
  count: number;
}

/** Within the snapshot, when it is complete, and in the stream of deltas. */
const DEATHS: Death[] = [
  { of: "part", count: 3 },
  { of: "part", count: PARTS },
  ...Array.from({ length: KILLS_IN_STREAM }, (_, i): Death => ({
    of: "delta",
    count: i * STRETCH + random.int(10, STRETCH - WINDOW - 10),
  })),
];

/** What is left when everything was sent and acknowledged. */
interface Outcome {
  dump: Dump;
  figures: unknown;
  dashboard: LiveDashboard;
  shown: unknown;
  deaths: number;
  statuses: Set<string>;
}

/** Sends the same data to a new service, which dies as often as told. */
async function run(deaths: readonly Death[]): Promise<Outcome> {
  const kvPath = await databaseWith(FIRST_ACCOUNT);
  const port = freePort();
  let service = await startService({ kvPath, port });
  const owner = await Account.signIn(service);
  using dashboard = new LiveDashboard(owner);

  const acknowledged = { part: 0, delta: 0 };
  let died = 0;
  let restarted: Promise<Service> = Promise.resolve(service);
  const onEvent = ({ type }: AgentEvent) => {
    if (type === "part_acknowledged") acknowledged.part++;
    else if (type === "delta_acknowledged") acknowledged.delta++;
    const next = deaths[died];
    if (next === undefined || acknowledged[next.of] < next.count) return;
    died++;
    restarted = restarted.then(async ({ child }) => {
      await child.end("SIGKILL");
      return service = await startService({ kvPath, port });
    });
  };
  const { ws_url: url, token } = await owner.pair();
  const client = new AgentClient({
    url,
    token,
    onEvent,
    random: () => random.next(),
    maxPartBytes: PART_BYTES,
    deltaWindow: WINDOW,
    partWindow: 2,
    backoff: { minMs: 20, maxMs: 200 },
  });
  client.connect();
  await client.sendSnapshot(() => snapshot);
  const statuses = await sendDeltas(
    client,
    () =>
      eventually("the dashboard to be back", () =>
        dashboard.syncs > 0 &&
        dashboard.store.connection.value.kind === "live"),
  );
  await client.close();
  await restarted;

  const dump = await owner.settled(LISTED + news.length);
  const { analytics } = await owner.fullSync();
  const { range: _, priorityScores: __, unreadCounts: ___, ...figures } =
    analytics;
  // The figures are told last, up to a second after what they count.
  const shown = await eventually("the dashboard to show the figures", () => {
    const shown = shownBy(dashboard);
    return isDeepStrictEqual(shown.figures, figures) && shown;
  });
  await service.child.end("SIGTERM");
  return { dump, figures, dashboard, shown, deaths: died, statuses };
}

/**
 * Sends all deltas, each stretch before the eyes of a dashboard; gives what the
 * service said of them.
 */
async function sendDeltas(
  client: AgentClient,
  dashboardIsBack: () => Promise<unknown>,
): Promise<Set<string>> {
  const statuses = new Set<string>();
  const sent: Promise<void>[] = [];
  for (const [i, delta] of deltas.entries()) {
    if (i % STRETCH === 0) await dashboardIsBack();
    await client.room();
    sent.push(
      client.send(delta, `event-${i}`)
        .then(({ status }) => void statuses.add(status)),
    );
  }
  await Promise.all(sent);
  return statuses;
}

let undisturbed: Outcome;
let disturbed: Outcome;

beforeAll(async () => {
  undisturbed = await run([]);
  disturbed = await run(DEATHS);
}, 120_000);

describe(`a service that is killed ${DEATHS.length} times`, () => {
  it("really was, and nobody gave up", () => {
    expect(disturbed.deaths).toBe(DEATHS.length);
    expect(disturbed.dashboard.connections).toBeGreaterThan(KILLS_IN_STREAM);
    expect(undisturbed.deaths).toBe(0);
    expect(undisturbed.dashboard.connections).toBe(1);
  });

  it("acknowledges everything, and sets nothing aside", () => {
    expect([...undisturbed.statuses]).toEqual(["committed"]);
    expect(disturbed.statuses).not.toContain("quarantined");
  });

  it("has every message once, and in order", () => {
    const { messages } = disturbed.dump;
    for (const id of CHATS) {
      const expected = [...snapshot.messages, ...news]
        .filter(({ chat_id }) => chat_id === id)
        .map(({ id }) => String(id));
      expect(messages[id]?.map(({ id }) => id)).toEqual(expected);
    }
  });

  it("has the latest version of each message", () => {
    const texts = new Map(
      [...snapshot.messages, ...deltas].map(({ id, text }) => [
        String(id),
        text,
      ]),
    );
    const all = Object.values(disturbed.dump.messages).flat();
    for (const { id, text } of all) expect(text).toBe(texts.get(id));
  });

  it("comes to what an undisturbed one comes to, message for message", () => {
    expect(disturbed.dump).toEqual(undisturbed.dump);
    expect(disturbed.figures).toEqual(undisturbed.figures);
  });
});

describe.each([
  ["undisturbed", () => undisturbed],
  ["disturbed", () => disturbed],
])("the dashboard of the %s service", (_, outcome) => {
  it("sees no revision twice, and misses none", () => {
    expect(outcome().dashboard.faults).toEqual([]);
  });

  it("starts anew only for the snapshot", () => {
    expect(outcome().dashboard.syncs).toBe(1);
  });

  it("is told of each new message once, in the order of their coming", () => {
    const told = outcome().dashboard.appended
      .filter(({ id }) => Number(id) > LISTED).map(({ id }) => id);
    expect(told).toEqual(news.map(({ id }) => String(id)));
  });

  it("shows in the end what REST says", () => {
    const { dump, figures, shown } = outcome();
    const conversations = dump.conversations
      .map(({ messages: _, ...node }) => node);
    expect(shown).toEqual({ conversations, figures });
  });
});
