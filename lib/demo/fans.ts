import { DAY, HOUR } from "./pace.ts";
import type { Persona } from "./personas.ts";
import type { Random } from "./random.ts";
import { wireTime } from "./wire.ts";

/** A fan's profile as an extension sends it. */
export type DemoUser = {
  id: number;
  name: string;
  username: string;
  displayName: string;
  avatar: null;
  header: null;
  isVerified: boolean;
  /** When the fan was last seen; absent for the creator. */
  lastSeen?: string;
  subscribedBy?: boolean;
  subscribedByExpire?: boolean;
  subscribedByExpireDate?: string;
  subscribedByAutoprolong?: boolean;
  subscribedOn?: boolean;
  subscribedOnExpiredNow?: boolean;
  /** In words, such as `3 months`. */
  subscribedOnDuration?: string;
  subscribedOnData?: {
    price: number;
    subscribeAt: string;
    expiredAt: string;
    duration: string;
  };
  /** US dollars a month. */
  subscribePrice: number;
  currentSubscribePrice: number;
  tipsEnabled: boolean;
  tipsTextEnabled: boolean;
  tipsMin: number;
  tipsMinInternal: number;
  tipsMax: number;
  canEarn: boolean;
  canAddSubscriber: boolean;
};

const FIRST_NAMES: readonly string[] = [
  ...["Adam", "Ben", "Carlos", "Dan", "Elias", "Finn", "George", "Hugo"],
  ...["Ivan", "Jonas", "Kenji", "Leo", "Marco", "Nico", "Oscar", "Paul"],
  ...["Quinn", "Rafael", "Sam", "Tom", "Umar", "Victor", "Will", "Yusuf"],
  ...["Anna", "Bea", "Clara", "Dana", "Ella", "Freya", "Grace", "Hana"],
  ...["Ines", "Julia", "Kim", "Lena", "Mia", "Nora", "Priya", "Robin"],
  ...["Alex", "Casey", "Jamie", "Morgan", "Riley", "Taylor", "Zoe", "Theo"],
];

const LAST_NAMES: readonly string[] = [
  ...["Ashdown", "Birchwood", "Calloway", "Dunmore", "Everhart", "Fairley"],
  ...["Greenhalgh", "Hollis", "Ivarsen", "Juneau", "Kestrel", "Lindqvist"],
  ...[
    "Marlowe",
    "Novak",
    "Okafor",
    "Pemberton",
    "Quill",
    "Rosario",
    "Sandoval",
  ],
  ...["Tanaka", "Underhill", "Vasquez", "Whitlock", "Yardley", "Zeller"],
];

const HOBBIES: readonly string[] = [
  ...["runs", "cooks", "travels", "climbs", "reads", "rides", "hikes", "bakes"],
  ...["swims", "paints"],
];

const PRICE = 12.99;

/** The synthetic creator's profile. */
export function creatorProfile(id: number): DemoUser {
  return {
    id,
    name: "Maya Fernhill",
    username: "maya.moves",
    displayName: "Maya Fernhill",
    avatar: null,
    header: null,
    isVerified: true,
    ...money(true),
  };
}

/** Names that differ for up to 1,200 fans; a number tells more apart. */
export function fanNames(random: Random, count: number): DemoNames[] {
  const firsts = random.shuffle(FIRST_NAMES);
  const lasts = random.shuffle(LAST_NAMES);
  return Array.from({ length: count }, (_, index) => {
    const first = firsts[index % firsts.length] ?? "";
    const round = Math.floor(index / firsts.length);
    const last = lasts[(index + round) % lasts.length] ?? "";
    const again = Math.floor(index / (firsts.length * lasts.length));
    const style = random.int(0, 2);
    const hobby = random.pick(HOBBIES);
    const handle = style === 0
      ? `${first}.${last}`
      : style === 1
      ? `${first}_${hobby}`
      : `${first}${last.charAt(0)}${random.int(70, 99)}`;
    return {
      name: `${first} ${last}${again > 0 ? ` ${again + 1}` : ""}`,
      username: `${handle.toLowerCase()}${round > 0 ? index : ""}`,
    };
  });
}

/** What a fan is called. */
export interface DemoNames {
  name: string;
  username: string;
}

/**
 * A fan's profile. The subscription ended where the fan is not there any more;
 * otherwise it ends within a month of `now`, and one in six is not prolonged.
 * `first` and `last`: when the fan wrote first and last, in ms.
 */
export function fanProfile(
  random: Random,
  id: number,
  names: DemoNames,
  persona: Persona,
  { first, last, now }: { first: number; last: number; now: number },
): DemoUser {
  const gone = persona.present.every(({ to }) => to < 1);
  const expires = gone
    ? Math.min(last + random.int(5, 25) * DAY, now - DAY)
    : now + random.int(6, 30 * 24) * HOUR;
  const since = first - random.int(0, 3) * HOUR;
  const months = Math.max(1, Math.ceil((expires - since) / (30 * DAY)));
  const duration = months === 1 ? "1 month" : `${months} months`;
  const prolongs = !gone && random.chance(5 / 6);
  return {
    id,
    ...names,
    displayName: names.name,
    avatar: null,
    header: null,
    isVerified: false,
    lastSeen: wireTime(gone ? last : Math.min(now, last + 2 * HOUR)),
    subscribedBy: !gone,
    subscribedByExpire: gone,
    subscribedByExpireDate: wireTime(expires),
    subscribedByAutoprolong: prolongs,
    subscribedOn: !gone,
    subscribedOnExpiredNow: gone,
    subscribedOnDuration: duration,
    subscribedOnData: {
      price: PRICE,
      subscribeAt: wireTime(since),
      expiredAt: wireTime(expires),
      duration,
    },
    ...money(false),
  };
}

function money(earns: boolean) {
  return {
    subscribePrice: earns ? PRICE : 0,
    currentSubscribePrice: earns ? PRICE : 0,
    tipsEnabled: earns,
    tipsTextEnabled: true,
    tipsMin: 5,
    tipsMinInternal: 1,
    tipsMax: 200,
    canEarn: earns,
    canAddSubscriber: earns,
  };
}
