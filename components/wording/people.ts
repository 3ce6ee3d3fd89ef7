import type { UserRef } from "@/lib/models/user.ts";
import { plainText } from "./plain_text.ts";

/** The name a fan shows, else the user name; `null` where neither is known. */
export function nameOf(user: UserRef | null): string | null {
  for (const name of [user?.displayName, user?.name, user?.username]) {
    const text = plainText(name ?? "");
    if (text !== "") return text;
  }
  return null;
}

/** What a fan is called: the name shown, else the user name, else the id. */
export function displayName(user: UserRef | null, id: string): string {
  return nameOf(user) ?? `Fan ${user?.id ?? id}`;
}

/** One or two letters that stand for a name; "?" where it has none. */
export function initials(name: string): string {
  const words = name.split(/\s+/).map((word) =>
    [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? ""
  ).filter((letter) => letter !== "");
  const letters = words.length > 1
    ? [words[0], words.at(-1)]
    : words.slice(0, 1);
  return letters.join("").toLocaleUpperCase("en") || "?";
}

/** How many tints an avatar can have. */
export const TINTS = 6;

/** An avatar's tint, always the same for one id: from 0 to {@linkcode TINTS} - 1. */
export function tint(id: string): number {
  let hash = 0;
  for (const letter of id) {
    hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  }
  return hash % TINTS;
}
