/**
 * WebSocket connections of Agents and dashboards, and the bus between them and
 * the rest of the Brain.
 * @module
 */
export {
  agentChannel,
  type Bus,
  type BusMessage,
  frontendChannel,
  LocalBus,
  openBus,
} from "./bus/mod.ts";
export type { Socket } from "./connection.ts";
export { Hub, type HubOptions } from "./hub.ts";
export type { Refusal } from "./refusals.ts";
export type {
  AgentConnection,
  HubSource,
  LoggedFrame,
  Position,
  Receipt,
  Resend,
} from "./source.ts";
