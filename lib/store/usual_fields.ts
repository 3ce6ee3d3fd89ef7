import { isoTime, type Message } from "@/lib/models/mod.ts";

/** Which usual fields a message has, as bits of two numbers. */
export type UsualFields = [number, number];

/** Stands for an empty list. */
const EMPTY = Symbol("[]");
/** Stands for the message's own time, as the site writes it: in whole seconds. */
const OWN_TIME = Symbol("at");

/**
 * What captured messages usually say of themselves: the same thirty fields with
 * the same values, which take three times the space of everything else. The
 * place of a line is its bit in the database: lines are only added at the end.
 */
const USUAL: readonly (readonly [string, unknown])[] = [
  ["isTip", false],
  ["isTip", true],
  ["isPinned", false],
  ["isLiked", false],
  ["isLiked", true],
  ["isFree", true],
  ["isFree", false],
  ["isNew", false],
  ["isNew", true],
  ["isOpened", true],
  ["isOpened", false],
  ["isMediaReady", true],
  ["isCouplePeopleMedia", false],
  ["isMarkdownDisabled", false],
  ["isReportedByMe", false],
  ["isFromQueue", false],
  ["isFromQueue", true],
  ["canBePinned", false],
  ["canPurchase", false],
  ["canPurchase", true],
  ["canPurchaseReason", "free"],
  ["canReport", false],
  ["canReport", true],
  ["canUnsendQueue", false],
  ["mediaCount", 0],
  ["price", 0],
  ["cancelSeconds", 0],
  ["queueId", 0],
  ["unsendSecondsQueue", 0],
  ["giphyId", null],
  ["lockedText", false],
  ["responseType", "message"],
  ["media", EMPTY],
  ["previews", EMPTY],
  ["releaseForms", EMPTY],
  ["is_creator", true],
  ["is_creator", false],
  ["is_inbound", true],
  ["is_inbound", false],
  ["createdAt", OWN_TIME],
  ["changedAt", OWN_TIME],
];

/** Bits of one number, so that it stays a small integer. */
const BITS = 30;

interface UsualField {
  name: string;
  value: unknown;
  bit: number;
}

const FIELDS: readonly UsualField[] = USUAL.map(([name, value], bit) => ({
  name,
  value,
  bit,
}));
const FIELDS_BY_NAME = Map.groupBy(FIELDS, ({ name }) => name);

/**
 * A message written at `at`, in ms, without its usual fields, and which of them
 * it has.
 */
export function withoutUsual(
  message: Message,
  at: number,
): { rest: Message; usual: UsualFields } {
  const usual: UsualFields = [0, 0];
  const rest: Message = { id: message.id };
  const ownTime = siteTime(at);
  for (const name in message) {
    const value = message[name];
    const bit = usualBit(name, value, ownTime);
    if (bit === null) setField(rest, name, value);
    else if (bit < BITS) usual[0] |= 1 << bit;
    else usual[1] |= 1 << (bit - BITS);
  }
  return { rest, usual };
}

/** The message that {@linkcode withoutUsual} was given; changes `rest`. */
export function withUsual(
  rest: Message,
  usual: UsualFields,
  at: number,
): Message {
  for (const { name, value, bit } of FIELDS) {
    if (!hasBit(usual, bit)) continue;
    rest[name] = value === EMPTY
      ? []
      : value === OWN_TIME
      ? siteTime(at)
      : value;
  }
  return rest;
}

function usualBit(
  name: string,
  given: unknown,
  ownTime: string,
): number | null {
  const fields = FIELDS_BY_NAME.get(name);
  if (fields === undefined) return null;
  for (const { value, bit } of fields) {
    const isUsual = given === value ||
      (value === OWN_TIME && given === ownTime) ||
      (value === EMPTY && Array.isArray(given) && given.length === 0);
    if (isUsual) return bit;
  }
  return null;
}

function hasBit(usual: UsualFields, bit: number): boolean {
  return bit < BITS
    ? (usual[0] & (1 << bit)) !== 0
    : (usual[1] & (1 << (bit - BITS))) !== 0;
}

function siteTime(at: number): string {
  return `${isoTime(at).slice(0, -5)}+00:00`;
}

/** `__proto__` is a field like any other in JSON, but not in an assignment. */
function setField(target: object, name: string, value: unknown): void {
  if (name !== "__proto__") {
    (target as Record<string, unknown>)[name] = value;
    return;
  }
  Object.defineProperty(target, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
