import { afterAll, beforeAll, expect, it } from "vitest";
import { Account } from "../account.ts";
import type { CreatorOptions } from "../lookalike/data.ts";
import { type Lookalike, startLookalike } from "../lookalike/site.ts";
import { Visit } from "../lookalike/visit.ts";
import { databaseWith, type Service, startService } from "../service.ts";
import { describeInChromium, openProfile, type Profile } from "./browser.ts";
import { buildExtension, unpackedIn } from "./build.ts";
import { heldBy, sizeOf, storedIn } from "./outcome.ts";
import { isDelivered, Panel } from "./panel.ts";

const SEED = 7;

/** All of them have fans in common. */
const ROBIN = creator(9001, "Robin", [1001, 1002, 1003, 1004, 1005]);
const KIM = creator(9002, "Kim", [1003, 1004, 1005, 1006]);
const LEE = creator(9003, "Lee", [1001, 1005, 1007]);

function creator(
  id: number,
  name: string,
  fans: readonly number[],
): CreatorOptions {
  return { id, name, fans, messages: 60 };
}

describeInChromium("several creators in one browser", () => {
  let service: Service;
  let site: Lookalike;
  let profile: Profile;
  let panel: Panel;
  let visit: Visit;
  let robin: Account;
  let kim: Account;

  beforeAll(async () => {
    service = await startService({
      kvPath: await databaseWith(ROBIN.name, KIM.name),
    });
    robin = await Account.signIn(service, ROBIN.name);
    kim = await Account.signIn(service, KIM.name);
    site = await startLookalike({
      seed: SEED,
      creators: [ROBIN, KIM, LEE],
      identity: "init",
      namesRecipient: false,
    });
    profile = await openProfile(await unpackedIn(await buildExtension()));
    panel = await Panel.open(profile);
    visit = await Visit.begin(profile.context, site);
  });

  afterAll(async () => {
    await profile?.context.close();
    await site?.close();
    expect(visit?.problems ?? []).toEqual([]);
    await service?.child.end("SIGTERM");
  });

  /** Sends a creator's data to an account of the service. */
  async function pair(account: Account, { id, name }: CreatorOptions) {
    const answer = await panel.ask({
      type: "pair",
      origin: service.origin,
      code: await account.pairingCode(),
      name: `${name}'s browser`,
      creator: String(id),
    });
    expect(answer).toMatchObject({ ok: true });
  }

  /** What an account holds, as soon as it is all that it is to hold. */
  async function expectAll(account: Account, { id }: CreatorOptions) {
    const held = heldBy(site.creator(id));
    await panel.creator(id, "that all is delivered", isDelivered);
    expect(storedIn(await account.settled(sizeOf(held)))).toEqual(held);
  }

  /** What the extension holds of an account, by its own database. */
  async function expectLocal({ id }: CreatorOptions) {
    const held = heldBy(site.creator(id));
    const { messages, chats } = await panel.creator(
      id,
      `${sizeOf(held)} messages`,
      ({ messages }) => messages === sizeOf(held),
    );
    expect({ messages, chats })
      .toEqual({ messages: sizeOf(held), chats: Object.keys(held).length });
  }

  it("sends one's chats to the account that they were paired with", async () => {
    await visit.signIn(ROBIN.name);
    await visit.readAll();
    await pair(robin, ROBIN);
    site.say(1003, "Live, to Robin", ROBIN.id);
    await expectAll(robin, ROBIN);
  });

  it("sends those of the next to theirs, without a reload between", async () => {
    await visit.signOut({ reload: false });
    await visit.signIn(KIM.name, { reload: false });
    await panel.creator(KIM.id, "that Kim is there");
    await pair(kim, KIM);
    await visit.readAll();
    site.say(1003, "Live, to Kim", KIM.id);
    await visit.write("Kim's answer");
    await expectAll(kim, KIM);
    await expectAll(robin, ROBIN);
  });

  it("gives the first one answers that come when the second is there", async () => {
    await visit.signOut({ reload: false });
    await visit.signIn(ROBIN.name, { reload: false });
    for (let i = 0; i < 5; i++) {
      // The page does not listen to what Robin's other devices send.
      site.creator(ROBIN.id).add(1004, { text: `Unheard ${i}` }, Date.now());
    }
    const late = site.hold(({ path }) => path.includes("/chats/1004/"));
    await visit.page.locator("[data-chat='1004']").click();
    await late.arrived;
    await visit.signOut({ reload: false });
    await visit.signIn(KIM.name, { reload: false });
    late.release();
    await visit.open(1006);
    site.say(1004, "Live, to Kim again", KIM.id);
    await expectAll(robin, ROBIN);
    await expectAll(kim, KIM);
  });

  it("does so with a reload", async () => {
    await visit.signOut();
    await visit.signIn(ROBIN.name);
    site.say(1005, { tip: 20 }, ROBIN.id);
    await visit.open(1005);
    await visit.write("Robin's thanks");
    await visit.signOut();
    await visit.signIn(KIM.name);
    site.say(1005, { tip: 35 }, KIM.id);
    await visit.open(1005);
    await expectAll(robin, ROBIN);
    await expectAll(kim, KIM);
  });

  it("keeps a third one's here, whom nobody paired", async () => {
    await visit.signOut();
    await visit.signIn(LEE.name);
    await visit.readAll();
    site.say(1001, "Live, to Lee", LEE.id);
    await expectLocal(LEE);
    const { pairing, delivered } = await panel.creator(LEE.id, "of Lee");
    expect({ pairing, delivered }).toEqual({ pairing: null, delivered: 0 });
    await expectAll(robin, ROBIN);
    await expectAll(kim, KIM);
    await expectLocal(ROBIN);
    await expectLocal(KIM);
  });

  it("lets none of it become another's", async () => {
    const [ofRobin, ofKim] = [await robin.dump(), await kim.dump()]
      .map((dump) => Object.values(storedIn(dump)).flat().map(({ id }) => id));
    expect(ofRobin).toHaveLength(site.creator(ROBIN.id).size);
    expect(ofKim).toHaveLength(site.creator(KIM.id).size);
    expect(new Set(ofRobin).isDisjointFrom(new Set(ofKim))).toBe(true);
  });
});
