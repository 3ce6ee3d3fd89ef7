import type { Socket } from "@/lib/hub/mod.ts";
import type {
  AnalyticsUpdate,
  ExtendedConversationNode,
  Message,
  OutgoingWssMessage,
  SendMessageCommand,
} from "@/lib/models/mod.ts";

/**
 * What tests of the whole Brain need: a socket without a network, a dashboard
 * that holds what it was told, and a database that dies when it is told to.
 * @module
 */

/** A WebSocket whose other side is the test. */
export class TestSocket extends EventTarget {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  closed: { code: number; reason: string } | null = null;
  readonly frames: OutgoingWssMessage[] = [];
  onFrame: (frame: OutgoingWssMessage) => void = () => {};

  send(data: string): void {
    const frame: OutgoingWssMessage = JSON.parse(data);
    this.frames.push(frame);
    this.onFrame(frame);
  }

  close(code = 1000, reason = ""): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.readyState = WebSocket.CLOSED;
    this.closed = { code, reason };
    this.dispatchEvent(new Event("close"));
  }

  /** Sends a frame to the Brain. */
  receive(frame: unknown): void {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The socket as the hub takes it. */
  get asSocket(): Socket {
    return this as unknown as Socket;
  }
}

/** A dashboard: applies frames as the contract says, and notes what is wrong. */
export class TestDashboard {
  revision: number | null = null;
  status = "";
  analytics: AnalyticsUpdate | null = null;
  readonly conversations = new Map<string, ExtendedConversationNode>();
  /** Messages that it was told of one by one, by id, as last told. */
  readonly messages = new Map<string, Message>();
  /** Commands, by id, as last told. */
  readonly commands = new Map<string, SendMessageCommand>();
  readonly faults: string[] = [];

  /** Takes a frame in. */
  receive({ type, payload }: OutgoingWssMessage): void {
    switch (type) {
      case "system_status":
        this.status = payload.status;
        return;
      case "full_sync_response": {
        if (payload.part?.index === 0) this.conversations.clear();
        for (const node of payload.conversations) this.#hold(node);
        this.analytics = payload.analytics;
        this.revision = payload.revision ?? null;
        return;
      }
      case "append_message":
        this.#follow(type, payload.revision);
        this.#hold(payload);
        for (const message of payload.messages) {
          this.messages.set(message.id, message);
        }
        return;
      case "analytics_update":
        this.#follow(type, payload.revision);
        this.analytics = payload;
        return;
      case "enrichment_result":
        this.#follow(type, payload.revision);
        return;
      case "command_to_execute":
        this.#follow(type, payload.revision);
        this.commands.set(payload.command_id ?? "", payload);
    }
  }

  #follow(type: string, revision: number | undefined): void {
    if (this.revision === null) {
      this.faults.push(`${type} before the first full_sync_response`);
    } else if (revision !== this.revision + 1) {
      this.faults.push(`${type} ${revision} after ${this.revision}`);
    }
    this.revision = revision ?? null;
  }

  #hold(node: ExtendedConversationNode): void {
    this.conversations.set(node.conversationId, node);
  }
}

/** A database that stops to answer after a number of commits, like its process. */
export function mortalKv(
  kv: Deno.Kv,
  commits: number,
): { kv: Deno.Kv; isDead: () => boolean; kill: () => void } {
  let left = commits;
  const alive = () => {
    if (left < 0) throw new Error("the process is dead");
  };
  const mortalAtomic = (atomic: Deno.AtomicOperation) => {
    const proxy: Deno.AtomicOperation = new Proxy(atomic, {
      get(target, name) {
        if (name === "commit") {
          return async () => {
            alive();
            if (left-- === 0) throw new Error("the process died");
            return await target.commit();
          };
        }
        const method: unknown = Reflect.get(target, name);
        return typeof method !== "function" ? method : (...args: unknown[]) => {
          method.apply(target, args);
          return proxy;
        };
      },
    });
    return proxy;
  };
  const mortal = new Proxy(kv, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => {
        alive();
        return name === "atomic"
          ? mortalAtomic(target.atomic())
          : method.apply(target, args);
      };
    },
  });
  return {
    kv: mortal,
    isDead: () => left < 0,
    kill: () => {
      left = -1;
    },
  };
}
