import type { FunctionComponent, VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { renderPage } from "./render/page.ts";
import type { LayoutConfig, RouteComponent } from "./types.ts";
import {
  upgradeRequest,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** A layout and where it stands. */
export interface Layout<State> {
  /** The component. */
  component: RouteComponent<State>;
  /** Its `config` export. */
  config: LayoutConfig;
}

/** The app wrapper and the layouts, outermost first, that surround a page. */
export interface Frame<State> {
  /** The component of `_app.tsx`. */
  app: RouteComponent<State> | null;
  /** The layouts. */
  layouts: readonly Layout<State>[];
}

/** Where Fresh keeps what belongs to a request, but not to the public API. */
export const INTERNAL: unique symbol = Symbol("fresh.internal");

/** See {@linkcode INTERNAL}. */
export interface ContextInternals<State> {
  /** What surrounds a page that is rendered now. */
  frame: Frame<State>;
  /** Answers when no middleware or handler does. */
  readonly fallback: () => Promise<Response>;
  /** The build that serves this request. */
  readonly build: BuildCache;
}

/** @deprecated Use {@linkcode Context}. */
export type FreshContext<State = unknown> = Context<State>;

const ENCODER = new TextEncoder();

/** A request on its way through middlewares and handlers. */
export class Context<State> {
  /** The configuration of the app. */
  readonly config: ResolvedFreshConfig;
  /** The URL of the request. */
  readonly url: URL;
  /** The request. */
  req: Request;
  /** The pattern of the matched route, or `null`. */
  readonly route: string | null;
  /** Decoded values of the route's parameters. */
  readonly params: Record<string, string>;
  /** What the middlewares of the app share for this request. */
  readonly state: State;
  /** Data of the page. */
  data: unknown = undefined;
  /** The error that led to this error page, or `null`. */
  error: unknown | null = null;
  /** Addresses of the connection. */
  readonly info: Deno.ServeHandlerInfo;
  /** Whether only partials are asked for; always `false` here. */
  readonly isPartial: boolean = false;
  /** Calls the next middleware, or the handler. */
  next: () => Promise<Response>;
  /** What an app wrapper or a layout surrounds. */
  Component: FunctionComponent = () => null;

  /** @internal */
  readonly [INTERNAL]: ContextInternals<State>;

  /** Made by `App.handler()` for every request. */
  constructor(
    req: Request,
    url: URL,
    info: Deno.ServeHandlerInfo,
    route: string | null,
    params: Record<string, string>,
    config: ResolvedFreshConfig,
    next: () => Promise<Response>,
    build: BuildCache,
  ) {
    this.req = req;
    this.url = url;
    this.info = info;
    this.route = route;
    this.params = params;
    this.config = config;
    this.next = next;
    // The middlewares of the app fill it in; official Fresh starts it so too.
    this.state = {} as State;
    this[INTERNAL] = {
      frame: { app: null, layouts: [] },
      fallback: next,
      build,
    };
  }

  /**
   * Redirects to a path or URL. Several slashes in a path become one, so that
   * `//host` cannot lead to another site.
   *
   * @param pathOrUrl Where to.
   * @param status Default: 302.
   */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (pathOrUrl.startsWith("/")) {
      const end = pathOrUrl.search(/[?#]/);
      const path = end < 0 ? pathOrUrl : pathOrUrl.slice(0, end);
      const rest = end < 0 ? "" : pathOrUrl.slice(end);
      // A backslash counts as a slash to browsers.
      location = path.replace(/[/\\]{2,}/g, "/") + rest;
    }
    return new Response(null, { status, headers: { location } });
  }

  /**
   * Renders JSX as a page, inside the layouts and the app wrapper.
   *
   * @param vnode The content.
   * @param init Status and headers of the response.
   * @param config Which surroundings to leave out.
   */
  async render(
    // The props of the element do not matter here; the type is the official one.
    // deno-lint-ignore no-explicit-any
    vnode: VNode<any> | null,
    init: ResponseInit | undefined = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    return await renderPage(this, vnode, init, config);
  }

  /** Answers with text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with a string of HTML. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  // The type is the official one; `Response.json` takes the same.
  // deno-lint-ignore no-explicit-any
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Streams text or bytes from an iterable, or from a function that makes one. */
  stream<U extends string | Uint8Array>(
    stream:
      | Iterable<U>
      | AsyncIterable<U>
      | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const source = typeof stream === "function" ? stream() : stream;
    const body = ReadableStream.from(source).pipeThrough(
      new TransformStream<U, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          controller.enqueue(
            typeof chunk === "string"
              ? ENCODER.encode(chunk)
              : new Uint8Array(chunk),
          );
        },
      }),
    );
    return new Response(body, init);
  }

  /**
   * Upgrades the request to a WebSocket and returns socket and response; the
   * handler must return the response.
   *
   * @throws {HttpError} 400 when the request does not ask for an upgrade.
   */
  upgrade(
    options?: WebSocketUpgradeOptions,
  ): { socket: WebSocket; response: Response };
  /** Upgrades the request to a WebSocket with these event handlers. */
  upgrade(
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): Response;
  upgrade(
    first?: WebSocketHandlers | WebSocketUpgradeOptions,
    options?: WebSocketUpgradeOptions,
  ): { socket: WebSocket; response: Response } | Response {
    return upgradeRequest(this.req, first, options);
  }
}
