// @ts-types="./driver.d.ts"
import Connection, {
  type Authenticator,
  type ResultSet,
} from "gremlin/lib/driver/connection.js";
import { readResponse } from "./graphson.ts";
import { type GremlinSettings, userOf } from "./settings.ts";

const GRAPHSON_2 = "application/vnd.gremlin-v2.0+json";

/** What a driver tells of its connection. */
export interface DriverEvents {
  /** Something has come from the server. */
  onHeard(): void;
  /** The server wants the password; rejects if it is not to be told. */
  onChallenge(): Promise<void>;
  /** It cannot be used any more; this may be told several times. */
  onEnd(error: Error): void;
}

/**
 * The driver's connection, made safe to use: what it cannot read ends it
 * rather than the process, it can be ended at once, and it forgets requests
 * that failed.
 */
export class Driver extends Connection {
  readonly #events: DriverEvents;

  /** Does not connect yet. */
  constructor(settings: GremlinSettings, events: DriverEvents) {
    super(settings.url, {
      mimeType: GRAPHSON_2,
      traversalSource: "g",
      rejectUnauthorized: true,
      connectOnStartup: false,
      // Its timers would outlive it. Requests have time limits of their own.
      pingEnabled: false,
      authenticator: authenticatorFor(settings, events),
      reader: { read: readResponse },
    });
    this.#events = events;
    this.on("close", (code) => {
      events.onEnd(new Error(`The connection to Gremlin has ended (${code})`));
    });
    this.on("socketError", events.onEnd);
  }

  /** Sends a script; rejects if the server refuses it, or it cannot be sent. */
  evaluate(
    id: string,
    text: string,
    bindings: Record<string, unknown>,
  ): Promise<ResultSet> {
    return this.submit("", "eval", {
      gremlin: text,
      bindings,
      aliases: { g: "g" },
      language: "gremlin-groovy",
      accept: this.mimeType,
    }, id);
  }

  /** Nobody waits for this request any more. */
  forget(id: string): void {
    this._clearHandler(id);
  }

  /** Ends the connection without asking the server. */
  terminate(): void {
    this._ws?.terminate();
  }

  protected override _handleMessage(data: unknown): void {
    this.#events.onHeard();
    try {
      super._handleMessage(data);
    } catch (error) {
      this.#events.onEnd(
        new Error("Gremlin sent what cannot be read", { cause: error }),
      );
    }
  }

  protected override _cleanupWebsocket(): void {
    super._cleanupWebsocket();
    // Nobody listens from here on: a late error would end the process.
    this._ws?.on("error", () => {});
  }
}

/** SASL PLAIN. */
function authenticatorFor(
  settings: GremlinSettings,
  { onChallenge }: DriverEvents,
): Authenticator {
  const words = new TextEncoder().encode(
    `\0${userOf(settings)}\0${settings.key}`,
  );
  const sasl = btoa(String.fromCharCode(...words));
  return {
    async evaluateChallenge() {
      await onChallenge();
      return { saslMechanism: "PLAIN", sasl };
    },
  };
}
