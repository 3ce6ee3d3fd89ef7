/** What a link tells the bus that uses it. None of these may throw. */
export interface LinkEvents {
  /** A text has arrived on a channel that is watched. */
  onText(channel: string, text: string): void;
  /**
   * What others have sent on a watched channel until now may have been missed;
   * what they send from now on arrives.
   */
  onGap(channel: string): void;
  /** The link's `isUp` has changed. */
  onChange(): void;
}

/**
 * Carries texts between the buses of several instances; what they mean is not
 * its business. Texts of one sender arrive in order, and do not come back over
 * the same link, or do: the bus sorts that out.
 */
export interface Link {
  /** Begins; called once, before anything else. */
  start(events: LinkEvents): void;
  /** Sends to all who watch the channel, at once or not at all; never throws. */
  send(channel: string, text: string): void;
  /** From now on, texts of this channel are wanted. */
  watch(channel: string): void;
  /** Texts of this channel are not wanted any more. */
  unwatch(channel: string): void;
  /** Whether anybody may hear what is sent: if not, texts need not be made. */
  readonly mayBeHeard: boolean;
  /** Whether all who use this link can be reached, and heard. */
  readonly isUp: boolean;
  /** Ends it in bounded time; what was sent before is still on its way. */
  close(): Promise<void>;
}
