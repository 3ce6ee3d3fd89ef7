/**
 * Accounts, sessions, pairing and Agents' tokens.
 * @module
 */
export * from "./accounts.ts";
export {
  type ListedSession,
  type Person,
  type Session,
  SESSION_MS,
} from "./sessions.ts";
