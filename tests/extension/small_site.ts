/**
 * A site for tests of the page's side: the look-alike's self-test, an empty
 * page, and the route that sends messages.
 * @module
 */
import { selfTestRoutes } from "../lookalike/self_test/mod.ts";

/** A message that was posted. */
export interface Post {
  path: string;
  body: unknown;
  cookie: string | null;
  contentType: string | null;
}

const EMPTY = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Empty</title><link rel="icon" href="data:,">
<script>
  /* Hears whatever a page can hear, from its first script on. */
  globalThis.heard = [];
  const hear = (event) => heard.push([event.type, event.data ?? event.detail]);
  for (const target of [window, document, document.documentElement]) {
    for (const type of ["message", "messageerror", "ready", "mine", "key"]) {
      target.addEventListener(type, hear, true);
    }
  }
</script></head>
<body>Empty</body></html>`;

declare global {
  /** What a page heard of anybody. */
  var heard: unknown[];
}

/** The site, served at `localhost` and, as another origin, at 127.0.0.1. */
export class SmallSite {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  /** Messages that were posted, the oldest first. */
  readonly posts: Post[] = [];
  /** Opens the way for answers to posts in chat 8. */
  release: () => void = () => {};
  readonly #released: Promise<void>;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#released = promise;
    this.release = resolve;
    this.#server = Deno.serve(
      { port: 0, onListen: () => {}, onError: () => new Response(null) },
      async (request) =>
        await this.#own(request) ?? await selfTestRoutes(request) ??
          new Response(null, { status: 404 }),
    );
  }

  get origin(): string {
    return `http://localhost:${this.#server.addr.port}`;
  }

  /** The same server by another name: no page of the site's. */
  get elsewhere(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async close(): Promise<void> {
    await this.#server.shutdown();
  }

  async #own(request: Request): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/empty") {
      return new Response(EMPTY, {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    }
    if (request.method !== "POST" || searchParams.has("self_test")) return null;
    const [, chat] = pathname.match(/^\/api2\/v2\/chats\/(\d+)\/messages$/) ??
      [];
    if (chat === undefined) return null;
    const body = JSON.parse(await request.text());
    this.posts.push({
      path: pathname,
      body,
      cookie: request.headers.get("cookie"),
      contentType: request.headers.get("content-type"),
    });
    return await this.#answer(chat, body);
  }

  /** By the chat: some do not take messages. */
  async #answer(chat: string, body: { text: string }): Promise<Response> {
    if (chat === "4") {
      const message = `You may not write to this fan. ${"x".repeat(1_000)}`;
      return Response.json({ error: { code: 7, message } }, { status: 403 });
    }
    if (chat === "5") return new Response("Bad gateway", { status: 502 });
    if (chat === "6") return broken();
    if (chat === "7") return Response.json({ error: { message: "Blocked." } });
    if (chat === "8") await this.#released;
    return Response.json({ id: 550_000 + this.posts.length, text: body.text });
  }
}

/** An answer whose body breaks off. */
function broken(): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"id":'));
    },
    pull(controller) {
      controller.error(new Error("broken"));
    },
  });
  return new Response(body, {
    headers: { "content-type": "application/json" },
  });
}
