import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";

/** What the parts of the Inbox have in common. */
export interface Inbox {
  /** Shows a conversation, at a message of it if one is named. */
  open(chat: string, message?: string | null): void;
  /** The conversation that is shown; `null`: none. */
  openChat: ReadonlySignal<string | null>;
  /** What is searched for; "": nothing. */
  query: ReadonlySignal<string>;
}

/** The Inbox that everything below stands in. */
export const InboxContext = createContext<Inbox | null>(null);

/** What the Inbox gives; throws outside of it. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (inbox === null) throw new Error("This stands in no inbox");
  return inbox;
}
