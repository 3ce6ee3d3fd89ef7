import { describeClose } from "./close_codes.ts";
import type { AgentEvent } from "./events.ts";
import type { BadLine } from "./files.ts";
import type { Unacknowledged } from "./outbox.ts";
import { count, emptyTally, type FrameTally, type Tally } from "./tally.ts";

/** How a run ended. */
export interface Ending {
  left: Unacknowledged;
  interrupted: boolean;
}

/** Where lines are printed. */
export interface ReportOptions {
  print: (line: string) => void;
  /** One line of JSON per event instead of sentences. */
  json: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Shortest time between two lines about deltas, in ms. */
const PROGRESS_EVERY = 1000;

/** Tells what an Agent does, in sentences or in JSON. */
export class Report {
  readonly tally: Tally = emptyTally();
  badLines = 0;
  readonly #options: ReportOptions;
  #lastProgress: number;

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#lastProgress = options.now();
  }

  /** Counts and prints an event. */
  event(event: AgentEvent): void {
    count(this.tally, event);
    if (this.#options.json) return this.#json(jsonEvent(event));
    if (event.type === "delta_sent" || event.type === "delta_acknowledged") {
      this.#progress();
    }
    const sentence = describe(event);
    if (sentence) this.#options.print(sentence);
  }

  /** Counts and prints a line that was passed over. */
  badLine({ line, reason }: BadLine): void {
    this.badLines++;
    if (this.#options.json) this.#json({ type: "bad_line", line, reason });
    else this.#options.print(`Line ${line} skipped: ${reason}.`);
  }

  /** Prints what ended the run. */
  error(code: string, message: string): void {
    if (this.#options.json) this.#json({ type: "error", code, message });
    else this.#options.print(`Error: ${message}`);
  }

  /** Prints the summary. */
  summary({ left, interrupted }: Ending): void {
    const { tally, badLines } = this;
    if (this.#options.json) {
      return this.#json({
        type: "summary",
        ...tally,
        badLines,
        left,
        interrupted,
      });
    }
    const { print } = this.#options;
    if (interrupted) print("Stopped.");
    if (tally.parts.sent > 0) print(summarize("Snapshot parts", tally.parts));
    if (tally.deltas.sent > 0) print(summarize("Deltas", tally.deltas));
    if (badLines > 0) print(`Lines skipped: ${number(badLines)}.`);
    if (tally.reconnects > 0) print(`Reconnects: ${tally.reconnects}.`);
    if (tally.serverErrors > 0) {
      print(`Errors from the server: ${tally.serverErrors}.`);
    }
    if (left.parts + left.deltas > 0) {
      print(
        `NOT acknowledged: ${amount(left.parts, "part")} and ` +
          `${amount(left.deltas, "delta")}.`,
      );
    } else if (!interrupted) print("Everything sent was acknowledged.");
  }

  #progress(): void {
    const now = this.#options.now();
    if (now - this.#lastProgress < PROGRESS_EVERY) return;
    this.#lastProgress = now;
    this.#options.print(summarize("Deltas so far", this.tally.deltas));
  }

  #json(value: Record<string, unknown>): void {
    this.#options.print(JSON.stringify(value));
  }
}

function jsonEvent(event: AgentEvent): Record<string, unknown> {
  if (event.type !== "failed") return event;
  const { code, message } = event.error;
  return { type: "failed", code, message };
}

/** A sentence about an event; nothing for those that are only counted. */
function describe(event: AgentEvent): string | null {
  switch (event.type) {
    case "connected":
      return `${event.reconnect ? "Connected again" : "Connected"} as ` +
        `${event.userId} (protocol ${event.version}).`;
    case "disconnected":
      return `Disconnected: ${describeClose(event.code, event.reason)}. ` +
        `Trying again in ${(event.retryInMs / 1000).toFixed(1)} s.`;
    case "snapshot_started":
      return `Snapshot of ${amount(event.chats, "chat")} and ` +
        `${amount(event.messages, "message")}, in ` +
        `${amount(event.parts, "part")}.`;
    case "part_acknowledged": {
      const what = `Part ${event.index + 1}/${event.total} ${event.status}`;
      const why = event.code ? ` (${event.code})` : "";
      return `${what}${why}; ${event.acknowledged} of ${event.total} done.`;
    }
    case "delta_acknowledged":
      return event.status === "quarantined"
        ? `Delta ${event.seq} quarantined: ${event.code ?? "no reason given"}.`
        : null;
    case "sync_required":
      return event.answer === "under_way" ? null : syncSentence(event);
    case "status": {
      const { status, detail, progress } = event.status;
      const done = progress ? ` ${progress.done}/${progress.total}` : "";
      return `Server: ${status}${done}${detail ? ` (${detail})` : ""}.`;
    }
    case "server_error":
      return `Server error ${event.code}: ${event.message}` +
        (event.detail ? ` (${event.detail})` : "");
    case "command":
      return `Command ${event.commandId ?? ""} ${event.status}` +
        (event.detail ? `: ${event.detail}` : "");
    case "unreadable_frame":
      return `A frame from the server could not be read: ${event.detail}.`;
    case "connecting":
    case "part_sent":
    case "delta_sent":
    case "failed":
      return null;
  }
}

function syncSentence(
  { reason, answer }: { reason: string; answer: string },
): string {
  const what = `The server wants a fresh snapshot: ${reason}.`;
  return answer === "no_snapshot"
    ? `${what} There is none to send: give one with --snapshot.`
    : what;
}

function summarize(what: string, frames: FrameTally): string {
  const { sent, resent, acknowledged, duplicates, quarantined } = frames;
  const parts = [
    `${number(sent)} sent`,
    ...(resent > 0 ? [`${number(resent)} of them again`] : []),
    `${number(acknowledged)} acknowledged`,
    ...(duplicates > 0 ? [`${number(duplicates)} already known`] : []),
    ...(quarantined > 0 ? [`${number(quarantined)} quarantined`] : []),
  ];
  return `${what}: ${parts.join(", ")}.`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}

function amount(value: number, unit: string): string {
  return `${number(value)} ${unit}${value === 1 ? "" : "s"}`;
}
