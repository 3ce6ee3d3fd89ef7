import {
  type ChatId,
  type CreatorId,
  dateOf,
  type DayRange,
  type Evidence,
  type EvidenceQuery,
} from "@/lib/models/mod.ts";
import type { Dataset, Store } from "@/lib/store/mod.ts";
import type { Calendar } from "./calendar.ts";
import { ChatDay } from "./chat_day.ts";
import { outgoingMessage } from "./conversation.ts";
import {
  type EvidencePlace,
  parseEvidenceCursor,
  toEvidenceCursor,
} from "./evidence_cursor.ts";
import {
  type Contribution,
  type SeenMessage,
  type Trace,
  traceOf,
} from "./evidence_metrics.ts";
import {
  Allowance,
  type ChatPlace,
  evidencePlaces,
  evidencePlacesOf,
  type PlacesQuery,
  type PlaceStep,
} from "./evidence_places.ts";
import { waitingMessage, waitingOf } from "./evidence_waiting.ts";
import { type Waiting, waitingFrom } from "./waiting.ts";

/** A page of what is behind a number. */
export type EvidencePage = Omit<Evidence, "range">;

/** Which number of whom, and by which calendar. */
export interface EvidenceRequest {
  creators: readonly CreatorId[];
  range: DayRange;
  calendar: Calendar;
  query: Omit<EvidenceQuery, "creator_id" | "start_date" | "end_date">;
}

/** How much a page may read. */
export interface EvidenceBounds {
  /** Messages that it looks at; days and conversations count as some. */
  looks: number;
  /** Later messages that it reads, before it looks for them by their time. */
  readOn: number;
}

const BOUNDS: EvidenceBounds = { looks: 400, readOn: 200 };

/** Days of conversations whose messages are read at once. */
const OPEN_AT_ONCE = 6;

type Item = EvidencePage["evidence"][number];

/**
 * The messages behind a number, and what each adds to it: over all pages, the
 * contributions add up to what the figures of the same days and creators say, or
 * have it as their mean. The latest day comes first, of a day in order of the
 * conversations' ids and then of time; those who wait, the longest first. A page
 * goes on from the place where the one before ended, whatever has arrived
 * meanwhile. Gives `"cursor"` for a cursor that is none of such a page.
 */
export async function readEvidence(
  store: Store,
  dataset: Dataset,
  request: EvidenceRequest,
  bounds: EvidenceBounds = BOUNDS,
): Promise<EvidencePage | "cursor"> {
  const { query, calendar } = request;
  const { metric, cursor, conversation_id: chat } = query;
  const start = cursor === undefined
    ? null
    : parseEvidenceCursor(metric, cursor);
  if (cursor !== undefined && start === null) return "cursor";
  if (chat !== undefined && (start?.chat ?? chat) !== chat) return "cursor";
  const trace = traceOf({ ...query, calendar });
  if (trace === null) return await readWaiting(store, dataset, request, start);
  if (start !== null && !isPlaceOf(start, request, trace)) return "cursor";
  const reader = new EvidenceReader({ store, dataset, request, trace, bounds });
  return await reader.read(
    start ?? { day: request.range.to - 1, chat: null, message: null },
  );
}

function isPlaceOf(
  { day, message }: EvidencePlace,
  { range, calendar }: EvidenceRequest,
  trace: Trace,
): boolean {
  if (day < range.from || day >= range.to) return false;
  if (message === null) return true;
  const { from, to } = timesOf(day, calendar, trace);
  return message.at >= from && message.at < to;
}

function timesOf(day: number, calendar: Calendar, trace: Trace) {
  return trace.timesOf?.(day) ??
    { from: calendar.startOf(day), to: calendar.startOf(day + 1) };
}

interface ReaderOptions {
  store: Store;
  dataset: Dataset;
  request: EvidenceRequest;
  trace: Trace;
  bounds: EvidenceBounds;
}

