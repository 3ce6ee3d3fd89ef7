import { type Captures, isJson } from "./captures.ts";
import type { Disguise } from "./disguise.ts";
import { MAX_BODY_BYTES } from "./envelope.ts";
import { jsonText } from "./json_text.ts";
import type { Natives, PageWindow } from "./natives.ts";
import { kindOf, type PathKind } from "./paths.ts";

/** Watches what `XMLHttpRequest` answers. */
export function watchXhr(
  natives: Natives,
  page: PageWindow,
  origin: string,
  disguise: Disguise,
  captures: Captures,
): void {
  const { apply, on, then, weakGet, weakSet } = natives;
  /** The epoch at which a request was sent; `null` once it is captured. */
  const epochs = new natives.WeakMap<object, unknown>();
  const options = { __proto__: null };

  disguise.replace(page.XMLHttpRequest.prototype, "send", natives.send, {
    __proto__: null,
    apply(target, self, args) {
      try {
        // Throws if it is no request, which the native then says better.
        natives.xhrState(self as XMLHttpRequest);
        weakSet(epochs, self as XMLHttpRequest, captures.epoch);
        on(self as XMLHttpRequest, "load", onLoad, options);
        // A listener of the page's may have stopped the other one.
        on(self as XMLHttpRequest, "loadend", onLoad, options);
      } catch {
        // It is the page's alone.
      }
      return apply(target, self, args);
    },
  });

  function onLoad(this: XMLHttpRequest, event: ProgressEvent): void {
    try {
      if (event.isTrusted) watch(this, event);
    } catch {
      // What cannot be watched is the page's alone.
    }
  }

  function watch(request: XMLHttpRequest, event: ProgressEvent): void {
    const url = natives.xhrUrl(request);
    const kind = kindOf(url, origin);
    const epoch = weakGet(epochs, request);
    if (kind === null || typeof epoch !== "number") return;
    weakSet(epochs, request, null);
    const status = natives.xhrStatus(request);
    if (captures.look("xhr", kind, { url, status, epoch }) !== "read") return;
    if (!isJson(natives, natives.xhrHeader(request, "content-type"))) return;
    if (natives.loaded(event) > MAX_BODY_BYTES) return;
    take(kind, request, { url, status, epoch });
  }

  function take(
    kind: PathKind,
    request: XMLHttpRequest,
    seen: { url: string; status: number; epoch: number },
  ): void {
    const { url, status, epoch } = seen;
    const give = (body: string) =>
      captures.take("xhr", kind, { url, status, body, epoch });
    const type = natives.xhrType(request);
    if (type === "" || type === "text") return give(natives.xhrText(request));
    const response = natives.xhrResponse(request);
    if (type === "json") {
      if (response !== null) give(jsonText(natives, response));
    } else if (type === "arraybuffer") {
      const decoder = new natives.TextDecoder();
      give(natives.decode(decoder, response as ArrayBuffer));
    } else if (type === "blob") {
      then(natives.blobText(response as Blob), give, () => {});
    }
  }
}
