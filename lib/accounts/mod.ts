/**
 * Accounts, sessions, pairing and Agents' tokens.
 * @module
 */
export * from "./accounts.ts";
