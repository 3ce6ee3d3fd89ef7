/** Where a conversation is read, and answered. */
export function chatAddress(chat: string): string {
  return `/inbox?chat=${encodeURIComponent(chat)}`;
}

/** Where all who wait are listed, the longest first. */
export function waitingAddress(creator: string | null): string {
  const query = new URLSearchParams({
    f: "unanswered",
    sort: "waiting",
    ...(creator === null ? {} : { creator }),
  });
  return `/inbox?${query}`;
}
