import type { ExchangeKind } from "./script/mod.ts";

/** The kinds of fans that a creator knows. */
export type PersonaName =
  | "regular"
  | "newcomer"
  | "tipper"
  | "thrifty"
  | "silent"
  | "returning"
  | "complaining"
  | "foreign";

/** How a fan behaves. */
export interface Persona {
  name: PersonaName;
  /** Conversations, in relation to the other personas. */
  talkative: number;
  /** How often each kind of exchange comes up; a missing kind never does. */
  kinds: Partial<Record<ExchangeKind, number>>;
  /**
   * When the fan is there: parts of the period, from 0 (its start) to 1 (now).
   * Each part begins with `opening`, where it has one.
   */
  present: readonly { from: number; to: number; opening?: ExchangeKind }[];
  /** Minutes that the creator takes to answer, as a median. */
  answerMinutes: number;
}

const smallTalk = { chat: 20, compliment: 3, thanks: 2 };

/** All personas, the ones that a small account has first. */
export const PERSONAS: Record<PersonaName, Persona> = {
  regular: {
    name: "regular",
    talkative: 10,
    kinds: {
      ...smallTalk,
      purchase: 2,
      declined_offer: 1,
      custom: 1,
      renewal: 1,
      tip: 1,
    },
    present: [{ from: 0, to: 1 }],
    answerMinutes: 14,
  },
  newcomer: {
    name: "newcomer",
    talkative: 5,
    kinds: { ...smallTalk, price: 3, discount: 1, purchase: 2, tip: 1 },
    present: [{ from: 0.75, to: 1, opening: "welcome" }],
    answerMinutes: 10,
  },
  tipper: {
    name: "tipper",
    talkative: 8,
    kinds: {
      ...smallTalk,
      tip: 10,
      purchase: 5,
      custom: 3,
      meet: 2,
      renewal: 1,
    },
    present: [{ from: 0, to: 1 }],
    answerMinutes: 6,
  },
  thrifty: {
    name: "thrifty",
    talkative: 6,
    kinds: { ...smallTalk, price: 5, discount: 5, declined_offer: 6, meet: 1 },
    present: [{ from: 0, to: 1 }],
    answerMinutes: 25,
  },
  silent: {
    name: "silent",
    talkative: 5,
    kinds: { ...smallTalk, declined_offer: 4, price: 2, meet: 1 },
    present: [{ from: 0, to: 0.5 }],
    answerMinutes: 60,
  },
  returning: {
    name: "returning",
    talkative: 6,
    kinds: { ...smallTalk, purchase: 2, tip: 2, custom: 1, renewal: 1 },
    present: [{ from: 0, to: 0.25 }, { from: 0.7, to: 1, opening: "return" }],
    answerMinutes: 15,
  },
  complaining: {
    name: "complaining",
    talkative: 5,
    kinds: { chat: 8, complaint: 12, price: 3, declined_offer: 2, thanks: 1 },
    present: [{ from: 0.1, to: 1 }],
    answerMinutes: 90,
  },
  foreign: {
    name: "foreign",
    talkative: 4,
    kinds: { foreign: 8, chat: 6, compliment: 2, tip: 1 },
    present: [{ from: 0.2, to: 1 }],
    answerMinutes: 30,
  },
};

/** How many of forty fans have each persona. */
const OF_FORTY: Record<PersonaName, number> = {
  regular: 10,
  newcomer: 6,
  tipper: 5,
  thrifty: 5,
  silent: 5,
  returning: 3,
  complaining: 3,
  foreign: 3,
};

/** The personas of the first forty fans: every eight hold as many as they can. */
const PATTERN: readonly Persona[] = Array.from(
  { length: 10 },
  (_, round) =>
    Object.values(PERSONAS).filter(({ name }) => round < OF_FORTY[name]),
).flat();

/** The persona of the fan with this index, from 0. */
export function personaOf(index: number): Persona {
  return PATTERN[index % PATTERN.length] ?? PERSONAS.regular;
}
