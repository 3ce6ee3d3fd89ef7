import type { CommandResult, SendMessageCommand } from "@/lib/models/mod.ts";
import type { z } from "zod";

/** What carrying out a command came to. */
export type CommandOutcome = Pick<
  z.input<typeof CommandResult>,
  "status" | "detail" | "message_id"
>;

/** Carries out a command of the Brain. */
export type CommandHandler = (
  command: SendMessageCommand,
) => CommandOutcome | Promise<CommandOutcome>;

/** How many commands are remembered, so that none is carried out twice. */
const REMEMBERED = 1000;

/** Carries out each command once, however often it arrives, and never late. */
export class CommandDesk {
  readonly #handler: CommandHandler;
  readonly #now: () => number;
  readonly #outcomes = new Map<string, Promise<CommandOutcome>>();

  /** `now`: milliseconds since the epoch. */
  constructor(handler: CommandHandler, now: () => number) {
    this.#handler = handler;
    this.#now = now;
  }

  /** Carries the command out, or recalls what came of it. Never rejects. */
  execute(command: SendMessageCommand): Promise<CommandOutcome> {
    const id = command.command_id;
    const known = id === undefined ? undefined : this.#outcomes.get(id);
    if (known) return known;
    const outcome = this.#run(command);
    if (id !== undefined) {
      this.#outcomes.set(id, outcome);
      for (const oldest of this.#outcomes.keys()) {
        if (this.#outcomes.size <= REMEMBERED) break;
        this.#outcomes.delete(oldest);
      }
    }
    return outcome;
  }

  async #run(command: SendMessageCommand): Promise<CommandOutcome> {
    const expires = command.expires_at;
    if (expires !== undefined && Date.parse(expires) <= this.#now()) {
      return { status: "rejected", detail: "The command has expired." };
    }
    try {
      return await this.#handler(command);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { status: "failed", detail };
    }
  }
}
