import { afterAll, beforeAll, expect, it } from "vitest";
import type { CreatorStatus } from "@/extension/messages.ts";
import { Random } from "@/lib/demo/random.ts";
import { Account } from "../account.ts";
import { eventually } from "../conditions.ts";
import { LiveDashboard } from "../live_dashboard.ts";
import { type Lookalike, ROBIN, startLookalike } from "../lookalike/site.ts";
import { Visit } from "../lookalike/visit.ts";
import {
  databaseWith,
  FIRST_ACCOUNT,
  freePort,
  type Service,
  startService,
} from "../service.ts";
import { Wire } from "../wire.ts";
import { describeInChromium, openProfile, type Profile } from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";
import { type Chats, heldBy, sizeOf, storedIn } from "./outcome.ts";
import { isDelivered, Panel } from "./panel.ts";
import { WorkerSwitch } from "./worker.ts";

const SEED = 20_260_714;
const MESSAGES = 5_000;
const KILLS = 50;
/** Messages after which the service's process is killed. */
const RESTARTS = [700, 4_300];
/** Messages while which the network is cut. */
const CUT = { from: 1_500, to: 3_300 };
/** How long it is cut, in ms. */
const CUT_MS = 60_000;
/** Messages a second while there is a network. */
const RATE = 200;
/** Messages a second while there is none. */
const CUT_RATE = 1000 * (CUT.to - CUT.from) / CUT_MS;

const random = new Random(SEED);
/** Messages after which the worker is killed: one in each stretch. */
const STRETCH = MESSAGES / KILLS;
const DEATHS = Array.from(
  { length: KILLS },
  (_, i) => i * STRETCH + random.int(0, STRETCH - 1),
);

/** What is left when everything was delivered. */
interface Outcome {
  /** What the extension says of itself. */
  status: CreatorStatus;
  held: Chats;
  stored: Chats;
  /** What the dashboard was told of, one by one. */
  told: string[];
  faults: string[];
  kills: number;
  stops: number;
  cutMs: number;
  connections: number;
  quarantined: number;
}

describeInChromium("5,000 live messages, with everything failing", () => {
  let site: Lookalike;
  let profile: Profile;
  let wire: Wire;
  let service: Service;
  let outcome: Outcome;

  beforeAll(async () => {
    const kvPath = await databaseWith(FIRST_ACCOUNT);
    const port = freePort();
    service = await startService({ kvPath, port });
    const owner = await Account.signIn(service);
    wire = new Wire(service.origin);
    site = await startLookalike({ seed: SEED });
    profile = await openProfile(await unpackedIn(await buildExtension()));
    const visit = await Visit.begin(profile.context, site);
    await visit.signIn(ROBIN.name);
    await visit.readAll();
    const panel = await Panel.open(profile);
    await panel.ask({
      type: "pair",
      origin: wire.origin,
      code: await owner.pairingCode(),
      name: "Survivor",
      creator: String(ROBIN.id),
    });
    await owner.settled(ROBIN.messages);
    using dashboard = new LiveDashboard(owner);
    await eventually("the dashboard to be live", () => dashboard.syncs > 0);
    const worker = await WorkerSwitch.of(profile);

    let kills = 0;
    let under = Promise.resolve();
    let cutAt = 0;
    let cutMs = 0;
    const events = new Map<number, () => void>([
      [CUT.from, () => {
        cutAt = performance.now();
        wire.cut();
      }],
      [CUT.to, () => {
        cutMs = performance.now() - cutAt;
        wire.mend();
      }],
      ...RESTARTS.map((at): [number, () => void] => [at, () => {
        under = under.then(async () => {
          await service.child.end("SIGKILL");
          service = await startService({ kvPath, port });
        });
      }]),
    ]);
    const pace = new Pace();
    let sent = 0;
    for (const _ of site.streamed(MESSAGES, SEED)) {
      events.get(sent)?.();
      if (DEATHS.includes(sent)) {
        kills += Number(await worker.kill());
      }
      sent++;
      const isCut = sent > CUT.from && sent <= CUT.to;
      await pace.next(isCut ? CUT_RATE : RATE);
    }
    await visit.hasHeard(MESSAGES);
    await under;
    const all = ROBIN.messages + MESSAGES;
    const status = await panel.creator(
      ROBIN.id,
      "that all is delivered",
      (status) => isDelivered(status) && status.messages === all,
    );
    const dump = await owner.settled(all);
    await eventually(
      "the dashboard to be told",
      () => new Set(dashboard.appended.map(({ id }) => id)).size >= MESSAGES,
    );
    outcome = {
      status,
      held: heldBy(site.creator()),
      stored: storedIn(dump),
      told: dashboard.appended.map(({ id }) => id),
      faults: dashboard.faults,
      kills,
      stops: worker.stops,
      cutMs,
      connections: dashboard.connections,
      quarantined: (await owner.quarantine()).total,
    };
    await service.child.end("SIGTERM");
  }, 240_000);

  afterAll(async () => {
    await profile?.context.close();
    await site?.close();
    wire?.close();
  });

  it("really were killed, restarted and cut off", () => {
    expect(outcome.kills).toBeGreaterThan(KILLS / 2);
    expect(outcome.stops).toBe(outcome.kills);
    expect(outcome.cutMs).toBeGreaterThan(0.9 * CUT_MS);
    expect(outcome.connections).toBeGreaterThan(RESTARTS.length);
  });

  it("has every message once, in order, and sets nothing aside", () => {
    expect(sizeOf(outcome.held)).toBe(ROBIN.messages + MESSAGES);
    expect(outcome.stored).toEqual(outcome.held);
    expect(outcome.quarantined).toBe(0);
    expect(outcome.status).toMatchObject({
      waiting: 0,
      snapshot: null,
      refused: 0,
      evicted: 0,
      misplaced: 0,
    });
  });

  it("tells a dashboard every revision, and every message", () => {
    expect(outcome.faults).toEqual([]);
    const live = Object.values(outcome.held).flat()
      .map(({ id }) => id).sort().slice(ROBIN.messages);
    // One of a chat may be told again, with a profile that came in later.
    expect([...new Set(outcome.told)]).toEqual(live);
  });
});

/** Has messages come at the pace of traffic, not all at once. */
class Pace {
  #due = performance.now();

  async next(perSecond: number): Promise<void> {
    this.#due += 1000 / perSecond;
    const left = this.#due - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
}
