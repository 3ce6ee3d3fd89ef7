import { z } from "zod";
import type { Link, LinkEvents } from "./link.ts";

/** A text with its channel on the bus; or somebody new, and the answer to that. */
const Post = z.union([
  z.tuple([z.string(), z.string()]),
  z.enum(["hello", "here"]),
]);

/**
 * Reaches the workers and isolates of this process, by a `BroadcastChannel`.
 * Most services have only one: it does nothing until another one is heard.
 */
export class BroadcastLink implements Link {
  readonly #channel: BroadcastChannel;
  readonly #watched = new Set<string>();
  #isUp = true;
  #mayBeHeard = false;

  /** Reaches those who gave the same `realm`, and nobody else. */
  constructor(realm: string) {
    this.#channel = new BroadcastChannel(`rapport ${realm}`);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get mayBeHeard(): boolean {
    return this.#mayBeHeard;
  }

  start({ onText, onGap }: LinkEvents): void {
    this.#channel.onmessage = ({ data }) => {
      const post = Post.safeParse(data);
      if (!post.success || !this.#isUp) return;
      this.#mayBeHeard = true;
      if (post.data === "hello" || post.data === "here") {
        if (post.data === "hello") this.#post("here");
        for (const channel of this.#watched) onGap(channel);
      } else {
        const [channel, text] = post.data;
        if (this.#watched.has(channel)) onText(channel, text);
      }
    };
    this.#post("hello");
  }

  send(channel: string, text: string): void {
    if (this.#isUp && this.#mayBeHeard) this.#post([channel, text]);
  }

  watch(channel: string): void {
    this.#watched.add(channel);
  }

  unwatch(channel: string): void {
    this.#watched.delete(channel);
  }

  async close(): Promise<void> {
    this.#isUp = false;
    this.#watched.clear();
    this.#channel.close();
    // Deno ends what serves an isolate's channels in the next turn after the
    // last one is closed, also if another was opened in between, which from
    // then on can neither send nor receive.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  #post(post: z.infer<typeof Post>): void {
    this.#channel.postMessage(post);
  }
}
