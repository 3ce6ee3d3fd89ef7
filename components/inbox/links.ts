/** Where a conversation is read, and answered; at a message if one is named. */
export function chatAddress(chat: string, message?: string): string {
  return inboxAddress({ chat, ...(message === undefined ? {} : { message }) });
}

/** Where the conversations about a topic are listed. */
export function topicAddress(topic: string): string {
  return inboxAddress({ topic });
}

/** Where all who wait are listed, the longest first; of one creator, or of all. */
export function waitingAddress(creator: string | null): string {
  return inboxAddress({
    f: "unanswered",
    order: "waiting",
    ...(creator === null ? {} : { creator }),
  });
}

/** As `readAddress` reads it. */
function inboxAddress(query: Record<string, string>): string {
  return `/inbox?${new URLSearchParams(query)}`;
}
