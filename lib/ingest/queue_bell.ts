import { AccountId } from "@/lib/models/mod.ts";
import { z } from "zod";

/** What is put into the platform's queue: that something waits for an account. */
const Ring = z.object({ kind: z.literal("work"), account: AccountId });

/**
 * A doorbell that the database has itself, for instances that nothing else
 * connects: the platform's queue. It only says where to look. Where the platform
 * has no queue, work is found by looking for it in intervals.
 */
export class QueueBell {
  readonly #kv: Deno.Kv;
  readonly #onError: (error: unknown) => void;
  #isThere = false;

  /** `onError` is told of what goes wrong once the queue is in use. */
  constructor(kv: Deno.Kv, onError: (error: unknown) => void) {
    this.#kv = kv;
    this.#onError = onError;
  }

  /** Calls `hear` when an instance rings, this one or another. */
  listen(hear: (account: AccountId) => void): void {
    try {
      this.#isThere = true;
      this.#kv.listenQueue((message: unknown) => {
        const ring = Ring.safeParse(message);
        if (ring.success) hear(ring.data.account);
      }).catch((error) => {
        if (this.#isThere) this.#onError(error);
      });
    } catch {
      // The platform has no queue.
      this.#isThere = false;
    }
  }

  /** Tells whoever listens to look at the account. */
  ring(account: AccountId): void {
    if (!this.#isThere) return;
    const ring: z.infer<typeof Ring> = { kind: "work", account };
    this.#kv.enqueue(ring).catch((error) => {
      if (this.#isThere) this.#onError(error);
    });
  }

  /** Rings no more, and hears nothing; the database ends the rest. */
  close(): void {
    this.#isThere = false;
  }
}
