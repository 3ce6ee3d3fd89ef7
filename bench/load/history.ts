import { type DemoChat, generateDemo } from "@/lib/demo/generator.ts";
import type { DemoMessage } from "@/lib/demo/wire.ts";

/** An account's data, as far as its seed and size tell. */
export interface HistoryOptions {
  seed: number;
  messages: number;
  /** Milliseconds since the epoch: the latest time in the data. */
  now: number;
}

/** A part of a snapshot. */
export interface HistoryPart {
  chats: Pick<DemoChat, "id" | "withUser" | "unreadMessagesCount">[];
  messages: DemoMessage[];
}

/** Fewer than 512 KiB, the contract's bound on a part. */
const PART_MESSAGES = 400;
/** What is made up, and held in memory, at once; whole parts. */
const BLOCK_MESSAGES = 4_000;
const MESSAGES_PER_FAN = 72;
const FEWEST_FANS = 5;
/** Between the ids of two blocks, more than a block uses. */
const BLOCK_IDS = 1_000_000;

/** Number of parts that {@linkcode accountParts} makes. */
export function countParts(messages: number): number {
  return Math.ceil(messages / PART_MESSAGES);
}

/** The snapshot of a synthetic account of any size, part by part. */
export function* accountParts(options: HistoryOptions): Generator<HistoryPart> {
  for (let block = 0; block * BLOCK_MESSAGES < options.messages; block++) {
    const { chats, messages } = makeBlock(options, block);
    for (let from = 0; from < messages.length; from += PART_MESSAGES) {
      yield {
        chats: from === 0 ? chats : [],
        messages: messages.slice(from, from + PART_MESSAGES),
      };
    }
  }
}

/** The chats of the account's first block, with which it goes on. */
export function activeChats(
  options: HistoryOptions,
): { creator: { id: number }; chats: HistoryPart["chats"] } {
  return makeBlock(options, 0);
}

/** Other fans than in any other block, over the same ninety days. */
function makeBlock(
  { seed, messages, now }: HistoryOptions,
  block: number,
): HistoryPart & { creator: { id: number } } {
  const count = Math.min(BLOCK_MESSAGES, messages - block * BLOCK_MESSAGES);
  const data = generateDemo({
    seed: seed * 1_000 + block,
    now,
    fans: Math.max(FEWEST_FANS, Math.round(count / MESSAGES_PER_FAN)),
    messages: count,
  });
  const creator = data.creator.id;
  const moved = (id: number) => id === creator ? id : id + block * BLOCK_IDS;
  return {
    creator: { id: creator },
    chats: data.chats.map(({ id, withUser, unreadMessagesCount }) => ({
      id: moved(id),
      withUser: { ...withUser, id: moved(id) },
      unreadMessagesCount,
    })),
    messages: data.messages.map((message) => ({
      ...message,
      id: moved(message.id),
      chat_id: moved(message.chat_id),
      fromUser: { id: moved(message.fromUser.id) },
    })),
  };
}
