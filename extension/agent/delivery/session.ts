import { MAX_PART_BYTES } from "@/lib/agent/parts.ts";
import type { Clock } from "@/lib/store/clock.ts";
import type { WireCommand } from "../../messages.ts";
import type {
  Delta,
  OutboxStore,
  Plan,
  SettledDelta,
  SettledPart,
} from "../store/mod.ts";
import type { CommandJournal } from "../types.ts";
import type { Acknowledgement, Frame } from "./frames.ts";
import type { Link } from "./link.ts";

/** The store of an account, as a delivery uses it. */
export type DeliveryStore = OutboxStore & { readonly commands: CommandJournal };

/** How much may be under way without an acknowledgement, and for how long. */
export interface Pace {
  /** Most parts of a snapshot; each has up to 512 KiB. */
  partWindow: number;
  /** Most deltas. */
  deltaWindow: number;
  /** Most bytes of a part's frame. */
  partBytes: number;
  /** Time between signs of life, in ms. */
  keepaliveMs: number;
  /** How long nothing of what waits may be acknowledged, in ms. */
  ackTimeoutMs: number;
}

/** What a session works with. */
export interface SessionOptions {
  store: DeliveryStore;
  link: Link;
  clock: Clock;
  newId: () => string;
  pace: Pace;
  /** The service and account that it goes to. */
  target: string;
  /**
   * Up to this place of the outbox, one thing is sent at a time, so that it is
   * plain which one the service cannot read; 0: none is suspected.
   */
  carefulUntil: number;
  onCommand(command: WireCommand): void;
  /** Something was acknowledged. */
  onProgress(): void;
  /** Something went wrong, and the session goes on. */
  onTrouble(message: string): void;
}

/** Something that was sent, and waits for its acknowledgement. */
export type Sent =
  | { kind: "part"; plan: string; index: number; records: number; size: number }
  | { kind: "delta"; delta: Omit<Delta, "json">; size: number }
  | { kind: "result"; id: string; size: number }
  | { kind: "presence"; size: number };

/** A read for less room than this share of the window waits for more of it. */
const LEAST_SHARE = 8;
/** Deltas that are read at once. */
const READ_DELTAS = 128;

