const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
/** Above what is captured, in bytes. */
const BIG_BYTES = 9 * 1024 * 1024;
/** Far above it. */
const HUGE_BYTES = 50 * 1024 * 1024;
/** Between two pieces of a body, in ms. */
const PIECE_MS = 15;
const PIECES = 4;

/** Letters of one to four bytes, of which some lie across two pieces. */
const WORDS = "Grüße, 你好, 👋🏽, שלום ".repeat(40);

/** Those whose bodies were given up by the page, by their ids. */
const cancelled = new Set<string>();

const BODIES: Readonly<Record<string, () => string>> = {
  plain: () => JSON.stringify({ list: [{ id: 1 }], hasMore: false }),
  post: () => JSON.stringify({ id: 77, text: "<p>Hi</p>" }),
  slow: () => JSON.stringify({ list: [], slow: true }),
  stream: () => JSON.stringify({ list: [], text: WORDS }),
  spaced: () => ` {\n\t"list" : [ ] , "text":"\\u00fc\\/ é \u2028" }\n`,
  bare: () => JSON.stringify([1, "two", null, true, { five: 5.5 }]),
  failure: () => JSON.stringify({ error: { code: 0, message: "No." } }),
  text: () => "this is no JSON",
  identity: () => JSON.stringify({ id: 9_001, username: "creator" }),
  bye: () => JSON.stringify({ success: true }),
  huge: () => JSON.stringify({ list: [], text: "x".repeat(HUGE_BYTES) }),
  big: () => JSON.stringify({ list: [], text: "x".repeat(BIG_BYTES) }),
};

/** The body of a variant of an answer; "" if it has none. */
export function bodyOf(variant: string): string {
  return BODIES[variant]?.() ?? "";
}

/** The answer to a request, in one of its variants. */
export function answerTo(
  request: Request,
  variant: string,
): Promise<Response> | Response {
  const url = new URL(request.url);
  switch (variant) {
    case "slow":
      return later(() => json(bodyOf("slow")));
    case "stream":
      return json(streamed(bodyOf("stream")));
    case "endless":
      return json(endless(url.searchParams.get("id") ?? ""));
    case "cancelled":
      return json(JSON.stringify(
        cancelled.has(url.searchParams.get("id") ?? ""),
      ));
    case "cut":
      return json(cut());
    case "failure":
      return json(bodyOf("failure"), 500);
    case "denied":
      return json(bodyOf("failure"), 401);
    case "text":
      return new Response(bodyOf("text"));
    case "nothing":
      return new Response(null, { status: 204 });
    case "redirect": {
      url.searchParams.set("self_test", "plain");
      return Response.redirect(url, 302);
    }
    case "echo":
      return echoed(request);
    default:
      return json(bodyOf(variant));
  }
}

function json(body: string | ReadableStream<Uint8Array>, status = 200) {
  return new Response(body, { status, headers: JSON_TYPE });
}

/** What a request was: method, some headers and body. */
async function echoed(request: Request): Promise<Response> {
  const header = (name: string) => request.headers.get(name);
  return json(JSON.stringify({
    method: request.method,
    type: header("content-type")?.replace(/boundary=.*/, "boundary=…") ?? null,
    cookie: header("cookie"),
    extra: header("x-extra"),
    body: (await request.text()).replace(/-+WebKitFormBoundary\w+/g, "…"),
  }));
}

function later<R>(make: () => R): Promise<R> {
  return new Promise((resolve) =>
    setTimeout(() => resolve(make()), 4 * PIECE_MS)
  );
}

/** A body that comes in pieces, cut without regard to letters. */
function streamed(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / PIECES);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at > 0) await later(() => {});
      controller.enqueue(bytes.slice(at, at += size));
      if (at >= bytes.length) controller.close();
    },
  });
}

/** A body that begins and never ends. */
function endless(id: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await later(() => {});
      controller.enqueue(new TextEncoder().encode('{"list":['));
    },
    cancel() {
      cancelled.add(id);
    },
  });
}

/** A body that breaks off. */
function cut(): ReadableStream<Uint8Array> {
  let pieces = 0;
  return new ReadableStream({
    async pull(controller) {
      await later(() => {});
      if (pieces++ === 0) {
        controller.enqueue(new TextEncoder().encode('{"list":['));
      } else controller.error(new Error("cut"));
    },
  });
}
