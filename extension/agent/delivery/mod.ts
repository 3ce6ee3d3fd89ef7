/**
 * How what is stored of a creator account gets to its service.
 * @module
 */
export {
  createDelivery,
  type DeliveryOptions,
  type PersonalDelivery,
} from "./delivery.ts";
export type { OpenSocket, Socket } from "./link.ts";
export type { DeliveryStore, Pace } from "./session.ts";
