import type { Context } from "fresh";
import { define, type State } from "@/lib/define.ts";
import { etagOf, isNamed } from "@/lib/etag.ts";

/** Whole bodies; whatever else is answered may be a stream. */
const WHOLE = /^(application\/([a-z]+\+)?json|text\/csv)\b/;
/** What an answer that was not modified says of the one that is held. */
const KEPT = ["etag", "cache-control", "vary"];

/**
 * Gives answers an `ETag`, and does not send again what the client holds. An
 * answer that has one already is not read.
 */
export default define.middleware(async (ctx) => {
  const response = await ctx.next();
  if (!isTagged(ctx, response)) return response;
  const tagged = response.headers.has("etag")
    ? response
    : await withEtag(response);
  const { headers } = tagged;
  if (!headers.has("cache-control")) {
    headers.set("cache-control", "private, no-cache");
  }
  const etag = headers.get("etag") ?? "";
  return isNamed(etag, ctx.req.headers.get("if-none-match"))
    ? notModified(tagged)
    : tagged;
});

function isTagged({ req: { method } }: Context<State>, response: Response) {
  if (method !== "GET" && method !== "HEAD") return false;
  const { status, headers } = response;
  return status === 200 && WHOLE.test(headers.get("content-type") ?? "") &&
    !headers.get("cache-control")?.includes("no-store");
}

async function withEtag(response: Response): Promise<Response> {
  const bytes = await response.bytes();
  const tagged = new Response(bytes, response);
  tagged.headers.set("etag", await etagOf(bytes));
  return tagged;
}

function notModified({ headers }: Response): Response {
  const kept = KEPT.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new Response(null, { status: 304, headers: kept });
}