/** Reads one page. */
class EvidenceReader {
  readonly #options: ReaderOptions;
  readonly #allowance: Allowance;
  readonly #items: Item[] = [];

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#allowance = new Allowance(options.bounds.looks);
  }

  /** The page that begins at a place. */
  async read(start: EvidencePlace): Promise<EvidencePage> {
    const { request: { query }, ...options } = this.#options;
    const { conversation_id: chat } = query;
    const places: PlacesQuery = {
      ...options,
      ...this.#options.request,
      start,
      allowance: this.#allowance,
    };
    const steps = chat === undefined
      ? evidencePlaces(places)
      : evidencePlacesOf(places, chat);
    for await (const { step, opened } of this.#readAhead(steps, start)) {
      const end = step.end
        ? step.at
        : opened && await this.#readDay(step, await opened, start);
      if (end !== null) return this.#page(end);
    }
    return this.#page(null);
  }

  #page(next: EvidencePlace | null): EvidencePage {
    const { metric } = this.#options.request.query;
    return {
      evidence: this.#items,
      next_cursor: next === null ? null : toEvidenceCursor(metric, next),
    };
  }

  /** Opens some days at once, in their order. */
  async *#readAhead(
    steps: AsyncIterable<PlaceStep>,
    start: EvidencePlace,
  ): AsyncGenerator<{ step: PlaceStep; opened: Promise<ChatDay> | null }> {
    const ahead: { step: PlaceStep; opened: Promise<ChatDay> | null }[] = [];
    for await (const step of steps) {
      const opened = step.end ? null : this.#open(step, start);
      // The page may end before anybody waits for it.
      opened?.catch(() => {});
      ahead.push({ step, opened });
      const first = ahead.length < OPEN_AT_ONCE ? undefined : ahead.shift();
      if (first !== undefined) yield first;
    }
    yield* ahead;
  }

  #open(place: ChatPlace, start: EvidencePlace): Promise<ChatDay> {
    const { store, dataset, request: { calendar }, trace, bounds } =
      this.#options;
    const day = new ChatDay({
      store,
      dataset,
      chat: place.chat,
      ...timesOf(place.day, calendar, trace),
      start: isSamePlace(place, start) ? start.message : null,
      readOn: bounds.readOn,
      onRead: (messages) => this.#allowance.spend(messages),
    });
    return day.open({ asksBefore: trace.asksBefore ?? false });
  }

  /** Where the page ends within a conversation's day; `null` if it does not. */
  async #readDay(
    { day, chat }: ChatPlace,
    chatDay: ChatDay,
    start: EvidencePlace,
  ): Promise<EvidencePlace | null> {
    const { request: { calendar }, trace } = this.#options;
    let before = chatDay.before;
    for (let place = 0;; place++) {
      const message = await chatDay.message(place);
      if (message === null) return null;
      const { at, id } = message;
      // A page passes one message at least.
      if (place > 0 && this.#allowance.isSpent) {
        return { day, chat, message: { at, id, given: 0 } };
      }
      if (calendar.dayOf(at) === day) {
        const given = isSamePlace({ day, chat }, start) &&
            start.message?.id === id && start.message.at === at
          ? start.message.given
          : 0;
        const seen = { message, before, place, day: chatDay };
        const left = await this.#give(day, seen, given);
        if (left !== null) {
          return { day, chat, message: { at, id, given: left } };
        }
      }
      before = trace.asksBefore ? message : null;
      this.#allowance.pass();
    }
  }

  /**
   * Puts a message's contributions on the page, but for the first `given`; gives
   * how many are given where no more fit, and `null` where all did.
   */
  async #give(
    day: number,
    seen: SeenMessage,
    given: number,
  ): Promise<number | null> {
    const { request: { query }, trace } = this.#options;
    const all = await trace.of(seen);
    for (const [i, contribution] of all.entries()) {
      if (i < given) continue;
      if (this.#items.length === query.limit) return i;
      this.#items.push(itemOf(day, seen.message.chat, contribution));
    }
    return null;
  }
}

function isSamePlace(a: ChatPlace, b: EvidencePlace): boolean {
  return a.day === b.day && a.chat === b.chat;
}

function itemOf(
  day: number,
  chat: ChatId,
  { amount, messages }: Contribution,
): Item {
  return {
    conversation_id: chat,
    date: dateOf(day),
    contribution: amount,
    messages: messages.map(outgoingMessage),
  };
}

async function readWaiting(
  store: Store,
  dataset: Dataset,
  { creators, calendar, query }: EvidenceRequest,
  start: EvidencePlace | null,
): Promise<EvidencePage | "cursor"> {
  const { limit, metric, conversation_id: chat } = query;
  if (start !== null && start.message !== null) return "cursor";
  if (start?.chat === null) return "cursor";
  const from = start && { since: start.day, chat: start.chat };
  const chats = chat === undefined
    ? waitingFrom(store, dataset, { creators, from })
    : waitingOf(store, dataset, { creators, chat });
  const some: Waiting[] = [];
  for await (const waiting of chats) {
    // The first one of the next page is among them.
    if (some.push(waiting) > limit) break;
  }
  const messages = await Promise.all(
    some.slice(0, limit).map((waiting) =>
      waitingMessage(store, dataset, waiting)
    ),
  );
  const next = some[limit];
  return {
    evidence: messages.flatMap((message) =>
      message === null ? [] : [itemOf(
        calendar.dayOf(message.at),
        message.chat,
        { amount: 1, messages: [message] },
      )]
    ),
    next_cursor: next === undefined ? null : toEvidenceCursor(metric, {
      day: next.since,
      chat: next.chat,
      message: null,
    }),
  };
}
