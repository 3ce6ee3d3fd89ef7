import {
  batch,
  computed,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import type { OutgoingWssMessage } from "@/lib/models/wss.ts";
import { Connection, type ConnectionState } from "./connection.ts";
import type { Cancel, Environment } from "./environment.ts";
import { Sequence } from "./sequence.ts";
import { type LiveSeed, LiveState } from "./state.ts";

/** A replay that brings nothing for this long, ms, is given up for a new start. */
const REPLAY_PATIENCE_MS = 5_000;

/**
 * The dashboard's one store: what is known of the account, and the connection
 * that keeps it so. Made from the data that the page was rendered with, on the
 * server as in the browser; only {@linkcode LiveStore.start} connects.
 */
export class LiveStore {
  /** Whose data this is. */
  readonly account: LiveSeed["account"];
  /** What is known of the account. */
  readonly state: LiveState;
  readonly #sequence: Sequence;
  readonly #link = signal<Connection | null>(null);
  readonly #revision: Signal<number | null>;
  readonly #connection = computed<ConnectionState>(() =>
    this.#link.value?.state.value ?? { kind: "connecting" }
  );
  #env: Environment | null = null;
  #cancelPatience: Cancel | null = null;
  #cancelPresence: Cancel | null = null;
  /** A replay was asked for, and has not closed the gap yet. */
  #asked = false;

  constructor(seed: LiveSeed) {
    this.account = seed.account;
    this.state = new LiveState(seed);
    // Figures go on from any revision; conversations only if all are there.
    const canGoOn = seed.sync === "figures"
      ? seed.analytics !== null
      : this.state.isComplete.peek();
    this.#sequence = new Sequence(canGoOn ? seed.revision : null);
    this.#revision = signal(seed.revision);
  }

  /** Where the connection stands. */
  get connection(): ReadonlySignal<ConnectionState> {
    return this.#connection;
  }

  /** The account's revision that is shown; `null` amid a full sync. */
  get revision(): ReadonlySignal<number | null> {
    return this.#revision;
  }

  /** Connects, and stays connected until the returned function is called. */
  start(env: Environment): () => void {
    this.#env = env;
    const link = new Connection(env, {
      since: () => this.#sequence.revision,
      reconnected: () => {
        this.#endPatience();
        this.#sequence.reconnected();
      },
      receive: (frames) => this.#receive(frames),
    });
    this.#link.value = link;
    link.start();
    return () => {
      this.#endPatience();
      this.#cancelPresence?.();
      link.stop();
    };
  }

  #receive(frames: OutgoingWssMessage[]): void {
    const before = this.#sequence.steps;
    batch(() => {
      for (const frame of frames) {
        const verdict = this.#sequence.admit(frame);
        if (verdict === "ignore") continue;
        this.state.apply(frame, verdict === "complete");
        if (frame.type === "online_users_update") this.#watchPresence();
      }
      this.state.settle();
      this.#revision.value = this.#sequence.revision;
    });
    this.#closeGap(this.#sequence.steps > before);
    this.state.tellMessages();
  }

  /** Asks for what is missing; if nothing comes of it, starts again. */
  #closeGap(progressed: boolean): void {
    if (!this.#sequence.behind) return this.#endPatience();
    if (this.#cancelPatience === null || progressed) {
      this.#cancelPatience?.();
      this.#cancelPatience = this.#env?.after(REPLAY_PATIENCE_MS, () => {
        this.#cancelPatience = null;
        this.#link.peek()?.restart();
      }) ?? null;
    }
    const since = this.#sequence.revision;
    if (since === null) this.#asked = false;
    else if (!this.#asked) {
      this.#asked = true;
      this.#sequence.asked();
      this.#link.peek()?.send({ type: "resume", payload: { since } });
    }
  }

  #endPatience(): void {
    this.#asked = false;
    this.#cancelPatience?.();
    this.#cancelPatience = null;
  }

  #watchPresence(): void {
    this.#cancelPresence?.();
    this.#cancelPresence = null;
    const expiresAt = this.state.presence.peek()?.expiresAt ?? null;
    const env = this.#env;
    if (env === null || expiresAt === null) return;
    this.#cancelPresence = env.after(
      Math.max(0, expiresAt - env.now()),
      () => this.state.expirePresence(),
    );
  }
}
