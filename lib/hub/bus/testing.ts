import { eventually } from "@/tests/conditions.ts";
import type { Bus, BusMessage } from "./bus.ts";

/** For tests: messages that can be told apart, `from` 1 up to `count`. */
export function numbered(count: number, first = 1): BusMessage[] {
  return Array.from(
    { length: count },
    (_, i) => ({ kind: "replaced", revision: first + i }),
  );
}

/** For tests: one who listens to a channel, and remembers. */
export class Ear {
  readonly heard: BusMessage[] = [];
  /** How often messages may have been missed. */
  gaps = 0;
  readonly #end: () => void;

  constructor(bus: Bus, channel: string) {
    this.#end = bus.subscribe(
      channel,
      (message) => this.heard.push(message),
      () => this.gaps++,
    );
  }

  /** Resolves when it can hear other instances, after `gaps` gaps. */
  async hasGaps(gaps: number): Promise<this> {
    await eventually(`gap ${gaps}`, () => this.gaps >= gaps);
    return this;
  }

  /** What was heard, as soon as that is `count` messages. */
  async hears(count: number): Promise<BusMessage[]> {
    await eventually(`message ${count}`, () => this.heard.length >= count);
    return this.heard;
  }

  /** Listens no more. */
  end(): void {
    this.#end();
  }
}

/** For tests: resolves when the bus is up, or down. */
export async function becomes(bus: Bus, isUp: boolean): Promise<void> {
  await eventually(isUp ? "a bus that is up" : "a bus that is down", () => {
    return bus.isUp === isUp;
  });
}
