/**
 * The dashboard without its page: the same store that the browser runs, on real
 * sockets, watched by somebody who trusts neither.
 * @module
 */
import type {
  Cancel,
  Environment,
  Socket,
  SocketEvents,
} from "@/components/live/environment.ts";
import { seed } from "@/components/live/examples.ts";
import { LiveStore } from "@/components/live/store.ts";
import {
  AccountId,
  type Message,
  OutgoingWssMessage,
} from "@/lib/models/mod.ts";
import type { Account } from "./account.ts";
import { openWithHeaders } from "./peer.ts";

/** A dashboard that reconnects until it is closed. */
export class LiveDashboard {
  /** What the browser would show. */
  readonly store: LiveStore;
  /** What was wrong with what the service said. */
  readonly faults: string[] = [];
  /** Messages that it was told of one by one, in order. */
  readonly appended: Message[] = [];
  /** How often it had to start anew. */
  syncs = 0;
  /** How often it connected. */
  connections = 0;
  readonly #account: Account;
  readonly #stop: () => void;
  #revision: number | null = null;

  constructor(account: Account) {
    this.#account = account;
    const { id } = account;
    this.store = new LiveStore(
      seed({ account: { id: AccountId.parse(id), name: "" } }),
    );
    this.#stop = this.store.start(this.#environment());
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  #environment(): Environment {
    const after = (ms: number, action: () => void): Cancel => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    };
    return {
      connect: (since, events) => this.#connect(since, events),
      now: () => Date.now(),
      // The shortest waits that the dashboard knows.
      random: () => 0,
      after,
      beforePaint: (action) => after(0, action),
      onOffline: () => () => {},
      onWake: () => () => {},
    };
  }

  #connect(since: number | null, events: SocketEvents): Socket {
    const { origin, cookie, id } = this.#account;
    this.connections++;
    if (since !== null && since !== this.#revision) {
      this.faults.push(`asks for ${since}, but was told of ${this.#revision}`);
    }
    this.#revision = since;
    const query = since === null ? "" : `?since=${since}`;
    const url = `${origin}/ws/frontend/${id}${query}`;
    const socket = openWithHeaders(url, { cookie, origin });
    socket.onmessage = ({ data }) => {
      this.#watch(JSON.parse(String(data)));
      events.onMessage(data);
    };
    socket.onclose = ({ code }) => events.onClose(code);
    return socket;
  }

  #watch(json: unknown): void {
    const parsed = OutgoingWssMessage.safeParse(json);
    if (!parsed.success) {
      this.faults.push(`not of the contract: ${parsed.error.message}`);
      return;
    }
    const { type, payload } = parsed.data;
    switch (type) {
      case "full_sync_response":
        this.syncs += payload.part?.index === 0 ? 1 : 0;
        this.#revision = payload.revision ?? null;
        return;
      case "append_message":
        this.appended.push(...payload.messages);
        return this.#follow(type, payload.revision);
      case "analytics_update":
      case "enrichment_result":
      case "command_to_execute":
        return this.#follow(type, payload.revision);
      case "system_error":
        this.faults.push(`system_error ${payload.code}`);
    }
  }

  /** Each revision comes right after the one before it. */
  #follow(type: string, revision: number | undefined): void {
    if (this.#revision === null || revision !== this.#revision + 1) {
      this.faults.push(`${type} ${revision} after ${this.#revision}`);
    }
    this.#revision = revision ?? null;
  }
}
