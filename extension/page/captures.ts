import type { SeenData, Way } from "../messages.ts";
import { MAX_BODY_BYTES } from "./envelope.ts";
import { bare, type Core } from "./natives.ts";
import type { PathKind } from "./paths.ts";

/** Makes captures of what was seen, and counts whose they are. */
export class Captures {
  readonly #core: Core;
  readonly #give: (event: Way, data: SeenData) => void;
  #epoch = 0;

  constructor(core: Core, give: (event: Way, data: SeenData) => void) {
    this.#core = core;
    this.#give = give;
  }

  /** How often the page's account was told or ended. */
  get epoch(): number {
    return this.#epoch;
  }

  /** An answer or a frame, as it came. */
  take(
    event: Way,
    kind: PathKind,
    seen: { url: string; status: number; body: string; epoch: number },
  ): void {
    const { url, status, body, epoch } = seen;
    if (body.length > MAX_BODY_BYTES) return;
    const at = this.#core.now();
    if (kind === "content") {
      const data = { __proto__: null, url, status, body, at, epoch } as const;
      this.#give(event, bare<SeenData>(data));
    } else {
      const begins = ++this.#epoch;
      this.#give(
        event,
        bare<SeenData>({
          __proto__: null,
          url,
          status,
          body,
          at,
          epoch,
          begins,
        }),
      );
    }
  }

  /**
   * What to do with an answer before its body is there: `read` it, or leave it
   * alone. The end of a session is captured at once, without its body.
   */
  look(
    event: Way,
    kind: PathKind,
    seen: { url: string; status: number; epoch: number },
  ): "read" | "leave" {
    const { url, status, epoch } = seen;
    const isOk = status >= 200 && status < 300;
    if (kind === "end" ? isOk : kind === "identity" && status === 401) {
      this.take(event, "end", { url, status, body: "", epoch });
      return "leave";
    }
    return isOk && kind !== "end" ? "read" : "leave";
  }
}

/** Whether a content type is that of JSON. */
export function isJson(core: Core, contentType: string | null): boolean {
  return contentType !== null &&
    core.indexOf(core.lowerCase(contentType), "json") >= 0;
}

/** Whether a `Content-Length` says that a body is too large. */
export function isTooLarge(contentLength: string | null): boolean {
  return contentLength !== null && +contentLength > MAX_BODY_BYTES;
}
