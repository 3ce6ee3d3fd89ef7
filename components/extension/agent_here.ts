import { count, counted } from "@/components/wording/number.ts";
import type { ConnectionState, CreatorStatus } from "@/extension/messages.ts";

/** A paired Agent that is an extension. */
export interface ExtensionAgent {
  /** As `chrome-extension://…`. */
  origin: string;
  name: string;
  /** When it was paired, ISO 8601. */
  createdAt: string;
  /**
   * When each of the account's Agents with its name and origin was paired, ISO
   * 8601; itself among them.
   */
  alike: string[];
}

/**
 * Of the creator accounts that an extension tells of, those that are paired as
 * this Agent: by its name, and of Agents of one name by when they were paired.
 */
export function pairedAs(
  creators: readonly CreatorStatus[],
  { name, createdAt, alike }: ExtensionAgent,
  service: string,
): CreatorStatus[] {
  return creators.filter(({ pairing }) => {
    if (pairing?.origin !== service || pairing.name !== name) return false;
    const distance = (at: string) =>
      Math.abs(Date.parse(at) - pairing.pairedAt);
    return alike.every((other) => distance(createdAt) <= distance(other));
  });
}

const STATES: Record<ConnectionState, string> = {
  connected: "connected",
  connecting: "connecting",
  waiting: "reconnecting",
  paused: "paused",
  stopped: "stopped",
  not_paired: "not paired",
};

/**
 * What an Agent of this browser does: "In this browser: connected, 12,340
 * messages captured, 18 waiting". `null`: it is none of this browser's.
 */
export function hereWords(creators: readonly CreatorStatus[]): string | null {
  const [first] = creators;
  if (first === undefined) return null;
  const sum = (of: (status: CreatorStatus) => number) =>
    creators.reduce((total, one) => total + of(one), 0);
  const messages = counted(sum((one) => one.messages), "message");
  return `In this browser: ${STATES[first.connection.state]}, ${messages} ` +
    `captured, ${count(sum((one) => one.waiting))} waiting`;
}
