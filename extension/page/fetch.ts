import { readText } from "./body.ts";
import { type Captures, isJson, isTooLarge } from "./captures.ts";
import type { Disguise } from "./disguise.ts";
import type { Natives, PageWindow } from "./natives.ts";
import { kindOf } from "./paths.ts";

/**
 * Watches what `fetch` answers. Its arguments are not looked at; the page gets
 * the answer itself, unread.
 */
export function watchFetch(
  natives: Natives,
  page: PageWindow,
  origin: string,
  disguise: Disguise,
  captures: Captures,
): void {
  const { apply, then } = natives;
  disguise.replace(page, "fetch", natives.fetch, {
    __proto__: null,
    apply(target, self, args) {
      const { epoch } = captures;
      const answer: Promise<Response> = apply(target, self, args);
      return then(answer, (response) => {
        try {
          watch(response, epoch);
        } catch {
          // What cannot be watched is the page's alone.
        }
        return response;
      });
    },
  });

  function watch(response: Response, epoch: number): void {
    const url = natives.responseUrl(response);
    const kind = kindOf(url, origin);
    if (kind === null) return;
    const status = natives.responseStatus(response);
    if (captures.look("fetch", kind, { url, status, epoch }) !== "read") return;
    const headers = natives.responseHeaders(response);
    if (!isJson(natives, natives.header(headers, "content-type"))) return;
    if (isTooLarge(natives.header(headers, "content-length"))) return;
    readText(natives, natives.cloneResponse(response), (body) => {
      if (body === null) return;
      captures.take("fetch", kind, { url, status, body, epoch });
    });
  }
}
