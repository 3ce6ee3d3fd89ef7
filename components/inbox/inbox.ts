import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import type { Suggestions } from "@/components/suggestions/suggestions.ts";
import type { Reviewer } from "@/components/suggestions/reviewer.ts";

/** What the parts of the Inbox have in common. */
export interface Inbox {
  /** Shows a conversation, at a message of it if one is named. */
  open(chat: string, message?: string | null): void;
  /** The conversation that is shown; `null`: none. */
  openChat: ReadonlySignal<string | null>;
  /** The message at which it is shown; `null`: the latest. */
  message: ReadonlySignal<string | null>;
  /** What is searched for; "": nothing. */
  query: ReadonlySignal<string>;
  /** What rules propose to be sent. */
  suggestions: Suggestions;
  /** Goes through them, and does what keys say. */
  reviewer: Reviewer;
}

/** The Inbox that everything below stands in. */
export const InboxContext = createContext<Inbox | null>(null);

/** What the Inbox gives; throws outside of it. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (inbox === null) throw new Error("This stands in no inbox");
  return inbox;
}
