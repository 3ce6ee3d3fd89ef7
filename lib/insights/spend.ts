import type { ChatId, CreatorId, MessageChange } from "@/lib/models/mod.ts";
import { type Changes, type Dataset, keys } from "@/lib/store/mod.ts";
import type { Calendar } from "./calendar.ts";
import { count, type FiguresByDay, figuresOf } from "./figures.ts";

/** What was paid: how many times, and how much in US cents. */
export type Spend = [payments: number, cents: number];

/** What a conversation's fan paid, by day; as stored under `spendOfChat`. */
export type SpendByDay = Record<string, Spend>;

/** What fans paid on a day, by conversation; as stored under `spendOfDay`. */
export type SpendByChat = Record<ChatId, Spend>;

/** Where lies what the messages of a batch change, before or after it. */
export function spendKeys(
  dataset: Dataset,
  messages: readonly MessageChange[],
  calendar: Calendar,
): Deno.KvKey[] {
  return messages.flatMap(({ before, after }) =>
    [before, after].flatMap((message) =>
      message?.enrichment.outcomes.some(({ amount }) => amount !== undefined)
        ? [
          keys.spendOfChat(dataset, message.chat),
          keys.spendOfDay(dataset, message.creator, calendar.dayOf(message.at)),
        ]
        : []
    )
  );
}

/** What changes in what one conversation's fan paid. */
export class SpendChanges {
  readonly #byDay = new Map<number, Spend>();

  /** One payment on a day, or with `sign` -1 one less. */
  add(day: number, sign: 1 | -1, cents: number): void {
    const [payments, sum] = this.#byDay.get(day) ?? [0, 0];
    this.#byDay.set(day, [payments + sign, sum + sign * cents]);
  }

  /** Writes what has changed; spenders are counted in `days`. */
  async apply(
    tx: Changes,
    dataset: Dataset,
    { chat, creator, days }: {
      chat: ChatId;
      creator: CreatorId;
      days: FiguresByDay;
    },
  ): Promise<void> {
    const changed = [...this.#byDay]
      .filter(([, [payments, cents]]) => payments !== 0 || cents !== 0);
    if (changed.length === 0) return;
    const key = keys.spendOfChat(dataset, chat);
    const before = await tx.get<SpendByDay>(key) ?? {};
    const after = { ...before };
    for (const [day, change] of changed) {
      addSpend(after, String(day), change);
      await addToDay(tx, keys.spendOfDay(dataset, creator, day), chat, change);
    }
    write(tx, key, after);
    countSpenders(before, days, -1);
    countSpenders(after, days, 1);
  }
}

async function addToDay(
  tx: Changes,
  key: Deno.KvKey,
  chat: ChatId,
  change: Spend,
): Promise<void> {
  const spend = { ...await tx.get<SpendByChat>(key) };
  addSpend(spend, chat, change);
  write(tx, key, spend);
}

function addSpend(
  spend: Record<string, Spend>,
  name: string,
  [payments, cents]: Spend,
): void {
  const [known, sum] = Object.hasOwn(spend, name)
    ? spend[name] ?? [0, 0]
    : [0, 0];
  if (known + payments === 0) delete spend[name];
  else spend[name] = [known + payments, sum + cents];
}

function write(
  tx: Changes,
  key: Deno.KvKey,
  spend: Record<string, Spend>,
): void {
  if (Object.keys(spend).length === 0) tx.delete(key);
  else tx.set(key, spend, { keep: true });
}

/** Counts on each day on which the fan paid when that was so last. */
function countSpenders(
  spend: SpendByDay,
  days: FiguresByDay,
  sign: 1 | -1,
): void {
  let last = "";
  // Keys that are whole numbers come in ascending order.
  for (const day of Object.keys(spend)) {
    count(figuresOf(days, Number(day)).spenders, last, sign);
    last = day;
  }
}
