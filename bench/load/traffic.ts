import { liveMessages } from "@/lib/demo/live.ts";
import { itemAt } from "@/lib/demo/random.ts";
import { type DemoMessage, wireTime } from "@/lib/demo/wire.ts";
import { activeChats } from "./history.ts";
import type { Target } from "./protocol.ts";

/** A message that is ready to be sent. */
export interface OutgoingFrame {
  /** The message's id: each one's is higher than those before. */
  id: number;
  chat: string;
  frame: string;
}

/** Live messages of an account, each with a new id and the current time. */
export interface Traffic {
  next(): OutgoingFrame;
}

/** Above every id of a snapshot, and exact as a number. */
const FIRST_ID = 7_000_000_000_000;
/** Messages that are made up beforehand and then sent over and over. */
const POOL = 400;
const ID = '"@id@"';
const TIME = "@time@";
const EVENT = "@event@";
/** What a bare Agent's frame takes beside its padding, in bytes. */
const ENVELOPE_BYTES = 90;

/** The live messages of an account. */
export function trafficOf(
  { seed, messages, frameBytes }: Pick<
    Target,
    "seed" | "messages" | "frameBytes"
  >,
): Traffic {
  return frameBytes > 0
    ? new PaddedTraffic(frameBytes)
    : new LiveTraffic({ seed, messages, now: Date.now() });
}

/** The chat that an account's live messages are most often of. */
export function busiestChat(
  account: Pick<Target, "seed" | "messages">,
): string {
  const traffic = trafficOf({ ...account, frameBytes: 0 });
  const counts = new Map<string, number>();
  for (let i = 0; i < POOL; i++) {
    const { chat } = traffic.next();
    counts.set(chat, (counts.get(chat) ?? 0) + 1);
  }
  const [[busiest] = [""]] = [...counts].toSorted(([, a], [, b]) => b - a);
  return busiest;
}

/** A few conversations at a time, of which each goes on for some messages. */
class LiveTraffic implements Traffic {
  readonly #templates: Template[];
  #count = 0;

  constructor(options: { seed: number; messages: number; now: number }) {
    const live = liveMessages({
      ...activeChats(options),
      seed: options.seed,
      startAfterId: 0,
      now: () => options.now,
    });
    this.#templates = Array.from(
      { length: POOL },
      () => template(live.next().value.message),
    );
  }

  next(): OutgoingFrame {
    const id = FIRST_ID + this.#count;
    const { chat, pieces } = itemAt(this.#templates, this.#count % POOL);
    this.#count++;
    const time = wireTime(Date.now());
    const values: Record<string, string> = {
      [ID]: String(id),
      [TIME]: time,
      [EVENT]: `event-${id}`,
    };
    let frame = "";
    for (const piece of pieces) frame += values[piece] ?? piece;
    return { id, chat, frame };
  }
}

/** Frames of one size that tell no more than which they are. */
class PaddedTraffic implements Traffic {
  readonly #padding: string;
  #count = 0;

  constructor(bytes: number) {
    this.#padding = "x".repeat(Math.max(0, Math.round(bytes) - ENVELOPE_BYTES));
  }

  next(): OutgoingFrame {
    const id = FIRST_ID + this.#count++;
    const frame = `{"type":"append_message","payload":{"messages":` +
      `[{"id":"${id}","chat_id":"1"}],"padding":"${this.#padding}"}}`;
    return { id, chat: "1", frame };
  }
}

/** A message's frame, cut where it differs from one time to the next. */
interface Template {
  chat: string;
  pieces: string[];
}

function template(message: DemoMessage): Template {
  const frame = JSON.stringify({
    type: "new_raw_message",
    payload: {
      message: { ...message, id: "@id@", createdAt: TIME, changedAt: TIME },
      event_id: EVENT,
    },
  });
  return {
    chat: String(message.chat_id),
    pieces: frame.split(new RegExp(`(${ID}|${TIME}|${EVENT})`)),
  };
}
