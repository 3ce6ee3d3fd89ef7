import type { KeptTexts } from "./commands.ts";

/** A text that is being written for a chat, as the browser keeps it. */
export function readDraft(storage: KeptTexts | null, chat: string): string {
  try {
    return storage?.getItem(keyOf(chat)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps it; an empty one is forgotten. */
export function keepDraft(
  storage: KeptTexts | null,
  chat: string,
  text: string,
): void {
  try {
    if (text === "") storage?.removeItem(keyOf(chat));
    else storage?.setItem(keyOf(chat), text);
  } catch {
    // A full storage keeps nothing; the text stays in its field.
  }
}

/** The browser's storage for this window; `null` where it may not be used. */
export function windowStorage(): KeptTexts | null {
  try {
    // Merely to look at it may be refused.
    const storage = globalThis.sessionStorage;
    return storage;
  } catch {
    return null;
  }
}

function keyOf(chat: string): string {
  return `rapport:draft:${chat}`;
}
