import { creatorProfile, type DemoUser, fanNames, fanProfile } from "./fans.ts";
import { personaOf } from "./personas.ts";
import { itemAt, Random } from "./random.ts";
import { type TimedLine, Timeline } from "./timeline.ts";
import { type DemoMessage, toMessage } from "./wire.ts";

/** What {@linkcode generateDemo} makes. */
export interface DemoOptions {
  /** The same seed and `now` make the same data. */
  seed: number;
  /** Milliseconds since the epoch: the latest time in the data. */
  now: number;
  /** Number of chats. Default 40. */
  fans?: number;
  /** Number of messages, exactly. Default 3,000. */
  messages?: number;
  /** Days from the first message to `now`. Default 90. */
  days?: number;
}

/** A chat as an extension sends it; its id is the fan's. */
export type DemoChat = {
  id: number;
  withUser: DemoUser;
  last_message: DemoMessage | null;
  unreadMessagesCount: number;
  lastReadMessageId: number;
  hasUnreadTips: boolean;
  canSendMessage: boolean;
  isMutedNotifications: boolean;
};

/** A synthetic creator's account. */
export interface DemoData {
  creator: DemoUser;
  chats: DemoChat[];
  /** In order of time; ids grow with it. */
  messages: DemoMessage[];
}

const CREATOR_ID = 9001;
const FIRST_FAN_ID = 100_000;
const FIRST_MESSAGE_ID = 5_500_000_000;

/**
 * Makes up a creator of training, cooking, travel and photography, with fans
 * who talk, ask, tip, buy, haggle, complain, fall silent and come back. Of
 * messages that wait for an answer there is one in every fifth chat.
 */
export function generateDemo(
  { seed, now, fans = 40, messages = 3000, days = 90 }: DemoOptions,
): DemoData {
  const random = new Random(seed);
  const fanIds = makeIds(random, FIRST_FAN_ID, fans, 900);
  const names = fanNames(random, fans);
  const lines = new Timeline({ random, now, fans, messages, days }).write();
  const ids = makeIds(random, FIRST_MESSAGE_ID, lines.length, 40);
  const all = lines.map(({ fan, at, line, queueId, waiting }, index) =>
    toMessage(line, {
      id: itemAt(ids, index),
      chatId: itemAt(fanIds, fan),
      creatorId: CREATOR_ID,
      at,
      queueId,
      seen: !waiting && (queueId === 0 || random.chance(0.6)),
      liked: random.chance(0.06),
    })
  );
  const byFan = groupByFan(lines, all, fans);
  const chats = byFan.map((own, index): DemoChat => {
    const last = own.at(-1);
    const unread = own.filter((message) => message.is_inbound && message.isNew);
    const written = own.filter((message) => message.is_inbound);
    const withUser = fanProfile(
      random,
      itemAt(fanIds, index),
      itemAt(names, index),
      personaOf(index),
      {
        first: Date.parse(own[0]?.createdAt ?? "") || now,
        last: Date.parse(written.at(-1)?.createdAt ?? "") || now,
        now,
      },
    );
    return {
      id: withUser.id,
      withUser,
      last_message: last ?? null,
      unreadMessagesCount: unread.length,
      lastReadMessageId: own.findLast((message) => !message.isNew)?.id ?? 0,
      hasUnreadTips: unread.some((message) => message.isTip),
      canSendMessage: true,
      isMutedNotifications: false,
    };
  });
  return { creator: creatorProfile(CREATOR_ID), chats, messages: all };
}

/** Growing ids with gaps of up to `step`. */
function makeIds(
  random: Random,
  first: number,
  count: number,
  step: number,
): number[] {
  let id = first;
  return Array.from({ length: count }, () => id += random.int(1, step));
}

function groupByFan(
  lines: readonly TimedLine[],
  messages: readonly DemoMessage[],
  fans: number,
): DemoMessage[][] {
  const groups = Array.from({ length: fans }, (): DemoMessage[] => []);
  for (const [index, { fan }] of lines.entries()) {
    itemAt(groups, fan).push(itemAt(messages, index));
  }
  return groups;
}
