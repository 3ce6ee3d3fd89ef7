import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Commands } from "@/components/inbox/stream/commands.ts";
import type { Desk } from "./reviewer.ts";
import {
  faultOf,
  isEdited,
  type Proposal,
  type Suggestions,
  wording,
} from "./suggestions.ts";

/** What an open conversation lets its proposals do. */
export interface Talk {
  commands: Commands;
  /** When its latest message was written, ms since the epoch. */
  latest(): number | undefined;
  /** Shows its end. */
  toNewest(): void;
  /** Shows a message of it. */
  show(message: string): void;
  /** Has somebody go on writing a text. */
  write(text: string): void;
  /** Says that a decision was not taken, to who is elsewhere by now. */
  missed(why: string | null): void;
}

/** Where a desk stands. */
interface Room {
  chat: string;
  suggestions: Suggestions;
  talk: Talk;
}

/** What a decision depends on. */
interface Circumstances {
  isConnected(): boolean;
  /** Whether the conversation is still open. */
  isHere(): boolean;
  /** Whether the focus is still where a decision has led it. */
  isIdle(): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since the page began; default: the browser's. */
  ticks?(): number;
}

/** After a decision, a second press does not decide on the next one too, ms. */
const PRESS_MS = 500;

/**
 * What can be done with a conversation's proposals. What is approved shows among
 * the messages at once; the next proposal gets the focus.
 */
export class ProposalDesk implements Desk {
  /** Whether the last one was decided on here. */
  readonly isDone: Signal<boolean> = signal(false);
  /** What it gives the conversation to do. */
  readonly talk: Talk;
  readonly #chat: string;
  readonly #suggestions: Suggestions;
  readonly #circumstances: Required<Circumstances>;
  readonly #said = signal("");
  #decidedAt = -Infinity;

  constructor(
    { chat, suggestions, talk }: Room,
    circumstances: Circumstances,
  ) {
    this.#chat = chat;
    this.#suggestions = suggestions;
    this.talk = talk;
    this.#circumstances = {
      ticks: () => performance.now(),
      ...circumstances,
    };
  }

  /** What was done last, in words, to be read out. */
  get said(): ReadonlySignal<string> {
    return this.#said;
  }

  /** Has one sent, as it is or edited. */
  async approve(proposal: Proposal): Promise<void> {
    const text = wording(proposal);
    // Who is about to reject it does not mean to send it.
    if (proposal.reason.peek() !== null || faultOf(text) !== null) return;
    if (!this.#mayDecide(proposal)) return;
    const { id, why: suggestion } = proposal;
    const { commands, latest, toNewest } = this.talk;
    const how = isEdited(proposal) ? "with your edit" : "as it is";
    const place = this.#placeOf(proposal);
    commands.expect({ id, text, suggestion }, latest());
    const approving = this.#suggestions.approve(proposal);
    this.#goOn(place);
    toNewest();
    const command = await approving;
    if (command === null) {
      commands.giveUp(id);
      return this.#comesBack(proposal);
    }
    commands.take(command);
    this.#said.value = `Approved ${how}.`;
  }

  /** Asks why one is not to be sent; a second time, it is rejected. */
  async reject(proposal: Proposal): Promise<void> {
    if (!this.#mayDecide(proposal)) return;
    if (proposal.reason.peek() === null) {
      proposal.reason.value = "";
      this.#want(proposal, "reason");
      return;
    }
    const place = this.#placeOf(proposal);
    const rejecting = this.#suggestions.reject(proposal);
    this.#goOn(place);
    if (await rejecting) this.#said.value = "Rejected.";
    else this.#comesBack(proposal);
  }

  /** Has one not be rejected after all. */
  keep(proposal: Proposal): void {
    proposal.reason.value = null;
    this.#want(proposal, "whole");
  }

  /** Has its text edited. */
  edit(proposal: Proposal): void {
    if (proposal.stage.peek().kind !== "open") return;
    this.#suggestions.edit(proposal, wording(proposal));
    this.#want(proposal, "text");
  }

  /** Notes what it is to say. */
  write(proposal: Proposal, text: string): void {
    this.#suggestions.edit(proposal, text);
  }

  /** Goes back to what was proposed. */
  undo(proposal: Proposal): void {
    this.#suggestions.edit(proposal, null);
    this.#want(proposal, "whole");
  }

  /** Leaves the field of its text; what was edited stays. */
  leaveText(proposal: Proposal): void {
    if (!isEdited(proposal)) this.#suggestions.edit(proposal, null);
    this.#want(proposal, "whole");
  }

  /** Takes one that is over off the page. */
  dismiss(proposal: Proposal): void {
    const place = this.#placeOf(proposal);
    this.#suggestions.dismiss(proposal);
    this.#goOn(place);
  }

  /** Has somebody go on with the text of one that is over. */
  answerWith(proposal: Proposal): void {
    const text = wording(proposal);
    this.#suggestions.dismiss(proposal);
    this.talk.write(text);
  }

  #mayDecide({ stage, expiresAt }: Proposal): boolean {
    const { isConnected, now, ticks } = this.#circumstances;
    return stage.peek().kind === "open" && expiresAt > now() &&
      isConnected() && ticks() - this.#decidedAt >= PRESS_MS;
  }

  #placeOf({ id }: Proposal): number {
    return this.#suggestions.of(this.#chat).findIndex((one) => one.id === id);
  }

  /** One of them is decided on: the next one has the focus. */
  #goOn(place: number): void {
    this.#decidedAt = this.#circumstances.ticks();
    this.#said.value = "";
    const left = this.#suggestions.of(this.#chat);
    const next = left[Math.min(place, left.length - 1)];
    if (next === undefined) this.isDone.value = true;
    else this.#want(next, "whole");
  }

  /** The focus follows one that came back, unless somebody has gone on. */
  #comesBack(proposal: Proposal): void {
    const { isHere, isIdle } = this.#circumstances;
    if (!isHere()) this.talk.missed(proposal.problem.peek());
    else if (isIdle()) this.#want(proposal, "whole");
  }

  #want({ id }: Proposal, part: "whole" | "text" | "reason"): void {
    this.#suggestions.wanted.value = { id, part };
  }
}
