import type { WireResult } from "../messages.ts";
import type { PageOrder } from "./envelope.ts";
import { bare, type Core } from "./natives.ts";
import { isId } from "./paths.ts";

/** Longest text of the site's that a result tells, in UTF-16 units. */
const MAX_ERROR = 200;
/** Said where nobody knows whether the site has the message. */
const PERHAPS = "it may have been sent";

/** What came of a request. */
export type Posted =
  | { ok: true; status: number; body: string }
  | { ok: false; timedOut: boolean };

/** What commands are executed with. */
export interface SendingOptions {
  core: Core;
  /** Sends a JSON body to a path of the page's origin. */
  post: (path: string, body: string, done: (posted: Posted) => void) => void;
  /** Tells what became of a command. */
  tell: (result: WireResult) => void;
}

/**
 * Executes commands, each id once as long as the document lives: a repeat gets
 * the known result, or that of the request under way.
 */
export class Sending {
  readonly #options: SendingOptions;
  /** By command id: its result, or `null` while it is under way. */
  readonly #results = bare<Record<string, WireResult | null>>({
    __proto__: null,
  });

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  /** Executes a command that the relay gave. */
  take(name: string, order: PageOrder): void {
    const { core, post, tell } = this.#options;
    const id = order.command_id;
    if (id === "") return;
    const known = core.own(this.#results, id) as WireResult | null | undefined;
    if (known === null) return;
    if (known !== undefined) return tell(known);
    const end = (
      status: WireResult["status"],
      detail?: string,
      message?: string,
    ) => {
      const result = resultOf(id, status, detail, message);
      this.#results[id] = result;
      tell(result);
    };
    const refusal = refusalOf(name, order);
    if (refusal !== null) return end("rejected", refusal);
    this.#results[id] = null;
    post(
      "/api2/v2/chats/" + order.chat_id + "/messages",
      bodyOf(core, order.text),
      (posted) => {
        if (!posted.ok) {
          end(
            "failed",
            (posted.timedOut
              ? "the site did not answer in time: "
              : "the connection broke off: ") +
              PERHAPS,
          );
          return;
        }
        const { status, body } = posted;
        const answer = readAnswer(core, body);
        if (status < 200 || status >= 300) {
          end("failed", "HTTP " + status + told(core, answer.error));
        } else if (answer.id !== "") end("succeeded", undefined, answer.id);
        else if (answer.error !== "") {
          end("failed", "the site refused it" + told(core, answer.error));
        } else end("succeeded", "the site did not name the message");
      },
    );
  }
}

/** The body that the site's own page sends for a message. */
export function bodyOf(core: Core, text: string): string {
  return '{"text":' + core.quote("<p>" + htmlOf(text) + "</p>") +
    ',"lockedText":false,"mediaFiles":[],"price":0,"previews":[]}';
}

/** Text as HTML: marks are escaped, line breaks kept. */
export function htmlOf(text: string): string {
  let html = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "&") html += "&amp;";
    else if (char === "<") html += "&lt;";
    else if (char === ">") html += "&gt;";
    else if (char === "\n") html += "<br />";
    else if (char === "\r") {
      if (text[i + 1] !== "\n") html += "<br />";
    } else html += char;
  }
  return html;
}

function refusalOf(name: string, order: PageOrder): string | null {
  if (name !== "send_message") return "this is no command of a page";
  if (!isId(order.chat_id)) return "this is no chat of the site";
  if (order.media_url !== "") return "cannot send media";
  return order.text === "" ? "there is no text" : null;
}

/** The message's id in the site's answer, or the site's complaint. */
function readAnswer(core: Core, body: string): { id: string; error: string } {
  let answer: unknown;
  try {
    answer = core.parse(body);
  } catch {
    return { id: "", error: body };
  }
  if (typeof answer !== "object" || answer === null) {
    return { id: "", error: "" };
  }
  const id = core.own(answer, "id");
  const error = core.own(answer, "error");
  return {
    id: typeof id === "string" || typeof id === "number" ? "" + id : "",
    error: complaint(core, error) || complaint(core, answer),
  };
}

/** A complaint, or the message of an object that has one. */
function complaint(core: Core, error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null) return "";
  const message = core.own(error, "message");
  return typeof message === "string" ? message : "";
}

function told(core: Core, error: string): string {
  if (error === "") return "";
  return error.length > MAX_ERROR
    ? ": " + core.slice(error, 0, MAX_ERROR) + "…"
    : ": " + error;
}

/** What is not known is left out. */
function resultOf(
  command_id: string,
  status: WireResult["status"],
  detail: string | undefined,
  message_id: string | undefined,
): WireResult {
  const result = bare<WireResult>({ __proto__: null, command_id, status });
  if (detail !== undefined) result.detail = detail;
  if (message_id !== undefined) result.message_id = message_id;
  return result;
}
