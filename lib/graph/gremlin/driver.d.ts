/** The part of the driver's connection that is used here; it has no types. */

/** Of `ws`: a socket of the driver's own. */
interface Socket {
  on(event: "error", listener: (error: Error) => void): void;
  terminate(): void;
}

/** Who answers when the server asks for a password. */
export interface Authenticator {
  evaluateChallenge(challenge: unknown): Promise<Record<string, string>>;
}

/** How a connection is made. */
export interface ConnectionSettings {
  mimeType: string;
  traversalSource: string;
  rejectUnauthorized: boolean;
  connectOnStartup: boolean;
  pingEnabled: boolean;
  authenticator: Authenticator;
  reader: { read(value: unknown): unknown };
}

/** What a request is answered with. */
export interface ResultSet {
  toArray(): unknown[];
  attributes: unknown;
}

export default class Connection {
  constructor(url: string, settings: ConnectionSettings);
  readonly mimeType: string;
  protected _ws?: Socket;
  open(): Promise<void>;
  submit(
    processor: string,
    operation: string,
    args: Record<string, unknown>,
    requestId: string,
  ): Promise<ResultSet>;
  on(event: "close", listener: (code: number) => void): this;
  on(event: "socketError", listener: (error: Error) => void): this;
  protected _handleMessage(data: unknown): void;
  protected _cleanupWebsocket(): void;
  protected _clearHandler(requestId: string): void;
}
