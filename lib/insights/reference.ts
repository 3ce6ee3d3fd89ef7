import { dayOf, type DayRange, type PlacedMessage } from "@/lib/models/mod.ts";
import {
  count,
  emptyFigures,
  type Figures,
  type FiguresByDay,
  figuresOf,
} from "./figures.ts";

/**
 * The metrics written down plainly from their definitions, over all messages at
 * once: what the incremental figures must equal. For tests and verification.
 * @module
 */

const MINUTE = 60_000;

/** A run of consecutive messages from one side. */
interface Turn {
  messages: PlacedMessage[];
  side: PlacedMessage["side"];
}

/** The figures of every day, from all messages. */
export function figuresFromScratch(
  messages: readonly PlacedMessage[],
): FiguresByDay {
  const days: FiguresByDay = new Map();
  for (const chat of chats(messages)) {
    for (const message of chat) addContent(message, days);
    addGaps(chat, days);
    addActiveDays(chat, days);
    const turns = turnsOf(chat);
    for (const turn of turns) figuresAt(turn.messages[0], days).turns++;
    for (const { asked, minutes } of answers(chat, turns)) {
      const day = figuresOf(days, dayOf(asked));
      day.handled++;
      day.handledMs += minutes * MINUTE;
    }
  }
  return days;
}

/** Distinct conversations with a message in the range. */
export function activeFromScratch(
  messages: readonly PlacedMessage[],
  { from, to }: DayRange,
): number {
  const active = messages.filter(({ at }) => {
    const day = dayOf(at);
    return day >= from && day < to;
  });
  return new Set(active.map(({ chat }) => chat)).size;
}

/** Conversations in which a fan turn waits for an answer. */
export function unansweredFromScratch(
  messages: readonly PlacedMessage[],
): number {
  return chats(messages).filter((chat) => {
    const answered = chat.findLastIndex((message) =>
      message.side === "outbound" && !message.isMass
    );
    return chat.slice(answered + 1).some(({ side }) => side === "inbound");
  }).length;
}

/** Each chat's messages in order of time, then of id. */
function chats(messages: readonly PlacedMessage[]): PlacedMessage[][] {
  const sorted = messages.toSorted((a, b) =>
    a.at - b.at || (a.id < b.id ? -1 : 1)
  );
  return [...Map.groupBy(sorted, ({ chat }) => chat).values()];
}

function turnsOf(chat: readonly PlacedMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of chat) {
    const turn = turns.at(-1);
    if (turn?.side === message.side) turn.messages.push(message);
    else turns.push({ side: message.side, messages: [message] });
  }
  return turns;
}

function answers(
  chat: readonly PlacedMessage[],
  turns: readonly Turn[],
): { asked: number; minutes: number }[] {
  return turns.flatMap(({ side, messages: [first] }) => {
    if (side !== "inbound" || first === undefined) return [];
    const answer = chat.slice(chat.indexOf(first)).find((message) =>
      message.side === "outbound" && !message.isMass
    );
    return answer === undefined
      ? []
      : [{ asked: first.at, minutes: (answer.at - first.at) / MINUTE }];
  });
}

function addGaps(chat: readonly PlacedMessage[], days: FiguresByDay): void {
  for (const [i, message] of chat.entries()) {
    const before = chat[i - 1];
    if (before === undefined) continue;
    const gap = message.at - before.at;
    if (gap > 6 * 60 * MINUTE) continue;
    const day = figuresAt(message, days);
    day.sessionMs += gap;
    if (gap > 5 * MINUTE) day.silentMs += gap;
  }
}

function addActiveDays(
  chat: readonly PlacedMessage[],
  days: FiguresByDay,
): void {
  const active = [...new Set(chat.map(({ at }) => dayOf(at)))];
  for (const [i, day] of active.entries()) {
    count(figuresOf(days, day).active, String(active[i - 1] ?? ""), 1);
  }
}

function addContent(message: PlacedMessage, days: FiguresByDay): void {
  const day = figuresAt(message, days);
  day.messages++;
  if (message.side === "inbound") day.inbound++;
  const { sentiment, topics, actions } = message.enrichment;
  if (sentiment !== null) {
    day.scored++;
    day.sentiment += Math.round(sentiment * 10_000);
  }
  for (const topic of topics) count(day.topics, topic, 1);
  for (const action of actions) count(day.actions, action, 1);
}

function figuresAt(
  message: PlacedMessage | undefined,
  days: FiguresByDay,
): Figures {
  return message === undefined
    ? emptyFigures()
    : figuresOf(days, dayOf(message.at));
}
