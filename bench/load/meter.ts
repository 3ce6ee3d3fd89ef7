import { Latencies, type LatencyCounts } from "../statistics.ts";
import type { LoadResult, SnapshotTimes } from "./protocol.ts";

/** Counts what one command comes to, over all accounts. */
export class Meter {
  readonly #latencies = new Map<string, Latencies>();
  readonly #startedAt = performance.now();
  #endedAt = this.#startedAt;
  readonly snapshots: SnapshotTimes[] = [];
  sent = 0;
  views = 0;
  viewsInTime = 0;
  messageFrames = 0;
  messageCharacters = 0;
  frames = 0;
  counted = 0;
  syncs = 0;

  /** A dashboard of `account` sees a message that was sent at a time. */
  saw(account: string, sentAt: number): void {
    this.views++;
    this.#endedAt = performance.now();
    let latencies = this.#latencies.get(account);
    if (!latencies) {
      this.#latencies.set(account, latencies = new Latencies());
    }
    latencies.add(this.#endedAt - sentAt);
  }

  /** Everything counted so far. */
  result(): LoadResult {
    const all = new Latencies();
    const byAccount: Record<string, LatencyCounts> = {};
    for (const [account, latencies] of this.#latencies) {
      byAccount[account] = latencies.counts();
      all.merge(latencies.counts());
    }
    return {
      startedAt: performance.timeOrigin + this.#startedAt,
      endedAt: performance.timeOrigin + this.#endedAt,
      sent: this.sent,
      views: this.views,
      viewsInTime: this.viewsInTime,
      latencies: all.counts(),
      byAccount,
      messageFrames: this.messageFrames,
      messageCharacters: this.messageCharacters,
      frames: this.frames,
      counted: this.counted,
      syncs: this.syncs,
      snapshots: this.snapshots,
    };
  }
}
