import { vi } from "vitest";
import { AgentClient } from "../client.ts";
import type { AgentEvent } from "../events.ts";
import type { AgentClientOptions } from "../options.ts";
import { FakeBrain, type FakeBrainOptions } from "./fake_brain.ts";

const cleanups: (() => unknown)[] = [];

/** Ends what the test started; for `afterEach`. */
export async function tearDown(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** A server that ends with the test. */
export function startBrain(options: FakeBrainOptions = {}): FakeBrain {
  const brain = new FakeBrain(options);
  cleanups.push(() => brain.stop());
  return brain;
}

/** A server, and a client that connects to it. */
export function setUp(
  brainOptions: FakeBrainOptions = {},
  clientOptions: Partial<AgentClientOptions> = {},
) {
  const brain = startBrain(brainOptions);
  const events: AgentEvent[] = [];
  const client = new AgentClient({
    url: brain.url,
    token: "secret",
    onEvent: (event) => events.push(event),
    backoff: { minMs: 2, maxMs: 20 },
    ...clientOptions,
  });
  cleanups.push(() => client.close(AbortSignal.abort()));
  client.connect();
  return { brain, client, events };
}

/** Waits until `check` does not throw. */
export const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { interval: 2, timeout: 10_000 });

/** A small message with this id. */
export const message = (id: number) => ({
  id,
  chat_id: 1,
  text: `message ${id}`,
});

/** Messages with the ids from 1 to `count`. */
export const messages = (count: number) =>
  Array.from({ length: count }, (_, index) => message(index + 1));
