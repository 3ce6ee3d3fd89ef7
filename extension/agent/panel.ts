import type { PanelAnswer, PanelRequest } from "../messages.ts";
import type { Account } from "./account.ts";
import type { AgentPorts, Meta } from "./ports.ts";
import { currentOf, statusOf } from "./status.ts";
import type { Turns } from "./turns.ts";
import type { Pairing } from "./types.ts";

/** What a {@linkcode Panel} works with. */
export interface PanelOptions {
  ports: AgentPorts;
  turns: Turns;
  meta(): Promise<Meta>;
  account(creator: string): Account;
  /** Those that were asked for since the start. */
  accounts(): Account[];
  /** An account's object is not to be used any more. */
  forget(creator: string): void;
  connect(creators: readonly string[]): Promise<void>;
}

/** Does what the popup and the options page ask for. */
export class Panel {
  readonly #options: PanelOptions;

  constructor(options: PanelOptions) {
    this.#options = options;
  }

  /** Does it, and tells how everything stands then, or what went wrong. */
  async answer(request: PanelRequest): Promise<PanelAnswer> {
    try {
      await this.#do(request);
      return { ok: true, status: await this.#status() };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return { ok: false, error: said };
    }
  }

  async #do(request: PanelRequest): Promise<void> {
    const { turns } = this.#options;
    switch (request.type) {
      case "status":
        return;
      case "pair":
        return await this.#pair(request);
      case "unpair":
        return await this.#unpair(request.creator);
      case "connect":
        return await turns.run(() => this.#connect(request.creator));
      case "pause":
        return await turns.run(() => this.#pause(request.paused));
      case "wipe":
        return await turns.run(() => this.#wipe(request.creator));
    }
  }

  async #pair(
    { origin, code, name, creator }: Extract<PanelRequest, { type: "pair" }>,
  ): Promise<void> {
    const { ports, turns } = this.#options;
    const pairing = await ports.pairing.exchange({ origin, code, name });
    const before = await turns.run(() => this.#setPairing(creator, pairing))
      .catch(async (error) => {
        await this.#revoke(pairing);
        throw error;
      });
    for (const one of before) await this.#revoke(one);
  }

  /** Gives the pairings in whose place it comes. */
  async #setPairing(
    wanted: string | null,
    pairing: Pairing,
  ): Promise<Pairing[]> {
    const { connect } = this.#options;
    const meta = await this.#options.meta();
    const pairings = await meta.pairings();
    const current = currentOf(await meta.pages());
    const creator = wanted ??
      (current !== null && !pairings.of.has(current) ? current : null);
    // Two Agents of one account would take each other's place for ever.
    const taken = [...pairings.of].some(([other, { origin, userId }]) =>
      other !== creator && origin === pairing.origin &&
      userId === pairing.userId
    );
    if (taken) {
      throw new Error(
        "This account of Rapport is paired with another account of the site here. Unpair that one first.",
      );
    }
    const { pending } = pairings;
    const before = creator === null ? pending : pairings.of.get(creator);
    await meta.setPairing(creator, pairing);
    const replaced = before ? [before] : [];
    if (creator === null) return replaced;
    const isTwice = pending?.origin === pairing.origin &&
      pending.userId === pairing.userId;
    if (isTwice) {
      await meta.setPairing(null, null);
      replaced.push(pending);
    }
    await connect([creator]);
    return replaced;
  }

  async #unpair(creator: string | null): Promise<void> {
    const { account, turns } = this.#options;
    const meta = await this.#options.meta();
    const { of, pending } = await meta.pairings();
    const pairing = creator === null ? pending : of.get(creator) ?? null;
    if (pairing === null) throw new Error("It is not paired.");
    await this.#revoke(pairing);
    await turns.run(async () => {
      await meta.setPairing(creator, null);
      if (creator !== null) account(creator).disconnect();
    });
  }

  async #connect(creator: string): Promise<void> {
    const meta = await this.#options.meta();
    const pairing = (await meta.pairings()).of.get(creator);
    if (pairing === undefined) throw new Error("It is not paired.");
    if (await meta.paused()) throw new Error("It is paused.");
    const account = this.#options.account(creator);
    await account.connect(pairing, { byPerson: true });
  }

  async #pause(paused: boolean): Promise<void> {
    const { accounts, connect } = this.#options;
    const meta = await this.#options.meta();
    await meta.setPaused(paused);
    if (paused) {
      for (const account of accounts()) {
        account.disconnect();
        account.presence.stop();
      }
      return;
    }
    const creators = [...(await meta.pairings()).of.keys()];
    await connect(creators);
    for (const creator of creators) {
      await this.#options.account(creator).desk.examine();
    }
  }

  async #wipe(creator: string | null): Promise<void> {
    const { ports, account, forget, connect } = this.#options;
    const meta = await this.#options.meta();
    const { of } = await meta.pairings();
    const known = (await meta.creators()).map(({ id }) => id);
    const stored = await ports.stores.list();
    const creators = creator === null
      ? new Set([...stored, ...known])
      : [creator];
    const current = currentOf(await meta.pages());
    for (const id of creators) {
      await account(id).wipe();
      forget(id);
      if (!of.has(id) && id !== current) await meta.forgetCreator(id);
    }
    if (creator === null) await meta.forgetHeld();
    await connect([...creators]);
  }

  async #status() {
    const { ports, account } = this.#options;
    return await statusOf({
      version: ports.version,
      site: ports.site.name,
      meta: await this.#options.meta(),
      stored: await ports.stores.list(),
      account,
      storage: await ports.estimate(),
    });
  }

  /** Ends a pairing at its service, if that can be reached. */
  async #revoke(pairing: Pairing): Promise<void> {
    const { pairing: service, onError } = this.#options.ports;
    await service.revoke(pairing).catch(onError);
  }
}
