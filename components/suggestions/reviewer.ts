import type { Proposal, Suggestions } from "./suggestions.ts";

/** What the open conversation does with its proposals. */
export interface Desk {
  approve(proposal: Proposal): void;
  edit(proposal: Proposal): void;
  reject(proposal: Proposal): void;
}

/** Where a reviewer works. */
interface Place {
  /** The conversation that is open; `null`: none. */
  chat(): string | null;
  /** Shows a conversation. */
  open(chat: string): void;
}

/**
 * Goes through proposals of all conversations, one after the other, and has the
 * open conversation do what keys say.
 */
export class Reviewer {
  /** Of the open conversation; `null`: none is open. */
  desk: Desk | null = null;
  readonly #suggestions: Suggestions;
  readonly #place: Place;

  constructor(suggestions: Suggestions, place: Place) {
    this.#suggestions = suggestions;
    this.#place = place;
  }

  /** Goes to the next proposal, or the one before; whether there is any. */
  step(by: 1 | -1): boolean {
    const id = this.#focused()?.id ?? null;
    const chat = this.#place.chat();
    const next = this.#suggestions.next({ id, chat }, by);
    if (next === null) return false;
    this.#suggestions.wanted.value = { id: next.id, part: "whole" };
    if (next.chat !== chat) this.#place.open(next.chat);
    return true;
  }

  /**
   * Does something with the proposal that has the focus; where none has, the
   * open conversation's first gets it instead: nothing is sent that nobody looks
   * at. Whether there is any.
   */
  act(what: keyof Desk): boolean {
    const focused = this.#focused();
    if (focused !== null) {
      this.desk?.[what](focused);
      return true;
    }
    const chat = this.#place.chat();
    const first = chat === null ? undefined : this.#suggestions.of(chat)[0];
    if (first === undefined) return false;
    this.#suggestions.wanted.value = { id: first.id, part: "whole" };
    return true;
  }

  #focused(): Proposal | null {
    const id = document.activeElement
      ?.closest<HTMLElement>("[data-suggestion]")?.dataset.suggestion;
    return this.#suggestions.all.peek().find((one) => one.id === id) ?? null;
  }
}
