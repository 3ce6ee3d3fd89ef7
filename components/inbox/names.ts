import type { ExtendedConversationNode } from "@/lib/models/conversation.ts";
import { fold, hasWords, wordsOf } from "@/lib/text/words.ts";
import { displayName } from "@/components/wording/people.ts";

/** A name as it was last compared. */
interface Folded {
  user: ExtendedConversationNode["withUser"];
  text: string;
}

/** Finds conversations by the beginnings of words of the fan's name. */
export class NameSearch {
  readonly #folded = new Map<string, Folded>();
  #words: readonly string[] = [];

  /** What is looked for from now on; "": everything is found. */
  look(query: string): void {
    this.#words = wordsOf(query);
  }

  /** Reads a name before it is looked for, so that looking takes no time. */
  learn(node: ExtendedConversationNode): void {
    this.#textOf(node);
  }

  /** Whether the conversation's fan has all the words in the names. */
  finds(node: ExtendedConversationNode): boolean {
    return this.#words.length === 0 ||
      hasWords(this.#textOf(node), this.#words);
  }

  #textOf({ conversationId, withUser }: ExtendedConversationNode): string {
    const known = this.#folded.get(conversationId);
    if (known?.user === withUser) return known.text;
    const names = [displayName(withUser, conversationId)];
    for (const name of [withUser?.name, withUser?.username]) {
      if (name && name !== names[0]) names.push(name);
    }
    const text = fold(names.join(" "));
    this.#folded.set(conversationId, { user: withUser, text });
    return text;
  }
}
