import type { ChatId } from "@/lib/models/mod.ts";

/** What was paid: how many times, and how much in US cents. */
export type Spend = [payments: number, cents: number];

/** What a conversation's fan paid, by day; as stored under `spendOfChat`. */
export type SpendByDay = Record<string, Spend>;

/** What fans paid on a day, by conversation; as stored under `spendOfDay`. */
export type SpendByChat = Record<ChatId, Spend>;
