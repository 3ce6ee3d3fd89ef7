import { LoadAccount, type Observer } from "./account.ts";
import { Meter } from "./meter.ts";
import type { Command, LoadResult, Target } from "./protocol.ts";
import { sendSnapshot } from "./snapshot.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

/** Accounts that are connected, or sent, at the same time. */
const PARALLEL = 8;
/** Longest wait for what was sent to be seen, in ms. */
const PATIENCE_MS = 120_000;
const KEEPALIVE_MS = 20_000;
/** Between two rounds of sending at a steady pace, in ms. */
const TICK_MS = 1;

/** Carries out commands on accounts whose messages go on from one to the next. */
export class Generator {
  readonly #traffic = new Map<string, Traffic>();
  readonly #observer: Observer = {
    meter: new Meter(),
    onProgress: (account) => this.#onProgress(account),
    onFailure: (error) => {
      this.#failure ??= error;
      this.#failed.reject(error);
    },
  };
  #accounts: LoadAccount[] = [];
  #onProgress: (account: LoadAccount) => void = () => {};
  #failure: Error | null = null;
  readonly #failed = Promise.withResolvers<never>();

  constructor() {
    this.#failed.promise.catch(() => {});
    setInterval(() => {
      for (const account of this.#accounts) account.keepAlive();
    }, KEEPALIVE_MS);
  }

  /** Carries out a command; rejects where the server did not play along. */
  async run(command: Command): Promise<LoadResult> {
    const meter = this.#observer.meter = new Meter();
    switch (command.do) {
      case "connect":
        await this.#connect(command.targets);
        for (const { counted } of this.#accounts) meter.counted += counted;
        break;
      case "disconnect":
        await Promise.all(this.#accounts.map((account) => account.close()));
        this.#accounts = [];
        break;
      case "snapshot":
        await inParallel(command.targets, async (target) => {
          meter.snapshots.push(await sendSnapshot(target));
        });
        break;
      case "burst":
        await this.#burst(command);
        break;
      case "pace":
        await this.#pace(command);
        break;
      case "single":
        await this.#single(command.count);
    }
    if (this.#failure) throw this.#failure;
    return meter.result();
  }

  async #connect(targets: readonly Target[]): Promise<void> {
    const accounts = targets.map((target) =>
      new LoadAccount(target, this.#trafficOf(target), this.#observer)
    );
    await inParallel(accounts, (account) => account.connect());
    this.#accounts = accounts;
  }

  async #burst(
    { seconds, window, until }: Command & { do: "burst" },
  ): Promise<void> {
    let isOver = false;
    this.#onProgress = (account) => {
      while (!isOver && !this.#failure && underWay(account, until) < window) {
        account.send();
      }
    };
    for (const account of this.#accounts) this.#onProgress(account);
    await this.#during(seconds * 1000);
    isOver = true;
    await this.#allSeen();
  }

  /** What is late is sent as soon as possible: the pace does not depend on answers. */
  async #pace({ seconds, rate }: Command & { do: "pace" }): Promise<void> {
    const start = performance.now();
    let sent = 0;
    for (;;) {
      const elapsed = Math.min(seconds, (performance.now() - start) / 1000);
      for (; sent < elapsed * rate; sent++) {
        this.#accounts[sent % this.#accounts.length]?.send();
      }
      if (elapsed === seconds || this.#failure) break;
      await pause(TICK_MS);
    }
    this.#observer.meter.viewsInTime = this.#observer.meter.views;
    await this.#allSeen();
  }

  async #single(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const account = this.#accounts[i % this.#accounts.length];
      if (!account) return;
      const seen = Promise.withResolvers<void>();
      this.#onProgress = () => {
        if (account.unseen === 0) seen.resolve();
      };
      account.send();
      const timer = setTimeout(
        () => seen.reject(new Error("A message was not seen.")),
        PATIENCE_MS,
      );
      await Promise.race([seen.promise, this.#failed.promise]);
      clearTimeout(timer);
    }
  }

  async #during(ms: number): Promise<void> {
    const end = performance.now() + ms;
    while (performance.now() < end && !this.#failure) await pause(10);
    this.#observer.meter.viewsInTime = this.#observer.meter.views;
  }

  async #allSeen(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.#accounts.some(({ unseen }) => unseen > 0)) {
      if (this.#failure) return;
      if (performance.now() > end) {
        throw new Error("Not all messages were seen.");
      }
      await pause(5);
    }
    this.#onProgress = () => {};
  }

  /** Ids go on where an account's last connection left off. */
  #trafficOf(target: Target): Traffic {
    const key = `${target.origin} ${target.id}`;
    let traffic = this.#traffic.get(key);
    if (!traffic) this.#traffic.set(key, traffic = trafficOf(target));
    return traffic;
  }
}

function underWay(account: LoadAccount, until: "acked" | "seen"): number {
  return until === "acked" ? account.unacknowledged : account.unseen;
}

async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
