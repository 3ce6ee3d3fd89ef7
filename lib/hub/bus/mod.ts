/** How instances reach each other's dashboards and Agents. */
export {
  agentChannel,
  type Bus,
  type BusMessage,
  frontendChannel,
} from "./bus.ts";
export { LocalBus } from "./local.ts";
export { type BusOptions, openBus } from "./open.ts";
