/**
 * Why the graph could not be asked: it asks for less work, others change the
 * same elements, it takes too long, it cannot be reached, or it does not
 * accept the key.
 */
export type UnavailableReason =
  | "throttled"
  | "conflict"
  | "timeout"
  | "connection"
  | "authentication";

/** The graph has not answered; the same traversal may be answered later. */
export class GremlinUnavailable extends Error {
  override readonly name = "GremlinUnavailable";
  readonly reason: UnavailableReason;

  constructor(
    reason: UnavailableReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
  }
}

/** The graph will never take this traversal; the message has its words. */
export class GremlinRefused extends Error {
  override readonly name = "GremlinRefused";
  /** The status that the server gave, or 413 for what was too long to send. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
