/**
 * Plays the instances that ingest: publishes on Redis what they would. The
 * first argument is the URL of Redis. Prints the port at which viewers tell what
 * they see; then reads commands from its standard input and answers each on its
 * standard output (see `protocol.ts`). Ends with its standard input.
 * @module
 */
import { createClient } from "redis";
import { seal } from "@/lib/hub/bus/envelope.ts";
import { serveCommands } from "../commands.ts";
import { ProgressListener } from "./progress.ts";
import type {
  Audience,
  PublisherCommand,
  PublisherResult,
} from "./protocol.ts";
import { now, stamped, type Template, templateOf } from "./stamp.ts";

/** Longest wait for what was published to be seen, in ms. */
const PATIENCE_MS = 30_000;
/** Between two looks, in ms. */
const TICK_MS = 1;

type Redis = ReturnType<typeof createClient>;

class Publisher {
  readonly #redis: Pick<Redis, "publish">;
  readonly #progress: ProgressListener;
  /** Names it on the bus, as an instance. */
  readonly #origin = `publisher ${crypto.randomUUID()}`;
  #audiences: Audience[] = [];
  #templates: Template[] = [];
  #dashboards = 0;
  #isSealed = false;
  #failure: Error | null = null;
  #published = 0;

  constructor(redis: Pick<Redis, "publish">, progress: ProgressListener) {
    this.#redis = redis;
    this.#progress = progress;
  }

  async run(command: PublisherCommand): Promise<PublisherResult> {
    const startedAt = now();
    const before = { published: this.#published, seen: this.#progress.seen };
    if (command.do === "address") this.#address(command);
    if (command.do === "pace") await this.#pace(command);
    if (command.do === "burst") await this.#burst(command);
    const seenInTime = this.#progress.seen - before.seen;
    await this.#allSeen();
    const published = this.#published - before.published;
    return { startedAt, published, seenInTime };
  }

  #address(
    { audiences, dashboards, isSealed, samples }: PublisherCommand & {
      do: "address";
    },
  ): void {
    this.#audiences = audiences;
    this.#dashboards = dashboards;
    this.#isSealed = isSealed;
    this.#templates = samples.map(templateOf);
  }

  /** What is late is sent as soon as possible: the pace does not depend on answers. */
  async #pace({ seconds, rate }: PublisherCommand & { do: "pace" }) {
    const start = performance.now();
    let sent = 0;
    for (;;) {
      const elapsed = Math.min(seconds, (performance.now() - start) / 1000);
      for (; sent < elapsed * rate; sent++) this.#publish();
      this.#check();
      if (elapsed === seconds) return;
      await pause();
    }
  }

  async #burst({ seconds, window }: PublisherCommand & { do: "burst" }) {
    const end = performance.now() + seconds * 1000;
    const most = window * this.#audiences.length;
    const fill = () => {
      if (performance.now() >= end) return;
      while (this.#underWay < most) this.#publish();
    };
    this.#progress.onProgress = fill;
    fill();
    while (performance.now() < end) {
      this.#check();
      await pause();
    }
    this.#progress.onProgress = () => {};
  }

  /** Messages that not all dashboards have seen. */
  get #underWay(): number {
    return this.#published - this.#progress.seen / this.#dashboards;
  }

  /** The next message, to one account after the other. */
  #publish(): void {
    const n = this.#published++;
    const audience = this.#audiences[n % this.#audiences.length];
    const template = this.#templates[n % this.#templates.length];
    if (!audience || !template) throw new Error("Nobody is addressed.");
    const revision = ++audience.revision;
    const frame = stamped(template, { publishedAt: now(), revision });
    this.#redis.publish(audience.channel, this.#wrapped(frame, revision))
      .catch((error) => this.#failure ??= error);
  }

  #wrapped(frame: string, revision: number): string {
    if (!this.#isSealed) return frame;
    return seal({
      origin: this.#origin,
      n: this.#published,
      message: { kind: "frames", from: revision, frames: [frame] },
    });
  }

  async #allSeen(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.#underWay > 0) {
      this.#check();
      if (performance.now() > end) {
        throw new Error(`${this.#underWay} messages were not seen by all.`);
      }
      await pause();
    }
  }

  #check(): void {
    if (this.#progress.hasLost) throw new Error("Viewers have failed.");
    if (this.#failure) throw this.#failure;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, TICK_MS));
}

const [url] = Deno.args;
const redis = createClient({ url, socket: { reconnectStrategy: false } });
redis.on("error", (error) => {
  throw error;
});
await redis.connect();
const progress = new ProgressListener();
console.log(progress.port);
const publisher = new Publisher(redis, progress);
await serveCommands<PublisherCommand, PublisherResult>((command) =>
  publisher.run(command)
);
