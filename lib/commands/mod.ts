/**
 * Messages that people want an account's Agent to send: stored, handed to the
 * Agent in order, and what became of them.
 * @module
 */
export {
  CommandBook,
  type CommandBookOptions,
  type Created,
  MAX_OPEN,
  type Resend,
  type Settled,
} from "./book.ts";
export { listAllCommands, listCommands } from "./list.ts";
export { takeNews } from "./news.ts";
export {
  type CommandFrame,
  dashboardFrame,
  type StoredCommand,
} from "./record.ts";
export { type AgentConnection, KEPT_MS, readCommands } from "./rows.ts";
