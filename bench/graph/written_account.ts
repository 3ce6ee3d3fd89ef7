import { plainLine } from "@/lib/demo/composer.ts";
import { Random } from "@/lib/demo/random.ts";
import { type DemoMessage, toMessage } from "@/lib/demo/wire.ts";
import { DAY_MS, dayOf, type DayRange } from "@/lib/models/mod.ts";
import type { Turn } from "../enrichment/texts.ts";

/** Days over which conversations begin; they end a day before now at the latest. */
const DAYS = 60;
const FIRST_CHAT = 1_001;
const CREATOR = 9;
const FIRST_MESSAGE = 500_001;
const SHORTEST_PAUSE_S = 20;
const LONGEST_PAUSE_S = 900;
/** Of what fans say, tips; of what they are told, what they buy. */
const TIPS = 0.02;
const SALES = 0.02;

/** A conversation as an Agent sends it. */
export interface WrittenChat {
  chat: { id: number; withUser: { id: number; name: string } };
  messages: DemoMessage[];
}

/** What people wrote, as chats of one creator. */
export interface WrittenAccount {
  chats: WrittenChat[];
  /** Days that have messages. */
  range: DayRange;
}

/**
 * Conversations that people wrote, as chats with a fan each, spread over the 60
 * days before `now`; now and then there is a tip or something is bought. The same
 * seed gives the same.
 */
export function writtenAccount(
  conversations: readonly Turn[][],
  { seed, now }: { seed: number; now: number },
): WrittenAccount {
  const random = new Random(seed);
  let id = FIRST_MESSAGE;
  const chats = conversations.map((turns, i): WrittenChat => {
    const chat = FIRST_CHAT + i;
    let at = now - random.int(DAY_MS, DAYS * DAY_MS) -
      turns.length * LONGEST_PAUSE_S * 1000;
    return {
      chat: { id: chat, withUser: { id: chat, name: `Fan ${chat}` } },
      messages: turns.map(([side, text]) => {
        at += random.int(SHORTEST_PAUSE_S, LONGEST_PAUSE_S) * 1000;
        return toMessage(lineOf(side, text, random), {
          id: id++,
          chatId: chat,
          creatorId: CREATOR,
          at,
        });
      }),
    };
  });
  const days = chats.flatMap(({ messages }) =>
    messages.map(({ createdAt }) => dayOf(Date.parse(createdAt)))
  );
  return {
    chats,
    range: {
      from: days.reduce((a, b) => Math.min(a, b)),
      to: days.reduce((a, b) => Math.max(a, b)) + 1,
    },
  };
}

/** "U" asks, as fans do. */
function lineOf(side: Turn[0], text: string, random: Random) {
  const isFan = side === "U";
  const line = plainLine(isFan ? "fan" : "creator", text);
  if (isFan) {
    return random.chance(TIPS) ? { ...line, tip: random.int(5, 100) } : line;
  }
  return random.chance(SALES)
    ? { ...line, photos: 1, price: random.int(5, 50), bought: true }
    : line;
}
