import { ask } from "@/components/live/request.ts";
import type {
  BridgeAnswer,
  BridgeRequest,
  CreatorStatus,
  WireChat,
  WireCommand,
  WireMessage,
  WireResult,
} from "@/extension/messages.ts";

/** What a page asks extensions by: a part of `chrome.runtime`. */
export interface Runtime {
  sendMessage(
    extension: string,
    message: BridgeRequest,
    callback: (answer: unknown) => void,
  ): void;
  /** Why nobody answers; only while the callback runs. */
  readonly lastError?: { message?: string } | undefined;
}

/** How the extension of this browser stands. */
export interface ExtensionStatus {
  version: string;
  /** The creator accounts whose data it sends here. */
  creators: CreatorStatus[];
}

/** With which extensions a page speaks, and how. */
export interface ExtensionServiceOptions {
  /** The `extension_origin` of each of the account's Agents. */
  origins: readonly (string | null)[];
  /** The account of the service. */
  userId?: string;
  /** `null`: the browser lets no page ask. Default: the browser's own. */
  runtime?: Runtime | null;
  /** How long an answer may take, in ms; default: two seconds. */
  patienceMs?: number;
}

/** How long a command may take that a page of the site executes, ms. */
const EXECUTION_MS = 60_000;
const PATIENCE_MS = 2_000;
const CHROMIUM = /^chrome-extension:\/\/([a-p]{32})$/;

/**
 * The Agent of this very browser, if it is here: an extension that is paired with
 * the account. Where there is none, or it does not answer, everything is `null`;
 * nothing rejects.
 */
export class ExtensionService {
  readonly #ids: readonly string[];
  readonly #userId: string | undefined;
  readonly #runtime: Runtime | null;
  readonly #patienceMs: number;
  /** The extension that answered last. */
  #here: string | null = null;

  constructor(
    { origins, userId, runtime = pageRuntime(), patienceMs = PATIENCE_MS }:
      ExtensionServiceOptions,
  ) {
    const ids = origins.flatMap((origin) =>
      CHROMIUM.exec(origin ?? "")?.[1] ?? []
    );
    this.#ids = [...new Set(ids)];
    this.#userId = userId;
    this.#runtime = runtime;
    this.#patienceMs = patienceMs;
  }

  /** How the extension stands. */
  async status(): Promise<ExtensionStatus | null> {
    for (const id of this.#here === null ? this.#ids : [this.#here]) {
      const answer = await this.#ask(id, { type: "get_agent_status" });
      if (answer?.ok && "creators" in answer) {
        this.#here = id;
        return { version: answer.version, creators: answer.creators };
      }
    }
    this.#here = null;
    return null;
  }

  /** All chats that it has stored. */
  async chats(): Promise<WireChat[] | null> {
    const answer = await this.#askHere({ type: "get_all_chats_from_db" });
    return answer?.ok && "chats" in answer ? answer.chats : null;
  }

  /** All messages of a chat that it has stored, the oldest first. */
  async messages(chatId: string): Promise<WireMessage[] | null> {
    const answer = await this.#askHere({
      type: "get_all_messages_from_db",
      payload: { chatId },
    });
    return answer?.ok && "messages" in answer ? answer.messages : null;
  }

  /**
   * Has it execute a command at once; what became of it, which it tells the
   * service too. A command that gets there by the service as well is executed
   * once. `null` says nothing of what became of it.
   */
  async execute(command: WireCommand): Promise<WireResult | null> {
    const answer = await this.#askHere(
      { type: "execute_agent_command", payload: command },
      EXECUTION_MS,
    );
    return answer?.ok && "result" in answer ? answer.result : null;
  }

  async #askHere(
    request: BridgeRequest,
    patienceMs?: number,
  ): Promise<BridgeAnswer | null> {
    if (this.#here === null) await this.status();
    return this.#here === null
      ? null
      : await this.#ask(this.#here, request, patienceMs);
  }

  #ask(
    id: string,
    request: BridgeRequest,
    patienceMs = this.#patienceMs,
  ): Promise<BridgeAnswer | null> {
    const runtime = this.#runtime;
    if (runtime === null) return Promise.resolve(null);
    const asked = this.#userId === undefined
      ? request
      : { ...request, userId: this.#userId };
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), patienceMs);
      const settle = (answer: BridgeAnswer | null) => {
        clearTimeout(timer);
        resolve(answer);
      };
      try {
        runtime.sendMessage(id, asked, (answer) => {
          // Looked at in any case: otherwise the browser complains of it.
          const failure = runtime.lastError;
          settle(failure === undefined && isAnswer(answer) ? answer : null);
        });
      } catch {
        settle(null);
      }
    });
  }
}

/** The extension that a command was executed by before. */
let known: { userId: string | undefined; service: ExtensionService } | null =
  null;

/**
 * The short way of a command that the service has taken: the extension of this
 * browser, if the account is paired with it, executes it at once. To be called
 * after the command was created, with its `command_id` and `expires_at`; whatever
 * comes of it, the service's own way goes on. Gives what became of it, or `null`
 * where there is no such extension; never rejects. Asks nobody where the browser
 * lets pages ask no extension.
 *
 * @param userId the account; default: the only one that is paired here
 */
export async function executeHere(
  command: WireCommand,
  userId?: string,
): Promise<WireResult | null> {
  if (pageRuntime() === null) return null;
  if (known?.userId !== userId) known = null;
  if (known === null) {
    const answer = await ask<
      { agents: { extension_origin: string | null }[] }
    >("GET", "/api/v1/agents");
    if (!answer.ok) return null;
    const origins = answer.body.agents.map(({ extension_origin }) =>
      extension_origin
    );
    const service = new ExtensionService({ origins, userId });
    if (await service.status() === null) return null;
    known = { userId, service };
  }
  const result = await known.service.execute(command);
  // The next one looks anew who is here.
  if (result === null) known = null;
  return result;
}

/** `null` where no extension lets pages of this address ask. */
function pageRuntime(): Runtime | null {
  const runtime: unknown = Reflect.get(globalThis, "chrome")?.runtime;
  return isRuntime(runtime) ? runtime : null;
}

function isRuntime(value: unknown): value is Runtime {
  return typeof value === "object" && value !== null &&
    "sendMessage" in value && typeof value.sendMessage === "function";
}

// Who has the id of a paired Agent is believed, as far as it says anything.
function isAnswer(value: unknown): value is BridgeAnswer {
  return typeof value === "object" && value !== null && "ok" in value;
}
