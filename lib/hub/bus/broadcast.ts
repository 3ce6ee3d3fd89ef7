import { z } from "zod";
import type { Link, LinkEvents } from "./link.ts";

/** The channel on the bus, and the text. */
const Post = z.tuple([z.string(), z.string()]);

/**
 * Reaches the workers and isolates of this process, by a `BroadcastChannel`.
 * It is always there; no text is missed.
 */
export class BroadcastLink implements Link {
  readonly #channel: BroadcastChannel;
  readonly #watched = new Set<string>();
  #isUp = true;

  /** Reaches those who gave the same `realm`, and nobody else. */
  constructor(realm: string) {
    this.#channel = new BroadcastChannel(`rapport ${realm}`);
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  start({ onText }: LinkEvents): void {
    this.#channel.onmessage = ({ data }) => {
      const post = Post.safeParse(data);
      if (!post.success) return;
      const [channel, text] = post.data;
      if (this.#watched.has(channel)) onText(channel, text);
    };
  }

  send(channel: string, text: string): void {
    if (!this.#isUp) return;
    const post: z.infer<typeof Post> = [channel, text];
    this.#channel.postMessage(post);
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
}
