import type {
  ChatId,
  MessageId,
  PlacedMessage,
  SequenceState,
  StoredMessage,
} from "@/lib/models/mod.ts";
import {
  type Changes,
  compareKeyText,
  type Dataset,
  keys,
  listMessages,
  packMessage,
  type Store,
} from "@/lib/store/mod.ts";
import { type DayCount, sameState, step } from "./sequence.ts";

/** What changes in one chat's sequence of messages. */
export interface SequenceChange {
  chat: ChatId;
  /** Messages that take a place, in order of their places. */
  inserted: PlacedMessage[];
  /** Messages that leave the place they had. */
  removed: StoredMessage[];
  /** Messages that change and stay in their place, with the state they had. */
  replaced: Map<MessageId, StoredMessage>;
}

/** The end of a chat's sequence. */
export interface SequenceEnd {
  /** First message of all, in ms; `null` if there is none. */
  firstAt: number | null;
  last: { at: number; id: MessageId } | null;
  state: SequenceState | null;
}

/** A fan's message, and how long the fan had been silent before it. */
export interface Silence {
  message: PlacedMessage;
  /** Milliseconds; `null` for the fan's first message, and while not there. */
  before: number | null;
  after: number | null;
}

/** What a walk found. */
export interface Walk {
  end: SequenceEnd;
  /** The latest message, if the walk passed it. */
  last: PlacedMessage | null;
  silences: Silence[];
}

/** What a walk reads and writes; days receive what it adds and takes away. */
export interface WalkContext extends DayCount {
  store: Store;
  tx: Changes;
  dataset: Dataset;
}

/** Messages read at once while walking over stored ones. */
const READ_AHEAD = 64;

/**
 * Carries a change through a chat's sequence: from the first changed place on,
 * every message's old share of the figures is taken away and its new one added,
 * until the running states agree again. New messages at the end, the usual
 * case, need no reading. Writes every row that it changes.
 */
export async function walkSequence(
  context: WalkContext,
  change: SequenceChange,
  end: SequenceEnd,
): Promise<Walk> {
  const first = firstPlace(change);
  if (first === null) return { end, last: null, silences: [] };
  if (
    change.removed.length === 0 &&
    (end.last === null || comparePlaces(first, end.last) > 0)
  ) {
    return append(context, change.inserted, end);
  }
  await context.tx.settled();
  return await rewalk(context, change, end, first);
}

function append(
  context: WalkContext,
  inserted: PlacedMessage[],
  end: SequenceEnd,
): Walk {
  const walk: Walk = { end: { ...end }, last: null, silences: [] };
  for (const message of inserted) {
    const next = step(walk.end.state, message, context, 1);
    const { chat, at, id } = message;
    // It is behind all others: nothing can lie there.
    context.tx.add(
      keys.message(context.dataset, chat, at, id),
      packMessage({ ...message, sequence: next.state }),
    );
    walk.silences.push({ message, before: null, after: next.fanSilenceMs });
    walk.end.firstAt ??= message.at;
    walk.end.state = next.state;
    walk.end.last = message;
    walk.last = message;
  }
  return walk;
}

async function rewalk(
  context: WalkContext,
  change: SequenceChange,
  end: SequenceEnd,
  first: Place,
): Promise<Walk> {
  const { dataset, store } = context;
  const previous = await rowBefore(context, change.chat, first);
  const removed = new Set(change.removed.map(({ id }) => id));
  const inserted = [...change.inserted];
  const walk: Walk = { end: { ...end }, last: null, silences: [] };
  let oldState = previous?.sequence ?? null;
  let newState = oldState;
  const gone: Silence[] = [];
  let firstSeen: number | null = null;
  let last: Place | null = previous;

  const place = (
    message: PlacedMessage,
    had: SequenceState | null,
    silence: number | null,
  ) => {
    const next = step(newState, message, context, 1);
    newState = next.state;
    if (!sameState(had, newState)) writeRow(context, message, newState);
    walk.silences.push({ message, before: silence, after: next.fanSilenceMs });
    firstSeen ??= message.at;
    last = walk.last = message;
  };
  const placeInsertedBefore = (limit: Place | null) => {
    for (;;) {
      const next = inserted[0];
      if (
        next === undefined || (limit !== null && comparePlaces(next, limit) > 0)
      ) return;
      inserted.shift();
      place(next, null, null);
    }
  };

  let converged = false;
  const rows = listMessages(store, {
    prefix: keys.messagesOf(dataset, change.chat),
    start: keys.message(dataset, change.chat, first.at, first.id),
  }, { batchSize: READ_AHEAD });
  for await (const row of rows) {
    placeInsertedBefore(row);
    const old = step(oldState, row, context, -1);
    oldState = old.state;
    if (removed.delete(row.id)) {
      gone.push({ message: row, before: old.fanSilenceMs, after: null });
    } else {
      const replacement = change.replaced.get(row.id);
      place(replacement ?? row, row.sequence, old.fanSilenceMs);
    }
    if (
      inserted.length === 0 && removed.size === 0 &&
      sameState(oldState, newState)
    ) {
      converged = true;
      break;
    }
  }
  placeInsertedBefore(null);
  // A message that moved leaves its place before it takes the other one.
  walk.silences.unshift(...gone);
  if (previous === null) walk.end.firstAt = firstSeen;
  if (converged) {
    // The rest is as it was; the walk saw the latest message only by chance.
    if (walk.last?.id !== end.last?.id) walk.last = null;
  } else {
    walk.end.state = newState;
    walk.end.last = last;
  }
  return walk;
}

function writeRow(
  { tx, dataset }: WalkContext,
  message: PlacedMessage,
  sequence: SequenceState,
): void {
  const { chat, at, id } = message;
  const row = packMessage({ ...message, sequence });
  tx.set(keys.message(dataset, chat, at, id), row);
}

async function rowBefore(
  { store, dataset }: WalkContext,
  chat: ChatId,
  place: Place,
): Promise<StoredMessage | null> {
  const rows = listMessages(store, {
    prefix: keys.messagesOf(dataset, chat),
    end: keys.message(dataset, chat, place.at, place.id),
  }, { limit: 1, reverse: true });
  for await (const row of rows) return row;
  return null;
}

/** A message's place in its chat: by time, then by id. */
export interface Place {
  at: number;
  id: MessageId;
}

/** Below 0 if `a` comes before `b`, in the order of the database's keys. */
export function comparePlaces(a: Place, b: Place): number {
  return a.at - b.at || compareKeyText(a.id, b.id);
}

function firstPlace({ inserted, removed }: SequenceChange): Place | null {
  const places: Place[] = [...inserted, ...removed];
  return places.reduce<Place | null>(
    (first, place) =>
      first === null || comparePlaces(place, first) < 0 ? place : first,
    null,
  );
}