/**
 * Sends what waits over one connection: results of commands, a snapshot's parts
 * if one is under way, and then deltas in the order of the outbox. What it knows
 * beside the store is what it has sent; with the connection that is forgotten,
 * and the next session begins at what is not acknowledged.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #pace: Pace;
  readonly #sent = new Map<string, Sent>();
  readonly #settledDeltas: SettledDelta[] = [];
  readonly #settledParts: SettledPart[] = [];
  readonly #settledResults: string[] = [];
  #cancelKeepalive: () => void = () => {};
  /** `undefined` until it is known. */
  #plan: Plan | null | undefined;
  /** Parts that are still to be sent, in order. */
  #parts: number[] = [];
  #isSnapshotWanted = false;
  /** The Brain asked for a snapshot before it was known where this stands. */
  #isAsked = false;
  /** Results may be there that are not sent. */
  #mayHaveResults = true;
  /** Deltas may be there that are not sent. */
  #mayHaveDeltas = true;
  /** The outbox is sent up to this place. */
  #through = 0;
  #carefulUntil: number;
  #largestPresence = 0;
  #lastProgress: number;
  #buffered = 0;
  #isRunning = false;
  #isDue = false;
  #isOver = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#pace = options.pace;
    this.#carefulUntil = options.carefulUntil;
    this.#lastProgress = options.clock.now();
    this.#keepAliveLater();
    this.wake();
  }

  /** See {@linkcode SessionOptions}; for the session after this one. */
  get carefulUntil(): number {
    return this.#carefulUntil;
  }

  /** The largest that is under way; `null` if nothing is. */
  get largest(): Sent | null {
    const presence: Sent[] = this.#largestPresence > 0
      ? [{ kind: "presence", size: this.#largestPresence }]
      : [];
    return [...presence, ...this.#sent.values()].reduce<Sent | null>(
      (most, one) => most === null || one.size > most.size ? one : most,
      null,
    );
  }

  /** Sends what may be sent now; looks again if this is called meanwhile. */
  wake(): void {
    this.#mayHaveResults = this.#mayHaveDeltas = true;
    this.#continue();
  }

  #continue(): void {
    this.#isDue = true;
    if (this.#isRunning || this.#isOver) return;
    this.#isRunning = true;
    this.#run();
  }

  /** Sends who is online; `false` if that has to wait. */
  sendPresence(userIds: readonly string[], at: number): boolean {
    const { link } = this.#options;
    if (!link.isReady || this.#carefulUntil > 0) return false;
    const frame = JSON.stringify({
      type: "online_users_update",
      payload: { user_ids: userIds, timestamp: new Date(at).toISOString() },
    });
    this.#largestPresence = Math.max(this.#largestPresence, utf8Bytes(frame));
    link.send(frame);
    return true;
  }

  /** Takes a frame of the Brain in. */
  receive(frame: Frame): void {
    if (this.#isOver) return;
    switch (frame.type) {
      case "ingest_ack":
        return this.#acknowledge(frame.ack);
      case "sync_required":
        return this.#syncRequired();
      case "command_to_execute":
        return this.#options.onCommand(frame.command);
      case "system_error":
        return this.#heed(frame);
    }
  }

  /** Ends it; what is not settled yet is sent again by the next one. */
  end(): void {
    this.#isOver = true;
    this.#cancelKeepalive();
  }

  async #run(): Promise<void> {
    try {
      while (this.#isDue && !this.#isOver) {
        this.#isDue = false;
        await this.#step();
      }
    } catch (error) {
      // The store failed: perhaps it does not on the next connection.
      if (!this.#isOver) this.#options.link.abandon(wordsOf(error));
    } finally {
      this.#isRunning = false;
    }
  }

  async #step(): Promise<void> {
    await this.#settle();
    if (this.#plan === undefined) await this.#begin();
    if (this.#isSnapshotWanted) await this.#planSnapshot();
    if (this.#mayHaveResults) await this.#sendResults();
    if (this.#plan) await this.#sendParts();
    else if (this.#mayHaveDeltas) await this.#sendDeltas();
  }

  /** Goes on with a snapshot under way; begins one for who has had none. */
  async #begin(): Promise<void> {
    const { store, target } = this.#options;
    const state = await store.deliveryState();
    const isKnown = state.target === target;
    const plan = isKnown ? state.plan : null;
    this.#parts = plan ? await store.openParts() : [];
    this.#plan = plan;
    this.#forget("part");
    const isTooLarge = plan !== null && state.partBytes !== null &&
      plan.partBytes > state.partBytes;
    if (!isKnown || isTooLarge || (this.#isAsked && !this.#isUntouched())) {
      this.#isSnapshotWanted = true;
    }
  }

  /** Whatever was under way is in the new snapshot as well. */
  async #planSnapshot(): Promise<void> {
    const { store, target, newId } = this.#options;
    const { partBytes } = await store.deliveryState();
    const bytes = Math.min(partBytes ?? MAX_PART_BYTES, this.#pace.partBytes);
    const plan = await store.planSnapshot({
      id: newId(),
      target,
      partBytes: bytes,
    });
    this.#isSnapshotWanted = false;
    this.#plan = plan;
    this.#parts = await store.openParts();
    this.#mayHaveDeltas = true;
    this.#through = plan.cut;
    this.#forget("delta");
    this.#forget("part");
  }

  /** What was sent of a kind is under way no more, whatever is said of it. */
  #forget(kind: "delta" | "part"): void {
    for (const [key, sent] of this.#sent) {
      if (sent.kind === kind) this.#sent.delete(key);
    }
    (kind === "delta" ? this.#settledDeltas : this.#settledParts).length = 0;
  }

  async #settle(): Promise<void> {
    const { store } = this.#options;
    const parts = this.#settledParts.splice(0);
    if (parts.length > 0 && this.#plan) {
      this.#plan = await store.settleParts(this.#plan.id, parts);
    }
    const deltas = this.#settledDeltas.splice(0);
    if (deltas.length > 0) {
      const moved = await store.settleDeltas(deltas);
      if (moved > 0) this.#mayHaveDeltas = true;
    }
    for (const id of this.#settledResults.splice(0)) {
      await store.commands.acknowledge(id);
      this.#sent.delete(resultKey(id));
    }
  }

  async #sendResults(): Promise<void> {
    this.#mayHaveResults = false;
    const results = await this.#options.store.commands.unacknowledged();
    for (const result of results) {
      const key = resultKey(result.command_id);
      if (this.#sent.has(key)) continue;
      if (!this.#hasRoom("result")) {
        this.#mayHaveResults = true;
        return;
      }
      const text = JSON.stringify({ type: "command_result", payload: result });
      const size = utf8Bytes(text);
      this.#send(key, { kind: "result", id: result.command_id, size }, text);
    }
  }

  async #sendParts(): Promise<void> {
    const { store } = this.#options;
    while (this.#plan && this.#parts.length > 0 && this.#hasRoom("part")) {
      const { id: plan, total } = this.#plan;
      const index = this.#parts[0]!;
      const part = await store.readPart(plan, index);
      if (this.#isOver || this.#isSnapshotWanted) return;
      if (part === null) {
        this.#plan = undefined;
        this.#isDue = true;
        return;
      }
      // Profiles have grown beyond what was planned.
      if (part.bytes > this.#plan.partBytes && part.records > 1) {
        this.#isSnapshotWanted = this.#isDue = true;
        return;
      }
      this.#parts.shift();
      const text = '{"type":"cache_update","payload":{"chats":[' + part.chats +
        '],"messages":[' + part.messages + '],"snapshot_id":' +
        JSON.stringify(plan) + `,"part":{"index":${index},"total":${total}}}}`;
      const { records, bytes: size } = part;
      this.#send(partKey(plan, index), {
        kind: "part",
        plan,
        index,
        records,
        size,
      }, text);
    }
  }

  async #sendDeltas(): Promise<void> {
    const { store } = this.#options;
    for (;;) {
      const room = this.#room();
      if (room === 0) return;
      const count = Math.min(room, READ_DELTAS);
      // What comes from here on says so.
      this.#mayHaveDeltas = false;
      const batch = await store.readDeltas(this.#through, count);
      if (this.#isOver || this.#isSnapshotWanted) return;
      if (batch.through === this.#through) {
        // Nothing that was suspected is left.
        if (this.#sent.size === 0) this.#carefulUntil = 0;
        return;
      }
      this.#through = batch.through;
      this.#mayHaveDeltas = true;
      for (const { json, ...delta } of batch.deltas) {
        const { seq, eventId } = delta;
        const text = '{"type":"new_raw_message","payload":{"message":' + json +
          `,"event_id":${JSON.stringify(eventId)},"seq":${seq}}}`;
        const size = utf8Bytes(json);
        this.#send(eventId, { kind: "delta", delta, size }, text);
      }
    }
  }

  /** How many deltas may be sent now. */
  #room(): number {
    if (this.#carefulUntil > 0) {
      if (this.#through < this.#carefulUntil) {
        return this.#sent.size > 0 ? 0 : 1;
      }
      if (this.#sent.size > 0) return 0;
      // All that was suspected has gone through.
      this.#carefulUntil = 0;
    }
    const room = this.#pace.deltaWindow - this.#count("delta");
    return room * LEAST_SHARE < this.#pace.deltaWindow ? 0 : room;
  }

  #hasRoom(kind: "part" | "result"): boolean {
    if (this.#carefulUntil > 0 && this.#sent.size > 0) return false;
    return kind === "result" || this.#count(kind) < this.#pace.partWindow;
  }

  #count(kind: Sent["kind"]): number {
    let count = 0;
    for (const sent of this.#sent.values()) if (sent.kind === kind) count++;
    return count;
  }

  #send(key: string, sent: Sent, text: string): void {
    if (this.#sent.size === 0) this.#lastProgress = this.#options.clock.now();
    this.#sent.set(key, sent);
    this.#options.link.send(text);
  }

  #acknowledge({ eventId, snapshotId, part, status, code }: Acknowledgement) {
    const key = snapshotId !== null ? partKey(snapshotId, part ?? 0) : eventId;
    if (key === null) return;
    const sent = this.#sent.get(key) ?? this.#sent.get(resultKey(key));
    if (sent === undefined) return;
    const isRefused = status === "quarantined";
    switch (sent.kind) {
      case "delta":
        this.#sent.delete(key);
        this.#settledDeltas.push({ ...sent.delta, isRefused });
        break;
      case "part":
        this.#sent.delete(key);
        this.#settledParts.push({
          index: sent.index,
          refused: isRefused ? sent.records : refusedIn(code),
        });
        break;
      case "result":
        // Until it is stored, it is not sent again.
        this.#settledResults.push(sent.id);
    }
    this.#lastProgress = this.#options.clock.now();
    this.#options.onProgress();
    this.#continue();
  }

  /**
   * The Brain asks at the beginning of each connection while it has nothing of
   * the account. A snapshot of which it has acknowledged nothing answers that;
   * of another one, it has lost what it acknowledged.
   */
  #syncRequired(): void {
    if (this.#plan === undefined) this.#isAsked = true;
    else if (!this.#isUntouched()) this.#isSnapshotWanted = true;
    this.#continue();
  }

  #isUntouched(): boolean {
    return this.#isSnapshotWanted ||
      (this.#plan?.done === 0 && this.#settledParts.length === 0);
  }

  #heed(error: Extract<Frame, { type: "system_error" }>): void {
    const { code, message, detail } = error;
    const { link, onTrouble } = this.#options;
    const words = detail === null ? message : `${message} ${detail}`;
    onTrouble(words);
    switch (code) {
      case "not_committed":
        // It and what follows it are to be sent again, in their order.
        return link.abandon(words);
      case "snapshot_mismatch":
        this.#isSnapshotWanted = true;
        return this.#continue();
      case "unknown_command":
        return this.#forgetResult(detail);
      case "validation_error":
      case "invalid_json":
        return this.#unreadable(words);
    }
  }

  /** The service knows nothing of the command: nobody waits for its result. */
  #forgetResult(detail: string | null): void {
    const id = /^command_id (.+)$/s.exec(detail ?? "")?.[1];
    if (id === undefined || !this.#sent.has(resultKey(id))) return;
    this.#settledResults.push(id);
    this.#continue();
  }

  /**
   * The service cannot read a frame, and does not say which. The next session
   * sends one thing at a time up to here, and so finds it.
   */
  #unreadable(reason: string): void {
    const { link, store } = this.#options;
    const suspects = [...this.#sent.values()];
    const [only] = suspects;
    if (this.#carefulUntil > 0 && only !== undefined) {
      if (only.kind === "result") {
        this.#settledResults.push(only.id);
        return this.#continue();
      }
      if (only.kind !== "delta") return;
      store.refuseDelta(only.delta, { code: "unreadable", reason }).then(() => {
        this.#sent.delete(only.delta.eventId);
        this.#continue();
      }, (error) => link.abandon(wordsOf(error)));
      return;
    }
    if (suspects.length === 0) return;
    this.#carefulUntil = Math.max(this.#through, 1);
    link.abandon(reason);
  }

  #keepAliveLater(): void {
    const { clock, link } = this.#options;
    this.#cancelKeepalive = clock.after(this.#pace.keepaliveMs, () => {
      if (this.#isStuck()) return;
      link.send('{"type":"keepalive","payload":{}}');
      this.#keepAliveLater();
      this.wake();
    });
  }

  /** Gives up where nothing comes back of what was sent. */
  #isStuck(): boolean {
    const { clock, link } = this.#options;
    const now = clock.now();
    // A slow line takes its time, and yet it moves.
    const { bufferedAmount } = link;
    if (this.#sent.size === 0 || bufferedAmount < this.#buffered) {
      this.#lastProgress = now;
    }
    this.#buffered = bufferedAmount;
    const silence = now - this.#lastProgress;
    if (silence < this.#pace.ackTimeoutMs) return false;
    link.abandon(`nothing acknowledged for ${Math.round(silence / 1000)} s`);
    return true;
  }
}

function partKey(plan: string, index: number): string {
  return `part ${index} of ${plan}`;
}

function resultKey(id: string): string {
  return `result ${id}`;
}

const encoder = new TextEncoder();

function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** How many records of a part were set aside, as its acknowledgement says. */
function refusedIn(code: string | null): number {
  return Number(/^quarantined:(\d+)$/.exec(code ?? "")?.[1] ?? 0);
}

/** What an error says. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
