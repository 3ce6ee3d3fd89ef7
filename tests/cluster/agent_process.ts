/**
 * The Agent's process, and the one after it.
 * @module
 */
import { Child } from "../process.ts";
import { agentArguments, type AgentSettings } from "./stream_agent.ts";

/** An Agent that is killed and started again. */
export class AgentProcess {
  readonly #settings: AgentSettings;
  #child: Child;
  #complaints = "";

  /** Starts it. */
  constructor(settings: AgentSettings) {
    this.#settings = settings;
    this.#child = Child.start(agentArguments(settings));
  }

  /** What its processes printed on standard error. */
  get complaints(): string {
    return this.#complaints + this.#child.errors;
  }

  /** What the current process printed last. */
  get latest(): string {
    return this.#child.lines.slice(-3).join(" | ");
  }

  /** Kills it, and starts it again once it is gone. */
  async restart(): Promise<void> {
    await this.#child.end("SIGKILL");
    this.#complaints += this.#child.errors;
    this.#child = Child.start(agentArguments(this.#settings));
  }

  /** Resolves with its exit code when it has ended by itself. */
  async exitCode(): Promise<number> {
    return (await this.#child.status()).code;
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    await this.#child.end("SIGKILL");
  }
}
