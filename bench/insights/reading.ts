import {
  activeFromScratch,
  addDayFigures,
  type Calendar,
  calendarOf,
  type FiguresByDay,
  figuresFromScratch,
  figuresOf,
  previousRange,
  spendersFromScratch,
  waitingFromScratch,
} from "@/lib/insights/mod.ts";
import type { Head } from "@/lib/ingest/mod.ts";
import type {
  AccountId,
  DayRange,
  PlacedMessage,
  StoredMessage,
} from "@/lib/models/mod.ts";
import { keys, listMessages, Store } from "@/lib/store/mod.ts";

/** Entries that one read asks for, as many as Deno KV gives. */
const BATCH = 500;

/** What a fan paid in a range. */
export interface Spend {
  cents: number;
  payments: number;
  /** The latest day with a payment. */
  lastDay: number;
}

/** Conversations of a range, counted one by one. */
export interface Counted {
  active: number;
  spenders: number;
}

/** What is found by reading all messages, as the definitions have it. */
export interface Findings {
  creators: readonly string[];
  calendar: Calendar;
  range: DayRange;
  messages: number;
  conversations: number;
  days: FiguresByDay;
  counted: Record<"range" | "before", Counted>;
  /** In the range, by conversation. */
  spend: Map<string, Spend>;
  /** Since when conversations wait for an answer, in ms. */
  waiting: Map<string, number>;
}

/** What was found, and what it took. */
export interface Reading {
  findings: Findings;
  /** Reading alone, in ms. */
  readMs: number;
  /** Reading and computing, in ms. */
  totalMs: number;
}

/**
 * Reads all messages of an account, one conversation after the other, and
 * computes every figure from its definition; those of a range for that one.
 */
export async function readEverything(
  kvPath: string,
  account: AccountId,
  range: DayRange,
): Promise<Reading> {
  const kv = await Deno.openKv(kvPath);
  try {
    const store = new Store({ kv });
    const head = (await store.get<Head>(keys.head(account)))?.value;
    if (head === undefined) throw new Error(`${account} has no data.`);
    const { generation, creators, basis } = head;
    const calendar = calendarOf(basis.zone);
    const tally = new Tally({ creators, calendar, range });
    const start = performance.now();
    let computingMs = 0;
    for await (const chat of chatsOf(store, { account, generation })) {
      const before = performance.now();
      tally.add(chat);
      computingMs += performance.now() - before;
    }
    const totalMs = performance.now() - start;
    return {
      findings: tally.findings,
      readMs: totalMs - computingMs,
      totalMs,
    };
  } finally {
    kv.close();
  }
}

/** The messages of each conversation: they lie together. */
async function* chatsOf(
  store: Store,
  dataset: { account: AccountId; generation: number },
): AsyncGenerator<StoredMessage[]> {
  const prefix = keys.messages(dataset);
  let chat: StoredMessage[] = [];
  const rows = listMessages(store, { prefix }, { batchSize: BATCH });
  for await (const row of rows) {
    if (chat.length > 0 && chat[0]?.chat !== row.chat) {
      yield chat;
      chat = [];
    }
    chat.push(row);
  }
  if (chat.length > 0) yield chat;
}

/** Adds up conversations. */
export class Tally {
  readonly findings: Findings;

  constructor(
    of: Pick<Findings, "creators" | "calendar" | "range">,
  ) {
    this.findings = {
      ...of,
      messages: 0,
      conversations: 0,
      days: new Map(),
      counted: {
        range: { active: 0, spenders: 0 },
        before: { active: 0, spenders: 0 },
      },
      spend: new Map(),
      waiting: new Map(),
    };
  }

  /** Adds all messages of a conversation. */
  add(chat: readonly PlacedMessage[]): void {
    const { findings } = this;
    const { calendar, days, range } = findings;
    findings.messages += chat.length;
    findings.conversations++;
    for (const [day, figures] of figuresFromScratch(chat, calendar)) {
      addDayFigures(figuresOf(days, day), figures);
    }
    for (const [id, since] of waitingFromScratch(chat)) {
      findings.waiting.set(id, since);
    }
    this.#count("range", chat, range);
    this.#count("before", chat, previousRange(range));
    for (const message of chat) this.#addSpend(message);
  }

  #count(
    name: keyof Findings["counted"],
    chat: readonly PlacedMessage[],
    range: DayRange,
  ): void {
    const { calendar, counted } = this.findings;
    counted[name].active += activeFromScratch(chat, range, calendar);
    counted[name].spenders += spendersFromScratch(chat, range, calendar);
  }

  #addSpend({ at, chat, enrichment }: PlacedMessage): void {
    const { calendar, range, spend } = this.findings;
    const day = calendar.dayOf(at);
    if (day < range.from || day >= range.to) return;
    for (const { amount } of enrichment.outcomes) {
      if (amount === undefined) continue;
      const { cents = 0, payments = 0, lastDay = day } = spend.get(chat) ?? {};
      spend.set(chat, {
        cents: cents + Math.round(amount * 100),
        payments: payments + 1,
        lastDay: Math.max(lastDay, day),
      });
    }
  }
}
