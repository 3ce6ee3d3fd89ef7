import type { AccountId, SendMessageCommand } from "@/lib/models/mod.ts";
import type { AgentConnection, HubSource, Resend } from "./source.ts";

/** What handing commands to an Agent works with. */
export interface CommandFeedContext {
  account: AccountId;
  source: Pick<HubSource, "commands">;
  connection: AgentConnection;
  /** Whether the Agent takes more now. */
  hasRoom(): boolean;
  send(command: SendMessageCommand): void;
  onError(error: unknown): void;
}

/**
 * Hands commands to one Agent's connection: at its start those that any other
 * connection may have lost, and whenever somebody says so what is new.
 */
export class CommandFeed {
  readonly #context: CommandFeedContext;
  /** Goes again until all of it went: at first, what any other may have lost. */
  #resend: Resend = "all";
  /** Until `start`, whatever is heard changes nothing. */
  #isPumping = true;
  #isDue = false;

  constructor(context: CommandFeedContext) {
    this.#context = context;
  }

  /** Starts to send. */
  start(): void {
    this.#isPumping = false;
    this.pump();
  }

  /**
   * Sends what waits, and what an older connection took and may not have sent:
   * nobody may have said so.
   */
  heal(): void {
    if (this.#resend === "none") this.#resend = "older";
    this.pump();
  }

  /** Sends what waits, and looks again if this is called meanwhile. */
  pump(): void {
    this.#isDue = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    // What fails now is looked for at the next sign of life.
    this.#run().catch((error) => this.#context.onError(error));
  }

  async #run(): Promise<void> {
    try {
      while (this.#isDue) {
        this.#isDue = false;
        if (!await this.#sendAll()) return;
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Whether all of them are sent. */
  async #sendAll(): Promise<boolean> {
    const { account, source, connection, hasRoom, send } = this.#context;
    if (!hasRoom()) return false;
    const resend = this.#resend;
    for await (const one of source.commands(account, connection, resend)) {
      send(one);
      // Each is noted as sent when it is asked for: none that cannot be.
      if (!hasRoom()) return false;
    }
    // Unless more is to go again since this began.
    if (this.#resend === resend) this.#resend = "none";
    return true;
  }
}
