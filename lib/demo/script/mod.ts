/**
 * What the synthetic creator and fans say.
 * @module
 */
import { BUSINESS } from "./business.ts";
import { DAILY } from "./daily.ts";
import type { Exchange } from "./exchange.ts";
import { LEISURE } from "./leisure.ts";

export {
  BROADCASTS,
  EMOJI,
  LATE_ANSWERS,
  REENGAGEMENT,
  WAITING,
} from "./broadcast.ts";
export type { Exchange, ExchangeKind, SlotName, Turn } from "./exchange.ts";
export { SLOTS } from "./slots.ts";

/** Every exchange that a conversation can be made of. */
export const EXCHANGES: readonly Exchange[] = [
  ...LEISURE,
  ...DAILY,
  ...BUSINESS,
];
